//! Sessions: signing in and out, and who calls.
//!
//! A password alone opens nothing for staff, nor for anybody who set the second factor up: such a
//! session is half open and leads only to the page that asks for the code.

use domain::problem::Problem;
use domain::record::Actor;
use jiff::{SignedDuration, Timestamp};
use store::{Row, Tx, Val};
use uuid::Uuid;

use crate::account::{
    Credentials, Token, checks_out, fold_email, note, person_by_email, token_hash, use_code,
};
use crate::caller::Membership;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, OrganisationRole, Result, StaffRole};

/// Longest session, and longest without a sign of life (NIST SP 800-63B, AAL2 and below).
const STAFF: (SignedDuration, SignedDuration) =
    (SignedDuration::from_hours(12), SignedDuration::from_mins(30));
const APPLICANT: (SignedDuration, SignedDuration) =
    (SignedDuration::from_hours(24), SignedDuration::from_hours(1));
/// A sign of life is written down at most this often.
const NOTED: SignedDuration = SignedDuration::from_secs(60);
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

/// Where the holder of a token stands.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Not signed in, or no longer.
    Stranger,
    /// The password was right; the second factor is still asked for.
    Half {
        /// Who it is.
        person: Uuid,
        /// Whether it is set up.
        has_second_factor: bool,
    },
    /// Signed in.
    Full(Box<Caller>),
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Names it in a form; tells nothing about the token.
    pub id: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Since when.
    pub created_at: Timestamp,
    /// The last sign of life, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
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

/// Where the holder of a token stands now. A sign of life keeps the session awake.
pub async fn entry(app: &App, token: &str) -> Result<Entry> {
    let hash = token_hash(token);
    let sql = "SELECT session.person, session.seen_at, session.strong, person.name, person.email, \
               person.language, person.totp_confirmed_at FROM session \
               JOIN person ON person.id = session.person \
               WHERE token_hash = $1 AND expires_at > $2 AND status = 'active'";
    let now = app.now();
    let rows = app.store().rows(sql, &[hash.clone().into(), now.into()]).await?;
    let Some(row) = rows.first() else { return Ok(Entry::Stranger) };
    let person: Uuid = row.get("person")?;
    let staff = staff_roles(app, person).await?;
    let seen_at: Timestamp = row.get("seen_at")?;
    let idle = if staff.is_empty() { APPLICANT.1 } else { STAFF.1 };
    if now.duration_since(seen_at) > idle {
        return Ok(Entry::Stranger);
    }
    if now.duration_since(seen_at) > NOTED {
        seen(app, &hash, now).await?;
    }
    let strong: bool = row.get("strong")?;
    let confirmed: Option<Timestamp> = row.get("totp_confirmed_at")?;
    if !strong && (confirmed.is_some() || !staff.is_empty()) {
        return Ok(Entry::Half { person, has_second_factor: confirmed.is_some() });
    }
    Ok(Entry::Full(Box::new(caller(app, row, person, strong, staff).await?)))
}

async fn caller(
    app: &App,
    row: &Row,
    person: Uuid,
    is_strong: bool,
    staff: Vec<StaffRole>,
) -> Result<Caller> {
    Ok(Caller {
        actor: Some(Actor { person, name: row.get("name")? }),
        email: row.get("email")?,
        language: row.get("language")?,
        is_strong,
        staff,
        memberships: memberships(app, person).await?,
    })
}

/// Who calls with this token; a stranger if it opens nothing.
pub async fn caller_of_session(app: &App, token: &str) -> Result<Caller> {
    match entry(app, token).await? {
        Entry::Full(caller) => Ok(*caller),
        _ => Ok(Caller::stranger()),
    }
}

async fn seen(app: &App, hash: &[u8], now: Timestamp) -> Result<()> {
    app.store()
        .write("seen_session", |tx| {
            Box::pin(async move {
                let sql = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
                tx.put_rows(sql, &[hash.to_vec().into(), now.into()]).await?;
                Ok(())
            })
        })
        .await
}

pub(crate) async fn staff_roles(app: &App, person: Uuid) -> Result<Vec<StaffRole>> {
    let sql = "SELECT role FROM staff_role WHERE person = $1 ORDER BY role";
    let rows = app.store().rows(sql, &[person.into()]).await?;
    let mut roles = Vec::new();
    for row in &rows {
        roles.extend(StaffRole::from_word(&row.get::<String>("role")?));
    }
    Ok(roles)
}

pub(crate) async fn memberships(app: &App, person: Uuid) -> Result<Vec<Membership>> {
    let sql = "SELECT organisation.id, organisation.name, membership.role FROM membership \
               JOIN organisation ON organisation.id = membership.organisation \
               WHERE person = $1 ORDER BY membership.created_at, organisation.id";
    let rows = app.store().rows(sql, &[person.into()]).await?;
    rows.iter()
        .map(|row| {
            let role: String = row.get("role")?;
            let role = OrganisationRole::from_word(&role);
            let role = role.ok_or_else(|| Error::Internal("an unknown role".into()))?;
            Ok(Membership { organisation: row.get("id")?, name: row.get("name")?, role })
        })
        .collect()
}

/// Ends the session of this token. To sign out twice is to sign out.
pub async fn sign_out(app: &App, token: &str) -> Result<()> {
    end(app, "sign_out", token_hash(token), None).await
}

async fn end(app: &App, name: &'static str, hash: Vec<u8>, of: Option<Uuid>) -> Result<()> {
    let (hash, now) = (&hash, app.now());
    app.store()
        .write(name, |tx| {
            Box::pin(async move {
                let sql = "DELETE FROM session WHERE token_hash = $1 AND ($2 IS NULL OR person = $2) \
                           RETURNING person";
                let rows = tx.rows(sql, &[hash.clone().into(), of.into()]).await?;
                match rows.first() {
                    Some(row) => {
                        let person = row.get("person")?;
                        note(tx, person, "signed_out", &[], person, now).await
                    }
                    None => Ok(()),
                }
            })
        })
        .await
}

/// Ends the sessions of a person, but for one.
pub(crate) async fn end_all(tx: &mut Tx<'_>, person: Uuid, but: Option<Vec<u8>>) -> Result<()> {
    let sql = "DELETE FROM session WHERE person = $1 AND token_hash <> $2";
    tx.put_rows(sql, &[person.into(), but.unwrap_or_default().into()]).await?;
    Ok(())
}

/// The caller's sessions, newest first.
pub async fn mine(app: &App, caller: &Caller, this_token: &str) -> Result<Vec<SessionView>> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let this = token_hash(this_token);
    let sql = "SELECT token_hash, user_agent, created_at, seen_at FROM session \
               WHERE person = $1 AND expires_at > $2 ORDER BY seen_at DESC";
    let rows = app.store().rows(sql, &[by.person.into(), app.now().into()]).await?;
    rows.iter()
        .map(|row| {
            let hash: Vec<u8> = row.get("token_hash")?;
            Ok(SessionView {
                is_this: hash == this,
                id: hex::encode(hash),
                user_agent: row.get("user_agent")?,
                created_at: row.get("created_at")?,
                seen_at: row.get("seen_at")?,
            })
        })
        .collect()
}

/// Ends one of the caller's sessions.
pub async fn revoke(app: &App, caller: &Caller, id: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let hash = hex::decode(id).map_err(|_| Error::NotFound)?;
    end(app, "revoke_session", hash, Some(by.person)).await
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
