//! The rings around a home: its district, the rest of its region, who works in the whole country.

use std::collections::BTreeSet;

use domain::field::Of;
use domain::holder::Standing;
use domain::law::{Holders, Situation};

use super::{Home, MOST_SHOWN, Reach, Ring};
use crate::register::{Found, Search, look_for};
use crate::{App, Result};

type Filters = Vec<(String, Vec<String>)>;

/// As many as may be shown already in nearer rings, and as many again.
const CANDIDATES: u32 = 2 * MOST_SHOWN as u32;

/// The rings that have any array, the nearest first.
pub(super) async fn rings(app: &App, situation: &Situation, home: &Home) -> Result<Vec<Ring>> {
    let here = filters(situation, &situation.holders);
    if home.region.is_empty() {
        return Ok(chosen(vec![ring(app, Reach::Anywhere, here).await?]));
    }
    let mut rings = near(app, &here, home).await?;
    if let Some(part) = &situation.countrywide {
        let country = filters(situation, &situation.holders.narrowed(part));
        // Where everybody serves the whole country, the region was counted just now.
        let known = (country == here).then(|| rings.last().map_or(0, |region| region.total));
        rings.push(afar(app, country, home, known).await?);
    }
    Ok(chosen(rings))
}

/// What the ordinary search is asked for a situation.
fn filters(situation: &Situation, holders: &Holders) -> Filters {
    let axes = [
        ("subject_category", &situation.subjects),
        ("data_category", &situation.data),
        ("holder_kind", &holders.kinds),
        ("sector", &holders.sectors),
    ];
    let asked = axes.into_iter().filter(|(_, codes)| !codes.is_empty());
    asked.map(|(axis, codes)| (axis.to_owned(), codes.clone())).collect()
}

fn with(filters: &Filters, axis: &str, codes: Vec<String>) -> Filters {
    let mut filters = filters.clone();
    filters.push((axis.to_owned(), codes));
    filters
}

/// The home's district, then its region; the region alone if no district was said.
async fn near(app: &App, here: &Filters, home: &Home) -> Result<Vec<Ring>> {
    let in_region = with(here, "region", vec![home.region.clone()]);
    if home.district.is_empty() {
        return Ok(vec![ring(app, Reach::Region, in_region).await?]);
    }
    let in_district = with(&in_region, "district", vec![home.district.clone()]);
    let district = ring(app, Reach::District, in_district).await?;
    let total = total(app, in_region.clone()).await?;
    // Also counts holders that named a region and no district.
    let more = total - district.total;
    let arrays = if more > 0 { elsewhere(app, &in_region, home).await? } else { Vec::new() };
    let region = Ring { reach: Reach::Region, filters: in_region, total, more, arrays };
    Ok(vec![district, region])
}

async fn elsewhere(app: &App, in_region: &Filters, home: &Home) -> Result<Vec<Found>> {
    let others = other_districts(app, home);
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let asked = search(with(in_region, "district", others), CANDIDATES);
    Ok(look_for(app, &asked).await?.items)
}

/// The search knows no "all but this one", so the others are named.
fn other_districts(app: &App, home: &Home) -> Vec<String> {
    let law = app.law();
    let all = law.classifier("district").map(|list| list.children(&home.region));
    let codes = all.into_iter().flatten().map(|district| district.code.clone());
    codes.filter(|code| *code != home.district).collect()
}

/// Who works in the whole country; whoever does so from the home's region is counted there.
async fn afar(app: &App, country: Filters, home: &Home, from_here: Option<i64>) -> Result<Ring> {
    let here = with(&country, "region", vec![home.region.clone()]);
    let mut ring = ring(app, Reach::Country, country).await?;
    let from_here = match from_here {
        Some(known) => known,
        None if ring.total == 0 => 0,
        None => total(app, here).await?,
    };
    ring.more = ring.total - from_here;
    Ok(ring)
}

async fn total(app: &App, filters: Filters) -> Result<i64> {
    Ok(look_for(app, &search(filters, 0)).await?.total)
}

/// Everything that a search finds, with the first of it.
async fn ring(app: &App, reach: Reach, filters: Filters) -> Result<Ring> {
    let found = look_for(app, &search(filters.clone(), CANDIDATES)).await?;
    Ok(Ring { reach, filters, total: found.total, more: found.total, arrays: found.items })
}

/// Only what is in force; what was changed or confirmed last stands first.
fn search(filters: Filters, limit: u32) -> Search {
    Search {
        of: Some(Of::DataArray),
        standings: vec![Standing::Registered],
        filters,
        limit,
        ..Search::default()
    }
}

/// How many of a ring are shown before others may take the room: so many schools of one's own
/// district must not hide the ministry.
fn share(reach: Reach) -> usize {
    match reach {
        Reach::District => 5,
        Reach::Region => 2,
        Reach::Country => 3,
        Reach::Anywhere => MOST_SHOWN,
    }
}

/// Each array in one ring only, and no more of them than a reader can take in: first every ring's
/// share, then what room is left, the nearest first.
fn chosen(mut rings: Vec<Ring>) -> Vec<Ring> {
    let candidates: Vec<Vec<Found>> =
        rings.iter_mut().map(|ring| std::mem::take(&mut ring.arrays)).collect();
    let mut seen = BTreeSet::new();
    for is_share in [true, false] {
        for (ring, found) in rings.iter_mut().zip(&candidates) {
            let most = if is_share { share(ring.reach) } else { MOST_SHOWN };
            for one in found {
                let has_room = ring.arrays.len() < most && seen.len() < MOST_SHOWN;
                if has_room && seen.insert(one.number.clone()) {
                    ring.arrays.push(one.clone());
                }
            }
        }
    }
    rings.retain(|ring| ring.more > 0 || !ring.arrays.is_empty());
    rings
}
