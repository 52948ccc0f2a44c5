//! The feed of public changes: without gaps, in the order of commits.

use domain::record::{Actor, Kind};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    sql::first,
    value::{Json, Row, Val},
};

/// A public event, for the log, the search index, caches and subscribers.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicEvent {
    /// Its place: 1, 2, 3 … without gaps.
    pub seq: i64,
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    pub id: Uuid,
    /// The record's revision after it.
    pub revision: i64,
    /// The act in the past tense.
    pub act: String,
    /// The event as JSON; `None` once a purge has erased it.
    pub body: Option<Json>,
    /// By whom; whether the name may be shown is for the publication rules to say.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

const EVENT: &str = "SELECT public_seq, kind, id, revision, act, body, actor_id, actor_name, at \
    FROM event";

impl Store {
    /// Public events after a place, oldest first. Ask again with the last place until it is empty.
    pub async fn public_changes(
        &self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<PublicEvent>, StoreError> {
        let sql = format!("{EVENT} WHERE public_seq > $1 ORDER BY public_seq LIMIT $2");
        let rows = self.rows(&sql, &[after.into(), i64::from(limit).into()]).await?;
        rows.iter().map(event).collect()
    }

    /// Public events of the Register's entries after a place, oldest first: without anchors of the
    /// audit log, which change no entry. So places may be left out.
    pub async fn register_changes(
        &self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<PublicEvent>, StoreError> {
        let sql =
            format!("{EVENT} WHERE public_seq > $1 AND kind <> $3 ORDER BY public_seq LIMIT $2");
        let values = [after.into(), i64::from(limit).into(), Kind::AuditAnchor.as_str().into()];
        self.rows(&sql, &values).await?.iter().map(event).collect()
    }

    /// The newest public event of the Register's entries.
    pub async fn last_register_change(&self) -> Result<Option<PublicEvent>, StoreError> {
        let (sql, values) = newest_of_register();
        self.rows(&sql, &values).await?.first().map(event).transpose()
    }

    /// The place of the newest forgetting after a place; `None` if nothing was forgotten since.
    pub async fn last_redaction(&self, after: i64) -> Result<Option<i64>, StoreError> {
        let sql =
            "SELECT max(public_seq) AS n FROM event WHERE public_seq > $1 AND act = 'redacted'";
        first(self.rows(sql, &[after.into()]).await?)?.get("n")
    }

    /// The place of the newest public event; 0 if there is none yet.
    pub async fn last_public(&self) -> Result<i64, StoreError> {
        let sql =
            "SELECT coalesce(max(public_seq), 0) AS n FROM event WHERE public_seq IS NOT NULL";
        first(self.rows(sql, &[]).await?)?.get("n")
    }
}

/// Asks for the newest public event of the Register's entries.
pub(crate) fn newest_of_register() -> (String, [Val; 1]) {
    let sql = format!(
        "{EVENT} WHERE public_seq IS NOT NULL AND kind <> $1 ORDER BY public_seq DESC LIMIT 1"
    );
    (sql, [Kind::AuditAnchor.as_str().into()])
}

pub(crate) fn event(row: &Row) -> Result<PublicEvent, StoreError> {
    let kind: String = row.get("kind")?;
    Ok(PublicEvent {
        seq: row.get("public_seq")?,
        kind: kind_of(&kind)?,
        id: row.get("id")?,
        revision: row.get("revision")?,
        act: row.get("act")?,
        body: row.get("body")?,
        by: Actor { person: row.get("actor_id")?, name: row.get("actor_name")? },
        at: row.get("at")?,
    })
}

pub(crate) fn kind_of(word: &str) -> Result<Kind, StoreError> {
    word.parse().map_err(|_| {
        let source = serde::de::Error::custom(format!("unknown kind of record: {word}"));
        StoreError::Decode { what: "kind".into(), source }
    })
}
