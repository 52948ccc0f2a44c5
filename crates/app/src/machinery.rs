//! What keeps the program running, for the administrator: the outbox and the state of health.

use jiff::{SignedDuration, Timestamp};
use store::{Health, JobFilter, JobStatus, JobView};

use crate::mail::{Letter, MAIL, Texts, letter_of};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

/// The state of health.
#[derive(Debug, Clone)]
pub struct Report {
    /// Database and schema.
    pub health: Health,
    /// The law in force, by its short name.
    pub law: String,
    /// Since when the oldest job that is due waits.
    pub oldest_due: Option<Timestamp>,
    /// How many jobs stand where: channel, state, number.
    pub jobs: Vec<(String, JobStatus, i64)>,
}

/// Jobs of the outbox, newest first; what they say stays closed.
pub async fn outbox(
    app: &App,
    caller: &Caller,
    status: Option<JobStatus>,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<JobView>> {
    policy::check(caller, Deed::ReadMachinery, None)?;
    let filter = JobFilter { channel: None, status, before, limit };
    Ok(app.store().jobs(&filter).await?)
}

/// Sends a job that was given up again.
pub async fn retry(app: &App, caller: &Caller, id: i64) -> Result<()> {
    policy::check(caller, Deed::ReadMachinery, None)?;
    match app.store().retry_job(id, app.now()).await? {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

/// Forgets jobs done longer ago than the law remembers them, and says how many. The program does it
/// by itself: letters name people and hold links, and need not lie about once they have arrived.
pub async fn forget_done_jobs(app: &App) -> Result<u64> {
    let moment = app.moment();
    let days = moment.law.settings().number("outbox_retention_days", moment.date());
    let days = days.ok_or_else(|| Error::Internal("no outbox_retention_days".into()))?;
    Ok(app.store().forget_done(moment.at - SignedDuration::from_hours(24 * days)).await?)
}

/// How the program is.
pub async fn report(app: &App, caller: &Caller) -> Result<Report> {
    policy::check(caller, Deed::ReadMachinery, None)?;
    let sql = "SELECT min(run_at) AS at FROM outbox WHERE status = 'ready' AND run_at <= $1";
    let rows = app.store().rows(sql, &[app.now().into()]).await?;
    let oldest_due = rows.first().map(|row| row.get("at")).transpose()?.flatten();
    Ok(Report {
        health: app.store().health().await?,
        law: app.law().version(),
        oldest_due,
        jobs: app.store().job_counts().await?,
    })
}

/// The letters of the demonstration, newest first. Anywhere else there is no such page.
pub async fn demo_letters(
    app: &App,
    texts: &dyn Texts,
    limit: u32,
) -> Result<Vec<(JobView, Letter)>> {
    if !app.settings().is_demo {
        return Err(Error::NotFound);
    }
    let filter = JobFilter { channel: Some(MAIL), status: None, before: None, limit };
    let mut letters = Vec::new();
    for job in app.store().jobs(&filter).await? {
        if let Some(letter) = letter_of(app, texts, &job).await? {
            letters.push((job, letter));
        }
    }
    Ok(letters)
}
