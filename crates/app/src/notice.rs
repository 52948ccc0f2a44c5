//! Notices: each step that a person waits for shows on that person's home page and goes out as mail.
//!
//! Both are written in the transaction of the step itself, so that nobody is told what did not
//! happen, and nobody misses what did. Words are made when a notice is read or sent.

use std::collections::BTreeMap;

use domain::application::{Application, Outcome, State};
use domain::application_act::ApplicationAct;
use domain::record::Moment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Enqueue, Json, Loaded, Tx, Val};
use uuid::Uuid;

use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

/// The outbox channel of mails.
pub const MAIL: &str = "mail";

/// What a mail job carries; the worker finds address and language of the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// To whom, when it is a person with an account.
    pub person: Option<Uuid>,
    /// To which address, when there is no account yet (an invitation).
    pub address: Option<String>,
    /// In which language, when there is no account yet.
    pub language: Option<String>,
    /// The message key: `notice-KEY` has attributes for subject and text.
    pub key: String,
    /// What the message needs.
    pub params: BTreeMap<String, String>,
    /// Where it leads, without language and host: `/applications/…`.
    pub link: String,
    /// Of which alert it is, when it is one: address and language stand there.
    #[serde(default)]
    pub alert: Option<Uuid>,
    /// Where such letters are stopped, without language and host.
    #[serde(default)]
    pub stop: Option<String>,
}

/// A notice on somebody's home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Its id.
    pub id: Uuid,
    /// The message key.
    pub key: String,
    /// What the message needs.
    pub params: BTreeMap<String, String>,
    /// Where it leads.
    pub link: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// What is to be told.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The message key.
    pub key: String,
    /// What the message needs.
    pub params: BTreeMap<String, String>,
    /// Where it leads.
    pub link: String,
    /// Telling the same twice is telling once.
    pub once: String,
}

/// Tells one person: a notice and a mail.
pub async fn tell(
    tx: &mut Tx<'_>,
    app: &App,
    person: Uuid,
    told: &Told,
    now: Timestamp,
) -> Result<()> {
    let Told { key, params, link, once } = told.clone();
    let mail = Mail {
        person: Some(person),
        key: key.clone(),
        params: params.clone(),
        link: link.clone(),
        ..Mail::default()
    };
    let once = format!("{once}:{person}");
    let job =
        Enqueue { channel: MAIL, dedupe: Some(&once), body: Json::of(&mail)?, run_at: now, now };
    if !tx.enqueue(job).await? {
        return Ok(());
    }
    let sql = "INSERT INTO notice (id, person, key, params, link, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values: [Val; 6] = [
        app.new_id().into(),
        person.into(),
        key.into(),
        Json::of(&params)?.into(),
        link.into(),
        now.into(),
    ];
    tx.put_rows(sql, &values).await?;
    Ok(())
}

/// The applicant's side of an application: its author and the owners of the organisation.
async fn applicants(tx: &mut Tx<'_>, application: &Application) -> Result<Vec<Uuid>> {
    let sql = "SELECT person FROM membership WHERE organisation = $1 AND role = 'owner' \
               UNION SELECT id AS person FROM person WHERE id = $2";
    let values: [Val; 2] = [application.holder.into(), application.author.person.into()];
    let rows = tx.rows(sql, &values).await?;
    rows.iter().map(|row| row.get("person").map_err(Error::from)).collect()
}

async fn staff(tx: &mut Tx<'_>, role: &str) -> Result<Vec<Uuid>> {
    let rows = tx.rows("SELECT person FROM staff_role WHERE role = $1", &[role.into()]).await?;
    rows.iter().map(|row| row.get("person").map_err(Error::from)).collect()
}

/// An application was sent: its author learns the number and the day by which it is reviewed.
pub(crate) async fn submitted(
    tx: &mut Tx<'_>,
    app: &App,
    sent: &Loaded<Application>,
    moment: &Moment,
) -> Result<()> {
    let confirmed = sent.record.procedure.is_confirmation();
    let key = if confirmed { "entry_confirmed" } else { "application_submitted" };
    let told = about(sent, key);
    for person in applicants(tx, &sent.record).await? {
        tell(tx, app, person, &told, moment.at).await?;
    }
    match &sent.record.assignee {
        Some(registrar) if !confirmed && sent.record.round > 1 => {
            let told = desk(about(sent, "application_resubmitted"), sent.id);
            tell(tx, app, registrar.person, &told, moment.at).await
        }
        _ => Ok(()),
    }
}

