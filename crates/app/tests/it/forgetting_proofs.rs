//! What was proved before something was forgotten is proved after it; what was forgotten is closed.

use std::collections::BTreeMap;

use app::public_log::{PublicLog, openings_of, proof_of};
use app::register::Published;
use app::review::{Asked, forgettable};
use domain::audit_anchor::AuditAnchor;
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::Holder;
use domain::record::{Kind, Record};
use tlog::leaf::{Leaf, Opening};
use uuid::Uuid;

use crate::forgetting::{amended, forgotten};
use crate::house::{House, OURS, registrar};
use crate::keepers::TestSigner;
use crate::on_both_engines;
use crate::sealing::sealed_to;

type Openings = BTreeMap<(Kind, Uuid, i64), Vec<Opening>>;

async fn openings(house: &House) -> Openings {
    let mut all = Openings::new();
    for leaf in house.app.store().leaves(0, 1000).await.unwrap() {
        let (app, id, version) = (&house.app, leaf.id, leaf.revision);
        let open = match leaf.kind {
            Kind::Holder => openings_of::<Holder>(app, id, version).await,
            Kind::DataArray => openings_of::<DataArray>(app, id, version).await,
            Kind::DataList => openings_of::<DataList>(app, id, version).await,
            Kind::AuditAnchor => openings_of::<AuditAnchor>(app, id, version).await,
            Kind::Application => unreachable!("an application has no leaf"),
        };
        all.insert((leaf.kind, id, version), open.unwrap());
    }
    all
}

async fn leaves(house: &House) -> BTreeMap<(Kind, Uuid, i64), Leaf> {
    let leaves = house.app.store().leaves(0, 1000).await.unwrap();
    let read = |leaf: &store::StoredLeaf| Leaf::read(&leaf.body).unwrap();
    leaves.iter().map(|leaf| ((leaf.kind, leaf.id, leaf.revision), read(leaf))).collect()
}

async fn adds_up<R: Record>(house: &House) {
    let sql = "SELECT id FROM record WHERE kind = $1";
    let store = house.app.store();
    for row in store.rows(sql, &[R::KIND.as_str().into()]).await.unwrap() {
        let id: Uuid = row.get("id").unwrap();
        assert!(store.replay_equals_state::<R>(id).await.unwrap(), "{} {id}", R::KIND);
    }
}

/// The next of numbers that look like chance and are the same with every run.
fn next(chance: &mut u64) -> u64 {
    *chance ^= *chance << 13;
    *chance ^= *chance >> 7;
    *chance ^= *chance << 17;
    *chance
}

/// Forgets a few values, taken by chance, and says which.
async fn forget_some<R: Published>(
    house: &House,
    id: Uuid,
    number: &str,
    chance: &mut u64,
) -> Vec<String> {
    let found = forgettable::<R>(&house.app, &registrar(), number).await.unwrap();
    let (mut values, mut places) = (Vec::new(), Vec::new());
    for one in &found {
        if next(chance).is_multiple_of(7) {
            places.push(one.place.clone());
            values.push(one.value.clone());
        }
    }
    if places.is_empty() {
        return values;
    }
    let asked = Asked { places, ground: "court".into(), words: "чечим".into() };
    forgotten::<R>(house, id, &asked).await;
    values
}

fn says(opening: &Opening, values: &[String]) -> bool {
    let is_in = |value: &String| {
        let escaped = serde_json::to_string(value).unwrap();
        opening.value() == value
            || opening.value().contains(&escaped)
            || (value.chars().count() >= 5 && opening.value().contains(escaped.trim_matches('"')))
    };
    values.iter().any(is_in)
}

