//! What is in the Register: as the database has it, and as a server tells it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use app::App;
use app::register::{AXES, Counts, Search, look_and_count};
use domain::field::Of;
use serde_json::Value;

use crate::support::body;

/// Both lists, each with its total and with every count that is not zero.
#[derive(Debug, PartialEq, Eq)]
pub struct Told([(i64, Facets); 2]);

type Facets = BTreeMap<String, BTreeMap<String, i64>>;

impl Told {
    /// What the database has: a program without an index asks it for all.
    pub async fn by_database(app: &App) -> Self {
        Self([counted(app, Of::Holder).await, counted(app, Of::DataArray).await])
    }

    /// What a server says.
    pub fn by(address: SocketAddr) -> Self {
        Self(["holders", "arrays"].map(|list| {
            let page = json(address, &format!("/api/v1/{list}?facets=all&limit=1"));
            let facets = page["facets"].as_object().unwrap().iter();
            let facets = facets.map(|(axis, all)| (axis.clone(), codes(all)));
            (page["total"].as_i64().unwrap(), without_empty(facets))
        }))
    }
}

pub fn json(address: SocketAddr, path: &str) -> Value {
    serde_json::from_slice(&body(address, path)).unwrap()
}

fn codes(all: &Value) -> Vec<(String, i64)> {
    let count =
        |one: &Value| (one["code"].as_str().unwrap().into(), one["count"].as_i64().unwrap());
    all.as_array().unwrap().iter().map(count).collect()
}

async fn counted(app: &App, of: Of) -> (i64, Facets) {
    let search = Search { of: Some(of), limit: 1, ..Search::default() };
    let (found, counts) = look_and_count(app, &search, &AXES).await.unwrap();
    let Counts { axes, standings, freshness: [in_time, overdue], .. } = counts;
    let freshness = vec![("in_time".to_owned(), in_time), ("overdue".to_owned(), overdue)];
    let more = [("status".to_owned(), standings), ("freshness".to_owned(), freshness)];
    (found.total, without_empty(axes.into_iter().chain(more)))
}

fn without_empty(facets: impl Iterator<Item = (String, Vec<(String, i64)>)>) -> Facets {
    let some = |codes: Vec<(String, i64)>| codes.into_iter().filter(|(_, n)| *n > 0).collect();
    let facets = facets.map(|(axis, codes)| (axis, some(codes)));
    facets.filter(|(_, codes): &(String, BTreeMap<String, i64>)| !codes.is_empty()).collect()
}

/// Every entry on all pages of both lists: its number, and whether it was confirmed.
pub fn all(address: SocketAddr) -> BTreeSet<(String, bool)> {
    let mut all = BTreeSet::new();
    for list in ["holders", "arrays"] {
        let mut path = format!("/api/v1/{list}?limit=100");
        loop {
            let page = json(address, &path);
            for item in page["items"].as_array().unwrap() {
                let is_confirmed = item["confirmed_at"].is_string();
                all.insert((item["number"].as_str().unwrap().to_owned(), is_confirmed));
            }
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/{list}?limit=100&cursor={next}");
        }
    }
    all
}
