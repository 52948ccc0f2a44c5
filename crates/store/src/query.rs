//! Worklists and searches over the columns and tags of records, with exact totals and counts.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::record::{Kind, Record, fold};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    act::Loaded,
    feed::kind_of,
    save::{bounded, title_key},
    sql::{Sql, beginning, containing, first},
    value::{Json, Row, Val, truncated},
};

/// Which records, in which order. Empty filters let everything through; all of them must hold.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Any of these kinds.
    pub kinds: Vec<Kind>,
    /// Any of these states.
    pub statuses: Vec<String>,
    /// Of this holder.
    pub holder: Option<Uuid>,
    /// About this record.
    pub subject: Option<Uuid>,
    /// In whose hands.
    pub assignee: Assignee,
    /// The number begins with this; letter case does not matter.
    pub number_prefix: Option<String>,
    /// Every word of it occurs; both sides are folded.
    pub text: String,
    /// For each axis, any of these values.
    pub tags: Vec<(String, Vec<String>)>,
    /// The running term ends before this instant.
    pub due_before: Option<Timestamp>,
    /// Was last confirmed before this instant, or never.
    pub fresh_before: Option<Timestamp>,
    /// Was last confirmed at this instant or later.
    pub fresh_since: Option<Timestamp>,
    /// Only these records, if given: what a search index found.
    pub ids: Option<Vec<Uuid>>,
    /// The order.
    pub order: Order,
    /// How many to a page; 0 asks for the total only.
    pub limit: u32,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Whether the whole state comes along.
    pub with_state: bool,
}

/// In whose hands a record is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Assignee {
    /// It does not matter.
    #[default]
    Any,
    /// In nobody's.
    Nobody,
    /// In this person's.
    Person(Uuid),
}

/// The order of a list. Equal ones are ordered by id, so that pages never overlap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The term that ends first; without a term last.
    DueFirst,
    /// The last changed first.
    #[default]
    Newest,
    /// By name, in the order of the Kyrgyz alphabet.
    Title,
    /// By number; without a number last.
    Number,
    /// The last confirmed first; never confirmed last.
    Fresh,
    /// As they are stored: for reading all of one kind without sorting them.
    Id,
}

/// What to count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis<'a> {
    /// The kind of record.
    Kind,
    /// The state.
    Status,
    /// An axis of tags.
    Tag(&'a str),
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are on all pages, exactly.
    pub total: i64,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

/// A record as lists show it.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The kind.
    pub kind: Kind,
    /// The id.
    pub id: Uuid,
    /// How many events it has lived through.
    pub revision: i64,
    /// The state word.
    pub status: String,
    /// The number.
    pub number: Option<String>,
    /// The holder it belongs to.
    pub holder: Option<Uuid>,
    /// The record it is about.
    pub subject: Option<Uuid>,
    /// In whose hands it is.
    pub assignee: Option<Uuid>,
    /// When the running term ends.
    pub due_at: Option<Timestamp>,
    /// When it was last confirmed.
    pub fresh_at: Option<Timestamp>,
    /// What it is called.
    pub title: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The whole state, if it was asked for.
    pub state: Option<Json>,
}

impl Summary {
    /// The record itself; `None` if the state was not asked for.
    pub fn loaded<R: Record>(&self) -> Result<Option<Loaded<R>>, StoreError> {
        let Some(state) = &self.state else { return Ok(None) };
        Ok(Some(Loaded {
            id: self.id,
            revision: self.revision,
            record: state.read(&format!("state of {} {}", self.kind, self.id))?,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }))
    }

    fn from_row(row: &Row, with_state: bool) -> Result<Self, StoreError> {
        Ok(Summary {
            kind: kind_of(&row.get::<String>("kind")?)?,
            id: row.get("id")?,
            revision: row.get("revision")?,
            status: row.get("status")?,
            number: row.get("number")?,
            holder: row.get("holder")?,
            subject: row.get("subject")?,
            assignee: row.get("assignee")?,
            due_at: row.get("due_at")?,
            fresh_at: row.get("fresh_at")?,
            title: row.get("title")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            state: if with_state { row.get("state")? } else { None },
        })
    }
}

/// Where a page ended; given out as opaque text.
#[derive(Debug, Serialize, Deserialize)]
struct Cursor {
    order: Order,
    key: Key,
    kind: String,
    id: Uuid,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Micros(i64),
    Text(String),
}

const COLUMNS: &str = "r.kind, r.id, r.revision, r.status, r.number, r.holder, r.subject, \
    r.assignee, r.due_at, r.fresh_at, r.title, r.title_key, r.created_at, r.updated_at";

