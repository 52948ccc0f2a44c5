//! A purge destroys the content wherever it lies; the fact remains.

use app::{application, review};
use domain::application::{Procedure, State};
use serde_json::json;

use crate::house::{House, head, owner, registrar};
use crate::{on_both_engines, samples};

const SECRET: &str = "Канарейка7f3a";

/// The tables in which the secret, in any letter case, can be read.
async fn tables_with(house: &House) -> Vec<&'static str> {
    let folded = SECRET.to_lowercase();
    let mut found = Vec::new();
    for (table, columns) in [
        ("record", vec!["state", "title", "title_key", "text", "number"]),
        ("event", vec!["body", "state", "act", "actor_name"]),
        ("tag", vec!["value"]),
        ("unique_key", vec!["value"]),
        ("outbox", vec!["body", "dedupe", "last_error"]),
        ("notice", vec!["params", "link"]),
        ("organisation", vec!["name"]),
        ("account_event", vec!["params"]),
    ] {
        for column in columns {
            let sql = format!("SELECT CAST({column} AS TEXT) AS words FROM {table}");
            let rows = house.app.store().rows(&sql, &[]).await.unwrap();
            let holds = rows.iter().any(|row| {
                let words: Option<String> = row.get("words").unwrap();
                words.is_some_and(|words| words.to_lowercase().contains(&folded))
            });
            if holds && !found.contains(&table) {
                found.push(table);
            }
        }
    }
    found
}

on_both_engines! {
    async fn a_purge_leaves_no_word_of_the_content(house) {
        house.registered_holder().await;
        let mut entry = samples::array();
        for place in ["name.ky", "name.ru", "purposes.0.words", "items.0.words"] {
            domain::path::set(&mut entry, place, json!(format!("сыр {SECRET}")));
        }
        let id = house.sent(&owner(), Procedure::RegisterArray, None, entry.clone()).await;
        house.take(id).await;
        let remarks = vec![("name.ky".into(), format!("бул {SECRET} эмнеси?"))];
        review::send_back(&house.app, &registrar(), id, None, remarks).await.unwrap();
        house.save(&owner(), id, "name", json!({"ky": SECRET, "ru": SECRET})).await;
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.refuse(id).await.unwrap();
        review::object(&house.app, &head(), id, None, format!("{SECRET} бар")).await.unwrap();
        assert!(!tables_with(house).await.is_empty(), "the secret was there");
        let purged = review::purge(&house.app, &registrar(), id).await.unwrap();
        assert_eq!(tables_with(house).await, [""; 0]);
        assert_eq!(purged.record.state, State::Purged);
        let view = application::read(&house.app, &registrar(), id).await.unwrap();
        assert_eq!(view.loaded.record.number.as_deref(), Some("KG-Z-000002"), "the fact can be read");
        application::read(&house.app, &owner(), id).await.unwrap();
        let acts: Vec<_> = application::history(&house.app, &registrar(), id).await.unwrap();
        assert_eq!(acts.last().unwrap().act, "purged");
        assert!(house.app.store().replay_equals_state::<domain::application::Application>(id).await.unwrap());
    }

    async fn a_purge_leaves_the_jobs_and_notices_of_others(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        let jobs = house.count("outbox").await;
        let other = house.sent(&crate::house::another_owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        review::purge(&house.app, &registrar(), other).await.unwrap();
        assert!(house.count("outbox").await >= jobs);
        let view = application::read(&house.app, &owner(), id).await.unwrap();
        assert_eq!(view.loaded.record.state, State::Submitted);
        assert!(!app::notice::mine(&house.app, &owner(), 10).await.unwrap().is_empty());
    }
}
