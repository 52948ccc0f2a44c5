//! How often the door may be tried. The counters stand in the database, so that all nodes of a
//! deployment count together. No account is ever closed for long by somebody else's tries.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::{Tx, Val};
use uuid::Uuid;

use super::{browser, note};
use crate::{App, Caller, Error, Result};

/// So many tries of one kind in so long a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    name: &'static str,
    most: i64,
    within: SignedDuration,
}

const fn limit(name: &'static str, most: i64, minutes: i64) -> Limit {
    Limit { name, most, within: SignedDuration::from_mins(minutes) }
}

/// Passwords for one account from one neighbourhood (design of trust, 4.2).
const SIGN_IN: Limit = limit("sign_in", 10, 10);
/// Passwords for one account from everywhere: a crowd of machines guesses no faster than this.
const SIGN_IN_EVERYWHERE: Limit = limit("sign_in_everywhere", 30, 10);
/// Passwords for any account from one neighbourhood. Whole offices and phone networks share one
/// address, so it is generous; who succeeds is not counted.
const SIGN_IN_NETWORK: Limit = limit("sign_in_network", 100, 10);
/// Codes of the second factor, and the password asked for again inside.
const SECOND: Limit = limit("second", 10, 10);
/// New accounts asked for from one neighbourhood.
pub(crate) const SIGN_UP: Limit = limit("sign_up", 20, 60);
/// Alerts asked for from one neighbourhood.
pub(crate) const ALERT: Limit = limit("alert", 20, 60);
/// Links for a new password asked for from one neighbourhood.
pub(crate) const RESET: Limit = limit("reset", 20, 60);
/// Letters that strangers may cause to one address: nobody's mailbox is filled by others.
pub(crate) const LETTERS: Limit = limit("letters", 3, 120);

/// Counters are forgotten after this time; it is longer than every limit counts.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A try that is about to be made.
#[derive(Debug, Clone)]
pub(crate) struct Knock {
    limit: Limit,
    subject: String,
    /// Whose account it is about, if it is known.
    person: Option<Uuid>,
}

impl Knock {
    pub fn new(limit: Limit, subject: impl Into<String>) -> Self {
        Knock { limit, subject: subject.into(), person: None }
    }

    /// At an address, whether it has an account or not. The address itself is not stored.
    pub fn at_address(limit: Limit, email: &str) -> Self {
        Knock::new(limit, hex::encode(Sha256::digest(email.as_bytes())))
    }
}

/// What a try to sign in counts against. Who signed in from this browser before has a counter of
/// their own, so that nobody else can shut them out.
pub(crate) async fn for_sign_in(
    app: &App,
    caller: &Caller,
    email: &str,
    person: Option<Uuid>,
) -> Result<Vec<Knock>> {
    let account = Knock::at_address(SIGN_IN_EVERYWHERE, email).subject;
    let network = &caller.visit.network;
    let mut knocks = match person {
        Some(id) if browser::knows(app, id, &caller.visit.browser).await? => {
            vec![Knock::new(SIGN_IN, format!("{account} browser {}", caller.visit.browser_hash()))]
        }
        _ => vec![
            Knock::new(SIGN_IN, format!("{account} {network}")),
            Knock::new(SIGN_IN_EVERYWHERE, account),
            Knock::new(SIGN_IN_NETWORK, network),
        ],
    };
    knocks.iter_mut().for_each(|knock| knock.person = person);
    Ok(knocks)
}

/// What a try of somebody who gave the password counts against.
pub(crate) fn for_second(person: Uuid) -> Vec<Knock> {
    vec![Knock { person: Some(person), ..Knock::new(SECOND, person.to_string()) }]
}

/// Counts the tries before they are made: of many at the same moment each is counted.
pub(crate) async fn knock(app: &App, knocks: &[Knock]) -> Result<()> {
    let now = app.now();
    let wait = app
        .store()
        .write("knock", |tx| {
            Box::pin(async move {
                let old = "DELETE FROM tally WHERE began_at <= $1";
                tx.put_rows(old, &[(now - KEPT).into()]).await?;
                let mut longest = None;
                for knock in knocks {
                    longest = longest.max(count(tx, knock, now).await?);
                }
                Ok::<_, Error>(longest)
            })
        })
        .await?;
    wait.map_or(Ok(()), |wait| Err(Error::TooSoon(wait)))
}

/// One more; says how long to wait if that was one too many.
async fn count(tx: &mut Tx<'_>, knock: &Knock, now: Timestamp) -> Result<Option<SignedDuration>> {
    let sql = "INSERT INTO tally (name, subject, began_at, n) VALUES ($1, $2, $3, 1) \
               ON CONFLICT (name, subject) DO UPDATE SET \
               n = CASE WHEN tally.began_at <= $4 THEN 1 ELSE tally.n + 1 END, \
               began_at = CASE WHEN tally.began_at <= $4 THEN $3 ELSE tally.began_at END \
               RETURNING n, began_at";
    let Limit { name, most, within } = knock.limit;
    let values: [Val; 4] =
        [name.into(), knock.subject.as_str().into(), now.into(), (now - within).into()];
    let rows = tx.rows(sql, &values).await?;
    let row = rows.first().ok_or(Error::NotFound)?;
    let (n, began_at): (i64, Timestamp) = (row.get("n")?, row.get("began_at")?);
    if n <= most {
        return Ok(None);
    }
    if let (Some(person), true) = (knock.person, n == most + 1) {
        note(tx, person, "sign_in_locked", &[("tries", &most.to_string())], person, now).await?;
    }
    Ok(Some((began_at + within).duration_since(now)))
}

/// Takes the tries back that succeeded: only failures are counted.
pub(crate) async fn give_back(app: &App, knocks: &[Knock]) -> Result<()> {
    app.store()
        .write("give_back", |tx| {
            Box::pin(async move {
                for knock in knocks {
                    let sql =
                        "UPDATE tally SET n = n - 1 WHERE name = $1 AND subject = $2 AND n > 0";
                    let values = [knock.limit.name.into(), knock.subject.as_str().into()];
                    tx.put_rows(sql, &values).await?;
                }
                Ok(())
            })
        })
        .await
}
