//! How many records a second an import keeps: `cargo run --release -p store --example import_speed`.

// A measurement may fail loudly, reads the clock, and reports on standard output.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

#[allow(dead_code)]
#[path = "../tests/it/toy.rs"]
mod toy;

use std::time::Instant;

use store::{BatchItem, Expected, Store, StoreConfig, StoreError};
use toy::{Act, Draft, Toy, clerk, moment, named};
use uuid::Uuid;

const BATCH: usize = 500;

/// About as big as an array of the Register: three kilobytes, ten tags, two acts.
fn item(n: usize) -> BatchItem<Act> {
    let words = "кызматкерлердин маалыматтары ".repeat(60);
    let regions = (0..10).map(|axis| format!("{axis}-{}", n % 7)).collect();
    let key = Some(format!("{n:014}"));
    let draft = Draft { key, regions, ..named(&format!("{n} {words}")) };
    let acts = vec![Act::Create(draft), Act::Register(format!("KG-A-{n:06}"))];
    BatchItem { id: Uuid::now_v7(), expected: Expected::New, acts }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let url = std::env::args().nth(1).unwrap_or("sqlite:speed.db".into());
    let store = Store::open(StoreConfig::new(url, folder.path())).await.unwrap();
    store.migrate().await.unwrap();
    let begun = Instant::now();
    let total = 10_000;
    for start in (0..total).step_by(BATCH) {
        let items: &Vec<_> = &(start..start + BATCH).map(item).collect();
        let (by, moment) = (&clerk(), &moment(0));
        let outcomes = store.write("import", |tx| {
            Box::pin(async move { tx.save_batch::<Toy>(items.clone(), by, moment).await })
        });
        let outcomes = outcomes.await.map_err(|e: StoreError| e).unwrap();
        assert!(outcomes.iter().all(Result::is_ok));
    }
    let rate = total as f64 / begun.elapsed().as_secs_f64();
    println!("{total} records, each with two events: {rate:.0} a second");
}
