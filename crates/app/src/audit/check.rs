//! The whole audit log computed anew from its table, and held against every anchor.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use domain::audit_anchor::AuditAnchorEvent;
use domain::record::Kind;
use store::{AuditEntry, AuditLeaf, Json};
use tlog::leaf::Leaf;
use tlog::{Frontier, Hash};

use crate::{App, Error, Result};

/// Entries read at once.
const CHUNK: u32 = 1_000;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries in the table.
    pub entries: i64,
    /// Anchors in the public log.
    pub anchors: usize,
    /// What is wrong, in the order of the places.
    pub faults: Vec<AuditFault>,
}

/// Something wrong, at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFault {
    /// There is no entry at this place.
    Missing(i64),
    /// The leaf is not what its hash says, or no leaf at all.
    Leaf(i64),
    /// What the row says is not what the leaf commits to.
    Row(i64),
    /// The entry does not follow the one before it of the same subject.
    Chain(i64),
    /// The entries do not add up to the root that was anchored over so many.
    Anchor(i64),
}

impl fmt::Display for AuditFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuditFault::Missing(seq) => write!(f, "entry {seq} is missing"),
            AuditFault::Leaf(seq) => write!(f, "the leaf of entry {seq} is damaged"),
            AuditFault::Row(seq) => write!(f, "entry {seq} says other things than its leaf"),
            AuditFault::Chain(seq) => write!(f, "entry {seq} does not follow the one before it"),
            AuditFault::Anchor(size) => {
                write!(f, "the first {size} entries have another root than was anchored")
            }
        }
    }
}

/// A walk through the log.
struct Walk {
    frontier: Frontier,
    /// The last version of each subject and the hash of its leaf.
    newest: HashMap<String, (u64, Hash)>,
    anchors: BTreeMap<i64, String>,
    faults: Vec<AuditFault>,
}

/// Checks everything. Whoever can start the program on the machine of the database may.
pub async fn check(app: &App) -> Result<Checked> {
    let anchors = anchors(app).await?;
    let mut checked = Checked { anchors: anchors.len(), ..Checked::default() };
    let (frontier, newest) = (Frontier::empty(), HashMap::new());
    let mut walk = Walk { frontier, newest, anchors, faults: Vec::new() };
    loop {
        let rows = app.store().audit_rows(checked.entries, CHUNK).await?;
        let Some(last) = rows.last().map(|(entry, _)| entry.seq) else { break };
        for (entry, leaf) in rows {
            walk.step(&entry, &leaf)?;
        }
        checked.entries = last;
    }
    // An anchor over more entries than there are.
    walk.faults.extend(walk.anchors.into_keys().map(AuditFault::Anchor));
    checked.faults = walk.faults;
    Ok(checked)
}

/// What the public acts say: size and root.
async fn anchors(app: &App) -> Result<BTreeMap<i64, String>> {
    let sql = "SELECT body FROM event WHERE kind = $1 AND public_seq IS NOT NULL";
    let rows = app.store().rows(sql, &[Kind::AuditAnchor.as_str().into()]).await?;
    let anchor = |row: &store::Row| {
        let body: Json = row.get("body")?;
        let AuditAnchorEvent::Anchored { size, root, .. } = body.read("an anchor")?;
        Ok((size.cast_signed(), root))
    };
    rows.iter().map(anchor).collect()
}

impl Walk {
    fn step(&mut self, entry: &AuditEntry, kept: &AuditLeaf) -> Result<()> {
        let seq = kept.seq;
        let due = self.frontier.size().cast_signed() + 1;
        self.faults.extend((due..seq).map(AuditFault::Missing));
        for _ in due..seq {
            // The place stays, so that what is told of later places is true; the root is lost.
            self.push(&[])?;
        }
        match Leaf::read(&kept.body).ok().filter(|_| Hash::of_leaf(&kept.body) == kept.hash) {
            None => self.faults.push(AuditFault::Leaf(seq)),
            Some(leaf) => self.look_at(entry, &leaf),
        }
        self.push(&kept.body)
    }

    fn look_at(&mut self, kept: &AuditEntry, leaf: &Leaf) {
        if !kept.is_as_sealed(leaf) {
            self.faults.push(AuditFault::Row(kept.seq));
        }
        let subject = leaf.subject().to_string();
        let before = self.newest.insert(subject, (leaf.version(), leaf.hash()));
        let follows = match before {
            None => leaf.version() == 1,
            Some((version, hash)) => leaf.version() == version + 1 && leaf.prev() == Some(&hash),
        };
        if !follows {
            self.faults.push(AuditFault::Chain(kept.seq));
        }
    }

    fn push(&mut self, body: &[u8]) -> Result<()> {
        self.frontier.push(body).map_err(|error| Error::Internal(error.to_string()))?;
        let size = self.frontier.size().cast_signed();
        let anchored = self.anchors.remove(&size);
        if anchored.is_some_and(|root| root != self.frontier.head().root().to_string()) {
            self.faults.push(AuditFault::Anchor(size));
        }
        Ok(())
    }
}