/// The end and the beginning of time, for records without a term or a freshness.
const NEVER: i64 = 253_000_000_000_000_000;
const BEFORE_ALL: i64 = -62_000_000_000_000_000;
/// Behind every number.
const NO_NUMBER: &str = "\u{f8ff}";

impl Store {
    /// A page of records and the exact total.
    pub async fn find(&self, query: &Query) -> Result<Page<Summary>, StoreError> {
        let total = self.total(query).await?;
        if query.limit == 0 || total == 0 {
            return Ok(Page { items: Vec::new(), total, next: None });
        }
        let (items, next) = self.walk(query).await?;
        Ok(Page { items, total, next })
    }

    /// A page of records and the cursor of the next, without the total: for reading all of them.
    pub async fn walk(&self, query: &Query) -> Result<(Vec<Summary>, Option<String>), StoreError> {
        let limit = query.limit as usize;
        let sql = page(query)?;
        let rows = self.db.ask(&sql).await?;
        let read = |row| Summary::from_row(row, query.with_state);
        let items: Vec<Summary> = rows.iter().take(limit).map(read).collect::<Result<_, _>>()?;
        let next = match items.last() {
            Some(last) if rows.len() > limit => Some(cursor_after(query.order, last)?),
            _ => None,
        };
        Ok((items, next))
    }

    async fn total(&self, query: &Query) -> Result<i64, StoreError> {
        let mut sql = Sql::new("SELECT count(*) AS n FROM record r WHERE ");
        filter(&mut sql, query, None);
        first(self.db.ask(&sql).await?)?.get("n")
    }

    /// For each value of an axis, how many records a click on it would show: exact, the most first.
    /// The filter on this very axis is left out, all others hold.
    pub async fn counts(
        &self,
        query: &Query,
        axis: Axis<'_>,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let mut sql = Sql::default();
        match axis {
            Axis::Kind => {
                sql.push("SELECT r.kind AS value, count(*) AS n FROM record r WHERE ", [])
            }
            Axis::Status => {
                sql.push("SELECT r.status AS value, count(*) AS n FROM record r WHERE ", [])
            }
            Axis::Tag(name) => sql.push(
                "SELECT f.value AS value, count(*) AS n FROM record r \
                 JOIN tag f ON f.kind = r.kind AND f.id = r.id WHERE f.axis = ? AND ",
                [name.into()],
            ),
        };
        filter(&mut sql, query, Some(axis));
        sql.push(" GROUP BY 1 ORDER BY 2 DESC, 1", []);
        let rows = self.db.ask(&sql).await?;
        rows.iter().map(|row| Ok((row.get("value")?, row.get("n")?))).collect()
    }
}

fn page(query: &Query) -> Result<Sql, StoreError> {
    let (key, none, way) = order_key(query.order);
    let state = if query.with_state { ", r.state" } else { "" };
    let mut sql = Sql::new(&format!("SELECT {COLUMNS}{state} FROM record r WHERE "));
    filter(&mut sql, query, None);
    if let Some(text) = &query.cursor {
        let cursor = read_cursor(text, query.order)?;
        let sign = if way == "ASC" { ">" } else { "<" };
        let after = [cursor.key, Val::from(cursor.id), cursor.kind.into()];
        let condition = format!(" AND ({key}, r.id, r.kind) {sign} (?, ?, ?)");
        sql.push(&condition, none.iter().cloned().chain(after));
    }
    let order = format!(" ORDER BY {key} {way}, r.id {way}, r.kind {way} LIMIT ?");
    sql.push(&order, none.into_iter().chain([Val::from(i64::from(query.limit) + 1)]));
    Ok(sql)
}

/// The expression ordered by, the value that stands for "none" in it, the direction.
fn order_key(order: Order) -> (&'static str, Option<Val>, &'static str) {
    match order {
        Order::DueFirst => ("coalesce(r.due_at, ?)", Some(instant(NEVER)), "ASC"),
        Order::Newest => ("r.updated_at", None, "DESC"),
        Order::Title => ("r.title_key", None, "ASC"),
        Order::Number => ("coalesce(r.number, ?)", Some(NO_NUMBER.into()), "ASC"),
        Order::Fresh => ("coalesce(r.fresh_at, ?)", Some(instant(BEFORE_ALL)), "DESC"),
        Order::Id => ("r.id", None, "ASC"),
    }
}

fn instant(micros: i64) -> Val {
    Val::Time(Timestamp::from_microsecond(micros).ok())
}

struct After {
    key: Val,
    id: Uuid,
    kind: String,
}

