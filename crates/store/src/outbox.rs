//! Jobs that must follow an act (mail, documents, search), kept in the same transaction with it.

use jiff::Timestamp;

use crate::{
    Store, StoreError,
    sql::Sql,
    tx::Tx,
    value::{Json, Row, Val, truncated},
};

/// A job to be put into the outbox.
#[derive(Debug, Clone)]
pub struct Enqueue<'a> {
    /// Who will do it: `mail`, `search` …
    pub channel: &'a str,
    /// Jobs of one channel with the same key are one job, until it is forgotten long after it was done.
    pub dedupe: Option<&'a str>,
    /// What is to be done.
    pub body: Json,
    /// Not before this instant.
    pub run_at: Timestamp,
    /// The present instant.
    pub now: Timestamp,
}

/// A job in the hands of a worker, until its lease ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its id.
    pub id: i64,
    /// The channel.
    pub channel: String,
    /// What is to be done.
    pub body: Json,
    /// How many times it was taken, this time included.
    pub attempts: i64,
    /// Who has it.
    pub worker: String,
}

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStatus {
    /// Waits for its time or a worker.
    Ready,
    /// A worker has it.
    Running,
    /// Done.
    Done,
    /// Given up; an administrator may send it again.
    Failed,
}

impl JobStatus {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            JobStatus::Ready => "ready",
            JobStatus::Running => "running",
            JobStatus::Done => "done",
            JobStatus::Failed => "failed",
        }
    }

    fn from_word(word: &str) -> JobStatus {
        match word {
            "ready" => JobStatus::Ready,
            "running" => JobStatus::Running,
            "done" => JobStatus::Done,
            _ => JobStatus::Failed,
        }
    }
}

/// A job as the administrator sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobView {
    /// Its id; newer jobs have higher ones.
    pub id: i64,
    /// The channel.
    pub channel: String,
    /// What is to be done.
    pub body: Json,
    /// Where it stands.
    pub status: JobStatus,
    /// How many times it was tried.
    pub attempts: i64,
    /// Not before this instant.
    pub run_at: Timestamp,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When it was ordered.
    pub created_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// Which jobs to list.
#[derive(Debug, Clone, Default)]
pub struct JobFilter<'a> {
    /// Of this channel.
    pub channel: Option<&'a str>,
    /// In this state.
    pub status: Option<JobStatus>,
    /// Older than this job: the last of the page before.
    pub before: Option<i64>,
    /// How many.
    pub limit: u32,
}

impl Tx<'_> {
    /// Orders a job; done only if this transaction is. Says whether it is a new one.
    pub async fn enqueue(&mut self, job: Enqueue<'_>) -> Result<bool, StoreError> {
        let sql = "INSERT INTO outbox (channel, dedupe, body, status, attempts, run_at, created_at) \
                   VALUES ($1, $2, $3, 'ready', 0, $4, $5) \
                   ON CONFLICT (channel, dedupe) WHERE dedupe IS NOT NULL DO NOTHING";
        let values = [
            job.channel.into(),
            job.dedupe.into(),
            job.body.into(),
            truncated(job.run_at).into(),
            truncated(job.now).into(),
        ];
        Ok(self.put_rows(sql, &values).await? == 1)
    }
}

const TAKEN: &str = "id, channel, body, attempts, worker";

impl Store {
    /// Takes jobs that are due, and those whose worker let its lease run out, oldest first.
    /// While the lease holds, nobody else gets them.
    pub async fn claim(
        &self,
        channels: &[&str],
        worker: &str,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        let now = truncated(now);
        let mut sql = Sql::new("WITH due AS MATERIALIZED (SELECT id FROM outbox WHERE ");
        sql.push_in("channel", channels.iter().map(|channel| Val::from(*channel)));
        sql.push(
            " AND ((status = 'ready' AND run_at <= ?) OR (status = 'running' AND lease_until <= ?)) \
             ORDER BY run_at, id LIMIT ?",
            [now.into(), now.into(), i64::from(limit).into()],
        );
        sql.push(self.db.skip_locked(), []);
        let set = format!(
            ") UPDATE outbox SET status = 'running', worker = ?, lease_until = ?, \
             attempts = attempts + 1 WHERE id IN (SELECT id FROM due) RETURNING {TAKEN}"
        );
        sql.push(&set, [worker.into(), truncated(lease_until).into()]);
        let sql = &sql;
        let rows: Vec<Row> =
            self.write("claim_jobs", |tx| Box::pin(async move { tx.ask(sql).await })).await?;
        let mut jobs: Vec<Job> = rows.iter().map(job).collect::<Result<_, _>>()?;
        jobs.sort_by_key(|job| job.id);
        Ok(jobs)
    }

