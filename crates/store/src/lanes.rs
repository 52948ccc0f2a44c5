//! Connections of SQLite for single questions.
//!
//! A pool asks each connection whether it is still there whenever one comes back, which costs as much as
//! most questions do. A file beside the program does not go away, so these are just handed on.

use std::sync::{Mutex, PoisonError};

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use tokio::sync::Semaphore;

use crate::{
    StoreError,
    value::{Val, sqlite_arguments},
};

/// Some connections that only read, opened when they are needed.
#[derive(Debug)]
pub(crate) struct Lanes {
    options: SqliteConnectOptions,
    most: u32,
    turns: Semaphore,
    /// Those that are free; the last one used is the first to be used again, with what it has in memory.
    free: Mutex<Vec<SqliteConnection>>,
}

impl Lanes {
    pub fn new(options: SqliteConnectOptions, most: u32) -> Self {
        let turns = Semaphore::new(most as usize);
        Self { options, most, turns, free: Mutex::default() }
    }

    pub async fn rows(&self, sql: &str, values: &[Val]) -> Result<Vec<SqliteRow>, StoreError> {
        let turn = self.turns.acquire().await.map_err(|_| sqlx::Error::PoolClosed)?;
        let known = self.free().pop();
        let mut connection = match known {
            Some(known) => known,
            None => self.options.connect().await?,
        };
        let query = sqlx::query_with(AssertSqlSafe(sql), sqlite_arguments(values)?);
        let found = query.fetch_all(&mut connection).await;
        // Who gives up takes the connection along: it may be at work for long.
        if !matches!(found, Err(sqlx::Error::WorkerCrashed)) {
            self.free().push(connection);
        }
        drop(turn);
        Ok(found?)
    }

    /// Waits until every question is answered, and ends all connections; later questions fail.
    pub async fn close(&self) {
        let all = self.turns.acquire_many(self.most).await;
        self.turns.close();
        drop(all);
        let free = std::mem::take(&mut *self.free());
        for connection in free {
            drop(connection.close().await);
        }
    }

    fn free(&self) -> std::sync::MutexGuard<'_, Vec<SqliteConnection>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn lanes(folder: &tempfile::TempDir) -> Lanes {
        let file = folder.path().join("some.db");
        Lanes::new(SqliteConnectOptions::new().filename(file).create_if_missing(true), 2)
    }

    #[tokio::test]
    async fn a_connection_is_used_again_unless_who_asked_gave_up() {
        let folder = tempfile::tempdir().unwrap();
        let lanes = lanes(&folder);
        for _ in 0..3 {
            assert_eq!(lanes.rows("SELECT 1", &[]).await.unwrap().len(), 1);
            assert_eq!(lanes.free().len(), 1);
        }
        let long = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3000000) \
            SELECT count(*) FROM n";
        for _ in 0..3 {
            let given_up = tokio::time::timeout(Duration::from_millis(1), lanes.rows(long, &[]));
            assert!(given_up.await.is_err());
        }
        let both = tokio::join!(lanes.rows("SELECT 2", &[]), lanes.rows("SELECT 3", &[]));
        assert_eq!((both.0.unwrap().len(), both.1.unwrap().len()), (1, 1));
        assert_eq!(lanes.free().len(), 2);
        assert!(lanes.rows("SELECT nothing", &[]).await.is_err());
        assert_eq!(lanes.free().len(), 2, "a question that is wrong harms nobody");
    }

    #[tokio::test]
    async fn nothing_is_asked_after_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let lanes = lanes(&folder);
        lanes.rows("SELECT 1", &[]).await.unwrap();
        lanes.close().await;
        let error = lanes.rows("SELECT 1", &[]).await.unwrap_err();
        assert!(matches!(error, StoreError::Database(sqlx::Error::PoolClosed)), "{error}");
    }
}
