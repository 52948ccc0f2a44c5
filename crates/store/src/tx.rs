//! One transaction: begun, run, committed; done again when the engine asks for it.

use std::{
    future::Future,
    hash::{BuildHasher, Hasher, RandomState},
    marker::PhantomData,
    pin::Pin,
    time::{Duration, Instant},
};

use domain::record::Kind;
use tracing::Instrument;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    audit::AuditNote,
    engine::Transaction,
    sql::{Sql, first},
    value::{Row, Val},
};

const ATTEMPTS: u32 = 12;
const FIRST_WAIT: Duration = Duration::from_millis(5);
const PUBLIC: &str = "public";

/// A future that may borrow and move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A transaction being written. `'e` lets the work borrow from its surroundings.
pub struct Tx<'e> {
    inner: Transaction,
    pub(crate) for_update: &'static str,
    /// Public events of this transaction; numbered at the very end, so that the lock on the
    /// counter is held for a moment only and never waits for another one.
    pub(crate) public: Vec<(Kind, Uuid, i64)>,
    /// The place of the last of them, once they are numbered.
    newest: Option<i64>,
    /// Entries of the audit log, which get their places after the public events: one order of locks.
    pub(crate) audit: Vec<AuditNote>,
    transient: bool,
    surroundings: PhantomData<fn() -> &'e ()>,
}

impl Store {
    /// Does a piece of work in one transaction, named for logs and metrics.
    ///
    /// The work may be run several times: on a deadlock or a busy database everything is rolled
    /// back and done again. So it must not do anything outside `tx`, and must not use up what it
    /// captured: borrow it first (`let act = &act;`) and clone inside.
    /// If it returns an error, nothing of it is kept.
    #[expect(clippy::disallowed_methods, reason = "a metric of how long, never a time of law")]
    pub async fn write<'e, T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: for<'t> Fn(&'t mut Tx<'e>) -> BoxFuture<'t, Result<T, E>>,
    {
        let begun = Instant::now();
        let span = tracing::debug_span!("write", name);
        let result = self.at_risk(name, self.repeat(name, &work)).instrument(span).await;
        let outcome = if result.is_ok() { "ok" } else { "error" };
        metrics::histogram!("store_write_seconds", "name" => name, "outcome" => outcome)
            .record(begun.elapsed().as_secs_f64());
        result
    }

    async fn repeat<'e, T, E, F>(&self, name: &'static str, work: &F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: for<'t> Fn(&'t mut Tx<'e>) -> BoxFuture<'t, Result<T, E>>,
    {
        let mut attempt = 1;
        loop {
            match self.attempt(work).await {
                Err((error, again)) if again && attempt < ATTEMPTS => {
                    drop(error);
                    metrics::counter!("store_write_retries_total", "name" => name).increment(1);
                    tokio::time::sleep(wait_after(attempt)).await;
                    attempt += 1;
                }
                other => return other.map_err(|(error, _)| error),
            }
        }
    }

    /// The error comes with whether the whole work may be tried again.
    async fn attempt<'e, T, E, F>(&self, work: &F) -> Result<T, (E, bool)>
    where
        E: From<StoreError>,
        F: for<'t> Fn(&'t mut Tx<'e>) -> BoxFuture<'t, Result<T, E>>,
    {
        let failed = |e: StoreError| (e.is_transient(), e);
        let inner = self.db.begin().await.map_err(failed).map_err(|(t, e)| (E::from(e), t))?;
        let for_update = self.db.for_update();
        let mut tx = Tx {
            inner,
            for_update,
            public: Vec::new(),
            newest: None,
            audit: Vec::new(),
            transient: false,
            surroundings: PhantomData,
        };
        let result = match work(&mut tx).await {
            Ok(value) => tx.finish().await.map(|()| value).map_err(E::from),
            Err(error) => Err(error),
        };
        match result {
            Ok(value) => match tx.inner.commit().await {
                Ok(()) => {
                    self.committed(tx.newest);
                    Ok(value)
                }
                Err(e) => Err((e.is_transient(), e)).map_err(|(t, e)| (E::from(e), t)),
            },
            Err(error) => {
                let transient = tx.transient;
                if let Err(e) = tx.inner.rollback().await {
                    tracing::warn!(error = %e, "rollback failed; the connection is dropped");
                }
                Err((error, transient))
            }
        }
    }
}

