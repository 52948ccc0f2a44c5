//! "Who holds data about people like me?": the arrays that probably include somebody, by situation of
//! life, the nearest first. The Register knows arrays and no people, so nothing is asked but what one is.

mod rings;

use std::collections::{BTreeMap, BTreeSet};

use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::Holder;
use domain::law::Situation;
use domain::path;
use serde_json::Value;

use self::rings::rings;
use super::{Found, json_of};
use crate::{App, Result};

/// Most situations answered at once: each is several searches.
pub const MOST_SITUATIONS: usize = 8;
/// Most arrays shown of one situation; the rest is found by the ordinary search.
pub const MOST_SHOWN: usize = 10;

/// Where somebody lives. Empty codes mean that it was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// Code of the region.
    pub region: String,
    /// Code of a district in it.
    pub district: String,
}

/// How near the holders of some arrays are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In the same district.
    District,
    /// In the same region.
    Region,
    /// Working in the whole country, wherever they are.
    Country,
    /// Anywhere: the home was not said.
    Anywhere,
}

/// The arrays of a situation that are equally near.
#[derive(Debug, Clone)]
pub struct Ring {
    /// How near.
    pub reach: Reach,
    /// What the ordinary search is asked for all of them; it finds the nearer ones too.
    pub filters: Vec<(String, Vec<String>)>,
    /// How many that search finds, exactly.
    pub total: i64,
    /// How many of them are in no nearer ring, exactly.
    pub more: i64,
    /// The first of them.
    pub arrays: Vec<Found>,
}

/// The answer for one situation.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its code.
    pub situation: String,
    /// How many arrays there are in all rings, exactly.
    pub total: i64,
    /// The rings that have any, the nearest first.
    pub rings: Vec<Ring>,
}

/// The whole answer.
#[derive(Debug, Clone, Default)]
pub struct AboutMe {
    /// Situation by situation, as they were asked for.
    pub groups: Vec<Group>,
    /// The holders of the arrays shown, by number: only what is published.
    pub holders: BTreeMap<String, Value>,
    /// What the arrays shown are for, by number, in the words of their holders.
    pub purposes: BTreeMap<String, Vec<String>>,
}

/// Arrays in force that probably include somebody in these situations. Codes that the law of today
/// does not know are left out.
pub async fn about_me(app: &App, situations: &[String], home: &Home) -> Result<AboutMe> {
    let moment = app.moment();
    let known = |code: &String| moment.law.situations().on(code, moment.date());
    let mut answer = AboutMe::default();
    for situation in situations.iter().filter_map(known).take(MOST_SITUATIONS) {
        answer.groups.push(group(app, situation, home).await?);
    }
    let shown = answer.groups.iter().flat_map(|group| &group.rings).flat_map(|ring| &ring.arrays);
    let (mut arrays, mut holders) = (BTreeSet::new(), BTreeSet::new());
    for found in shown {
        arrays.insert(found.number.clone());
        holders.extend(found.holder.as_ref().map(|holder| holder.number.clone()));
    }
    answer.purposes = purposes(app, &Vec::from_iter(arrays)).await?;
    answer.holders = published_holders(app, &Vec::from_iter(holders)).await?;
    Ok(answer)
}

async fn group(app: &App, situation: &Situation, home: &Home) -> Result<Group> {
    let rings = rings(app, situation, home).await?;
    let total = rings.iter().map(|ring| ring.more).sum();
    Ok(Group { situation: situation.code.clone(), total, rings })
}

async fn published_holders(app: &App, numbers: &[String]) -> Result<BTreeMap<String, Value>> {
    let fields = app.moment().fields();
    let mut published = BTreeMap::new();
    for holder in app.store().by_numbers::<Holder>(numbers).await? {
        let shown = fields.publish(Of::Holder, json_of(&holder.record.entry)?);
        published.insert(holder.record.number, shown);
    }
    Ok(published)
}

async fn purposes(app: &App, numbers: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let fields = app.moment().fields();
    let mut purposes = BTreeMap::new();
    for array in app.store().by_numbers::<DataArray>(numbers).await? {
        let shown = fields.publish(Of::DataArray, json_of(&array.record.entry)?);
        let rows = path::get(&shown, "purposes").and_then(Value::as_array);
        let words = rows.into_iter().flatten().map(|row| path::text(row, "words").to_owned());
        let words = words.filter(|words| !words.is_empty()).collect();
        purposes.insert(array.record.number, words);
    }
    Ok(purposes)
}
