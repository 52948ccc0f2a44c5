//! What is brought from files and other registers.

use app::import::{Import, ImportAs, Imported, Incoming, import};
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder_entry::Identifier;
use domain::record::Actor;
use serde_json::{Value, json};

use crate::house::{House, owner};
use crate::{on_both_engines, samples};

fn from(source: &str, how: ImportAs) -> Import {
    Import { source: source.into(), how, is_trial: false, by: Actor::system() }
}

fn holder(inn: &str) -> Incoming {
    let mut tree = json!({"name": {"ky": "Алынган Үлгү"}, "identifier": {"scheme": "inn"}});
    domain::path::set(&mut tree, "identifier.value", json!(inn));
    Incoming { of: Of::Holder, key: inn.into(), holder: None, tree }
}

fn array(key: &str, inn: &str, name: &str) -> Incoming {
    let holder = Some(Identifier { scheme: "inn".into(), value: inn.into() });
    let tree = json!({"name": {"ky": name}, "items": [{"category": "full_name"}]});
    Incoming { of: Of::DataArray, key: key.into(), holder, tree }
}

const A: &str = "11111111111111";
const B: &str = "22222222222222";

async fn kept(house: &House) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["record", "event", "tag", "unique_key", "organisation", "outbox"] {
        counts.push(house.count(table).await);
    }
    counts
}

fn word(outcome: &Imported) -> String {
    let outcome = serde_json::to_value(outcome).unwrap();
    let word = outcome["outcome"].as_str().unwrap().to_owned();
    let code = outcome["problems"][0]["code"].as_str().map(|code| format!(": {code}"));
    word + &code.unwrap_or_default()
}

async fn bring(house: &House, how: &Import, items: &[Incoming]) -> Vec<String> {
    import(&house.app, how, items).await.unwrap().iter().map(word).collect()
}

