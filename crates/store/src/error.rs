//! What can go wrong in the store.

use sqlx::error::DatabaseError;
use uuid::Uuid;

/// A failure of the machinery, never of the law: that is a refusal.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// What is stored cannot be read by this program.
    #[error("stored {what} cannot be read: {source}")]
    Decode {
        /// Which record, event or column.
        what: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A value cannot be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Encode(#[source] serde_json::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(String),
    /// The database was made by a newer program.
    #[error(
        "the database has schema version {found}; this program knows up to {known}; use the newer program"
    )]
    NewerSchema {
        /// The version found.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The address of the database or of the file store cannot be understood.
    #[error("configuration: {0}")]
    Config(String),
    /// A paging cursor that this query did not give out.
    #[error("the page cursor is not valid here")]
    BadCursor,
    /// The store of files failed.
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// A file's bytes no longer have the hash they are kept under.
    #[error("file {0} is damaged")]
    DamagedFile(String),
    /// A record's history has been erased up to a purge and cannot be replayed before it.
    #[error("the history of record {0} before its purge is erased")]
    Erased(Uuid),
    /// A public event has no leaf: it was kept by a program that had no log yet.
    #[error("public event {0} is not sealed; `korgoo serve` seals what is old when it starts")]
    Unsealed(i64),
    /// A public act that cannot be sealed in the log.
    #[error("{0} cannot be sealed: {1}")]
    NotSealed(String, String),
    /// Readers never let the write-ahead log be folded into the file.
    #[error("the database is read all the time; its log could not be folded into the file")]
    Busy,
    /// A folder for data cannot be made.
    #[error("folder {}: {source}", folder.display())]
    Folder {
        /// Which.
        folder: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl StoreError {
    pub(crate) fn folder(folder: &std::path::Path, source: std::io::Error) -> Self {
        StoreError::Folder { folder: folder.to_owned(), source }
    }

    /// Whether the same work may succeed if it is simply done again.
    pub fn is_transient(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(e)) => is_transient_code(e.as_ref()),
            _ => false,
        }
    }
}

/// Serialization failure and deadlock on PostgreSQL; busy and locked on SQLite.
fn is_transient_code(error: &dyn DatabaseError) -> bool {
    let Some(code) = error.code() else { return false };
    let sqlite = error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
    match code.parse::<u32>() {
        Ok(number) if sqlite => matches!(number & 0xff, 5 | 6),
        _ => matches!(code.as_ref(), "40001" | "40P01" | "55P03"),
    }
}
