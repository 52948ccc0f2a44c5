//! Use cases: who may do it, load, decide, save, in one transaction.
//!
//! HTML pages, the API and the command line all call these; none of them knows the store.
#![warn(missing_docs)]

pub mod account;
pub mod alert;
pub mod application;
pub mod audit;
pub mod caller;
pub mod check;
pub mod error;
pub mod export;
pub mod forgetting;
mod grant;
mod hands;
pub mod import;
pub mod law_override;
pub mod machinery;
pub mod mail;
pub mod notice;
pub mod organisation;
pub mod policy;
pub mod public_log;
pub mod refacet;
pub mod register;
pub mod review;
pub mod session;
pub mod statistics;

use std::sync::{Arc, PoisonError, RwLock};

use domain::law::Law;
use domain::record::Moment;
use jiff::Timestamp;
use store::Store;
use uuid::Uuid;

pub use caller::{Caller, OrganisationRole, StaffRole};
pub use error::Error;
/// A record with its place in time, and the order of lists.
pub use store::{Loaded, Order};

/// What every use case answers.
pub type Result<T> = std::result::Result<T, Error>;

/// Where the time comes from. Real in the program, set by hand in tests.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// Where randomness comes from. The machine's in the program, seeded in tests.
pub trait Randomness: Send + Sync {
    /// Fills a buffer with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// What a deployment sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address by which people reach the service, without a slash at the end.
    pub public_url: String,
    /// Whether this is the demonstration: mail is shown, not sent.
    pub is_demo: bool,
}

/// How things stand for what is derived from the database: while neither number changes, the public
/// Register has not changed as far as this node knows, and its index answers as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// Commits that this node has heard of.
    pub commits: u64,
    /// The place in the feed up to which its index is complete.
    pub position: i64,
}

/// The application: the store, the law, the clock. Cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Store,
    law: Arc<RwLock<Arc<Law>>>,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    settings: Arc<Settings>,
    log: Option<Arc<public_log::LogIdentity>>,
    finder: Option<Arc<dyn register::Finder>>,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        law: Law,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
        settings: Settings,
    ) -> Self {
        let law = Arc::new(RwLock::new(Arc::new(law)));
        App { store, law, clock, randomness, settings: Arc::new(settings), log: None, finder: None }
    }

    /// The store, for the parts of the program that keep their own tables.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether the database answers and has the schema that the program knows.
    pub async fn health(&self) -> Result<store::Health> {
        Ok(self.store.health().await?)
    }

    /// The law in force and its history.
    pub fn law(&self) -> Arc<Law> {
        self.law.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a newly read law in force: acts after this one are decided under it.
    pub fn set_law(&self, law: Law) {
        *self.law.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(law);
        // What was answered between the commit of the law and this line was answered by the old one.
        self.store.stir();
    }

    /// The same application with another clock: the demonstration tells a story of past months.
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        App { clock, ..self.clone() }
    }

    /// The same application on a store whose writes fail as the hazard says: for tests.
    pub fn at_risk(self, hazard: Arc<dyn store::Hazard>) -> Self {
        App { store: self.store.with_hazard(hazard), ..self }
    }

    /// The same application with its public log: what everybody must know to check it.
    pub fn with_log(self, identity: public_log::LogIdentity) -> Self {
        App { log: Some(Arc::new(identity)), ..self }
    }

    /// The same application with an index that answers searches of the Register.
    pub fn with_finder(self, finder: Arc<dyn register::Finder>) -> Self {
        App { finder: Some(finder), ..self }
    }

    /// The index, when this program keeps one.
    pub fn finder(&self) -> Option<&Arc<dyn register::Finder>> {
        self.finder.as_ref()
    }

    /// How things stand now; none while there is no whole index, which is also what hears of the commits
    /// of others.
    pub fn stand(&self) -> Option<Stand> {
        let position = self.finder.as_ref()?.position()?;
        Some(Stand { commits: self.store.pulse().commits, position })
    }

    /// The key and the policy of the public log, when this program keeps one.
    pub fn log(&self) -> Option<&Arc<public_log::LogIdentity>> {
        self.log.as_ref()
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The moment now: the time and the law.
    pub fn moment(&self) -> Moment {
        Moment { at: self.now(), law: self.law() }
    }

    /// What the deployment set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A new id that sorts by time.
    pub fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        self.randomness.fill(&mut random);
        let milliseconds = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
    }

    /// Unpredictable bytes for tokens.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes);
        bytes
    }
}
