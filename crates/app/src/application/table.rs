//! An organisation's own table, kept from its upload until its rows became drafts, or for a day.

use domain::application::{Application, Procedure};
use domain::application_act::ApplicationAct;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Enqueue, Expected, FileUse, Job, Json, Tx};
use uuid::Uuid;

use super::{first_of, organisation_name};
use crate::policy::{self, Deed};
use crate::{App, Caller, Result};

/// The channel of the outbox that clears tables away.
pub const TABLES: &str = "table";
/// What the file serves in the organisation.
const IMPORT: &str = "import";
/// Whoever comes back later uploads it again.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long a worker may take for its handful.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
const HANDFUL: u32 = 10;
const AGAIN: SignedDuration = SignedDuration::from_hours(1);
const MOST_TRIES: i64 = 20;

/// What is to be cleared away.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Clearing {
    hash: String,
    organisation: Uuid,
}

fn import_of(organisation: Uuid) -> FileUse<'static> {
    FileUse { organisation, purpose: IMPORT }
}

/// Keeps an uploaded table for its organisation and says by which name.
pub async fn keep_table(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    bytes: Vec<u8>,
) -> Result<String> {
    let by = policy::actor(caller, Deed::WriteApplication, Some(organisation))?;
    let kind = "application/octet-stream";
    let now = app.now();
    let store = app.store();
    let kept = store.put_file(bytes, kind, import_of(organisation), by.person, now).await?;
    let hash = kept.hash.as_str();
    store
        .write("order_clearing", |tx| {
            Box::pin(async move { clear_later(tx, app, organisation, hash, KEPT).await })
        })
        .await?;
    Ok(kept.hash)
}

/// Orders that a file be cleared away after a while, if nobody uses it then.
pub(crate) async fn clear_later(
    tx: &mut Tx<'_>,
    app: &App,
    organisation: Uuid,
    hash: &str,
    after: SignedDuration,
) -> Result<()> {
    let now = app.now();
    let body = Json::of(&Clearing { hash: hash.to_owned(), organisation })?;
    tx.enqueue(Enqueue { channel: TABLES, dedupe: None, body, run_at: now + after, now }).await?;
    Ok(())
}

/// A table that the organisation uploaded and has not taken over yet.
pub async fn kept_table(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    hash: &str,
) -> Result<Option<Vec<u8>>> {
    policy::check(caller, Deed::WriteApplication, Some(organisation))?;
    let found = app.store().get_used_file(hash, import_of(organisation)).await?;
    Ok(found.map(|(_, bytes)| bytes))
}

/// The organisation does not want it after all.
pub async fn drop_table(app: &App, caller: &Caller, organisation: Uuid, hash: &str) -> Result<()> {
    policy::check(caller, Deed::WriteApplication, Some(organisation))?;
    app.store()
        .write("drop_table", |tx| {
            Box::pin(async move { end(tx, app, organisation, hash).await.map(|_| ()) })
        })
        .await
}

async fn end(tx: &mut Tx<'_>, app: &App, organisation: Uuid, hash: &str) -> Result<bool> {
    let ended = tx.end_file_use(hash, import_of(organisation), None).await?;
    if ended {
        clear_later(tx, app, organisation, hash, SignedDuration::ZERO).await?;
    }
    Ok(ended)
}

/// Begins the registration of several arrays at once: all of them or none. With the table they were
/// read from, that is used up by it; nothing begins from a table that is gone. Says how many began.
pub async fn start_arrays(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    entries: Vec<Value>,
    table: Option<&str>,
) -> Result<usize> {
    let by = policy::actor(caller, Deed::WriteApplication, Some(organisation))?;
    let name = organisation_name(caller, organisation);
    let mut starts = Vec::with_capacity(entries.len());
    for entry in entries {
        let procedure = Procedure::RegisterArray;
        starts.push(first_of(app, organisation, &name, procedure, None, entry).await?);
    }
    let moment = app.moment();
    let (by, starts, moment) = (&by, &starts, &moment);
    app.store()
        .write("start_arrays", |tx| {
            Box::pin(async move {
                if let Some(hash) = table
                    && !end(tx, app, organisation, hash).await?
                {
                    return Ok(0);
                }
                for start in starts {
                    let act = ApplicationAct::Start(Box::new(start.clone()));
                    tx.act::<Application>(app.new_id(), Expected::New, act, by, moment).await?;
                }
                Ok(starts.len())
            })
        })
        .await
}

/// Clears away the tables whose time is over, and says how many were looked at.
pub async fn clear_tables(app: &App) -> Result<usize> {
    let (worker, now) = (format!("table-{}", app.new_id()), app.now());
    let jobs = app.store().claim(&[TABLES], &worker, now, now + LEASE, HANDFUL).await?;
    for job in &jobs {
        match clear(app, job).await {
            Ok(()) => app.store().done(job, app.now()).await?,
            Err(error) => {
                let again = (job.attempts < MOST_TRIES).then(|| app.now() + AGAIN);
                app.store().failed(job, &error.to_string(), again).await?
            }
        };
    }
    Ok(jobs.len())
}

async fn clear(app: &App, job: &Job) -> Result<()> {
    let Clearing { hash, organisation } = job.body.read("a clearing")?;
    let (hash, long_ago) = (hash.as_str(), app.now() - KEPT);
    app.store()
        .write("expire_table", |tx| {
            Box::pin(async move {
                Ok::<_, crate::Error>(
                    tx.end_file_use(hash, import_of(organisation), Some(long_ago)).await?,
                )
            })
        })
        .await?;
    app.store().sweep_file(hash).await?;
    Ok(())
}
