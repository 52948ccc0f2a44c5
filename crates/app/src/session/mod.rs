//! Sessions: signing in and out, and who calls.
//!
//! A password alone opens nothing for staff, nor for anybody who set the second factor up: such a
//! session is half open and leads only to the page that asks for the code.

mod entry;
mod own;

pub use entry::{Entry, caller_of_session, entry};
pub use own::{SessionView, mine, revoke, sign_out};

pub(crate) use entry::memberships;
pub(crate) use own::end_all;

use domain::problem::Problem;
use jiff::{SignedDuration, Timestamp};
use store::{Tx, Val};
use uuid::Uuid;

use crate::account::{
    Credentials, Token, checks_out, fold_email, note, person_by_email, token_hash, use_code,
};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

/// Longest session, and longest without a sign of life (NIST SP 800-63B: AAL3 for staff, AAL2 and
/// below for applicants).
const STAFF: (SignedDuration, SignedDuration) =
    (SignedDuration::from_hours(12), SignedDuration::from_mins(15));
const APPLICANT: (SignedDuration, SignedDuration) =
    (SignedDuration::from_hours(24), SignedDuration::from_hours(1));
/// Wrong tries that are free; each further one doubles the wait.
const FREE_TRIES: i64 = 5;
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// What is asked next of somebody who gave the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Nothing: the session is open.
    Done,
    /// The code of the second factor.
    Code,
    /// To set the second factor up.
    Enrol,
}

/// Somebody gave the right password.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// For the cookie.
    pub token: String,
    /// Whose session it is.
    pub person: Uuid,
    /// What comes next.
    pub next: NextStep,
}

/// Signs in. Whether address, password or patience was wrong is not told apart.
pub async fn sign_in(
    app: &App,
    caller: &Caller,
    email: &str,
    password: &str,
    user_agent: &str,
) -> Result<SignedIn> {
    policy::check(caller, Deed::SignIn, None)?;
    let person = person_by_email(app, &fold_email(email)).await?;
    let stored = person.as_ref().and_then(|person| person.password_hash.clone());
    let is_right = checks_out(password, stored).await?;
    let now = app.now();
    let person = match person {
        Some(person) if person.is_active && !is_locked(&person, now) => person,
        _ => return Err(wrong()),
    };
    if !is_right {
        count_failure(app, &person).await?;
        return Err(wrong());
    }
    open(app, &person, user_agent).await
}

fn wrong() -> Error {
    Error::Invalid(vec![Problem::new("email", "password_wrong")])
}

fn is_locked(person: &Credentials, now: Timestamp) -> bool {
    person.locked_until.is_some_and(|until| now < until)
}

/// How long to wait after so many failures in a row.
fn wait_after(failures: i64) -> Option<SignedDuration> {
    let doubled = u32::try_from(failures - FREE_TRIES).ok()?.min(10);
    Some((FIRST_WAIT * (1 << doubled)).min(LONGEST_WAIT))
}

/// The wait is set in the same statement that counts: tries at the same moment count each.
async fn count_failure(app: &App, person: &Credentials) -> Result<()> {
    let (id, now) = (person.id, app.now());
    app.store()
        .write("count_failed_login", |tx| {
            Box::pin(async move {
                let sql = "UPDATE person SET failed_logins = failed_logins + 1 WHERE id = $1 \
                           RETURNING failed_logins";
                let rows = tx.rows(sql, &[id.into()]).await?;
                let failures: i64 = rows.first().ok_or(Error::NotFound)?.get("failed_logins")?;
                let Some(wait) = wait_after(failures) else { return Ok(()) };
                let sql = "UPDATE person SET locked_until = $2 WHERE id = $1";
                tx.put_rows(sql, &[id.into(), (now + wait).into()]).await?;
                let count = failures.to_string();
                note(tx, id, "sign_in_locked", &[("failures", &count)], id, now).await
            })
        })
        .await
}

