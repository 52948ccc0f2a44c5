//! The public log: every public act has its leaf, leaves become tiles under a signed head, and a proof
//! of any version is believed by whoever has the key.

use std::sync::Arc;

use app::public_log::{
    Advanced, LogError, PublicLog, Signer, SignerError, advance, extract, file, look_at_witnesses,
    on_paper, openings_at, proof, proof_of, seal_history, seal_of, sealed_by, step_aside,
};
use app::{App, Error};
use domain::application::Procedure;
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::Holder;
use serde_json::json;
use store::BoxFuture;
use tlog::leaf::Leaf;
use tlog::{ConsistencyProof, Extract, Head, OpeningsLine, SignedCheckpoint, Tile};

use crate::house::{House, OURS, owner};
use crate::keepers::{TestSigner, TestWitness};
use crate::{holders, on_both_engines};

/// A signer that is asked late: by then another node has had more signed.
struct Overtaken {
    inner: Arc<TestSigner>,
    app: App,
}

impl Signer for Overtaken {
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>> {
        self.inner.last()
    }

    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>> {
        Box::pin(async move {
            holders::register(&self.app, 1).await.unwrap();
            let another = PublicLog::new(self.inner.clone(), Vec::new());
            assert!(advance(&self.app, &another, "node").await.is_ok());
            self.inner.sign(next, proof).await
        })
    }
}

