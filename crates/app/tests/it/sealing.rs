//! The public log: every public act has its leaf, leaves become tiles under a signed head, and a proof
//! of any version is believed by whoever has the key.

use std::sync::{Arc, Mutex};

use app::public_log::{
    Advanced, LogError, PublicLog, Signer, SignerError, advance, file, openings_of, proof_of,
    seal_history, seal_of,
};
use domain::application::Procedure;
use domain::data_array::DataArray;
use domain::holder::Holder;
use serde_json::json;
use store::BoxFuture;
use tlog::leaf::Leaf;
use tlog::{
    Checkpoint, ConsistencyProof, Head, KeyName, LogSigner, Policy, SignedCheckpoint, Tile,
};

use crate::house::{House, OURS, owner};
use crate::on_both_engines;

/// A signer that may lose its answer after it has signed.
pub struct TestSigner {
    key: LogSigner,
    last: Mutex<Head>,
    loses_answers: Mutex<bool>,
}

impl TestSigner {
    pub fn new() -> Arc<Self> {
        let key = LogSigner::from_seed(KeyName::new("example.test/log").unwrap(), &[7; 32]);
        let (last, loses_answers) = (Mutex::new(Head::empty()), Mutex::new(false));
        Arc::new(TestSigner { key, last, loses_answers })
    }

    pub fn policy(&self) -> Policy {
        let text = format!("log {}\nquorum none\n", self.key.verifier());
        Policy::read(text.as_bytes()).unwrap()
    }
}

impl Signer for TestSigner {
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>> {
        Box::pin(async { Ok(*self.last.lock().unwrap()) })
    }

    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>> {
        Box::pin(async move {
            let mut last = self.last.lock().unwrap();
            tlog::advance(&last, next, proof)
                .map_err(|error| SignerError::Refused(error.to_string()))?;
            *last = *next;
            if *self.loses_answers.lock().unwrap() {
                return Err(SignerError::Away("the line broke".into()));
            }
            let checkpoint = Checkpoint::new("example.test/log", *next).unwrap();
            Ok(SignedCheckpoint::sign(checkpoint, &self.key).unwrap())
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

    async fn open_values_fit_their_leaf_and_closed_ones_stay_closed(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        let leaf = house.app.store().leaves(2, 1).await.unwrap().remove(0);
        let open = openings_of::<DataArray>(&house.app, array.id, 1).await.unwrap();
        let leaf = Leaf::read(&leaf.body).unwrap();
        let seen = leaf.check(&open).unwrap();
        let closed: Vec<_> = seen.closed.iter().map(|name| name.as_str()).collect();
        assert!(closed.contains(&"array.responsible.name"), "{closed:?}");
        assert!(seen.opened.iter().any(|name| name.as_str() == "array.name.ky"));
        assert!(open.iter().all(|opening| !opening.name().as_str().starts_with("array.responsible.name")));
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
        *signer.loses_answers.lock().unwrap() = true;
        assert!(advance(&house.app, &log, "node").await.is_err());
        *signer.loses_answers.lock().unwrap() = false;
        sealed_to(house, &log, 1).await;
        house.registered_array().await;
        *signer.loses_answers.lock().unwrap() = true;
        assert!(advance(&house.app, &log, "node").await.is_err());
        *signer.loses_answers.lock().unwrap() = false;
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
}