async fn open(app: &App, person: &Credentials, user_agent: &str) -> Result<SignedIn> {
    let next = match (person.has_second_factor, person.is_staff) {
        (true, _) => NextStep::Code,
        // In the demonstration nothing is real, and visitors have no phone with its secret.
        (false, true) if !app.settings().is_demo => NextStep::Enrol,
        _ => NextStep::Done,
    };
    let strong = next == NextStep::Done && person.is_staff;
    let (id, now) = (person.id, app.now());
    let token = &Token::new(app);
    app.store()
        .write("sign_in", |tx| {
            Box::pin(async move {
                let sql = "UPDATE person SET failed_logins = 0, locked_until = NULL WHERE id = $1";
                // While the code is still to come, tries at it go on being counted.
                if next != NextStep::Code {
                    tx.put_rows(sql, &[id.into()]).await?;
                }
                sweep(tx, now).await?;
                insert(tx, token, id, user_agent, strong, now).await?;
                note(tx, id, "signed_in", &[], id, now).await
            })
        })
        .await?;
    Ok(SignedIn { token: token.text.clone(), person: id, next })
}

async fn insert(
    tx: &mut Tx<'_>,
    token: &Token,
    person: Uuid,
    user_agent: &str,
    strong: bool,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO session \
               (token_hash, person, created_at, seen_at, expires_at, user_agent, strong) \
               VALUES ($1, $2, $3, $3, $4, $5, $6)";
    let longest = if strong { STAFF.0 } else { APPLICANT.0 };
    let user_agent: String = user_agent.chars().take(200).collect();
    let values: [Val; 6] = [
        token.hash.clone().into(),
        person.into(),
        now.into(),
        (now + longest).into(),
        user_agent.into(),
        strong.into(),
    ];
    tx.put_rows(sql, &values).await?;
    Ok(())
}

/// Sessions that have ended are forgotten when somebody signs in: no other broom is needed.
async fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.put_rows("DELETE FROM session WHERE expires_at <= $1", &[now.into()]).await?;
    Ok(())
}

/// The code of the second factor was given: a new token for the open session.
pub async fn give_code(
    app: &App,
    session_token: &str,
    code: &str,
    user_agent: &str,
) -> Result<String> {
    let Entry::Half { person, has_second_factor: true } = entry(app, session_token).await? else {
        return Err(Error::SignIn);
    };
    let credentials = crate::account::person_by_id(app, person).await?;
    let now = app.now();
    if is_locked(&credentials, now) {
        return Err(Error::Invalid(vec![Problem::new("code", "too_many_tries")]));
    }
    let used = app
        .store()
        .write("use_code", |tx| Box::pin(async move { use_code(tx, person, code, now).await }))
        .await;
    if let Err(Error::Invalid(_)) = &used {
        count_failure(app, &credentials).await?;
    }
    used?;
    replace(app, session_token, person, user_agent).await
}

/// A stronger session gets a new token: one stolen before is worth nothing.
pub(crate) async fn replace(
    app: &App,
    old: &str,
    person: Uuid,
    user_agent: &str,
) -> Result<String> {
    let (old, token, now) = (&token_hash(old), &Token::new(app), app.now());
    app.store()
        .write("strengthen_session", |tx| {
            Box::pin(async move {
                let sql = "DELETE FROM session WHERE token_hash = $1 AND person = $2";
                if tx.put_rows(sql, &[old.clone().into(), person.into()]).await? != 1 {
                    return Err(Error::SignIn);
                }
                let sql = "UPDATE person SET failed_logins = 0, locked_until = NULL WHERE id = $1";
                tx.put_rows(sql, &[person.into()]).await?;
                insert(tx, token, person, user_agent, true, now).await?;
                note(tx, person, "second_factor_given", &[], person, now).await
            })
        })
        .await?;
    Ok(token.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_after_wrong_passwords_doubles_up_to_a_quarter_of_an_hour() {
        assert_eq!(wait_after(4), None);
        assert_eq!(wait_after(5), Some(FIRST_WAIT));
        assert_eq!(wait_after(7), Some(FIRST_WAIT * 4));
        assert_eq!(wait_after(60), Some(LONGEST_WAIT));
    }
}
