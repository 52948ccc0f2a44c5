//! What the log costs an act: the same act with it, and without sealing and sequencer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use app::public_log::{LogIdentity, PublicLog};
use app::{App, Settings};
use domain::holder::{EntryRefusal, Holder, HolderAct, HolderEvent};
use domain::holder_entry::Basis;
use domain::record::{Actor, Facets, Happened, Kind, Moment, Record};
use domain::redaction::Forgotten;
use serde::{Deserialize, Serialize};
use store::{Expected, Store, StoreConfig};
use tempfile::TempDir;
use tlog::Policy;

use super::measure::{cpu, median};
use super::samples;
use crate::adapters::{MachineClock, MachineRandomness};
use crate::log::{cluster, own_signer, worker};

const SECONDS: u64 = 4;
const TIMES: usize = 3;

/// A holder that makes no leaf: what an act costs without the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
struct Unsealed(Holder);

impl Record for Unsealed {
    const KIND: Kind = Kind::Holder;
    type Act = HolderAct;
    type Event = HolderEvent;
    type Refusal = EntryRefusal;

    fn decide(
        current: Option<&Self>,
        act: HolderAct,
        by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<HolderEvent>, EntryRefusal> {
        Holder::decide(current.map(|unsealed| &unsealed.0), act, by, moment)
    }

    fn apply(current: Option<Self>, happened: Happened<'_, HolderEvent>) -> Self {
        Unsealed(Holder::apply(current.map(|unsealed| unsealed.0), happened))
    }

    fn facets(&self) -> Facets {
        self.0.facets()
    }

    fn forget(event: &mut HolderEvent, values: &Forgotten) {
        Holder::forget(event, values);
    }
}

/// Acts in a second, and milliseconds of processor time for each.
type Pace = (f64, f64);

/// Registers holders, one after another, each in a transaction of its own.
async fn write<R: Record<Act = HolderAct>>(app: App, done: Arc<AtomicU64>, stop: Arc<AtomicBool>) {
    let by = Actor::system();
    while !stop.load(Ordering::Relaxed) {
        let (id, moment) = (app.new_id(), app.moment());
        let mut entry = samples::holder();
        entry["identifier"] = serde_json::json!({"scheme": "imported", "value": id});
        let entry = serde_json::from_value(entry).unwrap();
        let number = format!("KG-H-{}", &id.simple().to_string()[16..]);
        let basis = Basis::Import { source: "Үлгү".into(), key: id.to_string() };
        let act = HolderAct::Register { number, entry, basis };
        let (act, by, moment) = (&act, &by, &moment);
        let acted = app.store().write("act", |tx| {
            Box::pin(async move { tx.act::<R>(id, Expected::New, act.clone(), by, moment).await })
        });
        acted.await.unwrap();
        done.fetch_add(1, Ordering::Relaxed);
    }
}

async fn pace<R: Record<Act = HolderAct> + 'static>(app: &App, writers: usize) -> Pace {
    let (done, stop) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
    let begun = cpu();
    let writers = (0..writers).map(|_| write::<R>(app.clone(), done.clone(), stop.clone()));
    let writers: Vec<_> = writers.map(tokio::spawn).collect();
    tokio::time::sleep(Duration::from_secs(SECONDS)).await;
    let acts = done.load(Ordering::Relaxed) as f64;
    let spent = (cpu() - begun).as_secs_f64() * 1000.0;
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    (acts / SECONDS as f64, spent / acts)
}

/// A fresh register at that address, with its log or without.
async fn once(url: &str, writers: usize, with_log: bool) -> Pace {
    let folder = TempDir::new().unwrap();
    let store = Store::open(StoreConfig::new(url, folder.path())).await.unwrap();
    store.migrate().await.unwrap();
    let law = (*samples::moment(0).law).clone();
    let settings = Settings { public_url: "https://example.test".into(), is_demo: true };
    let app = App::new(store, law, Arc::new(MachineClock), Arc::new(MachineRandomness), settings);
    let pace = if with_log {
        let signer = own_signer(&folder.path().join("signer"), "example.test/log").unwrap();
        let key = signer.key().clone();
        let policy = Policy::read(format!("log {key}\nquorum none\n").as_bytes()).unwrap();
        let app = app.clone().with_log(LogIdentity { key, policy });
        let log = PublicLog::new(Arc::new(signer), Vec::new());
        let sequencer = worker::start(&app, Arc::new(log));
        let pace = pace::<Holder>(&app, writers).await;
        sequencer.stop().await;
        pace
    } else {
        pace::<Unsealed>(&app, writers).await
    };
    app.store().close().await;
    pace
}

/// The medians of both forms, measured in turns.
async fn compare(engine: &str, writers: usize) -> String {
    let mut paces = [Vec::new(), Vec::new()];
    for _ in 0..TIMES {
        for with_log in [false, true] {
            let pace = if engine == "sqlite" {
                once("sqlite:korgoo.db", writers, with_log).await
            } else {
                let Some(server) = cluster::server() else { return "skipped".into() };
                let (url, name) = cluster::new_database(server).await;
                let pace = once(&url, writers, with_log).await;
                cluster::drop_database(server, &name).await;
                pace
            };
            paces[usize::from(with_log)].push(pace);
        }
    }
    let middle = |of: &Vec<Pace>, part: fn(&Pace) -> f64| median(of.iter().map(part).collect());
    let [bare, logged] = &paces;
    let (acts, acts_logged) = (middle(bare, |p| p.0), middle(logged, |p| p.0));
    let (cpu, cpu_logged) = (middle(bare, |p| p.1), middle(logged, |p| p.1));
    format!(
        "{engine}, {writers} writers: {acts:.0} acts/s without, {acts_logged:.0} with the log \
         (x{:.2}); {cpu:.2} and {cpu_logged:.2} ms of processor an act (x{:.2})",
        acts_logged / acts,
        cpu_logged / cpu,
    )
}

pub async fn report() {
    for engine in ["sqlite", "postgres"] {
        for writers in [1, 4] {
            println!("{}; load {}", compare(engine, writers).await, super::measure::load());
        }
    }
}
