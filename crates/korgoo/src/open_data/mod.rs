//! Keeps the shelf of open data: a new set when the last is old, none that holds what was forgotten.
//!
//! What a set holds follows from its place in the feed of changes and from the rules it was made under
//! alone, so every node makes the same bytes. Nodes that share a folder leave the work to one of them.

mod making;
mod sink;
mod tables;
#[cfg(test)]
mod tests;

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::field::Of;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use web::WebState;
use web::open_data::{Manifest, Shelf};

use self::making::Making;
use crate::config::{Config, Failure};

/// How long to rest when there is nothing to do.
const REST: Duration = Duration::from_secs(1);
/// How long to rest after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// What a folder under way is called, before its number.
const UNDER_WAY: &str = ".making-";
/// Raised when the files look otherwise than before: the sets of older programs are then made anew.
const FORM: u32 = 1;

/// A keeper at work.
pub struct Worker {
    /// The shelf from which the site serves.
    pub shelf: Arc<Shelf>,
    is_stopped: Arc<AtomicBool>,
    rest: Arc<Notify>,
    rounds: JoinHandle<()>,
}

impl Worker {
    /// Ends the work; a set under way is given up, so that the database can be closed.
    pub async fn stop(self) {
        self.is_stopped.store(true, Ordering::Relaxed);
        self.rest.notify_one();
        if let Err(error) = self.rounds.await {
            tracing::error!(%error, "the keeper of open data crashed");
        }
    }
}

/// Starts the keeper.
pub fn start(state: &WebState, config: &Config) -> Worker {
    let shelf = Arc::new(Shelf::at(config.data_dir.join("open-data")));
    let keeper = Keeper::new(state.clone(), Arc::clone(&shelf));
    let (is_stopped, rest) = (Arc::clone(&keeper.is_stopped), Arc::<Notify>::default());
    Worker { shelf, is_stopped, rounds: tokio::spawn(run(keeper, Arc::clone(&rest))), rest }
}

async fn run(mut keeper: Keeper, end_of_rest: Arc<Notify>) {
    loop {
        let done = keeper.round().await;
        if keeper.is_stopped.load(Ordering::Relaxed) {
            return;
        }
        let rest = match done {
            Ok(()) => REST,
            Err(error) => {
                metrics::counter!("open_data_failures_total").increment(1);
                tracing::error!(%error, "open data could not be brought up to date");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = end_of_rest.notified() => return,
        }
    }
}

/// Keeps one shelf.
struct Keeper {
    state: WebState,
    shelf: Arc<Shelf>,
    /// Held by the one node of several that works in this folder.
    lock: Option<File>,
    is_stopped: Arc<AtomicBool>,
}

impl Keeper {
    fn new(state: WebState, shelf: Arc<Shelf>) -> Self {
        Self { state, shelf, lock: None, is_stopped: Arc::default() }
    }

    /// Takes away what must not be there, and makes what is missing.
    async fn round(&mut self) -> Result<(), Failure> {
        if self.lock.is_none() {
            self.lock = self.take_lock()?;
        }
        if self.lock.is_some() {
            let rules = rules(&self.state);
            self.clear(&rules).await?;
            if self.is_due().await? {
                self.make(rules).await?;
                self.thin()?;
            }
        }
        self.shelf.look_again();
        Ok(())
    }

    fn take_lock(&self) -> Result<Option<File>, Failure> {
        let folder = self.shelf.folder();
        std::fs::create_dir_all(folder).map_err(|error| failed(folder.display(), error))?;
        let path = folder.join(".lock");
        let file = File::create(&path).map_err(|error| failed(path.display(), error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(failed(path.display(), error)),
        }
        // What a program that was killed left half made may hold what was forgotten since.
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNDER_WAY) {
                remove(entry.path())?;
            }
        }
        Ok(Some(file))
    }

    /// Takes away sets from before a forgetting, from before other rules of publication, and from a
    /// future that a register set back does not know.
    async fn clear(&self, rules: &str) -> Result<(), Failure> {
        self.shelf.look_again();
        let sets = self.shelf.sets();
        let Some(oldest) = sets.iter().map(|set| set.change).min() else { return Ok(()) };
        let store = self.state.app.store();
        let forgotten = store.last_redaction(oldest).await?.unwrap_or(0);
        let newest = store.last_public().await?;
        for set in sets {
            if set.change < forgotten || set.change > newest || set.rules != rules {
                tracing::info!(set = set.name, "a set of open data is taken away");
                remove(self.shelf.folder().join(&set.name))?;
            }
        }
        self.shelf.look_again();
        Ok(())
    }

    /// Whether there is no set, or the newest is old and the Register has changed since.
    async fn is_due(&self) -> Result<bool, Failure> {
        let app = &self.state.app;
        let last = app::register::last_change(app).await?;
        let Some(newest) = self.shelf.newest() else { return Ok(last > 0) };
        let moment = app.moment();
        let hours = app.law().settings().number("open_data.interval_hours", moment.date());
        let age = moment.at.duration_since(newest.made_at);
        Ok(last != newest.change && age >= SignedDuration::from_hours(hours.unwrap_or(24)))
    }

    async fn make(&self, rules: String) -> Result<(), Failure> {
        let (state, shelf) = (self.state.clone(), Arc::clone(&self.shelf));
        let runtime = tokio::runtime::Handle::current();
        let is_stopped = Arc::clone(&self.is_stopped);
        // Writing, packing and summing take a thread of their own; entries are read on it in between.
        let made = tokio::task::spawn_blocking(move || {
            let folder = shelf.folder().join(format!("{UNDER_WAY}{}", std::process::id()));
            let making = Making { state: &state, folder, runtime, rules, is_stopped };
            let result = making.make(shelf.folder());
            // On success it was renamed, else it is of no use.
            let _ = std::fs::remove_dir_all(&making.folder);
            result
        });
        let made = made.await.map_err(|error| Failure::OpenData(error.to_string()))??;
        tracing::info!(set = made.name, "a set of open data is made");
        Ok(())
    }

    /// Takes away the oldest sets beyond those that are kept.
    fn thin(&self) -> Result<(), Failure> {
        self.shelf.look_again();
        let (law, today) = (self.state.app.law(), self.state.app.moment().date());
        let kept = law.settings().number("open_data.kept", today);
        let kept = kept.and_then(|kept| usize::try_from(kept).ok()).unwrap_or(1).max(1);
        let old: Vec<Arc<Manifest>> = self.shelf.sets().into_iter().skip(kept).collect();
        old.iter().try_for_each(|set| remove(self.shelf.folder().join(&set.name)))
    }
}

/// What decides the content of a set beside the entries, in short: the law with its names of codes, what
/// is published today, the form of the files.
fn rules(state: &WebState) -> String {
    let moment = state.app.moment();
    let fields = moment.fields();
    let mut hash = Sha256::new();
    hash.update(format!("{FORM} {} {}", env!("CARGO_PKG_VERSION"), moment.law.version()));
    for of in [Of::Holder, Of::DataArray] {
        for field in fields.of(of).filter(|field| fields.shows(of, &field.path)) {
            hash.update(format!(" {}.{}", of.as_str(), field.path));
        }
    }
    hex::encode(&hash.finalize()[..4])
}

fn failed(what: impl std::fmt::Display, source: std::io::Error) -> Failure {
    Failure::Machine { what: what.to_string(), source }
}

fn remove(folder: PathBuf) -> Result<(), Failure> {
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(failed(folder.display(), error))
        }
        _ => Ok(()),
    }
}
