//! Cloudflare's `tlog_tiles` and `signed_note` as a second opinion. Their paths are Go's, not those of
//! C2SP, and are left out; their trees, proofs and notes are not.

use std::collections::BTreeMap;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use signed_note::Verifier as _;
use tlog::{Cosigner, Hash, Head, KeyName, LogSigner, Row, Tile};
use tlog_tiles as other;

use super::samples::{self, entry};

/// The other implementation's store: all hashes in one row.
#[derive(Default)]
pub struct Store(Vec<other::Hash>);

impl other::HashReader for Store {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<other::Hash>, other::Error> {
        let at = |index: &u64| self.0[usize::try_from(*index).unwrap()];
        Ok(indexes.iter().map(at).collect())
    }
}

impl Store {
    /// Grow from `old` to `new` entries.
    pub fn grow(&mut self, old: u64, new: u64) {
        for index in old..new {
            let hashes = other::stored_hashes(index, &entry(index), self).unwrap();
            self.0.extend(hashes);
        }
    }

    pub fn root(&self, size: u64) -> Hash {
        ours(&other::tree_hash(size, self).unwrap())
    }

    /// The bytes of one of our tiles of hashes, as the other side computes them.
    pub fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let Row::Hashes(level) = tile.row() else { return None };
        let theirs = other::Tile::new(8, level, tile.index(), tile.width().into(), false);
        Some(theirs.read_data(self).unwrap())
    }
}

fn ours(hash: &other::Hash) -> Hash {
    Hash::from_bytes(hash.0)
}

fn theirs(hash: &Hash) -> other::Hash {
    other::Hash(*hash.as_bytes())
}

/// Everything that two implementations can agree on about one tree and two places in it.
fn agree(store: &Store, tiles: &BTreeMap<Tile, Vec<u8>>, head: &Head, index: u64, old: u64) {
    let size = head.size();
    assert_eq!(*head.root(), store.root(size));
    assert_eq!(tlog::root(tiles, size).unwrap(), *head.root());
    for (tile, bytes) in tiles {
        assert!(store.tile(*tile).is_none_or(|theirs| theirs == *bytes), "{tile}");
    }

    let inclusion = tlog::prove_inclusion(tiles, index, head).unwrap();
    let wanted = other::prove_record(size, index, store).unwrap();
    assert_eq!(inclusion.hashes(), wanted.iter().map(ours).collect::<Vec<_>>());
    let leaf = other::record_hash(&entry(index));
    let proof = inclusion.hashes().iter().map(theirs).collect();
    other::check_record(&proof, size, theirs(head.root()), index, leaf).unwrap();

    let before = Head::new(old, store.root(old)).unwrap();
    let consistency = tlog::prove_consistency(tiles, &before, head).unwrap();
    let wanted = other::prove_tree(size, old, store).unwrap();
    assert_eq!(consistency.hashes(), wanted.iter().map(ours).collect::<Vec<_>>());
    consistency.verify(&before, head).unwrap();
}

#[test]
fn a_thousand_random_trees_agree() {
    let mut store = Store::default();
    store.grow(0, 3000);
    let config = Config { cases: 1000, failure_persistence: None, ..Config::default() };
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let strategy = proptest::prop_oneof![4 => 1..300_u64, 1 => 300..3000_u64];
    let places = (strategy, proptest::num::u64::ANY, proptest::num::u64::ANY);
    TestRunner::new_with_rng(config, chance)
        .run(&places, |(size, index, old)| {
            let (tiles, head) = samples::log(size);
            agree(&store, &tiles, &head, index % size, 1 + old % size);
            Ok(())
        })
        .unwrap();
}

#[test]
fn their_notes_verify_here_and_ours_there() {
    for seed in 0..50_u8 {
        let name = format!("log.example/{seed}");
        let signer = LogSigner::from_seed(KeyName::new(&name).unwrap(), &[seed; 32]);
        let text = format!("text {seed}\n\nwith a blank line\n");
        let note = tlog::Note::new(text.clone(), vec![signer.sign(&text)]).unwrap();

        let verifier = signed_note::StandardVerifier::new(&signer.verifier().to_string()).unwrap();
        assert_eq!(verifier.name(), name);
        let list = signed_note::VerifierList::new(vec![Box::new(verifier)]);
        let read = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
        assert_eq!(read.verify(&list).unwrap().0.len(), 1);
        assert_eq!(read.text(), text.as_bytes());

        let secret = signed_note::StandardSigner::new(&signer.to_secret_text()).unwrap();
        let mut theirs = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        theirs.add_sigs(&[&secret]).unwrap();
        assert_eq!(theirs.to_bytes(), note.to_string().as_bytes());
    }
}

#[test]
fn their_checkpoints_are_ours() {
    for size in [0, 1, 70_000, tlog::MAX_SIZE] {
        let root = if size == 0 { Hash::of_nothing() } else { Hash::of_leaf(b"root") };
        let ours = tlog::Checkpoint::new("log.example/a", Head::new(size, root).unwrap()).unwrap();
        let read = other::Checkpoint::from_bytes(ours.to_string().as_bytes()).unwrap();
        assert_eq!((read.origin(), read.size(), read.extension()), ("log.example/a", size, ""));
        assert_eq!(read.to_bytes(), ours.to_string().as_bytes());
    }
}

#[test]
fn a_cosigner_has_another_key_id_than_a_log_with_the_same_secret() {
    let name = KeyName::new("same.example").unwrap();
    let log = LogSigner::from_seed(name.clone(), &[9; 32]);
    let cosigner = Cosigner::from_seed(name, &[9; 32]);
    assert_ne!(log.verifier().id(), cosigner.verifier().id());
    assert_eq!(log.verifier().point(), cosigner.verifier().point());
}
