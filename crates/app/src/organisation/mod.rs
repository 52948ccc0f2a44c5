//! Organisations: opened, shared, left.

mod invitation;
mod member;
mod token;

pub use invitation::{
    Invitation, InvitationView, accept, invitation, invitations, invite, revoke_invitation,
};
pub use member::{Member, leave, members, remove_member, set_role};
pub use token::{
    ApiToken, NewApiToken, api_tokens, caller_of_api_token, create_token, revoke_token,
};

pub(crate) use invitation::accept_in;

use domain::problem::Problem;
use jiff::Timestamp;
use store::{Tx, Val};
use uuid::Uuid;

use crate::account::note;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, OrganisationRole, Result};

const LONGEST_NAME: usize = 300;

/// An organisation as its members see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The id its holder record has or will have.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Since when it is here.
    pub created_at: Timestamp,
}

pub(crate) fn read_name(name: &str, problems: &mut Vec<Problem>) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        problems.push(Problem::new("organisation", "required"));
    } else if name.chars().count() > LONGEST_NAME {
        problems.push(Problem::new("organisation", "too_long").with("max", LONGEST_NAME));
    }
    name
}

/// Opens another organisation; the caller owns it.
pub async fn open(app: &App, caller: &Caller, name: &str) -> Result<Uuid> {
    let by = policy::actor(caller, Deed::OpenOrganisation, None)?.person;
    let name = &valid_name(name)?;
    let (id, now) = (app.new_id(), app.now());
    app.store()
        .write("open_organisation", |tx| {
            Box::pin(async move { open_in(tx, id, name, by, now).await })
        })
        .await?;
    Ok(id)
}

fn valid_name(name: &str) -> Result<String> {
    let mut problems = Vec::new();
    let name = read_name(name, &mut problems);
    if problems.is_empty() { Ok(name) } else { Err(Error::Invalid(problems)) }
}

pub(crate) async fn open_in(
    tx: &mut Tx<'_>,
    id: Uuid,
    name: &str,
    owner: Uuid,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, $3)";
    tx.put_rows(sql, &[id.into(), name.into(), now.into()]).await?;
    join(tx, id, owner, OrganisationRole::Owner, now).await?;
    note(tx, owner, "organisation_opened", &[("organisation", &id.to_string())], owner, now).await
}

/// Makes somebody a member; whoever is one already keeps the greater role.
async fn join(
    tx: &mut Tx<'_>,
    id: Uuid,
    person: Uuid,
    role: OrganisationRole,
    now: Timestamp,
) -> Result<()> {
    let sql = "SELECT role FROM membership WHERE organisation = $1 AND person = $2";
    let rows = tx.rows(sql, &[id.into(), person.into()]).await?;
    let present: Option<String> = rows.first().map(|row| row.get("role")).transpose()?;
    let present = present.as_deref().and_then(OrganisationRole::from_word);
    let role = present.map_or(role, |present| present.max(role));
    let sql = "INSERT INTO membership (person, organisation, role, created_at) \
               VALUES ($1, $2, $3, $4) \
               ON CONFLICT (person, organisation) DO UPDATE SET role = excluded.role";
    let values: [Val; 4] = [person.into(), id.into(), role.as_str().into(), now.into()];
    tx.put_rows(sql, &values).await?;
    Ok(())
}

/// The organisation, for its members and the desk.
pub async fn organisation(app: &App, caller: &Caller, id: Uuid) -> Result<Organisation> {
    policy::check(caller, Deed::ReadOrganisation, Some(id))?;
    let sql = "SELECT id, name, created_at FROM organisation WHERE id = $1";
    let rows = app.store().rows(sql, &[id.into()]).await?;
    let row = rows.first().ok_or(Error::NotFound)?;
    Ok(Organisation {
        id: row.get("id")?,
        name: row.get("name")?,
        created_at: row.get("created_at")?,
    })
}

/// Gives the organisation another name in its members' lists; the Register is not touched.
pub async fn rename(app: &App, caller: &Caller, id: Uuid, name: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(id))?.person;
    let (name, now) = (&valid_name(name)?, app.now());
    app.store()
        .write("rename_organisation", |tx| {
            Box::pin(async move {
                let sql = "UPDATE organisation SET name = $2 WHERE id = $1";
                tx.put_rows(sql, &[id.into(), name.as_str().into()]).await?;
                let params = [("organisation", id.to_string()), ("name", name.clone())];
                let params = params.each_ref().map(|(key, value)| (*key, value.as_str()));
                note(tx, by, "organisation_renamed", &params, by, now).await
            })
        })
        .await
}
