//! A value that was forgotten is nowhere any more; that it was there can still be read.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use app::export::{Extent, Walk};
use app::forgetting::{COLUMNS, Report};
use app::review::{Asked, Forgettable, foreseen, forgettable, propose_redaction};
use app::{Error, application, register, review};
use domain::application::{Procedure, State};
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::Holder;
use domain::path;
use domain::redaction::Place;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{House, OURS, THEIRS, another_registrar, head, owner, registrar};
use crate::searched::{columns, columns_with, files_with, holds};
use crate::{on_both_engines, samples};

/// Part of every secret of these tests, and of nothing else.
pub const TOKEN: &str = "Kanareika7f";

/// What asks for the values that hold the token.
pub fn asked(found: &[Forgettable]) -> Asked {
    let places: Vec<Place> =
        found.iter().filter(|it| it.value.contains(TOKEN)).map(|it| it.place.clone()).collect();
    Asked {
        places, ground: "not_to_be_published".into(), words: "адамдын өтүнүчү".into()
    }
}

/// Proposed by a registrar, confirmed by the head.
pub async fn forgotten<R: register::Published>(
    house: &House,
    subject: Uuid,
    asked: &Asked,
) -> Uuid {
    let case = propose_redaction::<R>(&house.app, &registrar(), subject, asked).await.unwrap();
    assert_eq!(case.record.state, State::Proposed);
    let done = review::confirm(&house.app, &head(), case.id, None).await.unwrap();
    assert_eq!(done.record.state, State::Registered);
    case.id
}

async fn of_holder(house: &House) -> Vec<Forgettable> {
    forgettable::<Holder>(&house.app, &registrar(), "KG-H-000001").await.unwrap()
}

/// What this process has logged.
fn logged() -> Vec<u8> {
    logs().lock().unwrap().clone()
}

fn logs() -> &'static Arc<Mutex<Vec<u8>>> {
    static LOGS: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    LOGS.get_or_init(|| {
        let logs = Arc::<Mutex<Vec<u8>>>::default();
        let writer = Shared(logs.clone());
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_writer(move || writer.clone())
            .init();
        logs
    })
}

#[derive(Clone)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A holder whose head and name are secrets, told about in every way there is.
async fn with_secrets(house: &House) -> String {
    let name = format!("Ң\"Өү\\ {TOKEN} 'Үлгү'");
    let person = format!("{TOKEN} Үсөнова, {}", "узун текст ".repeat(300));
    let file = {
        let ours = store::FileUse { organisation: OURS, purpose: "policy" };
        let (bytes, by) = (format!("%PDF {TOKEN}").into_bytes(), owner().actor.unwrap().person);
        let store = house.app.store();
        store.put_file(bytes, "application/pdf", ours, by, house.app.now()).await.unwrap().hash
    };
    let mut entry = samples::holder();
    path::set(&mut entry, "name.ky", json!(name));
    path::set(&mut entry, "contact.words", json!(person));
    path::set(&mut entry, "contact.email", json!(format!("{TOKEN}@example.kg")));
    path::set(&mut entry, "policy.file", json!(file));
    let id = house.sent(&owner(), Procedure::RegisterHolder, None, entry.clone()).await;
    house.take(id).await;
    let remarks = vec![("name.ky".into(), format!("Бул {name} туурабы?"))];
    review::send_back(&house.app, &registrar(), id, None, remarks).await.unwrap();
    application::submit(&house.app, &owner(), id, None).await.unwrap();
    house.grant(id).await.unwrap();
    let sql = "UPDATE organisation SET name = $1 WHERE id = $2";
    house.put(sql, vec![name.as_str().into(), OURS.into()]).await;
    application::keep_table(&house.app, &owner(), OURS, format!("a;{name}").into_bytes())
        .await
        .unwrap();
    let mut array = samples::array();
    path::set(&mut array, "items.0.words", json!(name));
    path::set(&mut array, "purposes.0.words", json!(format!("Максат: {name} үчүн")));
    let id = house.sent(&owner(), Procedure::RegisterArray, None, array).await;
    house.granted(id).await;
    amended(house, "contact.phone", "0312 999999").await;
    // A draft and a refused case hold it too.
    house.started(&owner(), Procedure::RegisterArray, None, json!({"name": {"ky": name}})).await;
    file
}

