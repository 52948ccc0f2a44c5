//! One's own account.

use domain::problem::Problem;
use jiff::Timestamp;
use store::{Row, Tx, Val};
use uuid::Uuid;

use super::{checks_out, hash, limit, note, strength};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, session};

const LANGUAGES: [&str; 3] = ["ky", "ru", "en"];
const LONGEST_NAME: usize = 200;

/// The account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Name and family name.
    pub name: String,
    /// The address by which one signs in.
    pub email: String,
    /// `ky`, `ru`, `en`.
    pub language: String,
    /// Whether the second factor is set up.
    pub has_second_factor: bool,
    /// Since when there is the account.
    pub created_at: Timestamp,
}

/// What signing in needs to know of a person.
pub(crate) struct Credentials {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub password_hash: Option<String>,
    pub has_second_factor: bool,
    pub is_staff: bool,
    pub is_active: bool,
}

const CREDENTIALS: &str = "SELECT id, name, email, password_hash, status, \
     totp_confirmed_at, \
     (SELECT count(*) FROM staff_role WHERE staff_role.person = person.id) AS roles FROM person";

fn credentials(row: &Row) -> Result<Credentials> {
    let confirmed: Option<Timestamp> = row.get("totp_confirmed_at")?;
    Ok(Credentials {
        id: row.get("id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        password_hash: row.get("password_hash")?,
        has_second_factor: confirmed.is_some(),
        is_staff: row.get::<i64>("roles")? > 0,
        is_active: row.get::<String>("status")? == "active",
    })
}

/// One address, one account: blanks and letter case make no difference.
pub(crate) fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A plausible address; whether it exists only a mail can tell.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| {
        !c.is_whitespace() && !c.is_control() && !matches!(c, ',' | '<' | '>' | '"' | ';')
    };
    text.len() <= 254
        && text.chars().all(plain)
        && !local.is_empty()
        && !local.contains('@')
        && host.split('.').count() >= 2
        && host.split('.').all(|label| !label.is_empty())
}

/// Reads an address, or notes what is wrong with it.
pub(crate) fn read_email(email: &str, problems: &mut Vec<Problem>) -> String {
    let email = fold_email(email);
    if !is_email(&email) {
        problems.push(Problem::new("email", "email_invalid"));
    }
    email
}

pub(crate) fn read_name(name: &str, problems: &mut Vec<Problem>) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        problems.push(Problem::new("name", "name_required"));
    } else if name.chars().count() > LONGEST_NAME {
        problems.push(Problem::new("name", "too_long").with("max", LONGEST_NAME));
    }
    name
}

/// The language, or Kyrgyz.
pub(crate) fn language_or_default(language: &str) -> &'static str {
    LANGUAGES.into_iter().find(|known| *known == language).unwrap_or("ky")
}

pub(crate) async fn person_by_email(app: &App, email: &str) -> Result<Option<Credentials>> {
    let sql = format!("{CREDENTIALS} WHERE email = $1");
    let rows = app.store().rows(&sql, &[email.into()]).await?;
    rows.first().map(credentials).transpose()
}

pub(crate) async fn person_by_id(app: &App, id: Uuid) -> Result<Credentials> {
    let sql = format!("{CREDENTIALS} WHERE id = $1");
    let rows = app.store().rows(&sql, &[id.into()]).await?;
    credentials(rows.first().ok_or(Error::NotFound)?)
}

/// The caller's own account.
pub async fn account(app: &App, caller: &Caller) -> Result<Account> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let sql =
        "SELECT name, email, language, totp_confirmed_at, created_at FROM person WHERE id = $1";
    let rows = app.store().rows(sql, &[by.person.into()]).await?;
    let row = rows.first().ok_or(Error::NotFound)?;
    let confirmed: Option<Timestamp> = row.get("totp_confirmed_at")?;
    Ok(Account {
        name: row.get("name")?,
        email: row.get("email")?,
        language: row.get("language")?,
        has_second_factor: confirmed.is_some(),
        created_at: row.get("created_at")?,
    })
}

/// Chooses the language of mails and of the first page after signing in.
pub async fn set_language(app: &App, caller: &Caller, language: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    if !LANGUAGES.contains(&language) {
        return Err(Error::Invalid(vec![Problem::new("language", "language_unknown")]));
    }
    set(app, by.person, "language", language, "language_set").await
}

/// Changes the name shown from now on; what is in histories stays.
pub async fn set_name(app: &App, caller: &Caller, name: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let mut problems = Vec::new();
    let name = read_name(name, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    set(app, by.person, "name", &name, "name_set").await
}

async fn set(app: &App, person: Uuid, column: &'static str, value: &str, act: &str) -> Result<()> {
    let now = app.now();
    let sql = &format!("UPDATE person SET {column} = $2, updated_at = $3 WHERE id = $1");
    app.store()
        .write("set_account", |tx| {
            Box::pin(async move {
                tx.put_rows(sql, &[person.into(), value.into(), now.into()]).await?;
                note(tx, person, act, &[(column, value)], person, now).await
            })
        })
        .await
}

/// The caller shows the password again before something that a thief of the session would want.
pub(crate) async fn show_password(
    app: &App,
    caller: &Caller,
    password: &str,
) -> Result<Credentials> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let person = person_by_id(app, by.person).await?;
    let tries = limit::for_second(person.id);
    limit::knock(app, &tries).await?;
    if !checks_out(password, person.password_hash.clone()).await? {
        return Err(Error::Invalid(vec![Problem::new("old_password", "old_password_wrong")]));
    }
    limit::give_back(app, &tries).await?;
    Ok(person)
}

/// A new password. All other sessions end: whoever knew the old one is out.
pub async fn change_password(
    app: &App,
    caller: &Caller,
    old: &str,
    new: &str,
    session_token: &str,
) -> Result<()> {
    let person = show_password(app, caller, old).await?;
    if let Some(problem) = strength("password", new, &[&person.email, &person.name]) {
        return Err(Error::Invalid(vec![problem]));
    }
    let (hash, now) = (&hash(app, new).await?, app.now());
    let kept = &super::token_hash(session_token);
    app.store()
        .write("change_password", |tx| {
            Box::pin(async move {
                put_password(tx, person.id, hash, now).await?;
                session::end_all(tx, person.id, Some(kept.clone())).await?;
                note(tx, person.id, "password_changed", &[], person.id, now).await
            })
        })
        .await
}

/// Stores a password.
pub(crate) async fn put_password(
    tx: &mut Tx<'_>,
    person: Uuid,
    hash: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE person SET password_hash = $2, updated_at = $3 WHERE id = $1";
    let values: [Val; 3] = [person.into(), hash.into(), now.into()];
    tx.put_rows(sql, &values).await?;
    Ok(())
}
