//! The feed of public changes: without gaps, in the order of commits.

use domain::record::{Actor, Kind};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    query::Page,
    sql::{Sql, first},
    value::{Json, Row, Val, truncated},
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

/// Which public events of the Register's entries. Empty filters let everything through.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChangeFilter<'a> {
    /// Of this kind of record.
    pub kind: Option<Kind>,
    /// This act.
    pub act: Option<&'a str>,
    /// From this instant on.
    pub since: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Before this place in the feed.
    pub before: Option<i64>,
    /// How many at most; 0 asks for the total only.
    pub limit: u32,
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

    /// Public events of the Register's entries, newest first, with the exact total of what the filter
    /// lets through, whatever the place to begin at. The cursor is the place of the last one.
    pub async fn changes_where(
        &self,
        filter: &ChangeFilter<'_>,
    ) -> Result<Page<PublicEvent>, StoreError> {
        let mut count = Sql::new("SELECT count(*) AS n FROM event WHERE ");
        conditions(&mut count, filter);
        let total = first(self.db.ask(&count).await?)?.get("n")?;
        if filter.limit == 0 {
            return Ok(Page { items: Vec::new(), total, next: None });
        }
        let mut page = Sql::new(&format!("{EVENT} WHERE "));
        conditions(&mut page, filter);
        if let Some(before) = filter.before {
            page.push(" AND public_seq < ?", [before.into()]);
        }
        let limit = filter.limit as usize;
        let one_more = i64::from(filter.limit) + 1;
        page.push(" ORDER BY public_seq DESC LIMIT ?", [one_more.into()]);
        let rows = self.db.ask(&page).await?;
        let items = rows.iter().take(limit).map(event).collect::<Result<Vec<_>, _>>()?;
        let next = items.last().filter(|_| rows.len() > limit).map(|last| last.seq.to_string());
        Ok(Page { items, total, next })
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

fn conditions(sql: &mut Sql, filter: &ChangeFilter<'_>) {
    sql.push("public_seq IS NOT NULL", []);
    match filter.kind {
        Some(kind) => sql.push(" AND kind = ?", [kind.as_str().into()]),
        None => sql.push(" AND kind <> ?", [Kind::AuditAnchor.as_str().into()]),
    };
    if let Some(act) = filter.act {
        sql.push(" AND act = ?", [act.into()]);
    }
    if let Some(since) = filter.since {
        sql.push(" AND at >= ?", [truncated(since).into()]);
    }
    if let Some(until) = filter.until {
        sql.push(" AND at < ?", [truncated(until).into()]);
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
