//! Reading the audit log: entries by subject, person and day; leaves in their order.

use std::collections::BTreeMap;

use domain::record::Actor;
use jiff::Timestamp;
use tlog::{
    Hash,
    leaf::{Leaf, Opening},
};
use uuid::Uuid;

use super::{AuditKind, openings};
use crate::{
    Store, StoreError,
    leaf::Seed,
    log::hash_of,
    sql::{Sql, first},
    value::{Json, Row, truncated},
};

/// An entry of the audit log.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place: 1, 2, 3 … without gaps; less one, the index of its leaf.
    pub seq: i64,
    /// The record or the place.
    pub subject: String,
    /// The how-manieth entry of that subject, from 1.
    pub version: i64,
    /// An act or a reading.
    pub kind: AuditKind,
    /// The act, or the word of the deed.
    pub word: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What else its leaf commits to.
    pub details: BTreeMap<String, String>,
    seed: Option<Vec<u8>>,
}

/// A leaf of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLeaf {
    /// Its place, from 1.
    pub seq: i64,
    /// The hash that was kept.
    pub hash: Hash,
    /// The text that was hashed.
    pub body: Vec<u8>,
}

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuestion {
    /// Of one of these records or places; empty for all.
    pub subjects: Vec<String>,
    /// By this person.
    pub by: Option<Uuid>,
    /// Not before this moment.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Older than this place.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

const ENTRY: &str = "SELECT seq, subject, version, kind, word, actor_id, actor_name, at, details, \
    hash, body, seed FROM audit";

impl Store {
    /// How many entries there are.
    pub async fn audit_size(&self) -> Result<i64, StoreError> {
        first(self.rows("SELECT coalesce(max(seq), 0) AS n FROM audit", &[]).await?)?.get("n")
    }

    /// Entries, newest first.
    pub async fn audit_entries(
        &self,
        asked: &AuditQuestion,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let mut sql = Sql::new(ENTRY);
        sql.push(" WHERE seq < ?", [asked.before.unwrap_or(i64::MAX).into()]);
        if !asked.subjects.is_empty() {
            let subjects = asked.subjects.iter().map(|subject| subject.as_str().into());
            sql.push(" AND ", []).push_in("subject", subjects);
        }
        if let Some(person) = asked.by {
            sql.push(" AND actor_id = ?", [person.into()]);
        }
        if let Some(since) = asked.since {
            sql.push(" AND at >= ?", [truncated(since).into()]);
        }
        if let Some(until) = asked.until {
            sql.push(" AND at < ?", [truncated(until).into()]);
        }
        sql.push(" ORDER BY seq DESC LIMIT ?", [i64::from(asked.limit).into()]);
        self.db.ask(&sql).await?.iter().map(entry).collect()
    }

    /// The entries of a subject among the first `size`, oldest first.
    pub async fn audit_of(&self, subject: &str, size: i64) -> Result<Vec<AuditEntry>, StoreError> {
        let sql = format!("{ENTRY} WHERE subject = $1 AND seq <= $2 ORDER BY version");
        self.rows(&sql, &[subject.into(), size.into()]).await?.iter().map(entry).collect()
    }

    /// Leaves after a place, in their order.
    pub async fn audit_leaves(&self, after: i64, limit: u32) -> Result<Vec<AuditLeaf>, StoreError> {
        let sql = "SELECT seq, hash, body FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
        let rows = self.rows(sql, &[after.into(), i64::from(limit).into()]).await?;
        rows.iter().map(leaf).collect()
    }

    /// Entries after a place with their leaves, in their order.
    pub async fn audit_rows(
        &self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<(AuditEntry, AuditLeaf)>, StoreError> {
        let sql = format!("{ENTRY} WHERE seq > $1 ORDER BY seq LIMIT $2");
        let rows = self.rows(&sql, &[after.into(), i64::from(limit).into()]).await?;
        rows.iter().map(|row| Ok((entry(row)?, leaf(row)?))).collect()
    }
}

impl AuditEntry {
    /// Everything that its leaf commits to, laid open; nothing once its seed was dropped.
    pub fn openings(&self) -> Result<Option<Vec<Opening>>, StoreError> {
        let seed: Option<Seed> =
            self.seed.as_ref().and_then(|seed| seed.as_slice().try_into().ok());
        let open = seed.map(|seed| openings(&self.by, &self.details, &seed)).transpose();
        open.map_err(|error| StoreError::NotSealed(self.subject.clone(), error.to_string()))
    }

    /// Whether the columns say what the leaf says and commits to. What can no longer be laid open is
    /// taken as it is.
    pub fn is_as_sealed(&self, leaf: &Leaf) -> bool {
        let is_same = leaf.kind().as_str() == self.kind.as_str()
            && leaf.subject().as_str() == self.subject
            && leaf.version().cast_signed() == self.version
            && leaf.event().as_str() == self.word
            && leaf.at().as_second() == self.at.as_second();
        let fits =
            |openings: Vec<Opening>| leaf.check(&openings).is_ok_and(|seen| seen.closed.is_empty());
        is_same && self.openings().is_ok_and(|openings| openings.is_none_or(fits))
    }
}

// The seed must not slip into a log line.
impl std::fmt::Debug for AuditEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AuditEntry({}, {} {}, {})", self.seq, self.subject, self.version, self.word)
    }
}

fn entry(row: &Row) -> Result<AuditEntry, StoreError> {
    let kind: String = row.get("kind")?;
    let details: Json = row.get("details")?;
    Ok(AuditEntry {
        seq: row.get("seq")?,
        subject: row.get("subject")?,
        version: row.get("version")?,
        kind: AuditKind::from_word(&kind).ok_or_else(|| unknown(&kind))?,
        word: row.get("word")?,
        by: Actor { person: row.get("actor_id")?, name: row.get("actor_name")? },
        at: row.get("at")?,
        details: details.read("details of an audit entry")?,
        seed: row.get("seed")?,
    })
}

fn unknown(kind: &str) -> StoreError {
    let source = serde::de::Error::custom(format!("unknown kind of audit entry: {kind}"));
    StoreError::Decode { what: "kind".into(), source }
}

fn leaf(row: &Row) -> Result<AuditLeaf, StoreError> {
    let hash: Vec<u8> = row.get("hash")?;
    Ok(AuditLeaf { seq: row.get("seq")?, hash: hash_of(&hash)?, body: row.get("body")? })
}