pub async fn sealed_to(house: &House, log: &PublicLog, size: i64) {
    match advance(&house.app, log, "node").await.unwrap() {
        Advanced::To(head) => assert_eq!(head.size, size),
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    async fn every_public_act_has_a_leaf_that_names_the_one_before(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        let leaves = house.app.store().leaves(0, 100).await.unwrap();
        assert_eq!(leaves.len(), 3, "a holder, a list, an array");
        let read: Vec<Leaf> = leaves.iter().map(|l| Leaf::read(&l.body).unwrap()).collect();
        let said: Vec<_> =
            read.iter().map(|leaf| (leaf.kind().as_str(), leaf.subject().as_str())).collect();
        assert_eq!(said, [("holder", "KG-H-000001"), ("list", "KG-L-000001"), ("array", "KG-A-000001")]);
        for (leaf, (index, stored)) in read.iter().zip(leaves.iter().enumerate()) {
            assert_eq!((stored.index, stored.hash), (index as i64, leaf.hash()));
            assert_eq!((leaf.version(), leaf.prev()), (1, None));
        }
        house.sent(&owner(), Procedure::ConfirmArray, Some(array.id), json!({})).await;
        let last = house.app.store().leaves(3, 100).await.unwrap();
        let leaf = Leaf::read(&last[0].body).unwrap();
        assert!(leaf.follows(&read[2]));
        assert_eq!(leaf.event().as_str(), "confirm");
    }

    async fn an_extract_proves_every_published_value_and_keeps_the_others_closed(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        house.registered_array().await;
        let early = extract::<DataArray>(&house.app, "KG-A-000001", 1).await;
        assert!(matches!(early, Err(Error::NotSealed)), "no head covers it yet");
        sealed_to(house, &log, 3).await;
        let made = extract::<DataArray>(&house.app, "KG-A-000001", 1).await.unwrap();
        let made = Extract::read(made.to_string().as_bytes()).unwrap();
        let seen = made.verify(&signer.policy()).unwrap();
        let closed: Vec<_> = seen[0].fields.closed.iter().map(|name| name.as_str()).collect();
        assert!(closed.contains(&"array.responsible.name"), "{closed:?}");
        assert_eq!(made.parts[0].value("array.list"), Some("KG-L-000001/1"));
        assert!(made.parts[0].value("array.name.ky").is_some());
        assert_eq!(made.parts[1].leaf.kind().as_str(), "list");
        assert!(made.parts[1].value("list.items.0").is_some());
        let holder = extract::<Holder>(&house.app, "KG-H-000001", 1).await.unwrap();
        assert_eq!((holder.parts.len(), holder.verify(&signer.policy()).is_ok()), (1, true));
        assert!(matches!(extract::<Holder>(&house.app, "KG-H-000001", 2).await, Err(Error::NotFound)));
    }

    async fn an_old_version_of_an_array_brings_the_list_it_had_then(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        let array = house.registered_array().await;
        let id = house.started(&owner(), Procedure::AmendArray, Some(array.id), json!({})).await;
        let mut items = crate::samples::array()["items"].clone();
        items[0]["words"] = json!("толук аты-жөнү");
        house.save(&owner(), id, "items", items).await;
        app::application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.granted(id).await;
        sealed_to(house, &log, 5).await;
        for (version, items) in [(1, "1"), (2, "2")] {
            let made = extract::<DataArray>(&house.app, "KG-A-000001", version).await.unwrap();
            made.verify(&signer.policy()).unwrap();
            assert_eq!(made.parts[1].value("list.version"), Some(items));
        }
    }

    async fn the_values_beside_the_log_fit_its_leaves_one_line_each(house) {
        let log = PublicLog::new(TestSigner::new(), Vec::new());
        house.registered_holder().await;
        house.registered_array().await;
        assert!(matches!(openings_at(&house.app, "000").await, Err(Error::NotFound)));
        sealed_to(house, &log, 3).await;
        let lines = openings_at(&house.app, "000").await.unwrap();
        let leaves = house.app.store().leaves(0, 10).await.unwrap();
        assert_eq!(lines.lines().count(), 3);
        for (line, leaf) in lines.lines().zip(&leaves) {
            let line = OpeningsLine::read(line).unwrap();
            assert_eq!(line.index, leaf.index.unsigned_abs());
            let seen = Leaf::read(&leaf.body).unwrap().check(&line.openings).unwrap();
            assert!(!seen.opened.is_empty());
        }
        for wrong in ["001", "0", "000.p/3", "x000/000", "../000", ""] {
            assert!(matches!(openings_at(&house.app, wrong).await, Err(Error::NotFound)), "{wrong}");
        }
    }

    async fn a_short_address_and_a_proof_lead_to_the_version(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        house.registered_array().await;
        sealed_to(house, &log, 3).await;
        let carried = proof::<DataArray>(&house.app, "KG-A-000001", 1).await.unwrap();
        let leaf = Leaf::read(carried.extra.as_deref().unwrap()).unwrap();
        carried.verify(leaf.to_string().as_bytes(), &signer.policy()).unwrap();
        let found = sealed_by(&house.app, &leaf.hash().to_hex()).await.unwrap();
        assert_eq!((found.of, found.number.as_str(), found.version), (Some(Of::DataArray), "KG-A-000001", 1));
        assert!(matches!(sealed_by(&house.app, "00").await, Err(Error::NotFound)));
        assert!(matches!(sealed_by(&house.app, &"0".repeat(64)).await, Err(Error::NotFound)));
        let made = extract::<DataArray>(&house.app, "KG-A-000001", 1).await.unwrap();
        let paper = on_paper(&made).unwrap();
        assert_eq!(tlog::LogProof::read(paper.as_bytes()).unwrap().extra.unwrap(), leaf.hash().as_bytes());
    }

    async fn a_version_is_proved_under_a_signed_head(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        assert_eq!(seal_of::<Holder>(&house.app, OURS, 1).await.unwrap().signed_at, None);
        sealed_to(house, &log, 1).await;
        let array = house.registered_array().await;
        sealed_to(house, &log, 3).await;
        assert_eq!(advance(&house.app, &log, "node").await.unwrap(), Advanced::Nothing);
        let seal = seal_of::<DataArray>(&house.app, array.id, 1).await.unwrap();
        assert_eq!((seal.index, seal.signed_at.is_some(), seal.witnessed_at), (2, true, None));
        let proof = proof_of::<DataArray>(&house.app, array.id, 1).await.unwrap();
        let leaf = house.app.store().leaves(2, 1).await.unwrap().remove(0);
        let standing = proof.verify(&leaf.body, &signer.policy()).unwrap();
        assert_eq!(standing.origin, "example.test/log");
        assert!(proof.verify(b"another leaf", &signer.policy()).is_err());
        // The tiles of the first head are cut from those of the newest.
        for tile in Tile::all_in_tree(1).chain(Tile::all_in_tree(3)) {
            assert!(!file(&house.app, &tile.to_string()).await.unwrap().is_empty(), "{tile}");
        }
    }

    async fn a_lost_answer_of_the_signer_makes_no_gap_and_no_fork(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        signer.lose_answer();
        assert!(advance(&house.app, &log, "node").await.is_err());
        sealed_to(house, &log, 1).await;
        house.registered_array().await;
        signer.lose_answer();
        assert!(advance(&house.app, &log, "node").await.is_err());
        house.registered_array().await;
        sealed_to(house, &log, 5).await;
    }

    async fn a_register_from_before_the_log_is_sealed_from_its_history(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        house.sent(&owner(), Procedure::ConfirmArray, Some(array.id), json!({})).await;
        house.forget("leaf").await;
        assert!(house.app.store().leaves(0, 100).await.is_err());
        seal_history(&house.app).await.unwrap();
        let leaves = house.app.store().leaves(0, 100).await.unwrap();
        let read: Vec<Leaf> = leaves.iter().map(|l| Leaf::read(&l.body).unwrap()).collect();
        assert!(read[3].follows(&read[2]), "the array's second version follows its first");
        seal_history(&house.app).await.unwrap();
        assert_eq!(house.app.store().leaves(0, 100).await.unwrap(), leaves, "once is enough");
    }

    async fn one_node_at_a_time_makes_heads(house) {
        let log = PublicLog::new(TestSigner::new(), Vec::new());
        house.registered_holder().await;
        sealed_to(house, &log, 1).await;
        house.registered_array().await;
        assert_eq!(advance(&house.app, &log, "other").await.unwrap(), Advanced::NotOurs);
        house.wait_hours(1);
        let taken = advance(&house.app, &log, "other").await.unwrap();
        assert!(matches!(taken, Advanced::To(head) if head.size == 3));
        step_aside(&house.app, "node").await.unwrap();
        assert_eq!(advance(&house.app, &log, "node").await.unwrap(), Advanced::NotOurs);
        step_aside(&house.app, "other").await.unwrap();
        assert_eq!(advance(&house.app, &log, "node").await.unwrap(), Advanced::Nothing);
    }

    async fn a_node_that_another_has_overtaken_raises_no_alarm(house) {
        let (inner, app) = (TestSigner::new(), house.app.clone());
        holders::register(&app, 1).await.unwrap();
        let slow = PublicLog::new(Arc::new(Overtaken { inner: inner.clone(), app }), Vec::new());
        assert_eq!(advance(&house.app, &slow, "node").await.unwrap(), Advanced::NotOurs);
        assert_eq!(inner.last.lock().unwrap().size(), 2, "the other node's head stands");
        let quick = PublicLog::new(inner, Vec::new());
        assert_eq!(advance(&house.app, &quick, "node").await.unwrap(), Advanced::Nothing);
    }

    async fn nothing_is_signed_over_a_register_that_went_back(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        house.registered_holder().await;
        *signer.last.lock().unwrap() = Head::new(2, tlog::Hash::of_leaf(b"x")).unwrap();
        let error = advance(&house.app, &log, "node").await.unwrap_err();
        assert!(matches!(error, LogError::WentBack { have: 1, signed: 2 }), "{error}");
        assert!(error.is_alarm());
    }

    async fn acts_in_the_place_of_signed_ones_are_not_signed(house) {
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), Vec::new());
        holders::register(&house.app, 2).await.unwrap();
        sealed_to(house, &log, 2).await;
        set_back(house).await;
        // As many as were lost, and one more: counting them finds nothing.
        holders::register(&house.app, 3).await.unwrap();
        let error = advance(&house.app, &log, "node").await.unwrap_err();
        assert!(matches!(error, LogError::Forked(2)) && error.is_alarm(), "{error}");
        assert_eq!(signer.last.lock().unwrap().size(), 2, "nothing was signed");
    }

    async fn acts_in_the_place_of_witnessed_ones_are_not_signed(house) {
        let before = TestSigner::new();
        let witness = TestWitness::of(&before, Arc::default());
        holders::register(&house.app, 2).await.unwrap();
        sealed_to(house, &PublicLog::new(before.clone(), Vec::new()), 2).await;
        *witness.last.lock().unwrap() = Some(*before.last.lock().unwrap());
        set_back(house).await;
        holders::register(&house.app, 3).await.unwrap();
        // The signer was set back too; the witness is all that remembers.
        let signer = TestSigner::new();
        let log = PublicLog::new(signer.clone(), vec![witness]);
        assert!(look_at_witnesses(&log).await.is_empty());
        let error = advance(&house.app, &log, "node").await.unwrap_err();
        assert!(matches!(error, LogError::Forked(2)), "{error}");
        assert!(signer.signed.lock().unwrap().is_empty(), "nothing was signed");
    }

    async fn a_signer_that_lost_its_state_does_not_sign_another_past(house) {
        let log = PublicLog::new(TestSigner::new(), Vec::new());
        holders::register(&house.app, 2).await.unwrap();
        sealed_to(house, &log, 2).await;
        holders::register(&house.app, 1).await.unwrap();
        let fresh = PublicLog::new(TestSigner::new(), Vec::new());
        sealed_to(house, &fresh, 3).await;
    }
}

/// The register as an empty backup has it; files are somewhere else, and are not set back.
async fn set_back(house: &House) {
    let tables = ["checkpoint", "leaf", "audit", "event", "tag", "unique_key", "record", "counter"];
    for table in tables {
        house.forget(table).await;
    }
}
