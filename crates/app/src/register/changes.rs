//! The feed of public changes for readers: newest first, with names, and block by block for feeds.

use std::collections::HashMap;

use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::Holder;
use domain::holder_entry::Names;
use domain::record::Kind;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::{ChangeFilter, PublicEvent, Query};
use uuid::Uuid;

use super::feed::{ChangeLine, lines};
use super::search::state;
use crate::{App, Error, Result};

/// The acts of the feed, in the order in which they are offered.
pub const CHANGE_ACTS: [&str; 5] = ["registered", "amended", "confirmed", "excluded", "redacted"];

/// Places of the feed that make one block: a block is full for ever.
pub const BLOCK: i64 = 100;

/// Which changes somebody wants to read.
#[derive(Debug, Clone, Default)]
pub struct ChangesWanted {
    /// Of holders or of arrays only.
    pub of: Option<Of>,
    /// This act, one of [`CHANGE_ACTS`].
    pub act: Option<&'static str>,
    /// In the month that begins on this day, in the zone of the authority.
    pub month: Option<Date>,
    /// Before this place.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

/// A change with the name that its entry has today; none for lists of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedChange {
    /// The change.
    pub line: ChangeLine,
    /// What the entry is called.
    pub name: Names,
}

/// A page of changes, newest first.
#[derive(Debug, Clone)]
pub struct ChangesPage {
    /// The changes.
    pub items: Vec<NamedChange>,
    /// How many there are on all pages, exactly.
    pub total: i64,
    /// `before` of the next page.
    pub next: Option<i64>,
}

/// Changes, newest first.
pub async fn latest_changes(app: &App, wanted: &ChangesWanted) -> Result<ChangesPage> {
    let page = app.store().changes_where(&filter(app, wanted)?).await?;
    Ok(ChangesPage {
        items: named(app, page.items).await?,
        total: page.total,
        next: page.next.and_then(|place| place.parse().ok()),
    })
}

/// The block with this number, from 1, newest first; none unless it is full.
pub async fn block_of_changes(app: &App, block: i64) -> Result<Option<Vec<NamedChange>>> {
    let newest = app.store().last_public().await?;
    if block < 1 || block > newest / BLOCK {
        return Ok(None);
    }
    between(app, (block - 1) * BLOCK, block * BLOCK).await.map(Some)
}

/// The newest changes, newest first, with the number of full blocks before them. The last full block
/// comes along, so that nobody who reads now and then has to go back for it.
pub async fn newest_changes(app: &App) -> Result<(Vec<NamedChange>, i64)> {
    let older = older_blocks(app).await?;
    let newest = app.store().last_public().await?;
    Ok((between(app, older * BLOCK, newest).await?, older))
}

/// How many blocks lie before the newest changes.
pub async fn older_blocks(app: &App) -> Result<i64> {
    Ok((app.store().last_public().await? / BLOCK - 1).max(0))
}

/// Changes after one place up to another, newest first.
async fn between(app: &App, after: i64, upto: i64) -> Result<Vec<NamedChange>> {
    let most = u32::try_from(upto - after).unwrap_or_default();
    let mut events = app.store().register_changes(after, most).await?;
    events.retain(|event| event.seq <= upto);
    events.reverse();
    named(app, events).await
}

/// When a month begins and ends in the zone of the authority.
pub fn month(app: &App, first: Date) -> Result<(Timestamp, Timestamp)> {
    let moment = app.moment();
    let zone = moment.zone().ok_or_else(|| Error::Internal("no zone".into()))?;
    let start = |day: Date| {
        let zoned = day.to_zoned(zone.rules().clone());
        zoned.map(|zoned| zoned.timestamp()).map_err(|error| Error::Internal(error.to_string()))
    };
    Ok((start(first)?, start(first.saturating_add(1.month()))?))
}

fn filter<'a>(app: &App, wanted: &ChangesWanted) -> Result<ChangeFilter<'a>> {
    let bounds = wanted.month.map(|first| month(app, first)).transpose()?;
    Ok(ChangeFilter {
        kind: wanted.of.map(|of| match of {
            Of::Holder => Kind::Holder,
            Of::DataArray => Kind::DataArray,
        }),
        act: wanted.act,
        since: bounds.map(|(since, _)| since),
        until: bounds.map(|(_, until)| until),
        before: wanted.before,
        limit: wanted.limit,
    })
}

async fn named(app: &App, events: Vec<PublicEvent>) -> Result<Vec<NamedChange>> {
    let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    let names = names_of(app, ids.clone()).await?;
    let lines = lines(app, events).await?;
    let named = |(line, id)| {
        let name = names.get(&id).cloned().unwrap_or_default();
        NamedChange { line, name }
    };
    Ok(lines.into_iter().zip(ids).map(named).collect())
}

/// What holders and arrays are called today.
async fn names_of(app: &App, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Names>> {
    let kinds = vec![Kind::Holder, Kind::DataArray];
    let limit = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let query = Query { kinds, ids: Some(ids), limit, with_state: true, ..Query::default() };
    let mut names = HashMap::new();
    for summary in app.store().find(&query).await?.items {
        let name = match summary.kind {
            Kind::Holder => state::<Holder>(&summary)?.record.entry.name,
            _ => state::<DataArray>(&summary)?.record.entry.name,
        };
        names.insert(summary.id, name);
    }
    Ok(names)
}
