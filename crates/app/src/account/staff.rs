//! People and their roles, for the administrator.

use domain::problem::Problem;
use jiff::Timestamp;
use store::{Json, Row, Tx, Val};
use uuid::Uuid;

use super::person::{language_or_default, read_name};
use super::reset::enqueue_link;
use super::{AccountEvent, NewPerson, Token, hash, insert_person, note, read_email, strength};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, StaffRole, hands, session};

/// A person as the administrator sees them: no casework, no organisations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The account.
    pub id: Uuid,
    /// Name and family name.
    pub name: String,
    /// The address by which the person signs in.
    pub email: String,
    /// Roles at the authority.
    pub roles: Vec<StaffRole>,
    /// Whether the person may sign in.
    pub is_active: bool,
    /// Whether the second factor is set up.
    pub has_second_factor: bool,
    /// Since when there is the account.
    pub created_at: Timestamp,
}

const PEOPLE: &str = "SELECT person.id, name, email, status, totp_confirmed_at, created_at, role \
     FROM person LEFT JOIN staff_role ON staff_role.person = person.id";

/// People by a part of name or address, staff first; at most 100.
pub async fn people(
    app: &App,
    caller: &Caller,
    part: &str,
    only_staff: bool,
) -> Result<Vec<PersonView>> {
    policy::check(caller, Deed::ManagePeople, None)?;
    let part = part.trim().to_lowercase();
    let joined = if only_staff { PEOPLE.replace("LEFT JOIN", "JOIN") } else { PEOPLE.to_owned() };
    let sql = format!(
        "{joined} WHERE $1 = '' OR email LIKE '%' || $1 || '%' OR lower(name) LIKE '%' || $1 || '%' \
         OR name LIKE '%' || $2 || '%' \
         ORDER BY CASE WHEN role IS NULL THEN 1 ELSE 0 END, name, person.id, role LIMIT 300"
    );
    // SQLite folds only Latin letters: Cyrillic names are also sought as typed with a capital.
    let capital: String = part
        .chars()
        .enumerate()
        .flat_map(|(at, c)| if at == 0 { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] })
        .collect();
    let rows = app.store().rows(&sql, &[part.into(), capital.into()]).await?;
    let mut people = gathered(&rows)?;
    people.truncate(100);
    Ok(people)
}

/// One person.
pub async fn person(app: &App, caller: &Caller, id: Uuid) -> Result<PersonView> {
    policy::check(caller, Deed::ManagePeople, None)?;
    let sql = format!("{PEOPLE} WHERE person.id = $1");
    let rows = app.store().rows(&sql, &[id.into()]).await?;
    gathered(&rows)?.pop().ok_or(Error::NotFound)
}

/// Rows come one for each role of a person, together.
fn gathered(rows: &[Row]) -> Result<Vec<PersonView>> {
    let mut people: Vec<PersonView> = Vec::new();
    for row in rows {
        let id: Uuid = row.get("id")?;
        if people.last().is_none_or(|last| last.id != id) {
            let confirmed: Option<Timestamp> = row.get("totp_confirmed_at")?;
            people.push(PersonView {
                id,
                name: row.get("name")?,
                email: row.get("email")?,
                roles: Vec::new(),
                is_active: row.get::<String>("status")? == "active",
                has_second_factor: confirmed.is_some(),
                created_at: row.get("created_at")?,
            });
        }
        let role: Option<String> = row.get("role")?;
        let role = role.as_deref().and_then(StaffRole::from_word);
        if let (Some(role), Some(last)) = (role, people.last_mut()) {
            last.roles.push(role);
        }
    }
    Ok(people)
}

/// What was done about a person's account, newest first.
pub async fn events_of(app: &App, caller: &Caller, id: Uuid) -> Result<Vec<AccountEvent>> {
    policy::check(caller, Deed::ManagePeople, None)?;
    let sql = "SELECT act, params, done_by, at FROM account_event WHERE person = $1 \
               ORDER BY seq DESC LIMIT 50";
    let rows = app.store().rows(sql, &[id.into()]).await?;
    rows.iter()
        .map(|row| {
            let params: Json = row.get("params")?;
            Ok(AccountEvent {
                act: row.get("act")?,
                params: params.read("params of an account event")?,
                done_by: row.get("done_by")?,
                at: row.get("at")?,
            })
        })
        .collect()
}

