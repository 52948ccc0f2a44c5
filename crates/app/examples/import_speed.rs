//! How many arrays a second an import enters in the Register, by the real acts, with history:
//! `cargo run --release -p app --example import_speed [DATABASE_URL] [THOUSANDS]`.

// A measurement may fail loudly, reads the clock, and reports on standard output.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

#[path = "../../domain/tests/it/samples.rs"]
mod samples;

use std::sync::Arc;
use std::time::Instant;

use app::import::{Import, ImportAs, Imported, Incoming, import};
use app::{App, Clock, Randomness, Settings};
use domain::field::Of;
use domain::holder_entry::Identifier;
use domain::law::{Law, embedded};
use domain::record::Actor;
use jiff::Timestamp;
use serde_json::json;
use store::{Store, StoreConfig};

/// As many to a transaction as `korgoo import` takes.
const RUN: usize = 2000;
/// Arrays to one line of the report.
const STEP: usize = 5000;
/// Arrays of one holder.
const EACH: usize = 4;

struct Now;

impl Clock for Now {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

struct NoChance;

impl Randomness for NoChance {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn inn(number: usize) -> String {
    format!("{:014}", 10_101_199_900_000 + number)
}

fn holder(number: usize) -> Incoming {
    let mut tree = samples::holder();
    domain::path::set(&mut tree, "identifier.value", json!(inn(number)));
    Incoming { of: Of::Holder, key: inn(number), holder: None, tree }
}

/// An array in which every field is filled.
fn array(number: usize) -> Incoming {
    let holder = Identifier { scheme: "inn".into(), value: inn(number / EACH) };
    let mut tree = samples::array();
    domain::path::set(&mut tree, "name.ky", json!(format!("Бейтаптар {number}")));
    Incoming { of: Of::DataArray, key: number.to_string(), holder: Some(holder), tree }
}

async fn bring(app: &App, all: std::ops::Range<usize>, item: fn(usize) -> Incoming) {
    let how = Import {
        source: "speed".into(),
        how: ImportAs::Registered,
        is_trial: false,
        by: Actor::system(),
    };
    for start in all.clone().step_by(RUN) {
        let items: Vec<Incoming> = (start..all.end.min(start + RUN)).map(item).collect();
        let outcomes = import(app, &how, &items).await.unwrap();
        assert!(outcomes.iter().all(|outcome| !matches!(outcome, Imported::Rejected { .. })));
    }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let url = std::env::args().nth(1).unwrap_or("sqlite:speed.db".into());
    let thousands = std::env::args().nth(2).map_or(20, |count| count.parse().unwrap());
    let store = Store::open(StoreConfig::new(url, folder.path())).await.unwrap();
    store.migrate().await.unwrap();
    let law = Law::read(&embedded()).unwrap();
    let settings = Settings { public_url: "https://example.test".into(), is_demo: true };
    let app = App::new(store, law, Arc::new(Now), Arc::new(NoChance), settings);
    let count = thousands * 1000;
    bring(&app, 0..count / EACH, holder).await;
    for word in ["new", "unchanged"] {
        for from in (0..count).step_by(STEP) {
            let begun = Instant::now();
            bring(&app, from..from + STEP, array).await;
            let rate = STEP as f64 / begun.elapsed().as_secs_f64();
            println!("{word} arrays from {from}: {rate:.0} a second");
        }
    }
}
