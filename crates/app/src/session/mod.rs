//! Sessions: signing in and out, and who calls.
//!
//! A password alone opens nothing for staff, nor for anybody who set the second factor up: such a
//! session is half open and leads only to the page that asks for the code.

mod entry;
mod own;

pub use entry::{Entry, caller_of_session, entry};
pub use own::{SessionView, mine, revoke, revoke_others, sign_out};

pub(crate) use entry::memberships;
pub(crate) use own::end_all;

use domain::problem::Problem;
use jiff::{SignedDuration, Timestamp};
use store::{Tx, Val};
use uuid::Uuid;

use crate::account::{
    Credentials, Token, checks_out, fold_email, limit, note, person_by_email, person_by_id,
    token_hash, use_code, use_recovery_code,
};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

/// Longest session, and longest without a sign of life (NIST SP 800-63B: AAL3 for staff, AAL2 and
/// below for applicants).
const STAFF: (SignedDuration, SignedDuration) =
    (SignedDuration::from_hours(12), SignedDuration::from_mins(15));
const APPLICANT: (SignedDuration, SignedDuration) =
    (SignedDuration::from_hours(24), SignedDuration::from_hours(1));

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

/// The second step of signing in.
#[derive(Debug, Clone, Copy)]
pub enum Second<'a> {
    /// The code that the phone shows.
    Code(&'a str),
    /// One of the codes on paper.
    Recovery(&'a str),
}

/// Signs in. Whether address or password was wrong is not told apart.
pub async fn sign_in(
    app: &App,
    caller: &Caller,
    email: &str,
    password: &str,
    user_agent: &str,
) -> Result<SignedIn> {
    policy::check(caller, Deed::SignIn, None)?;
    let email = fold_email(email);
    let person = person_by_email(app, &email).await?;
    let id = person.as_ref().map(|person| person.id);
    let tries = limit::for_sign_in(app, caller, &email, id).await?;
    limit::knock(app, &tries).await?;
    let stored = person.as_ref().and_then(|person| person.password_hash.clone());
    let is_right = checks_out(password, stored).await?;
    match person.filter(|person| is_right && person.is_active) {
        Some(person) => {
            limit::give_back(app, &tries).await?;
            open(app, &person, user_agent).await
        }
        None => Err(wrong()),
    }
}

fn wrong() -> Error {
    Error::Invalid(vec![Problem::new("email", "password_wrong")])
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

/// The second step was taken: a new token for the open session, and whose it is.
pub async fn give_second(
    app: &App,
    session_token: &str,
    second: Second<'_>,
    user_agent: &str,
) -> Result<(String, Uuid)> {
    let Entry::Half { person, has_second_factor: true } = entry(app, session_token).await? else {
        return Err(Error::SignIn);
    };
    let (tries, now) = (limit::for_second(person), app.now());
    limit::knock(app, &tries).await?;
    app.store()
        .write("give_second", |tx| {
            Box::pin(async move {
                match second {
                    Second::Code(code) => use_code(tx, person, code, now).await,
                    Second::Recovery(code) => use_recovery_code(tx, app, person, code, now).await,
                }
            })
        })
        .await?;
    limit::give_back(app, &tries).await?;
    Ok((replace(app, session_token, person, user_agent).await?, person))
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
                insert(tx, token, person, user_agent, true, now).await?;
                note(tx, person, "second_factor_given", &[], person, now).await
            })
        })
        .await?;
    Ok(token.text.clone())
}

/// Somebody has just opened an account: they are signed in without being asked again.
pub(crate) async fn of_new_person(app: &App, person: Uuid, user_agent: &str) -> Result<SignedIn> {
    open(app, &person_by_id(app, person).await?, user_agent).await
}