/// The holder amended in one field.
pub async fn amended(house: &House, place: &str, value: &str) {
    let id = house.started(&owner(), Procedure::AmendHolder, None, Value::Null).await;
    let view = application::read(&house.app, &owner(), id).await.unwrap();
    let mut entry = view.loaded.record.entry;
    path::set(&mut entry, place, json!(value));
    let branch = place.split('.').next().unwrap();
    house.save(&owner(), id, branch, entry[branch].clone()).await;
    application::submit(&house.app, &owner(), id, None).await.unwrap();
    house.granted(id).await;
}

async fn exported(house: &House) -> Vec<u8> {
    let mut all = Vec::new();
    for of in [Of::Holder, Of::DataArray] {
        for extent in [Extent::Whole, Extent::Published] {
            let entries =
                Walk::begin(&house.app, extent).await.unwrap().page(of, "").await.unwrap();
            assert!(!entries.is_empty());
            all.extend(format!("{entries:?}").into_bytes());
        }
    }
    all
}

on_both_engines! {
    async fn a_forgotten_value_is_in_no_row_no_file_no_export_and_no_line_of_the_log(house) {
        logs();
        let file = with_secrets(house).await;
        assert!(!columns_with(house, TOKEN).await.is_empty(), "it was there");
        assert!(!files_with(house.folder(), TOKEN).is_empty());
        assert!(holds(&exported(house).await, TOKEN));
        let mut asked = asked(&of_holder(house).await);
        let of_file = of_holder(house).await.into_iter().find(|it| it.value == file).unwrap();
        asked.places.push(of_file.place);
        assert_eq!(asked.places.len(), 4);
        let case = forgotten::<Holder>(house, OURS, &asked).await;
        assert_eq!(columns_with(house, TOKEN).await, [""; 0]);
        assert_eq!(columns_with(house, &file).await, [""; 0]);
        assert_eq!(files_with(house.folder(), TOKEN), [""; 0]);
        assert_eq!(columns_with(house, "Үсөнова").await, [""; 0]);
        assert_eq!(files_with(house.folder(), "Үсөнова"), [""; 0]);
        assert!(!holds(&exported(house).await, TOKEN));
        assert!(!holds(&logged(), TOKEN), "no line of the log said it");
        assert!(house.app.store().get_file(&file).await.unwrap().is_none());
        // The fact stays, and every page of it can be read.
        let view = register::current::<Holder>(&house.app, "KG-H-000001").await.unwrap();
        let marked: Vec<_> = view.redacted.iter().map(|mark| mark.path.as_str()).collect();
        assert_eq!(marked, ["name.ky", "contact.words", "contact.email", "policy.file"]);
        assert_eq!(view.redacted[0].ground, "not_to_be_published");
        let acts: Vec<_> = register::versions::<Holder>(&house.app, "KG-H-000001").await.unwrap()
            .into_iter().map(|line| line.act).collect();
        assert_eq!(acts, ["redacted", "amended", "registered"]);
        let story = review::story(&house.app, &registrar(), case).await.unwrap();
        assert_eq!(story.steps.last().unwrap().act, "decided");
        house.gapless_feed().await;
    }

    async fn what_would_be_forgotten_is_seen_before_and_nothing_is(house) {
        with_secrets(house).await;
        let before = columns_with(house, TOKEN).await;
        let asked = asked(&of_holder(house).await);
        let report: Report = foreseen::<Holder>(&house.app, &registrar(), OURS, &asked).await.unwrap();
        assert_eq!(columns_with(house, TOKEN).await, before);
        let kinds: Vec<_> = report.records.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds.iter().filter(|kind| **kind == "holder").count(), 1);
        assert_eq!(kinds.iter().filter(|kind| **kind == "data_array").count(), 1);
        assert_eq!(kinds.iter().filter(|kind| **kind == "data_list").count(), 1);
        assert_eq!(kinds.iter().filter(|kind| **kind == "application").count(), 4);
        let holder = report.records.iter().find(|it| it.kind.as_str() == "holder").unwrap();
        assert_eq!(holder.gaps[0].path, "name.ky");
        assert_eq!(holder.gaps[0].versions, [1, 2]);
        assert!(report.rows["notice"] > 0 && report.rows["outbox"] > 0);
    }

    async fn an_account_that_says_the_same_stays_and_the_registrar_is_told(house) {
        house.registered_holder().await;
        amended(house, "contact.email", "1@example.kg").await;
        let found = of_holder(house).await.into_iter().find(|it| it.value == "1@example.kg");
        let asked = Asked { places: vec![found.unwrap().place], ..asked(&[]) };
        let report = foreseen::<Holder>(&house.app, &registrar(), OURS, &asked).await.unwrap();
        assert_eq!(report.accounts, 1);
        forgotten::<Holder>(house, OURS, &asked).await;
        assert_eq!(columns_with(house, "1@example.kg").await, ["person.email"]);
    }

    async fn two_people_forget_and_an_objection_forgets_nothing(house) {
        with_secrets(house).await;
        let asked = asked(&of_holder(house).await);
        let refused = propose_redaction::<Holder>(&house.app, &owner(), OURS, &asked).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        let case = propose_redaction::<Holder>(&house.app, &registrar(), OURS, &asked).await.unwrap();
        let before = columns_with(house, TOKEN).await;
        let alone = review::confirm(&house.app, &another_registrar(), case.id, None).await;
        assert!(matches!(alone, Err(Error::Forbidden)));
        review::object(&house.app, &head(), case.id, None, "негиз жок".into()).await.unwrap();
        assert_eq!(columns_with(house, TOKEN).await, before);
        let by_applicant = application::start(
            &house.app, &owner(), OURS, Procedure::RedactHolder, None, Value::Null,
        ).await;
        assert!(matches!(by_applicant, Err(Error::Refused(code)) if code == "only_ex_officio"));
    }

    async fn nothing_is_forgotten_without_a_ground_reasons_and_a_value(house) {
        with_secrets(house).await;
        let good = asked(&of_holder(house).await);
        let no_ground = Asked { ground: "liquidation".into(), ..good.clone() };
        let no_words = Asked { words: " ".into(), ..good.clone() };
        let code = Place { version: 1, path: "sector".into() };
        let no_value = Asked { places: vec![code], ..good.clone() };
        let nowhere = Place { version: 99, path: "name.ky".into() };
        let no_version = Asked { places: vec![nowhere], ..good };
        let expected = [
            (no_ground, "ground_missing"), (no_words, "reasons_missing"),
            (no_value, "nothing_to_forget"), (no_version, "nothing_to_forget"),
        ];
        for (asked, code) in expected {
            let refused = propose_redaction::<Holder>(&house.app, &registrar(), OURS, &asked).await;
            assert!(matches!(&refused, Err(Error::Refused(found)) if found == code), "{refused:?}");
        }
    }

    async fn an_amendment_that_waits_is_granted_after_something_was_forgotten(house) {
        with_secrets(house).await;
        let id = house.started(&owner(), Procedure::AmendHolder, None, Value::Null).await;
        let new = json!({"ky": "Жаңы аты", "ru": "Новое имя", "en": ""});
        house.save(&owner(), id, "name", new).await;
        let words = json!({"words": "каттоо", "phone": "0312 000002", "email": ""});
        house.save(&owner(), id, "contact", words).await;
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        let asked = asked(&of_holder(house).await);
        forgotten::<Holder>(house, OURS, &asked).await;
        assert_eq!(house.granted(id).await.record.state, State::Registered);
        let view = register::current::<Holder>(&house.app, "KG-H-000001").await.unwrap();
        assert_eq!(path::text(&view.entry, "name.ky"), "Жаңы аты");
        assert!(view.redacted.is_empty(), "what was written anew is no gap");
        let old = register::version::<Holder>(&house.app, "KG-H-000001", 1).await.unwrap();
        assert!(old.redacted.iter().any(|mark| mark.path == "name.ky"));
    }

    async fn what_another_organisation_says_and_keeps_is_not_touched(house) {
        let file = with_secrets(house).await;
        let theirs = store::FileUse { organisation: THEIRS, purpose: "policy" };
        let bytes = format!("%PDF {TOKEN}").into_bytes();
        let store = house.app.store();
        store.put_file(bytes, "application/pdf", theirs, Uuid::from_u128(5), house.app.now()).await.unwrap();
        let of_file = of_holder(house).await.into_iter().find(|it| it.value == file).unwrap();
        let asked = Asked { places: vec![of_file.place], ..asked(&[]) };
        forgotten::<Holder>(house, OURS, &asked).await;
        assert!(store.get_used_file(&file, theirs).await.unwrap().is_some());
        let ours = store::FileUse { organisation: OURS, purpose: "policy" };
        assert!(store.get_used_file(&file, ours).await.unwrap().is_none());
    }

    async fn an_array_forgets_in_its_list_and_in_what_was_taken_out(house) {
        with_secrets(house).await;
        let array = house.app.store().by_number::<DataArray>("KG-A-000001").await.unwrap().unwrap();
        let entry = json!({"ground": "destroyed", "words": format!("{TOKEN} жок")});
        let id = house.started(&owner(), Procedure::ExcludeArray, Some(array.id), json!({})).await;
        for branch in ["ground", "words"] {
            house.save(&owner(), id, branch, entry[branch].clone()).await;
        }
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.take(id).await;
        house.grant(id).await.unwrap();
        review::confirm(&house.app, &head(), id, None).await.unwrap();
        let found = forgettable::<DataArray>(&house.app, &registrar(), "KG-A-000001").await.unwrap();
        let item: Vec<_> = found.into_iter().filter(|it| it.place.path == "items.0.words").collect();
        forgotten::<DataArray>(house, array.id, &asked(&item)).await;
        let view = register::current::<DataArray>(&house.app, "KG-A-000001").await.unwrap();
        let marked: Vec<_> = view.redacted.iter().map(|mark| mark.path.as_str()).collect();
        assert_eq!(marked, ["purposes.0.words", "items.0.words"]);
        assert_eq!(path::text(&view.entry, "purposes.0.words"), "Максат: … үчүн");
        let first = register::version::<DataArray>(&house.app, "KG-A-000001", 1).await.unwrap();
        assert_eq!(first.redacted.len(), 2);
    }

    async fn every_column_that_can_hold_words_is_swept_or_has_a_reason(house) {
        let is_wordy = |kind: &str| ["text", "blob", "jsonb", "bytea"].contains(&kind);
        let is_id = |table: &str, column: &str, kind: &str| {
            // Ids are blobs in SQLite and a type of their own in PostgreSQL.
            kind == "blob" && !COLUMNS.iter().any(|(t, c, _)| (*t, *c) == (table, column))
                && ["id", "holder", "subject", "assignee", "actor_id", "created_by", "person",
                    "organisation", "record", "granted_by", "invited_by", "done_by"].contains(&column)
        };
        let found: Vec<_> = columns(house).await.into_iter()
            .filter(|(table, ..)| !table.starts_with("_sqlx") && !table.starts_with("sqlite_"))
            .filter(|(table, column, kind)| is_wordy(kind) && !is_id(table, column, kind))
            .map(|(table, column, _)| (table, column))
            .collect();
        for (table, column) in &found {
            let known = COLUMNS.iter().any(|(t, c, _)| (t, c) == (&table.as_str(), &column.as_str()));
            assert!(known, "{table}.{column} is in no list of app/src/forgetting/sweep.rs");
        }
        for (table, column, _) in COLUMNS {
            let is_there = found.iter().any(|(t, c)| (t.as_str(), c.as_str()) == (*table, *column));
            assert!(is_there, "{table}.{column} is no column of the schema");
        }
    }
}
