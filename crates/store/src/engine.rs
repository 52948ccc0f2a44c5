//! The two engines behind one surface: one SQL text with `$1`, one kind of value, one kind of row.
//!
//! All that must differ between SQLite and PostgreSQL is in this file, `value.rs` and `migrate.rs`.

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{
    AssertSqlSafe, Connection, PgConnection, PgPool, Postgres, Sqlite, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    StoreError,
    lanes::Lanes,
    sql::Sql,
    value::{Row, Val, postgres_arguments, sqlite_arguments},
};

const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// Kibibytes (negative) of pages the writer of SQLite keeps in memory: with its own two mebibytes an
/// import slows down as the indexes grow.
const CACHE: &str = "-65536";
/// The same for each reader: what all pages ask for stays in memory.
const READER_CACHE: &str = "-8192";
const BUSY: Duration = Duration::from_secs(10);

/// A database.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    /// One writer, several readers that can never write: some for single questions, others for what stands
    /// at one moment.
    Sqlite {
        writer: SqlitePool,
        lanes: Arc<Lanes>,
        views: SqlitePool,
        temporary: Option<Arc<tempfile::TempDir>>,
    },
    /// A pool for all.
    Postgres(PgPool),
}

impl Db {
    /// Opens `sqlite:PATH`, `sqlite::memory:` (a file that vanishes with the last handle) or `postgres://…`.
    pub async fn open(url: &str, data_dir: &Path) -> Result<Db, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return open_postgres(url).await;
        }
        let Some(path) = url.strip_prefix("sqlite:") else {
            let known = "a database address starts with sqlite: or postgres:";
            return Err(StoreError::Config(known.into()));
        };
        if path == ":memory:" {
            let folder = tempfile::tempdir()
                .map_err(|error| StoreError::folder(&std::env::temp_dir(), error))?;
            let file = folder.path().join("korgoo.db");
            return open_sqlite(&file, Some(Arc::new(folder))).await;
        }
        let path = path.strip_prefix("//").unwrap_or(path);
        open_sqlite(&data_dir.join(path), None).await
    }

    /// Asks a question; on SQLite by a connection that cannot write.
    pub async fn rows(&self, sql: &str, values: &[Val]) -> Result<Vec<Row>, StoreError> {
        match self {
            Db::Sqlite { lanes, .. } => {
                Ok(lanes.rows(sql, values).await?.into_iter().map(Row::Sqlite).collect())
            }
            Db::Postgres(pool) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(values)?);
                Ok(query.fetch_all(pool).await?.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Asks a question put together from pieces.
    pub async fn ask(&self, sql: &Sql) -> Result<Vec<Row>, StoreError> {
        match self {
            Db::Sqlite { .. } => self.rows(&sql.text, &sql.values).await,
            Db::Postgres(_) => self.rows(&sql.numbered(), &sql.values).await,
        }
    }

    /// Begins to write. SQLite takes its one write lock at once, so that nobody fails half-way.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(match self {
            Db::Sqlite { writer, .. } => {
                Transaction::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Db::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// Begins to read what stands now, and nothing that comes after. On SQLite the moment is that of the
    /// first question.
    pub async fn view(&self) -> Result<Transaction, StoreError> {
        Ok(match self {
            Db::Sqlite { views, .. } => Transaction::Sqlite(views.begin().await?),
            Db::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
                Transaction::Postgres(pool.begin_with(begin).await?)
            }
        })
    }

    /// `FOR UPDATE` where rows are locked one by one; SQLite's writer is alone anyway.
    pub fn for_update(&self) -> &'static str {
        if self.is_postgres() { " FOR UPDATE" } else { "" }
    }

    /// `FOR UPDATE SKIP LOCKED` for queues.
    pub fn skip_locked(&self) -> &'static str {
        if self.is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" }
    }

    /// The folder that vanishes with the last handle, if this is a passing database.
    pub fn temporary_folder(&self) -> Option<&Path> {
        match self {
            Db::Sqlite { temporary, .. } => temporary.as_deref().map(tempfile::TempDir::path),
            Db::Postgres(_) => None,
        }
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self, Db::Postgres(_))
    }

    /// Ends all connections; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { writer, lanes, views, .. } => {
                lanes.close().await;
                views.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// One connection writes, in WAL: readers are never kept waiting. `synchronous = FULL`: an act of
/// law that was acknowledged survives a power cut. `secure_delete`: a purge leaves no bytes behind.
async fn open_sqlite(
    file: &Path,
    temporary: Option<Arc<tempfile::TempDir>>,
) -> Result<Db, StoreError> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::folder(folder, error))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON")
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(300);
    let pool = SqlitePoolOptions::new().test_before_acquire(false);
    let writing = options.clone().pragma("cache_size", CACHE);
    let writer = pool.clone().max_connections(1).connect_with(writing).await?;
    let reading = options.read_only(true);
    let views = pool.max_connections(SQLITE_READERS).connect_lazy_with(reading.clone());
    let lanes = Lanes::new(reading.pragma("cache_size", READER_CACHE), SQLITE_READERS);
    Ok(Db::Sqlite { writer, lanes: Arc::new(lanes), views, temporary })
}

async fn open_postgres(url: &str) -> Result<Db, StoreError> {
    // A pool would wait half a minute for a server that is not there, and then not say so.
    let mut first = PgConnection::connect(url).await?;
    let (version,): (i32,) = sqlx::query_as("SELECT current_setting('server_version_num')::int")
        .fetch_one(&mut first)
        .await?;
    first.close().await?;
    if version < 150_000 {
        return Err(StoreError::Config(format!(
            "PostgreSQL 15 or newer is needed, found {version}"
        )));
    }
    let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS);
    Ok(Db::Postgres(pool.test_before_acquire(false).connect(url).await?))
}

/// A transaction: being written, or a view of one moment.
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    /// Runs a statement that answers with rows.
    pub async fn rows(&mut self, sql: &str, values: &[Val]) -> Result<Vec<Row>, StoreError> {
        match self {
            Transaction::Sqlite(tx) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), sqlite_arguments(values)?);
                Ok(query.fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect())
            }
            Transaction::Postgres(tx) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(values)?);
                Ok(query.fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Runs a statement for its effect; says how many rows it touched.
    pub async fn run(&mut self, sql: &str, values: &[Val]) -> Result<u64, StoreError> {
        match self {
            Transaction::Sqlite(tx) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), sqlite_arguments(values)?);
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
            Transaction::Postgres(tx) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(values)?);
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
        }
    }

    /// Runs a statement put together from pieces that answers with rows.
    pub async fn ask(&mut self, sql: &Sql) -> Result<Vec<Row>, StoreError> {
        match self {
            Transaction::Sqlite(_) => self.rows(&sql.text, &sql.values).await,
            Transaction::Postgres(_) => self.rows(&sql.numbered(), &sql.values).await,
        }
    }

    /// Runs a statement put together from pieces for its effect.
    pub async fn put(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        match self {
            Transaction::Sqlite(_) => self.run(&sql.text, &sql.values).await,
            Transaction::Postgres(_) => self.run(&sql.numbered(), &sql.values).await,
        }
    }

    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Transaction::Sqlite(tx) => tx.commit().await?,
            Transaction::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Transaction::Sqlite(tx) => tx.rollback().await?,
            Transaction::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
