//! Searching the Register: holders and arrays, with exact totals and exact counts for filters.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use domain::data_array::{DataArray, HolderRef};
use domain::field::Of;
use domain::holder::{Holder, Standing};
use domain::holder_entry::Names;
use domain::record::Kind;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use store::{Axis, Loaded, Order, Query, Summary};
use uuid::Uuid;

use super::finder::{Finder, Hit, Sought};
use super::{HolderBrief, Published};
use crate::{App, Error, Result};

/// The axes by which the public may filter.
pub const AXES: [&str; 12] = [
    "region",
    "district",
    "holder_kind",
    "sector",
    "ownership",
    "country",
    "subject_category",
    "data_category",
    "ground",
    "special",
    "cross_border",
    "transfer_country",
];

/// Longest search text, and most entries on a page.
pub const LONGEST_TEXT: usize = 200;
/// Most entries on a page.
pub const MOST_ENTRIES: u32 = 100;

/// How long a question waits for the index to take up what was just done: so often, so long.
const CATCHING_UP: usize = 25;
const CATCH_UP: Duration = Duration::from_millis(20);

/// How old the last confirmation may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Within the interval of the law.
    InTime,
    /// Longer ago than the interval.
    Overdue,
}

/// What somebody looks for. Empty means everything. Kept with an alert: a new field needs a default.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Every word must occur.
    pub text: String,
    /// Holders or arrays only.
    pub of: Option<Of>,
    /// For each of [`AXES`], any of these codes.
    pub filters: Vec<(String, Vec<String>)>,
    /// In force, taken out.
    pub standings: Vec<Standing>,
    /// Confirmed in time or not.
    pub freshness: Option<Freshness>,
    /// Only the arrays of this holder, by its record.
    pub holder: Option<Uuid>,
    /// Only these records, if given: what changed since somebody looked.
    #[serde(skip)]
    pub ids: Option<Vec<Uuid>>,
    /// The order; what fits best first, if none is asked for.
    pub order: Option<Order>,
    /// How many to a page.
    pub limit: u32,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// One entry in a list of results.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found {
    /// Whether it is a holder or an array.
    pub of: Of,
    /// Register number.
    pub number: String,
    /// Which version stands now.
    pub version: i64,
    /// What it is called.
    pub name: Names,
    /// Whether it is in force.
    pub standing: Standing,
    /// For an array: who holds it.
    pub holder: Option<HolderBrief>,
    /// Codes of kind, sector, region and district of the (array's) holder.
    pub place: Place,
    /// For an array: whether it holds special data, and whether they leave the country.
    pub is_special: bool,
    /// For an array: whether data leave the country.
    pub is_cross_border: bool,
    /// Whether it was brought from another register.
    pub is_imported: bool,
    /// When it entered the Register.
    pub registered_at: Timestamp,
    /// When it was last confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Where it has the words that were asked for, where an index answers.
    #[serde(skip)]
    pub hit: Option<Hit>,
}

/// Where a holder is and what it does, as codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names of the classifiers")]
pub struct Place {
    pub kind: String,
    pub sector: String,
    pub country: String,
    pub region: String,
    pub district: String,
}

/// A page of results.
#[derive(Debug, Clone)]
pub struct Results {
    /// The entries.
    pub items: Vec<Found>,
    /// How many there are on all pages, exactly.
    pub total: i64,
    /// Whether they have all the words; if no entry has, these have most of them.
    pub has_all_words: bool,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// How many results each choice of a filter would show.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Holders and arrays.
    pub holders: i64,
    /// Arrays.
    pub arrays: i64,
    /// By axis, then by code; the most first.
    pub axes: BTreeMap<String, Vec<(String, i64)>>,
    /// By standing.
    pub standings: Vec<(String, i64)>,
    /// Confirmed in time, and not.
    pub freshness: [i64; 2],
}

/// Looks for entries.
pub async fn look_for(app: &App, search: &Search) -> Result<Results> {
    if let Some(finder) = finder(app).await? {
        let sought = Sought { search, border: border(app)?, axes: &[] };
        return finder.find(&sought).map(|(results, _)| results);
    }
    let page = app.store().find(&query(app, search)?).await?;
    let holders = holders_of(app, &page.items).await?;
    let items = page.items.iter().map(|it| found(it, &holders)).collect::<Result<_>>()?;
    Ok(Results { items, total: page.total, has_all_words: true, next: page.next })
}

/// The holders of the arrays on a page, as they are today: that is how the arrays were found.
pub(super) async fn holders_of(app: &App, items: &[Summary]) -> Result<HashMap<Uuid, Holder>> {
    let arrays = items.iter().filter(|summary| summary.kind == Kind::DataArray);
    let mut ids: Vec<Uuid> = arrays.filter_map(|summary| summary.holder).collect();
    ids.sort();
    ids.dedup();
    let found = app.store().get_many::<Holder>(&ids).await?;
    Ok(found.into_iter().map(|holder| (holder.id, holder.record)).collect())
}

/// Looks for entries, and counts for the filters: one question, where an index answers it.
pub async fn look_and_count(
    app: &App,
    search: &Search,
    axes: &[&str],
) -> Result<(Results, Counts)> {
    match finder(app).await? {
        Some(finder) => finder.find(&Sought { search, border: border(app)?, axes }),
        None => Ok((look_for(app, search).await?, filter_counts(app, search, axes).await?)),
    }
}

