//! Bringing the schema up to date. One text for both engines; the words with @ are replaced here.

use sqlx::{
    SqlSafeStr,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::{StoreError, engine::Db, sql::first};

/// Number, name, text. A migration that was released is never changed: its checksum is kept.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "records", include_str!("../migrations/0001_records.sql")),
    (2, "accounts", include_str!("../migrations/0002_accounts.sql")),
    (3, "file_use", include_str!("../migrations/0003_file_use.sql")),
    (4, "door", include_str!("../migrations/0004_door.sql")),
    (5, "log", include_str!("../migrations/0005_log.sql")),
    (7, "audit", include_str!("../migrations/0007_audit.sql")),
    (11, "alerts", include_str!("../migrations/0011_alerts.sql")),
    (12, "statistics", include_str!("../migrations/0012_statistics.sql")),
    (13, "rowless", include_str!("../migrations/0013_rowless.sql")),
    (14, "redacted", include_str!("../migrations/0014_redacted.sql")),
];

/// The word, what SQLite reads, what PostgreSQL reads. Texts compare by bytes on both.
const WORDS: [(&str, &str, &str); 10] = [
    (
        "@SEQ",
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    ),
    ("@STRICT", "STRICT", ""),
    ("@KEYED", "STRICT, WITHOUT ROWID", ""),
    ("@TEXT", "TEXT", "TEXT COLLATE \"C\""),
    ("@TS", "INTEGER", "TIMESTAMPTZ"),
    ("@UUID", "BLOB", "UUID"),
    ("@JSON", "TEXT", "JSONB"),
    ("@INT", "INTEGER", "BIGINT"),
    ("@BOOL", "INTEGER", "BOOLEAN"),
    ("@BYTES", "BLOB", "BYTEA"),
];

/// Runs what has not been run yet. Doing it twice, or from two programs at once, changes nothing.
pub(crate) async fn migrate(db: &Db) -> Result<(), StoreError> {
    let migrations = MIGRATIONS.iter().map(|&(version, name, text)| {
        let sql = sqlx::AssertSqlSafe(in_words_of(db, text)).into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    // Advisory locks exist on PostgreSQL; SQLite's own write lock serves for one file.
    migrator.set_locking(db.is_postgres());
    let done = match db {
        Db::Sqlite { writer, .. } => migrator.run(writer).await,
        Db::Postgres(pool) => migrator.run(pool).await,
    };
    done.map_err(explain)
}

/// The schema of the database; 0 before the first migration. A newer one than ours is refused.
pub(crate) async fn found(db: &Db) -> Result<i64, StoreError> {
    let ask = match db {
        Db::Sqlite { .. } => {
            "SELECT count(*) AS n FROM sqlite_master WHERE name = '_sqlx_migrations'"
        }
        Db::Postgres(_) => {
            "SELECT count(*) AS n FROM pg_class WHERE oid = to_regclass('_sqlx_migrations')"
        }
    };
    let tables: i64 = first(db.rows(ask, &[]).await?)?.get("n")?;
    if tables == 0 {
        return Ok(0);
    }
    let ask = "SELECT coalesce(max(version), 0) AS n FROM _sqlx_migrations";
    let found = first(db.rows(ask, &[]).await?)?.get("n")?;
    if found > newest() {
        return Err(StoreError::NewerSchema { found, known: newest() });
    }
    Ok(found)
}

/// The newest schema this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.iter().map(|m| m.0).max().unwrap_or_default()
}

fn in_words_of(db: &Db, text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (word, sqlite, postgres)| {
        text.replace(word, if db.is_postgres() { postgres } else { sqlite })
    })
}

fn explain(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(found) => StoreError::NewerSchema { found, known: newest() },
        MigrateError::Execute(error) => StoreError::Database(error),
        other => StoreError::Migration(other.to_string()),
    }
}