    /// The job is done. False if its lease ran out and another worker took it meanwhile.
    pub async fn done(&self, job: &Job, now: Timestamp) -> Result<bool, StoreError> {
        let set = "status = 'done', done_at = $4, lease_until = NULL, last_error = NULL";
        self.finish(job, set, vec![truncated(now).into()]).await
    }

    /// The job failed: again at `retry_at`, or given up. False as with [`Store::done`].
    pub async fn failed(
        &self,
        job: &Job,
        error: &str,
        retry_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        let (set, mut values) = match retry_at {
            Some(at) => {
                ("status = 'ready', last_error = $4, run_at = $5", vec![truncated(at).into()])
            }
            None => ("status = 'failed', last_error = $4", Vec::new()),
        };
        values.insert(0, error.into());
        self.finish(job, &format!("{set}, lease_until = NULL"), values).await
    }

    async fn finish(&self, job: &Job, set: &str, more: Vec<Val>) -> Result<bool, StoreError> {
        let sql = &format!(
            "UPDATE outbox SET {set} \
             WHERE id = $1 AND worker = $2 AND attempts = $3 AND status = 'running'"
        );
        let mut values = vec![job.id.into(), job.worker.as_str().into(), job.attempts.into()];
        values.extend(more);
        let values = &values;
        self.write("finish_job", |tx| {
            Box::pin(async move { Ok(tx.put_rows(sql, values).await? == 1) })
        })
        .await
    }

    /// Forgets jobs that were done before this instant, and says how many. What is not done stays.
    pub async fn forget_done(&self, before: Timestamp) -> Result<u64, StoreError> {
        let values = &[truncated(before).into()];
        let sql = "DELETE FROM outbox WHERE status = 'done' AND done_at < $1";
        self.write("forget_jobs", |tx| Box::pin(async move { tx.put_rows(sql, values).await }))
            .await
    }

    /// An administrator sends a failed job again, with as many tries as a new one.
    pub async fn retry_job(&self, id: i64, now: Timestamp) -> Result<bool, StoreError> {
        self.write("retry_job", |tx| {
            Box::pin(async move {
                let sql = "UPDATE outbox SET status = 'ready', run_at = $2, attempts = 0 \
                           WHERE id = $1 AND status = 'failed'";
                Ok(tx.put_rows(sql, &[id.into(), truncated(now).into()]).await? == 1)
            })
        })
        .await
    }

    /// Jobs for the administrator, newest first.
    pub async fn jobs(&self, filter: &JobFilter<'_>) -> Result<Vec<JobView>, StoreError> {
        let mut sql = Sql::new(
            "SELECT id, channel, body, status, attempts, run_at, last_error, created_at, done_at \
             FROM outbox WHERE 1 = 1",
        );
        if let Some(channel) = filter.channel {
            sql.push(" AND channel = ?", [channel.into()]);
        }
        if let Some(status) = filter.status {
            sql.push(" AND status = ?", [status.as_str().into()]);
        }
        if let Some(before) = filter.before {
            sql.push(" AND id < ?", [before.into()]);
        }
        sql.push(" ORDER BY id DESC LIMIT ?", [i64::from(filter.limit).into()]);
        self.db.ask(&sql).await?.iter().map(view).collect()
    }

    /// How many jobs stand where: channel, state, number.
    pub async fn job_counts(&self) -> Result<Vec<(String, JobStatus, i64)>, StoreError> {
        let sql = "SELECT channel, status, count(*) AS n FROM outbox \
                   GROUP BY channel, status ORDER BY channel, status";
        let count = |row: &Row| {
            let status: String = row.get("status")?;
            Ok((row.get("channel")?, JobStatus::from_word(&status), row.get("n")?))
        };
        self.rows(sql, &[]).await?.iter().map(count).collect()
    }
}

fn job(row: &Row) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.get("id")?,
        channel: row.get("channel")?,
        body: row.get("body")?,
        attempts: row.get("attempts")?,
        worker: row.get("worker")?,
    })
}

fn view(row: &Row) -> Result<JobView, StoreError> {
    Ok(JobView {
        id: row.get("id")?,
        channel: row.get("channel")?,
        body: row.get("body")?,
        status: JobStatus::from_word(&row.get::<String>("status")?),
        attempts: row.get("attempts")?,
        run_at: row.get("run_at")?,
        last_error: row.get("last_error")?,
        created_at: row.get("created_at")?,
        done_at: row.get("done_at")?,
    })
}