on_both_engines! {
    async fn importing_twice_changes_nothing(house) {
        let items = [array("1", A, "Кардарлар"), holder(A), holder(B), array("2", B, "Кадрлар")];
        for how in [ImportAs::Registered, ImportAs::Draft] {
            let how = from("Үлгү", how);
            let first = bring(house, &how, &items).await;
            assert!(how.how != ImportAs::Registered || first == ["created"; 4], "{first:?}");
            let before = kept(house).await;
            assert_eq!(bring(house, &how, &items).await, ["unchanged"; 4]);
            assert_eq!(kept(house).await, before);
        }
        assert_eq!(house.gapless_feed().await, 6);
    }

    async fn a_trial_says_everything_and_keeps_nothing(house) {
        let how = Import { is_trial: true, ..from("Үлгү", ImportAs::Registered) };
        let before = kept(house).await;
        let items = [holder(A), array("1", A, "Кардарлар"), holder(""), array("2", B, "Кадрлар")];
        let said = bring(house, &how, &items).await;
        assert_eq!(said, ["created", "created", "rejected: required", "rejected: holder_not_registered"]);
        assert_eq!(kept(house).await, before);
        assert_eq!(house.gapless_feed().await, 0);
    }

    async fn what_has_changed_at_the_source_is_amended(house) {
        let how = from("Үлгү", ImportAs::Registered);
        bring(house, &how, &[holder(A), array("1", A, "Кардарлар")]).await;
        let mut changed = holder(A);
        domain::path::set(&mut changed.tree, "phone", json!("0312 000000"));
        let mut other = array("1", A, "Кардарлар");
        domain::path::set(&mut other.tree, "items.1.category", json!("pin"));
        assert_eq!(bring(house, &how, &[changed, other]).await, ["amended", "amended"]);
        assert_eq!(house.gapless_feed().await, 6);
    }

    async fn what_was_decided_here_is_not_overwritten(house) {
        let number = house.registered_holder().await;
        let ours = house.registered_array().await.record.number;
        assert_eq!(number, "KG-H-000001");
        let inn = samples::holder()["identifier"]["value"].as_str().unwrap().to_owned();
        let how = from("Үлгү", ImportAs::Registered);
        let items = [holder(&inn), array(&ours, &inn, "Башка")];
        assert_eq!(bring(house, &how, &items).await, ["rejected: changed_here_since"; 2]);
        let same = Incoming { tree: samples::holder(), ..holder(&inn) };
        assert_eq!(bring(house, &how, &[same]).await, ["unchanged"]);
    }

    async fn an_array_repeated_in_a_file_is_rejected_and_the_rest_is_kept(house) {
        let how = from("Үлгү", ImportAs::Registered);
        let items = [holder(A), holder(A), array("1", A, "Кардарлар"), array("1", A, "Башка"), array("2", A, "Кадрлар")];
        let said = bring(house, &how, &items).await;
        assert_eq!(said, ["created", "rejected: repeated", "created", "rejected: repeated", "created"]);
        house.gapless_feed().await;
    }

    async fn two_lines_that_mean_one_array_change_it_once(house) {
        let how = from("Үлгү", ImportAs::Registered);
        bring(house, &how, &[holder(A), holder(B), array("1", A, "Кардарлар")]).await;
        let items = [array("1", A, "Башка"), array("KG-A-000001", A, "Дагы башка")];
        assert_eq!(bring(house, &how, &items).await, ["amended", "rejected: repeated"]);
        // The number of somebody else's array is only a key.
        let theirs = [array("KG-A-000001", B, "Кадрлар")];
        assert_eq!(bring(house, &how, &theirs).await, ["created"]);
        house.gapless_feed().await;
    }

    async fn what_is_sent_gets_numbers_in_the_order_of_the_file(house) {
        let full = |inn: &str| {
            let mut tree = samples::holder();
            domain::path::set(&mut tree, "identifier.value", json!(inn));
            Incoming { tree, ..holder(inn) }
        };
        let items = [full(A), holder("33333333333333"), full(B), full(A)];
        let how = from("Үлгү", ImportAs::Submitted);
        let said = import(&house.app, &how, &items).await.unwrap();
        let number = |at: usize| match &said[at] {
            Imported::Created { number } => number.clone().unwrap_or_default(),
            other => word(other),
        };
        assert_eq!((number(0), number(2)), ("KG-Z-000001".into(), "KG-Z-000002".into()));
        assert_eq!((word(&said[1]), word(&said[3])), ("rejected: required".into(), "unchanged".into()));
        assert_eq!(house.count("record").await, 2);
    }

    async fn an_excluded_array_stays_excluded_and_the_rest_is_kept(house) {
        let how = from("Үлгү", ImportAs::Registered);
        bring(house, &how, &[holder(A), array("1", A, "Кардарлар")]).await;
        let rows = house.app.store().rows("SELECT id FROM record WHERE kind = 'data_array'", &[]).await.unwrap();
        let id: uuid::Uuid = rows[0].get("id").unwrap();
        let (by, moment) = (&samples::person(2), &house.app.moment());
        house.app.store().write("exclude", |tx| Box::pin(async move {
            let basis = domain::holder_entry::Basis::Import { source: "Үлгү".into(), key: "1".into() };
            let (ground, words) = ("destroyed".into(), String::new());
            let act = domain::data_array::DataArrayAct::Exclude { ground, words, basis };
            tx.act::<DataArray>(id, store::Expected::Any, act, by, moment).await?;
            Ok::<_, app::Error>(())
        })).await.unwrap();
        let items = [holder(B), array("1", A, "Башка аталыш"), array("2", B, "Кадрлар")];
        let said = bring(house, &how, &items).await;
        assert_eq!((said[0].as_str(), said[2].as_str()), ("created", "created"));
        assert!(said[1].starts_with("rejected"), "{said:?}");
    }

    async fn a_holder_waiting_from_another_source_does_not_stop_the_run(house) {
        bring(house, &from("Биринчи", ImportAs::Draft), &[holder(A)]).await;
        let said = bring(house, &from("Экинчи", ImportAs::Draft), &[holder(A), holder(B)]).await;
        assert_eq!(said, ["rejected: duplicate", "created"]);
    }

    async fn an_import_brings_no_wrong_values_and_no_unknown_fields(house) {
        let mut wrong = holder(A);
        domain::path::set(&mut wrong.tree, "kind", json!("no_such"));
        let mut unknown = holder(B);
        domain::path::set(&mut unknown.tree, "nickname", Value::from("x"));
        let said = bring(house, &from("Үлгү", ImportAs::Registered), &[wrong, unknown]).await;
        assert_eq!(said, ["rejected: unknown_code", "rejected: unknown_field"]);
    }

    async fn what_is_exported_and_imported_again_is_unchanged(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        let list = house.app.store().get::<domain::data_list::DataList>(array.record.list.id).await.unwrap().unwrap();
        let inn = samples::holder()["identifier"]["value"].as_str().unwrap().to_owned();
        let tree = serde_json::to_value(array.record.whole_entry(list.record.items)).unwrap();
        let item = Incoming { tree, ..crate::importing::array(&array.record.number, &inn, "") };
        assert_eq!(bring(house, &from("export", ImportAs::Registered), &[item]).await, ["unchanged"]);
        assert_eq!(owner().memberships.len(), 1);
    }
}
