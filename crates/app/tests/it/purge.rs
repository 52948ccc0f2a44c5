//! A purge destroys the content wherever it lies; the fact remains.

use app::{application, review};
use domain::application::{Procedure, State};
use serde_json::json;

use crate::house::{House, head, owner, registrar};
use crate::{on_both_engines, samples};

const SECRET: &str = "Kanareika7f3a";

/// Every column of every table there is, now and later.
async fn columns(house: &House) -> Vec<(String, String)> {
    let store = house.app.store();
    let sql = match store.health().await.unwrap().engine {
        "sqlite" => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p \
             WHERE m.type = 'table'"
        }
        _ => {
            "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c \
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let rows = store.rows(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get("t").unwrap(), row.get("c").unwrap())).collect()
}

/// The columns in which the secret can be read, in any letter case.
async fn places_with(house: &House) -> Vec<String> {
    let like = format!("%{}%", SECRET.to_lowercase());
    let mut found = Vec::new();
    let columns = columns(house).await;
    assert!(columns.len() > 50, "all tables are searched");
    for (table, column) in columns {
        let sql = format!(
            "SELECT count(*) AS n FROM {table} WHERE lower(CAST({column} AS TEXT)) LIKE $1"
        );
        let rows = house.app.store().rows(&sql, &[like.as_str().into()]).await.unwrap();
        if rows[0].get::<i64>("n").unwrap() > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

on_both_engines! {
    async fn a_purge_takes_the_attached_file_with_it(house) {
        let store = house.app.store();
        let by = owner().actor.unwrap().person;
        let ours = store::FileUse { organisation: crate::house::OURS, purpose: "policy" };
        let secret = b"%PDF-secret".to_vec();
        let file = store.put_file(secret, "application/pdf", ours, by, house.app.now()).await.unwrap();
        let mut entry = samples::holder();
        domain::path::set(&mut entry, "policy", json!({"file": file.hash, "file_name": "a.pdf"}));
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, entry).await;
        house.take(id).await;
        assert!(store.get_file(&file.hash).await.unwrap().is_some());
        review::purge(&house.app, &head(), id).await.unwrap();
        assert!(store.get_file(&file.hash).await.unwrap().is_none());
    }

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
        assert!(!places_with(house).await.is_empty(), "the secret was there");
        let purged = review::purge(&house.app, &registrar(), id).await.unwrap();
        assert_eq!(places_with(house).await, [""; 0]);
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