/// The index, once it has caught up with what was just done. One that is kept behind by a flood of
/// changes answers with what it has.
async fn finder(app: &App) -> Result<Option<&Arc<dyn Finder>>> {
    let Some(finder) = app.finder().filter(|finder| finder.position().is_some()) else {
        return Ok(None);
    };
    let newest = app.store().pulse().newest;
    for _ in 0..CATCHING_UP {
        if finder.position().is_none_or(|position| position >= newest) {
            break;
        }
        tokio::time::sleep(CATCH_UP).await;
    }
    Ok(Some(finder))
}

/// Counts for the filters; each axis without its own filter.
pub async fn filter_counts(app: &App, search: &Search, axes: &[&str]) -> Result<Counts> {
    let mut counts = Counts::default();
    let query = query(app, search)?;
    for (kind, n) in app.store().counts(&query, Axis::Kind).await? {
        match kind.as_str() {
            "holder" => counts.holders = n,
            "data_array" => counts.arrays = n,
            _ => {}
        }
    }
    for axis in axes {
        let values = app.store().counts(&query, Axis::Tag(axis)).await?;
        counts.axes.insert((*axis).to_owned(), values);
    }
    counts.standings = app.store().counts(&query, Axis::Status).await?;
    for (place, freshness) in [Freshness::InTime, Freshness::Overdue].into_iter().enumerate() {
        let only = Search { freshness: Some(freshness), limit: 0, ..search.clone() };
        counts.freshness[place] = look_for(app, &only).await?.total;
    }
    Ok(counts)
}

/// The day before which a confirmation is too old today.
pub fn oldest_in_time(app: &App) -> Date {
    let moment = app.moment();
    let today = moment.date();
    let months = moment.law.settings().number("confirmation_interval_months", today);
    today.saturating_sub(months.unwrap_or(12).months())
}

fn border(app: &App) -> Result<Timestamp> {
    let moment = app.moment();
    let zone = moment.zone().ok_or_else(|| Error::Internal("no zone".into()))?;
    let start = oldest_in_time(app).to_zoned(zone.rules().clone());
    Ok(start.map_err(|error| Error::Internal(error.to_string()))?.timestamp())
}

fn query(app: &App, search: &Search) -> Result<Query> {
    let kinds = match search.of {
        Some(Of::Holder) => vec![Kind::Holder],
        Some(Of::DataArray) => vec![Kind::DataArray],
        None => vec![Kind::Holder, Kind::DataArray],
    };
    let known = |axis: &str| AXES.contains(&axis);
    let border = border(app)?;
    Ok(Query {
        kinds,
        statuses: search.standings.iter().map(|s| s.as_str().to_owned()).collect(),
        holder: search.holder,
        ids: search.ids.clone(),
        text: search.text.chars().take(LONGEST_TEXT).collect(),
        tags: search.filters.iter().filter(|(axis, _)| known(axis)).cloned().collect(),
        fresh_before: (search.freshness == Some(Freshness::Overdue)).then_some(border),
        fresh_since: (search.freshness == Some(Freshness::InTime)).then_some(border),
        order: search.order.unwrap_or_default(),
        limit: search.limit.min(MOST_ENTRIES),
        cursor: search.cursor.clone(),
        with_state: true,
        ..Query::default()
    })
}

fn found(summary: &Summary, holders: &HashMap<Uuid, Holder>) -> Result<Found> {
    match summary.kind {
        Kind::Holder => Ok(holder_found(summary, &state::<Holder>(summary)?.record)),
        Kind::DataArray => {
            let mut array = state::<DataArray>(summary)?.record;
            if let Some(today) = holders.get(&array.holder.id) {
                array.holder = HolderRef::new(array.holder.id, &today.number, &today.entry);
            }
            Ok(array_found(summary, &array))
        }
        kind => Err(Error::Internal(format!("{kind} in a list of the Register"))),
    }
}

pub(super) fn state<R: domain::record::Record>(summary: &Summary) -> Result<Loaded<R>> {
    let loaded = summary.loaded::<R>()?;
    loaded.ok_or_else(|| Error::Internal("a list without states".into()))
}

pub(super) fn holder_found(summary: &Summary, holder: &Holder) -> Found {
    let entry = &holder.entry;
    Found {
        place: Place {
            kind: entry.kind.clone(),
            sector: entry.sector.clone(),
            country: entry.address.country.clone(),
            region: entry.address.region.clone(),
            district: entry.address.district.clone(),
        },
        ..basics(summary, holder, entry.name.clone())
    }
}

pub(super) fn array_found(summary: &Summary, array: &DataArray) -> Found {
    let holder = &array.holder;
    Found {
        holder: Some(HolderBrief { number: holder.number.clone(), name: holder.name.clone() }),
        place: Place {
            kind: holder.kind.clone(),
            sector: holder.sector.clone(),
            country: holder.country.clone(),
            region: holder.region.clone(),
            district: holder.district.clone(),
        },
        is_special: array.special,
        is_cross_border: array.entry.cross_border.answer == "yes",
        ..basics(summary, array, array.entry.name.clone())
    }
}

fn basics<R: Published>(summary: &Summary, record: &R, name: Names) -> Found {
    let facts = record.facts();
    Found {
        of: R::OF,
        number: facts.number.to_owned(),
        version: summary.revision,
        name,
        standing: facts.standing,
        holder: None,
        place: Place::default(),
        is_special: false,
        is_cross_border: false,
        is_imported: facts.basis.may_be_incomplete(),
        registered_at: facts.registered_at,
        confirmed_at: facts.confirmed_at,
        changed_at: summary.updated_at,
        hit: None,
    }
}