/// Opens an account for somebody at the authority. Without a password (from the administrator's
/// page) the person gets a link to set one; with it, the command line hands it over.
pub async fn add_staff(
    app: &App,
    caller: &Caller,
    email: &str,
    name: &str,
    roles: &[StaffRole],
    password: Option<&str>,
    language: &str,
) -> Result<Uuid> {
    policy::check(caller, Deed::ManagePeople, None)?;
    let mut problems = Vec::new();
    let email = read_email(email, &mut problems);
    let name = read_name(name, &mut problems);
    problems.extend(password.and_then(|text| strength("password", text, &[&email, &name])));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let by = caller.actor.as_ref().map_or(Uuid::nil(), |actor| actor.person);
    let nobody_knows = super::Token::new(app).text;
    let new = &NewPerson {
        id: app.new_id(),
        email,
        name,
        language: language_or_default(language),
        password_hash: hash(app, password.unwrap_or(&nobody_knows)).await?,
    };
    let link = &password.is_none().then(|| Token::new(app));
    let now = app.now();
    app.store()
        .write("add_staff", |tx| {
            Box::pin(async move {
                insert_person(tx, new, now).await?;
                note(tx, new.id, "account_opened", &[], by, now).await?;
                put_roles(tx, new.id, roles, by, now).await?;
                match link {
                    Some(token) => invite(tx, new.id, token, now).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    Ok(new.id)
}

/// A link to set the first password; it holds longer than one that was asked for.
async fn invite(tx: &mut Tx<'_>, person: Uuid, token: &Token, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO password_reset (token_hash, person, created_at, expires_at) \
               VALUES ($1, $2, $3, $4)";
    let until = now + jiff::SignedDuration::from_hours(72);
    let values: [Val; 4] = [token.hash.clone().into(), person.into(), now.into(), until.into()];
    tx.put_rows(sql, &values).await?;
    enqueue_link(tx, person, &token.text, now).await
}

/// Sets a person's roles at the authority. The last administrator stays one.
pub async fn set_roles(app: &App, caller: &Caller, id: Uuid, roles: &[StaffRole]) -> Result<()> {
    let by = &policy::actor(caller, Deed::ManagePeople, None)?;
    let moment = &app.moment();
    app.store()
        .write("set_roles", |tx| {
            Box::pin(async move {
                exists(tx, id).await?;
                put_roles(tx, id, roles, by.person, moment.at).await?;
                an_administrator_remains(tx).await?;
                if !roles.contains(&StaffRole::Registrar) {
                    hands::let_go(tx, id, by, moment).await?;
                }
                session::end_all(tx, id, None).await
            })
        })
        .await
}

async fn exists(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let rows = tx.rows("SELECT id FROM person WHERE id = $1", &[id.into()]).await?;
    rows.first().map(|_| ()).ok_or(Error::NotFound)
}

async fn put_roles(
    tx: &mut Tx<'_>,
    id: Uuid,
    roles: &[StaffRole],
    by: Uuid,
    now: Timestamp,
) -> Result<()> {
    tx.put_rows("DELETE FROM staff_role WHERE person = $1", &[id.into()]).await?;
    for role in roles {
        let sql = "INSERT INTO staff_role (person, role, granted_by, granted_at) \
                   VALUES ($1, $2, $3, $4) ON CONFLICT (person, role) DO NOTHING";
        let values: [Val; 4] = [id.into(), role.as_str().into(), by.into(), now.into()];
        tx.put_rows(sql, &values).await?;
    }
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    note(tx, id, "roles_set", &[("roles", &words.join(" "))], by, now).await
}

/// Without an administrator nobody could mend anything. The rows are locked first, so that two
/// administrators cannot take the role from each other at the same moment.
async fn an_administrator_remains(tx: &mut Tx<'_>) -> Result<()> {
    tx.put_rows("UPDATE staff_role SET role = role WHERE role = 'administrator'", &[]).await?;
    let sql = "SELECT count(*) AS n FROM staff_role JOIN person ON person.id = staff_role.person \
               WHERE role = 'administrator' AND status = 'active'";
    let rows = tx.rows(sql, &[]).await?;
    match rows.first().map(|row| row.get::<i64>("n")).transpose()? {
        Some(0) | None => Err(Error::Invalid(vec![Problem::new("roles", "last_administrator")])),
        Some(_) => Ok(()),
    }
}

/// Closes the door to a person: sessions and programs' tokens end at once.
pub async fn block(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    set_status(app, caller, id, "blocked").await
}

/// Opens the door again.
pub async fn unblock(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    set_status(app, caller, id, "active").await
}

async fn set_status(app: &App, caller: &Caller, id: Uuid, status: &'static str) -> Result<()> {
    let by = &policy::actor(caller, Deed::ManagePeople, None)?;
    let moment = &app.moment();
    app.store()
        .write("set_status", |tx| {
            Box::pin(async move {
                let now = moment.at;
                exists(tx, id).await?;
                let sql = "UPDATE person SET status = $2, updated_at = $3 WHERE id = $1";
                tx.put_rows(sql, &[id.into(), status.into(), now.into()]).await?;
                an_administrator_remains(tx).await?;
                if status == "blocked" {
                    session::end_all(tx, id, None).await?;
                    hands::let_go(tx, id, by, moment).await?;
                }
                note(tx, id, status, &[], by.person, now).await
            })
        })
        .await
}

/// Forgets a lost phone: the person sets the second factor up at the next signing in.
pub async fn reset_second_factor(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    let by = policy::actor(caller, Deed::ManagePeople, None)?.person;
    super::second_factor::clear(app, id, by).await
}