/// The authority acted on an application: whoever waits for it is told.
pub(crate) async fn reviewed(
    tx: &mut Tx<'_>,
    app: &App,
    done: &Loaded<Application>,
    act: &ApplicationAct,
    moment: &Moment,
) -> Result<()> {
    let key = match (done.record.state, act) {
        (State::UnderReview, ApplicationAct::Assign { .. }) => "application_taken",
        (State::Returned, _) => "application_returned",
        (State::Registered, _) => "application_granted",
        (State::Refused, _) => "application_refused",
        (State::Purged, _) => "application_purged",
        (State::Proposed, _) => return tell_heads(tx, app, done, moment).await,
        (State::UnderReview, ApplicationAct::Object { .. }) => {
            return tell_registrar(tx, app, done, moment).await;
        }
        _ => return Ok(()),
    };
    let told = about(done, key);
    for person in applicants(tx, &done.record).await? {
        tell(tx, app, person, &told, moment.at).await?;
    }
    Ok(())
}

/// Takes back what was told of an application that is being purged: notices and mails name its
/// content. A mail that was delivered cannot be taken back.
pub(crate) async fn forget(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let sql = "DELETE FROM notice WHERE link = $1 OR link = $2";
    let links = [format!("/applications/{id}").into(), format!("/desk/applications/{id}").into()];
    tx.put_rows(sql, &links).await?;
    let sql = "DELETE FROM outbox WHERE channel = $1 AND dedupe LIKE $2";
    tx.put_rows(sql, &[MAIL.into(), format!("{id}:%").into()]).await?;
    Ok(())
}

async fn tell_heads(
    tx: &mut Tx<'_>,
    app: &App,
    done: &Loaded<Application>,
    moment: &Moment,
) -> Result<()> {
    let told = desk(about(done, "decision_proposed"), done.id);
    for person in staff(tx, "head").await? {
        tell(tx, app, person, &told, moment.at).await?;
    }
    Ok(())
}

async fn tell_registrar(
    tx: &mut Tx<'_>,
    app: &App,
    done: &Loaded<Application>,
    moment: &Moment,
) -> Result<()> {
    let told = desk(about(done, "decision_objected"), done.id);
    match &done.record.assignee {
        Some(registrar) => tell(tx, app, registrar.person, &told, moment.at).await,
        None => Ok(()),
    }
}

fn about(application: &Loaded<Application>, key: &str) -> Told {
    let record = &application.record;
    let mut params = BTreeMap::from([
        ("number".to_owned(), record.number.clone().unwrap_or_default()),
        ("title".to_owned(), record.title()),
        ("procedure".to_owned(), record.procedure.as_str().to_owned()),
    ]);
    if let Some(term) = &record.term {
        params.insert("due".into(), term.due_on().to_string());
    }
    if let Some(decision) = record.decision.as_ref().filter(|d| d.outcome == Outcome::Refuse) {
        params.insert("ground".into(), decision.ground.clone());
    }
    Told {
        key: key.into(),
        params,
        link: format!("/applications/{}", application.id),
        once: format!("{}:{}:{key}", application.id, application.revision),
    }
}

/// The same, leading to the desk.
fn desk(told: Told, id: Uuid) -> Told {
    Told { link: format!("/desk/applications/{id}"), ..told }
}

/// The caller's notices, newest first.
pub async fn mine(app: &App, caller: &Caller, limit: u32) -> Result<Vec<Notice>> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let sql = "SELECT id, key, params, link, created_at, read_at FROM notice \
               WHERE person = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    let rows = app.store().rows(sql, &[by.person.into(), i64::from(limit).into()]).await?;
    rows.iter()
        .map(|row| {
            let params: Json = row.get("params")?;
            Ok(Notice {
                id: row.get("id")?,
                key: row.get("key")?,
                params: params.read("params of a notice")?,
                link: row.get::<Option<String>>("link")?.unwrap_or_default(),
                created_at: row.get("created_at")?,
                read_at: row.get("read_at")?,
            })
        })
        .collect()
}

/// Marks the caller's notices as read.
pub async fn read_all(app: &App, caller: &Caller) -> Result<()> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let now = app.now();
    app.store()
        .write("read_notices", |tx| {
            Box::pin(async move {
                let sql = "UPDATE notice SET read_at = $1 WHERE person = $2 AND read_at IS NULL";
                tx.put_rows(sql, &[now.into(), by.person.into()]).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}