/// Doubling waits, each between half and the whole of its length, at most a third of a second.
fn wait_after(attempt: u32) -> Duration {
    let longest = FIRST_WAIT * 2_u32.pow(attempt.min(6));
    let dice = RandomState::new().build_hasher().finish() % 1000;
    longest / 2 + longest.mul_f64(dice as f64 / 2000.0)
}

impl Tx<'_> {
    /// Runs a statement in SQL that answers with rows (`$1` placeholders, the subset both engines read).
    ///
    /// For the repositories of accounts, here and in `app`; records are changed by acts only.
    pub async fn rows(&mut self, sql: &str, values: &[Val]) -> Result<Vec<Row>, StoreError> {
        let result = self.inner.rows(sql, values).await;
        self.noting(result)
    }

    /// Runs a statement for its effect and says how many rows it touched. See [`Tx::rows`].
    pub async fn put_rows(&mut self, sql: &str, values: &[Val]) -> Result<u64, StoreError> {
        let result = self.inner.run(sql, values).await;
        self.noting(result)
    }

    pub(crate) async fn ask(&mut self, sql: &Sql) -> Result<Vec<Row>, StoreError> {
        let result = self.inner.ask(sql).await;
        self.noting(result)
    }

    pub(crate) async fn run(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        let result = self.inner.put(sql).await;
        self.noting(result)
    }

    pub(crate) async fn run_all(&mut self, statements: Vec<Sql>) -> Result<(), StoreError> {
        for sql in &statements {
            self.run(sql).await?;
        }
        Ok(())
    }

    fn noting<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.transient |= error.is_transient();
        }
        result
    }

    /// The next number of a counter; the first is 1. What was given out is never given again.
    pub async fn next_number(&mut self, counter: &str) -> Result<i64, StoreError> {
        self.next_numbers(counter, 1).await
    }

    /// Reserves `count` numbers in a row and returns the first.
    pub async fn next_numbers(&mut self, counter: &str, count: i64) -> Result<i64, StoreError> {
        let sql = "INSERT INTO counter (name, value) VALUES ($1, $2) \
                   ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value \
                   RETURNING value";
        let last: i64 =
            first(self.rows(sql, &[counter.into(), count.into()]).await?)?.get("value")?;
        Ok(last - count + 1)
    }

    /// What must be done last.
    async fn finish(&mut self) -> Result<(), StoreError> {
        self.number_public_events().await?;
        self.seal_audit().await
    }

    /// Gives the public events of this transaction their places in the feed.
    async fn number_public_events(&mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.public);
        if events.is_empty() {
            return Ok(());
        }
        let mut number = self.next_numbers(PUBLIC, events.len() as i64).await?;
        for chunk in events.chunks(1000) {
            self.run(&numbering(chunk, number)).await?;
            number += chunk.len() as i64;
        }
        self.newest = Some(number - 1);
        Ok(())
    }
}

/// Gives events numbers in a row. Each event is looked up by its key for itself: as a plain join, SQLite
/// goes through all events there are as soon as there are many to be numbered.
fn numbering(events: &[(Kind, Uuid, i64)], first: i64) -> Sql {
    let mut sql = Sql::new("WITH place (kind, id, revision, n) AS (VALUES ");
    for (at, (number, (kind, id, revision))) in (first..).zip(events).enumerate() {
        let marks = if at > 0 { ", (?, ?, ?, ?)" } else { "(?, ?, ?, ?)" };
        sql.push(marks, [kind.as_str().into(), (*id).into(), (*revision).into(), number.into()]);
    }
    sql.push(
        ") UPDATE event SET public_seq = place.n FROM place WHERE event.seq = \
         (SELECT seq FROM event AS other WHERE other.kind = place.kind \
         AND other.id = place.id AND other.revision = place.revision)",
        [],
    );
    sql
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Db;

    #[tokio::test]
    async fn numbering_goes_through_no_table() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open("sqlite:plan.db", folder.path()).await.unwrap();
        crate::migrate::migrate(&db).await.unwrap();
        for many in [1, 10, 1000] {
            let events: Vec<_> =
                (1..=many).map(|n| (Kind::Holder, Uuid::from_u128(n), 1)).collect();
            let mut sql = numbering(&events, 1);
            sql.text.insert_str(0, "EXPLAIN QUERY PLAN ");
            let plan = db.ask(&sql).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|row| row.get("detail").unwrap()).collect();
            let is_scan =
                |step: &String| step.starts_with("SCAN event") || step.starts_with("SCAN other");
            assert!(plan.iter().any(|step| step.starts_with("SEARCH event")), "{plan:#?}");
            assert!(!plan.iter().any(is_scan), "{plan:#?}");
        }
    }
}