on_both_engines! {
    async fn whatever_is_forgotten_records_add_up_and_all_else_stays_provable(house) {
        house.registered_holder().await;
        amended(house, "contact.words", "жаңы каттоо бөлмөсү").await;
        let array = house.registered_array().await;
        let other = house.registered_array().await;
        let mut chance = 0x9e37_79b9_7f4a_7c15;
        for round in 0..6 {
            let (then, old) = (openings(house).await, leaves(house).await);
            let values = match round % 3 {
                0 => forget_some::<Holder>(house, OURS, "KG-H-000001", &mut chance).await,
                1 => forget_some::<DataArray>(house, array.id, "KG-A-000001", &mut chance).await,
                _ => forget_some::<DataArray>(house, other.id, "KG-A-000002", &mut chance).await,
            };
            let (now, leaves) = (openings(house).await, leaves(house).await);
            for (key, before) in &then {
                let after = &now[key];
                assert_eq!(old[key], leaves[key], "no leaf changes");
                leaves[key].check(before).unwrap();
                leaves[key].check(after).unwrap();
                for opening in before {
                    let stays = after.iter().any(|it| it.name() == opening.name());
                    assert_eq!(stays, !says(opening, &values), "{key:?} {:?}", opening.name());
                }
                assert!(after.iter().all(|it| !says(it, &values)));
            }
            adds_up::<Holder>(house).await;
            adds_up::<DataArray>(house).await;
            adds_up::<DataList>(house).await;
            adds_up::<domain::application::Application>(house).await;
        }
        let redactions = leaves(house).await.into_values().filter(|it| it.event().as_str() == "redact");
        assert!(redactions.count() > 3, "something was forgotten");
    }

    async fn a_proof_taken_before_is_believed_after_and_the_act_itself_is_proved(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        sealed_to(house, &log, 1).await;
        let old = proof_of::<Holder>(&house.app, OURS, 1).await.unwrap();
        let open = openings_of::<Holder>(&house.app, OURS, 1).await.unwrap();
        let found = forgettable::<Holder>(&house.app, &registrar(), "KG-H-000001").await.unwrap();
        let name = found.into_iter().find(|it| it.place.path == "name.ky").unwrap();
        let asked = Asked { places: vec![name.place], ground: "court".into(), words: "чечим".into() };
        forgotten::<Holder>(house, OURS, &asked).await;
        let leaf = house.app.store().leaf_of(Kind::Holder, OURS, 1).await.unwrap().unwrap();
        old.verify(&leaf.body, &signer.policy()).unwrap();
        Leaf::read(&leaf.body).unwrap().check(&open).unwrap();
        sealed_to(house, &log, 2).await;
        let act = house.app.store().leaf_of(Kind::Holder, OURS, 2).await.unwrap().unwrap();
        let proof = proof_of::<Holder>(&house.app, OURS, 2).await.unwrap();
        proof.verify(&act.body, &signer.policy()).unwrap();
        let told = openings_of::<Holder>(&house.app, OURS, 2).await.unwrap();
        let value = |name: &str| told.iter().find(|it| it.name().as_str() == name).map(Opening::value);
        assert_eq!(value("holder.redaction.ground"), Some("court"));
        assert_eq!(value("holder.redaction.fields"), Some("name.ky"));
        assert_eq!(value("holder.name.ky"), None, "the act commits to what is left");
    }

    async fn the_salt_of_what_was_never_public_goes_too(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        let found = forgettable::<DataArray>(&house.app, &registrar(), "KG-A-000001").await.unwrap();
        let name = found.into_iter().find(|it| it.place.path == "responsible.name").unwrap();
        let asked = Asked { places: vec![name.place], ground: "court".into(), words: "чечим".into() };
        forgotten::<DataArray>(house, array.id, &asked).await;
        let sql = "SELECT seed, salts FROM leaf WHERE kind = 'data_array' AND revision = 1";
        let rows = house.app.store().rows(sql, &[]).await.unwrap();
        assert_eq!(rows[0].get::<Option<Vec<u8>>>("seed").unwrap(), None);
        let salts: store::Json = rows[0].get("salts").unwrap();
        let salts: BTreeMap<String, String> = salts.read("salts").unwrap();
        assert!(!salts.contains_key("array.responsible.name"));
        assert!(salts.contains_key("array.measures.words"), "what is not public stays closed but whole");
        let list = "SELECT seed FROM leaf WHERE kind = 'data_list'";
        let rows = house.app.store().rows(list, &[]).await.unwrap();
        assert_eq!(rows.len(), 1, "a list in which nothing was forgotten says nothing");
        assert!(rows[0].get::<Option<Vec<u8>>>("seed").unwrap().is_some());
    }
}
