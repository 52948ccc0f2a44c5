//! Who holds a token, and what it opens.

use domain::record::Actor;
use jiff::{SignedDuration, Timestamp};
use store::Row;
use uuid::Uuid;

use super::{APPLICANT, STAFF};
use crate::account::token_hash;
use crate::caller::Membership;
use crate::{App, Caller, Error, OrganisationRole, Result, StaffRole};

/// A sign of life is written down at most this often.
const NOTED: SignedDuration = SignedDuration::from_secs(60);

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
    let idle = if staff.is_empty() || app.settings().is_demo { APPLICANT.1 } else { STAFF.1 };
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
        ..Caller::default()
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

async fn staff_roles(app: &App, person: Uuid) -> Result<Vec<StaffRole>> {
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
