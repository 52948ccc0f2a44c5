//! The mail worker: takes letters from the outbox, puts them into words, hands them to a mailer.
//!
//! What is promised: a step is one letter, and a letter that the mail server took is not sent again.
//! One gap cannot be closed: if the program dies, or the line breaks, between the server's "yes" and
//! our note of it, nobody here knows, and the letter goes out again. It then has the same Message-ID,
//! by which a receiver may know it.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use store::{BoxFuture, Job, JobView, Row};
use uuid::Uuid;

pub use crate::notice::{MAIL, Mail};
use crate::{App, Result};

/// How long a worker may take for a letter; then another may send it.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// Waits between tries; after the last one the letter is given up and an administrator sees it.
const WAITS: [SignedDuration; 7] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(12),
    SignedDuration::from_hours(24),
];

/// The words of letters, in the languages.
pub trait Texts: Send + Sync {
    /// A message with its values; days come as `2026-11-30` and go as people write them.
    fn words(&self, language: &str, id: &str, values: &BTreeMap<String, String>) -> String;
}

/// Whatever carries letters away.
pub trait Mailer: Send + Sync {
    /// Sends one letter.
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, std::result::Result<(), NotSent>>;
}

/// Why a letter was not taken.
#[derive(Debug, Clone)]
pub struct NotSent {
    /// What the server said.
    pub reason: String,
    /// Whether trying again is of no use.
    pub is_final: bool,
}

/// A letter ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for every try: `<42.mail@reestr.example>`.
    pub message_id: String,
    /// To whom, by name; empty if unknown.
    pub name: String,
    /// To which address.
    pub address: String,
    /// In which language.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The page it leads to, if any.
    pub link: Option<String>,
    /// Where its reader stops such letters, for letters that were subscribed to (RFC 8058).
    pub stop: Option<String>,
}

/// The mailer of the demonstration: the letter stays in the outbox, where a page shows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeptMail;

impl Mailer for KeptMail {
    fn send<'a>(&'a self, _: &'a Letter) -> BoxFuture<'a, std::result::Result<(), NotSent>> {
        Box::pin(async { Ok(()) })
    }
}

/// Sends the letter that is due longest, and says whether there was one: if not, rest a while.
///
/// One at a time: a worker that dies or is stopped keeps no others waiting for its lease to end.
pub async fn work_once(app: &App, mailer: &dyn Mailer, texts: &dyn Texts) -> Result<bool> {
    let worker = format!("mail-{}", app.new_id());
    let now = app.now();
    let jobs = app.store().claim(&[MAIL], &worker, now, now + LEASE, 1).await?;
    let Some(job) = jobs.first() else { return Ok(false) };
    send_one(app, mailer, texts, job).await?;
    Ok(true)
}

async fn send_one(app: &App, mailer: &dyn Mailer, texts: &dyn Texts, job: &Job) -> Result<()> {
    let given_up = |reason: String| Err(NotSent { reason, is_final: true });
    let outcome = match job.body.read::<Mail>("a mail") {
        Ok(mail) => match letter(app, texts, job.id, &mail).await? {
            Some(letter) => mailer.send(&letter).await,
            None => given_up("nobody to send it to".into()),
        },
        Err(error) => given_up(error.to_string()),
    };
    match outcome {
        Ok(()) => app.store().done(job, app.now()).await?,
        Err(error) => {
            let tries = usize::try_from(job.attempts).unwrap_or(usize::MAX).saturating_sub(1);
            let wait = WAITS.get(tries).filter(|_| !error.is_final);
            let again = wait.map(|wait| app.now() + *wait);
            tracing::warn!(job = job.id, reason = %error.reason, "a mail was not sent");
            app.store().failed(job, &error.reason, again).await?
        }
    };
    Ok(())
}

/// Puts a mail into words, in the language of its reader; none if the person is gone.
async fn letter(app: &App, texts: &dyn Texts, id: i64, mail: &Mail) -> Result<Option<Letter>> {
    let Some((name, address, language)) = reader(app, mail).await? else { return Ok(None) };
    let site = &app.settings().public_url;
    let site = site.trim_end_matches('/');
    let full = |path: &String| format!("{site}/{language}{path}");
    let link = (!mail.link.is_empty()).then(|| full(&mail.link));
    let words = |key: &str, values: &BTreeMap<String, String>| texts.words(&language, key, values);
    let greeting = match name.is_empty() {
        true => words("mail-greeting-plain", &BTreeMap::new()),
        false => words("mail-greeting", &BTreeMap::from([("name".to_owned(), name.clone())])),
    };
    let mut parts = vec![greeting, words(&format!("notice-{}.body", mail.key), &mail.params)];
    if let Some(url) = &link {
        parts.push(words("mail-link", &BTreeMap::from([("url".to_owned(), url.clone())])));
    }
    parts.push(words("mail-footer", &BTreeMap::new()));
    let host = site.split("//").nth(1).and_then(|rest| rest.split([':', '/']).next());
    Ok(Some(Letter {
        message_id: format!("<{id}.mail@{}>", host.unwrap_or("localhost")),
        subject: words(&format!("notice-{}.subject", mail.key), &mail.params),
        body: parts.join("\n\n"),
        name,
        address,
        stop: mail.stop.as_ref().map(full),
        language,
        link,
    }))
}

async fn reader(app: &App, mail: &Mail) -> Result<Option<(String, String, String)>> {
    if let Some(alert) = mail.alert {
        return subscriber(app, alert).await;
    }
    let Some(person) = mail.person else {
        let language = mail.language.clone().unwrap_or_else(|| "ky".into());
        return Ok(mail.address.clone().map(|address| (String::new(), address, language)));
    };
    person_of(app, person).await
}

async fn subscriber(app: &App, alert: Uuid) -> Result<Option<(String, String, String)>> {
    let sql = "SELECT email, language FROM alert WHERE id = $1";
    let rows = app.store().rows(sql, &[alert.into()]).await?;
    let read = |row: &Row| Ok((String::new(), row.get("email")?, row.get("language")?));
    rows.first().map(read).transpose()
}

async fn person_of(app: &App, person: Uuid) -> Result<Option<(String, String, String)>> {
    let sql = "SELECT name, email, language FROM person WHERE id = $1 AND status = 'active'";
    let rows = app.store().rows(sql, &[person.into()]).await?;
    let read = |row: &Row| Ok((row.get("name")?, row.get("email")?, row.get("language")?));
    rows.first().map(read).transpose()
}

/// A job of the outbox as a letter, for the page of the demonstration.
pub async fn letter_of(app: &App, texts: &dyn Texts, job: &JobView) -> Result<Option<Letter>> {
    let mail: Mail = job.body.read("a mail")?;
    letter(app, texts, job.id, &mail).await
}
