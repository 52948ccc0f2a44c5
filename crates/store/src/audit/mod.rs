//! The staff audit log: one leaf for every act and every reading, in the transaction it belongs to.
//!
//! Leaves have the form of the public log's, but are not published; only the root over them is.

mod head;
mod read;

use std::collections::{BTreeMap, HashMap};

use domain::record::{Actor, Kind};
use jiff::Timestamp;
use tlog::{
    Hash,
    leaf::{Act, Leaf, Opening},
};
use uuid::Uuid;

use crate::{
    StoreError,
    leaf::{NotSealed, Seed, new_seed, opening_of, salt, word},
    log::hash_of,
    save::Change,
    sql::{Sql, many_rows},
    tx::Tx,
    value::{Json, Val, truncated},
};

pub use head::AuditHead;
pub use read::{AuditEntry, AuditLeaf, AuditQuestion};

/// The counter of its places.
const COUNTER: &str = "audit";
/// Subjects to one question.
const MOST: usize = 500;

/// What sort of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditKind {
    /// Something was done.
    Act,
    /// Something that is not public was shown.
    Reading,
}

impl AuditKind {
    /// The word stored, which is the type of the leaf.
    pub fn as_str(self) -> &'static str {
        match self {
            AuditKind::Act => "staff-act",
            AuditKind::Reading => "staff-reading",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [AuditKind::Act, AuditKind::Reading].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// An entry before it has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditNote {
    /// An act or a reading.
    pub kind: AuditKind,
    /// The record, `application/UUID`, or a place such as `queue`: plain ASCII.
    pub subject: String,
    /// The act in the past tense, or the word of the deed.
    pub word: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What else the leaf commits to, by plain names: `revision`, `path`.
    pub details: BTreeMap<String, String>,
}

/// Where the entries of a subject stand: how many there are, and the hash of the last.
type Newest = HashMap<String, (i64, Hash)>;

impl Tx<'_> {
    /// Notes an entry of the audit log; it is kept if this transaction is.
    ///
    /// It gets its place at the very end, so that the lock on the counter is held for a moment only.
    pub fn audit(&mut self, note: AuditNote) {
        self.audit.push(note);
    }

    /// Notes the events of records. Anchoring the audit log itself is left out, for each anchor would
    /// call for another one.
    pub(crate) fn audit_events(
        &mut self,
        kind: Kind,
        changes: &[Change],
        by: &Actor,
        at: Timestamp,
    ) {
        if kind == Kind::AuditAnchor {
            return;
        }
        for change in changes {
            for event in &change.events {
                self.audit.push(AuditNote {
                    kind: AuditKind::Act,
                    subject: audit_subject(kind.as_str(), change.id),
                    word: event.act.to_owned(),
                    by: by.clone(),
                    at,
                    details: BTreeMap::from([("revision".into(), event.revision.to_string())]),
                });
            }
        }
    }

    /// Gives the entries of this transaction their places and keeps them. Whoever holds the counter
    /// is alone, so the chain of a subject cannot fork.
    pub(crate) async fn seal_audit(&mut self) -> Result<(), StoreError> {
        let notes = std::mem::take(&mut self.audit);
        if notes.is_empty() {
            return Ok(());
        }
        let first = self.next_numbers(COUNTER, notes.len() as i64).await?;
        let mut newest = self.newest_entries(&notes).await?;
        let mut rows = Vec::with_capacity(notes.len());
        for (seq, note) in (first..).zip(notes) {
            let before = newest.get(&note.subject).copied();
            let subject = note.subject.clone();
            let (row, version, hash) = row(seq, note, before)?;
            newest.insert(subject, (version, hash));
            rows.push(row);
        }
        self.run_all(many_rows(INSERT, rows, "")).await
    }

    async fn newest_entries(&mut self, notes: &[AuditNote]) -> Result<Newest, StoreError> {
        let mut subjects: Vec<&str> = notes.iter().map(|note| note.subject.as_str()).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let mut newest = Newest::new();
        for subjects in subjects.chunks(MOST) {
            for row in self.ask(&newest_of(subjects)).await? {
                let hash: Vec<u8> = row.get("hash")?;
                newest.insert(row.get("subject")?, (row.get("version")?, hash_of(&hash)?));
            }
        }
        Ok(newest)
    }
}

/// The last entry of each subject, by the index alone: a busy place has very many entries.
fn newest_of(subjects: &[&str]) -> Sql {
    let mut sql = Sql::new("WITH wanted (subject) AS (VALUES ");
    for (at, subject) in subjects.iter().enumerate() {
        sql.push(if at > 0 { ", (?)" } else { "(?)" }, [Val::from(*subject)]);
    }
    sql.push(
        "), newest (subject, version) AS (SELECT wanted.subject, (SELECT max(version) FROM audit \
         WHERE audit.subject = wanted.subject) FROM wanted) \
         SELECT audit.subject, audit.version, audit.hash FROM newest JOIN audit \
         ON audit.subject = newest.subject AND audit.version = newest.version",
        [],
    );
    sql
}

const INSERT: &str = "INSERT INTO audit (seq, subject, version, kind, word, actor_id, actor_name, \
    at, details, hash, body, seed)";

/// An entry as it is kept, its version and its hash.
fn row(
    seq: i64,
    note: AuditNote,
    before: Option<(i64, Hash)>,
) -> Result<(Vec<Val>, i64, Hash), StoreError> {
    let (version, prev) = before.map_or((1, None), |(version, hash)| (version + 1, Some(hash)));
    let seed = new_seed();
    let leaf = leaf(&note, version, prev, &seed);
    let leaf = leaf.map_err(|e| StoreError::NotSealed(note.subject.clone(), e.to_string()))?;
    let body = leaf.to_string().into_bytes();
    let hash = Hash::of_leaf(&body);
    let row = vec![
        seq.into(),
        note.subject.into(),
        version.into(),
        note.kind.as_str().into(),
        note.word.into(),
        note.by.person.into(),
        note.by.name.into(),
        truncated(note.at).into(),
        Json::of(&note.details)?.into(),
        hash.as_bytes().to_vec().into(),
        body.into(),
        seed.to_vec().into(),
    ];
    Ok((row, version, hash))
}

fn leaf(
    note: &AuditNote,
    version: i64,
    prev: Option<Hash>,
    seed: &Seed,
) -> Result<Leaf, NotSealed> {
    let act = Act {
        kind: word(note.kind.as_str())?,
        subject: word(&note.subject)?,
        version: version.unsigned_abs(),
        event: word(&note.word)?,
        at: note.at,
        prev,
    };
    Ok(Leaf::new(act, &openings(&note.by, &note.details, seed)?)?)
}

/// Everything that the leaf of an entry commits to, laid open.
fn openings(
    by: &Actor,
    details: &BTreeMap<String, String>,
    seed: &Seed,
) -> Result<Vec<Opening>, NotSealed> {
    let id = by.person.to_string();
    let actor = [("actor.id", id.as_str()), ("actor.name", by.name.as_str())];
    let details = details.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all = actor.into_iter().chain(details);
    all.map(|(name, value)| opening_of(salt(seed, name), name, value)).collect()
}

/// The subject of a record.
pub fn audit_subject(kind: &str, id: Uuid) -> String {
    format!("{kind}/{id}")
}
