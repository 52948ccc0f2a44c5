//! Whether a log is whole: all of it computed anew from its leaves, and compared with every head that
//! anybody ever saw, with the files, and with the acts that were acknowledged.
// Also used by the drill of `korgoo`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::{App, public_log};
use domain::record::Kind;
use store::{StoredLeaf, Val};
use tlog::leaf::Leaf;
use tlog::{Grower, Hash, Head, SignedCheckpoint, Tile, VerifierKey};
use uuid::Uuid;

use super::holders::Version;

/// How many of the earlier heads are looked at with all their tiles.
const SAMPLE: usize = 20;

/// All that was ever seen of a log.
#[derive(Debug, Default)]
pub struct Seen {
    /// Heads signed, kept, published or cosigned, by whomever.
    pub heads: BTreeSet<(u64, Hash)>,
    /// Versions whose acts were acknowledged.
    pub acts: BTreeSet<Version>,
}

impl Seen {
    pub fn see(&mut self, head: &Head) {
        self.heads.insert((head.size(), *head.root()));
    }
}

/// What was found; nothing is found that is not whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub leaves: u64,
    pub heads: usize,
    pub files: usize,
}

/// Looks at everything. A log that is not whole fails here.
pub async fn look(app: &App, key: &VerifierKey, seen: &Seen) -> Found {
    let leaves = leaves(app).await;
    chained(&leaves);
    let kept = kept_heads(app, key).await;
    let newest = *kept.last().expect("a head is kept");
    assert_eq!(newest.size(), leaves.len() as u64, "every leaf is under the newest head");
    let mut roots = one_root_each(kept.iter().copied().chain(seen_heads(seen)));
    let heads = roots.len();
    let files = grown(&leaves, &mut roots);
    for (tile, bytes) in &files {
        let on_disk = app.store().log_file(&tile.to_string()).await.unwrap();
        assert!(on_disk.as_ref() == Some(bytes), "{tile} is there and is what the leaves make");
    }
    for head in kept.iter().rev().step_by((kept.len() / SAMPLE).max(1)) {
        served(app, head, &leaves).await;
    }
    let sealed: BTreeSet<Version> = leaves.iter().map(|leaf| (leaf.id, leaf.revision)).collect();
    let lost: Vec<_> = seen.acts.difference(&sealed).collect();
    assert!(lost.is_empty(), "acknowledged acts that are not in the log: {lost:?}");
    Found { leaves: newest.size(), heads, files: files.len() }
}

fn seen_heads(seen: &Seen) -> impl Iterator<Item = Head> {
    seen.heads.iter().map(|(size, root)| Head::new(*size, *root).unwrap())
}

/// The leaves in their order: no gap, none twice, none that stands beside the log.
async fn leaves(app: &App) -> Vec<StoredLeaf> {
    let mut leaves: Vec<StoredLeaf> = Vec::new();
    loop {
        let more = app.store().leaves(leaves.len() as i64, 1000).await.unwrap();
        if more.is_empty() {
            break;
        }
        leaves.extend(more);
    }
    for (index, leaf) in leaves.iter().enumerate() {
        assert_eq!(leaf.index, index as i64, "indexes have no gap");
        assert_eq!(leaf.hash, Hash::of_leaf(&leaf.body), "leaf {index} has its hash");
    }
    for table in ["SELECT count(*) AS n FROM leaf", "SELECT count(public_seq) AS n FROM event"] {
        assert_eq!(number(app, table).await, leaves.len() as i64, "{table}");
    }
    leaves
}

async fn number(app: &App, sql: &str) -> i64 {
    app.store().rows(sql, &[]).await.unwrap()[0].get("n").unwrap()
}

/// Each version names the leaf of the version before it.
fn chained(leaves: &[StoredLeaf]) {
    let mut last: HashMap<(Kind, Uuid), Leaf> = HashMap::new();
    for stored in leaves {
        let leaf = Leaf::read(&stored.body).unwrap();
        assert_eq!(leaf.version(), stored.revision.unsigned_abs());
        match last.get(&(stored.kind, stored.id)) {
            Some(before) => assert!(leaf.follows(before), "leaf {} follows", stored.index),
            None => assert_eq!(leaf.prev(), None, "leaf {} is a first one", stored.index),
        }
        last.insert((stored.kind, stored.id), leaf);
    }
}

/// The heads that are kept, from the smallest, each with the log's own signature.
async fn kept_heads(app: &App, key: &VerifierKey) -> Vec<Head> {
    let none: &[Val] = &[];
    let sql = "SELECT size, root, note FROM checkpoint ORDER BY size";
    let rows = app.store().rows(sql, none).await.unwrap();
    let read = |row: &store::Row| {
        let note: String = row.get("note").unwrap();
        let signed = SignedCheckpoint::read(note.as_bytes()).unwrap();
        let head = *signed.verify(key).unwrap().head();
        assert_eq!(head.size().cast_signed(), row.get::<i64>("size").unwrap());
        assert_eq!(head.root().as_bytes().to_vec(), row.get::<Vec<u8>>("root").unwrap());
        head
    };
    rows.iter().map(read).collect()
}

/// For one size one root, whoever saw it.
fn one_root_each(heads: impl Iterator<Item = Head>) -> BTreeMap<u64, Hash> {
    let mut roots = BTreeMap::new();
    for head in heads {
        let first = *roots.entry(head.size()).or_insert(*head.root());
        assert_eq!(first, *head.root(), "two roots for {} leaves", head.size());
    }
    roots
}

/// The files that the leaves make. Every head must be the one that the same leaves had on the way
/// there: so each follows from all before it.
fn grown(leaves: &[StoredLeaf], roots: &mut BTreeMap<u64, Hash>) -> BTreeMap<Tile, Vec<u8>> {
    let mut grower = Grower::empty();
    roots.remove(&0);
    for leaf in leaves {
        grower.push(&leaf.body).unwrap();
        if let Some(root) = roots.remove(&grower.size()) {
            assert_eq!(root, *grower.head().root(), "the head of {} leaves", grower.size());
        }
    }
    assert!(roots.is_empty(), "heads over leaves that are not there: {roots:?}");
    let (files, _) = grower.seal();
    let files: BTreeMap<_, _> = files.into_iter().map(|file| (file.tile, file.bytes)).collect();
    assert_eq!(files.len(), Tile::all_in_tree(leaves.len() as u64).count());
    files
}

/// The right edge of an earlier head is served still, cut from wider tiles if need be.
async fn served(app: &App, head: &Head, leaves: &[StoredLeaf]) {
    let mut grower = Grower::empty();
    let until = usize::try_from(head.size()).unwrap();
    for leaf in &leaves[..until] {
        grower.push(&leaf.body).unwrap();
    }
    let (files, _) = grower.seal();
    for file in files.into_iter().filter(|file| !file.tile.is_full()) {
        let served = public_log::file(app, &file.tile.to_string()).await.unwrap();
        assert!(served == file.bytes, "{} of {} leaves", file.tile, head.size());
    }
}
