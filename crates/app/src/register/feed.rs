//! The feed of public changes, and how large the Register is.

use std::collections::HashMap;

use domain::field::Of;
use domain::holder::Standing;
use domain::record::Kind;
use jiff::Timestamp;
use serde::Serialize;
use store::Query;
use uuid::Uuid;

use super::search::{Search, look_for};
use crate::{App, Result};

/// Most changes in one answer.
pub const MOST_CHANGES: u32 = 500;

/// One public change. What it said is read at the entry's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// Its place among all public acts: 1, 2, 3 … Anchors of the audit log have places too.
    pub change: i64,
    /// `holder`, `data_array` or `data_list`.
    pub kind: String,
    /// Register number.
    pub number: String,
    /// The version it made.
    pub version: i64,
    /// `registered`, `amended`, `confirmed`, `excluded`, `redacted`.
    pub act: String,
    /// When.
    pub at: Timestamp,
}

/// Changes after a place, oldest first.
pub async fn changes(app: &App, after: i64, limit: u32) -> Result<Vec<ChangeLine>> {
    lines(app, app.store().register_changes(after, limit.min(MOST_CHANGES)).await?).await
}

pub(super) async fn lines(app: &App, events: Vec<store::PublicEvent>) -> Result<Vec<ChangeLine>> {
    let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    let numbers = numbers(app, ids).await?;
    let line = |event: store::PublicEvent| ChangeLine {
        change: event.seq,
        kind: event.kind.as_str().to_owned(),
        number: numbers.get(&event.id).cloned().unwrap_or_default(),
        version: event.revision,
        act: event.act,
        at: event.at,
    };
    Ok(events.into_iter().map(line).collect())
}

/// The place of the newest change; 0 before the first.
pub async fn last_change(app: &App) -> Result<i64> {
    Ok(app.store().last_register_change().await?.map_or(0, |event| event.seq))
}

async fn numbers(app: &App, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query {
        kinds: vec![Kind::Holder, Kind::DataArray, Kind::DataList],
        ids: Some(ids),
        limit: MOST_CHANGES,
        ..Query::default()
    };
    let found = app.store().find(&query).await?.items;
    Ok(found.into_iter().filter_map(|row| Some((row.id, row.number?))).collect())
}

/// How large the Register is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Holders in force.
    pub holders: i64,
    /// Arrays in force.
    pub arrays: i64,
    /// When it last changed, if ever.
    pub changed_at: Option<Timestamp>,
}

/// Counts what is in force.
pub async fn size(app: &App) -> Result<Size> {
    let newest = app.store().last_register_change().await?;
    Ok(Size {
        holders: in_force(app, Of::Holder).await?,
        arrays: in_force(app, Of::DataArray).await?,
        changed_at: newest.map(|event| event.at),
    })
}

async fn in_force(app: &App, of: Of) -> Result<i64> {
    let standings = vec![Standing::Registered];
    let search = Search { of: Some(of), standings, ..Search::default() };
    Ok(look_for(app, &search).await?.total)
}
