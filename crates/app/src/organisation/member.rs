//! Who works in an organisation, and as what.

use domain::problem::Problem;
use jiff::Timestamp;
use store::{Tx, Val};
use uuid::Uuid;

use crate::account::note;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, OrganisationRole, Result};

/// Somebody in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub person: Uuid,
    /// Name and family name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What the person is there.
    pub role: OrganisationRole,
    /// Since when.
    pub created_at: Timestamp,
}

/// Everybody in the organisation, by name.
pub async fn members(app: &App, caller: &Caller, organisation: Uuid) -> Result<Vec<Member>> {
    policy::check(caller, Deed::ReadOrganisation, Some(organisation))?;
    let sql = "SELECT person.id, name, email, role, membership.created_at FROM membership \
               JOIN person ON person.id = membership.person \
               WHERE organisation = $1 ORDER BY name, person.id";
    let rows = app.store().rows(sql, &[organisation.into()]).await?;
    rows.iter()
        .map(|row| {
            let role = OrganisationRole::from_word(&row.get::<String>("role")?);
            Ok(Member {
                person: row.get("id")?,
                name: row.get("name")?,
                email: row.get("email")?,
                role: role.ok_or_else(|| Error::Internal("an unknown role".into()))?,
                created_at: row.get("created_at")?,
            })
        })
        .collect()
}

/// Changes what a member is.
pub async fn set_role(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    person: Uuid,
    role: OrganisationRole,
) -> Result<()> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(organisation))?.person;
    change(app, organisation, person, Some(role), by).await
}

/// Takes a member out.
pub async fn remove_member(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    person: Uuid,
) -> Result<()> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(organisation))?.person;
    change(app, organisation, person, None, by).await
}

/// Leaves the organisation.
pub async fn leave(app: &App, caller: &Caller, organisation: Uuid) -> Result<()> {
    let by = policy::actor(caller, Deed::ReadOrganisation, Some(organisation))?.person;
    change(app, organisation, by, None, by).await
}

async fn change(
    app: &App,
    organisation: Uuid,
    person: Uuid,
    role: Option<OrganisationRole>,
    by: Uuid,
) -> Result<()> {
    let now = app.now();
    app.store()
        .write("change_member", |tx| {
            Box::pin(async move {
                let changed = match role {
                    Some(role) => put_role(tx, organisation, person, role).await?,
                    None => take_out(tx, organisation, person).await?,
                };
                if changed == 0 {
                    return Err(Error::NotFound);
                }
                an_owner_remains(tx, organisation).await?;
                let organisation = organisation.to_string();
                let word = role.map_or("none", OrganisationRole::as_str);
                let params = [("organisation", organisation.as_str()), ("role", word)];
                note(tx, person, "member_changed", &params, by, now).await
            })
        })
        .await
}

async fn put_role(
    tx: &mut Tx<'_>,
    organisation: Uuid,
    person: Uuid,
    role: OrganisationRole,
) -> Result<u64> {
    let sql = "UPDATE membership SET role = $3 WHERE organisation = $1 AND person = $2";
    let values: [Val; 3] = [organisation.into(), person.into(), role.as_str().into()];
    Ok(tx.put_rows(sql, &values).await?)
}

/// Tokens for programs that the person made for the organisation end with the membership.
async fn take_out(tx: &mut Tx<'_>, organisation: Uuid, person: Uuid) -> Result<u64> {
    let values: [Val; 2] = [organisation.into(), person.into()];
    tx.put_rows("DELETE FROM api_token WHERE organisation = $1 AND person = $2", &values).await?;
    let sql = "DELETE FROM membership WHERE organisation = $1 AND person = $2";
    Ok(tx.put_rows(sql, &values).await?)
}

/// An organisation without an owner could never send anything again. The rows of all owners are
/// locked by writing to them, so that two who leave at the same moment cannot both be let go.
async fn an_owner_remains(tx: &mut Tx<'_>, organisation: Uuid) -> Result<()> {
    let lock = "UPDATE organisation SET name = name WHERE id = $1";
    tx.put_rows(lock, &[organisation.into()]).await?;
    let sql = "SELECT count(*) AS n FROM membership WHERE organisation = $1 AND role = 'owner'";
    let rows = tx.rows(sql, &[organisation.into()]).await?;
    match rows.first().map(|row| row.get::<i64>("n")).transpose()? {
        Some(0) | None => Err(Error::Invalid(vec![Problem::new("role", "last_owner")])),
        Some(_) => Ok(()),
    }
}
