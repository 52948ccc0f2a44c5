//! Records, events, facets, outbox and files on SQLite or PostgreSQL.
//!
//! Every change is one transaction: the record, its events, its search columns, its unique keys,
//! the jobs it causes. Public events are numbered without gaps, in the order of commits.
//!
//! ```no_run
//! # async fn example(store: store::Store) -> Result<i64, store::StoreError> {
//! store.write("number_a_holder", |tx| Box::pin(async move { tx.next_number("holder").await })).await
//! # }
//! ```
#![warn(missing_docs)]

mod act;
mod audit;
mod batch;
mod engine;
mod error;
mod feed;
mod files;
mod forget;
mod hazard;
mod history;
mod lanes;
mod leaf;
mod log;
mod many;
mod migrate;
mod outbox;
mod pulse;
mod query;
mod refresh;
mod save;
mod snapshot;
mod sql;
mod tx;
mod value;

use std::path::PathBuf;
use std::sync::Arc;

pub use act::{ActError, Expected, Loaded};
pub use audit::{
    AuditEntry, AuditHead, AuditKind, AuditLeaf, AuditNote, AuditQuestion, audit_subject,
};
pub use batch::BatchItem;
pub use error::StoreError;
pub use feed::{ChangeFilter, PublicEvent};
pub use files::{FileRef, FileUse};
pub use forget::{Emptied, FieldsAt};
pub use hazard::{Fault, Hazard};
pub use history::{Stored, Two};
pub use log::{KeptCosignature, SignedHead, StoredLeaf};
pub use outbox::{Enqueue, Job, JobFilter, JobStatus, JobView};
pub use pulse::Pulse;
pub use query::{Assignee, Axis, Order, Page, Query, Summary};
pub use save::title_key;
pub use snapshot::Snapshot;
pub use tx::{BoxFuture, Tx};
pub use value::{Column, Json, Row, Val, truncated};

use engine::Db;
use files::Files;

/// Where everything is kept.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:PATH` (a relative path lies in the data folder), `sqlite::memory:` or `postgres://…`.
    pub database_url: String,
    /// The folder for the database file and the files.
    pub data_dir: PathBuf,
    /// Where files go.
    pub files: FilesAt,
}

impl StoreConfig {
    /// A database by its address; files lie in the data folder.
    pub fn new(database_url: impl Into<String>, data_dir: impl Into<PathBuf>) -> Self {
        let (database_url, data_dir) = (database_url.into(), data_dir.into());
        StoreConfig { database_url, data_dir, files: FilesAt::DataDir }
    }
}

/// Where files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesAt {
    /// Into `files/` of the data folder.
    DataDir,
    /// Into an S3-compatible store: `s3://bucket`; keys, region and endpoint come from `AWS_*`.
    S3(String),
}

/// The store. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    files: Files,
    hazard: Option<Arc<dyn Hazard>>,
    pulse: Arc<tokio::sync::watch::Sender<Pulse>>,
}

/// What the store says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    /// The engine's own version.
    pub version: String,
    /// The schema's version in the database; 0 if there is none.
    pub schema: i64,
    /// The version this program works with.
    pub newest: i64,
}

impl Store {
    /// Opens the database and the store of files; the schema is not touched.
    pub async fn open(config: StoreConfig) -> Result<Store, StoreError> {
        let db = Db::open(&config.database_url, &config.data_dir).await?;
        let files = Files::open(&config.files, &config.data_dir, &db)?;
        Ok(Store { db, files, hazard: None, pulse: Arc::default() })
    }

    /// Brings the schema up to date; refuses a database made by a newer program.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate::migrate(&self.db).await
    }

    /// Asks the database whether it is there, and which schema it has; a newer one is refused.
    pub async fn health(&self) -> Result<Health, StoreError> {
        let (engine, ask) = match &self.db {
            Db::Sqlite { .. } => ("sqlite", "SELECT sqlite_version() AS version"),
            Db::Postgres(_) => ("postgres", "SELECT current_setting('server_version') AS version"),
        };
        let version = sql::first(self.db.rows(ask, &[]).await?)?.get("version")?;
        let schema = migrate::found(&self.db).await?;
        Ok(Health { engine, version, schema, newest: migrate::newest() })
    }

    /// A question in SQL, with `$1` placeholders, in the subset both engines read.
    ///
    /// For the repositories of accounts, here and in `app`; records have their own questions.
    pub async fn rows(&self, sql: &str, values: &[Val]) -> Result<Vec<Row>, StoreError> {
        self.db.rows(sql, values).await
    }

    /// Ends all connections in good order.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