fn read_cursor(text: &str, order: Order) -> Result<After, StoreError> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| StoreError::BadCursor)?;
    let cursor: Cursor = serde_json::from_slice(&bytes).map_err(|_| StoreError::BadCursor)?;
    if cursor.order != order {
        return Err(StoreError::BadCursor);
    }
    let timed = matches!(order, Order::DueFirst | Order::Newest | Order::Fresh);
    let key = match cursor.key {
        Key::Micros(micros) if timed => {
            Timestamp::from_microsecond(micros).map_err(|_| StoreError::BadCursor)?.into()
        }
        Key::Text(_) if order == Order::Id => cursor.id.into(),
        Key::Text(text) if !timed => text.into(),
        _ => return Err(StoreError::BadCursor),
    };
    Ok(After { key, id: cursor.id, kind: cursor.kind })
}

fn cursor_after(order: Order, last: &Summary) -> Result<String, StoreError> {
    let micros = |at: Option<Timestamp>, none| at.map_or(none, Timestamp::as_microsecond);
    let key = match order {
        Order::DueFirst => Key::Micros(micros(last.due_at, NEVER)),
        Order::Newest => Key::Micros(last.updated_at.as_microsecond()),
        Order::Title => Key::Text(title_key(&last.title)),
        Order::Number => Key::Text(last.number.clone().unwrap_or(NO_NUMBER.into())),
        Order::Fresh => Key::Micros(micros(last.fresh_at, BEFORE_ALL)),
        Order::Id => Key::Text(String::new()),
    };
    let cursor = Cursor { order, key, kind: last.kind.to_string(), id: last.id };
    let bytes = serde_json::to_vec(&cursor).map_err(StoreError::Encode)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// The conditions of a query; those on one axis can be left out, for counting by it.
fn filter(sql: &mut Sql, query: &Query, except: Option<Axis<'_>>) {
    sql.push("1 = 1", []);
    if !query.kinds.is_empty() && except != Some(Axis::Kind) {
        sql.push(" AND ", []).push_in("r.kind", query.kinds.iter().map(|k| k.as_str().into()));
    }
    if !query.statuses.is_empty() && except != Some(Axis::Status) {
        sql.push(" AND ", []).push_in("r.status", query.statuses.iter().map(|s| s.as_str().into()));
    }
    for (column, id) in [("holder", query.holder), ("subject", query.subject)] {
        if let Some(id) = id {
            sql.push(&format!(" AND r.{column} = ?"), [id.into()]);
        }
    }
    match query.assignee {
        Assignee::Any => {}
        Assignee::Nobody => drop(sql.push(" AND r.assignee IS NULL", [])),
        Assignee::Person(id) => drop(sql.push(" AND r.assignee = ?", [id.into()])),
    }
    if let Some(ids) = &query.ids {
        sql.push(" AND ", []).push_in("r.id", ids.iter().map(|id| Val::from(*id)));
    }
    filter_texts(sql, query);
    filter_times(sql, query);
    filter_tags(sql, query, except);
}

fn filter_texts(sql: &mut Sql, query: &Query) {
    if let Some(prefix) = &query.number_prefix {
        let pattern = beginning(&prefix.to_lowercase());
        sql.push(" AND lower(r.number) LIKE ? ESCAPE '\\'", [pattern.into()]);
    }
    for word in fold(&query.text).split(' ').filter(|word| !word.is_empty()) {
        sql.push(" AND r.text LIKE ? ESCAPE '\\'", [containing(word).into()]);
    }
}

fn filter_times(sql: &mut Sql, query: &Query) {
    if let Some(at) = query.due_before {
        sql.push(" AND r.due_at < ?", [truncated(at).into()]);
    }
    if let Some(at) = query.fresh_before {
        sql.push(" AND (r.fresh_at IS NULL OR r.fresh_at < ?)", [truncated(at).into()]);
    }
    if let Some(at) = query.fresh_since {
        sql.push(" AND r.fresh_at >= ?", [truncated(at).into()]);
    }
}

fn filter_tags(sql: &mut Sql, query: &Query, except: Option<Axis<'_>>) {
    for (axis, values) in &query.tags {
        if values.is_empty() || except == Some(Axis::Tag(axis)) {
            continue;
        }
        sql.push(
            " AND EXISTS (SELECT 1 FROM tag t WHERE t.kind = r.kind AND t.id = r.id \
             AND t.axis = ? AND ",
            [axis.as_str().into()],
        );
        sql.push_in("t.value", values.iter().map(|v| bounded(v).as_ref().into())).push(")", []);
    }
}
