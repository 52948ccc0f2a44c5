//! Invitations by e-mail: a link that works once.

use std::collections::BTreeMap;

use domain::problem::Problem;
use jiff::{SignedDuration, Timestamp};
use store::{Enqueue, Json, Row, Tx, Val};
use uuid::Uuid;

use super::join;
use crate::account::{Token, confirm_email, note, read_email, token_hash};
use crate::notice::{MAIL, Mail};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, OrganisationRole, Result};

const HOLDS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Open invitations of one organisation: nobody sends mail to the whole country in its name.
const MOST: i64 = 50;

/// An invitation as the invited person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The organisation.
    pub organisation: Uuid,
    /// Its name.
    pub name: String,
    /// What the person will be there.
    pub role: OrganisationRole,
    /// The address it was sent to.
    pub email: String,
}

/// An invitation as the owners see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// Names it in a form; it does not open it.
    pub id: String,
    /// The address it was sent to.
    pub email: String,
    /// What the person will be.
    pub role: OrganisationRole,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

/// Invites somebody; the mail goes out in the inviter's language, or the invited person's own.
pub async fn invite(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    email: &str,
    role: OrganisationRole,
) -> Result<()> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(organisation))?.person;
    let mut problems = Vec::new();
    let email = &read_email(email, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let name = caller.memberships.iter().find(|m| m.organisation == organisation);
    let name = &name.map(|membership| membership.name.clone()).unwrap_or_default();
    let (token, now) = (&Token::new(app), app.now());
    let language = &caller.language;
    app.store()
        .write("invite", |tx| {
            Box::pin(async move {
                revoke_older(tx, organisation, email, now).await?;
                if open_count(tx, organisation, now).await? >= MOST {
                    return Err(Error::TooMany);
                }
                insert(tx, token, organisation, email, role, by, now).await?;
                let params = BTreeMap::from([
                    ("organisation".to_owned(), name.clone()),
                    ("role".to_owned(), role.as_str().to_owned()),
                ]);
                let mail = mail_to(tx, email, language, params, &token.text).await?;
                let body = Json::of(&mail)?;
                tx.enqueue(Enqueue { channel: MAIL, dedupe: None, body, run_at: now, now }).await?;
                let organisation = organisation.to_string();
                let params = [("organisation", organisation.as_str()), ("role", role.as_str())];
                note(tx, by, "invited", &params, by, now).await
            })
        })
        .await
}

async fn mail_to(
    tx: &mut Tx<'_>,
    email: &str,
    language: &str,
    params: BTreeMap<String, String>,
    token: &str,
) -> Result<Mail> {
    let rows = tx.rows("SELECT id FROM person WHERE email = $1", &[email.into()]).await?;
    let person: Option<Uuid> = rows.first().map(|row| row.get("id")).transpose()?;
    Ok(Mail {
        person,
        address: person.is_none().then(|| email.to_owned()),
        language: person.is_none().then(|| language.to_owned()),
        key: "invitation".into(),
        params,
        link: format!("/invitations/{token}"),
        ..Mail::default()
    })
}

async fn revoke_older(
    tx: &mut Tx<'_>,
    organisation: Uuid,
    email: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE invitation SET revoked_at = $3 WHERE organisation = $1 AND email = $2 \
               AND accepted_at IS NULL AND revoked_at IS NULL";
    tx.put_rows(sql, &[organisation.into(), email.into(), now.into()]).await?;
    Ok(())
}

async fn open_count(tx: &mut Tx<'_>, organisation: Uuid, now: Timestamp) -> Result<i64> {
    let sql = "SELECT count(*) AS n FROM invitation WHERE organisation = $1 AND expires_at > $2 \
               AND accepted_at IS NULL AND revoked_at IS NULL";
    let rows = tx.rows(sql, &[organisation.into(), now.into()]).await?;
    Ok(rows.first().map(|row| row.get("n")).transpose()?.unwrap_or_default())
}

async fn insert(
    tx: &mut Tx<'_>,
    token: &Token,
    organisation: Uuid,
    email: &str,
    role: OrganisationRole,
    by: Uuid,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO invitation \
               (token_hash, organisation, email, role, invited_by, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values: [Val; 7] = [
        token.hash.clone().into(),
        organisation.into(),
        email.into(),
        role.as_str().into(),
        by.into(),
        now.into(),
        (now + HOLDS).into(),
    ];
    tx.put_rows(sql, &values).await?;
    Ok(())
}

fn role(row: &Row) -> Result<OrganisationRole> {
    let role = OrganisationRole::from_word(&row.get::<String>("role")?);
    role.ok_or_else(|| Error::Internal("an unknown role".into()))
}

/// The open invitations of an organisation, newest first.
pub async fn invitations(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
) -> Result<Vec<InvitationView>> {
    policy::check(caller, Deed::ManageOrganisation, Some(organisation))?;
    let sql = "SELECT token_hash, email, role, expires_at FROM invitation \
               WHERE organisation = $1 AND expires_at > $2 AND accepted_at IS NULL \
               AND revoked_at IS NULL ORDER BY created_at DESC";
    let rows = app.store().rows(sql, &[organisation.into(), app.now().into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(InvitationView {
                id: hex::encode(row.get::<Vec<u8>>("token_hash")?),
                email: row.get("email")?,
                role: role(row)?,
                expires_at: row.get("expires_at")?,
            })
        })
        .collect()
}

/// Takes an invitation back.
pub async fn revoke_invitation(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    id: &str,
) -> Result<()> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(organisation))?.person;
    let (hash, now) = (&hex::decode(id).map_err(|_| Error::NotFound)?, app.now());
    app.store()
        .write("revoke_invitation", |tx| {
            Box::pin(async move {
                let sql = "UPDATE invitation SET revoked_at = $3 WHERE token_hash = $1 \
                           AND organisation = $2 AND accepted_at IS NULL AND revoked_at IS NULL";
                let values = [hash.clone().into(), organisation.into(), now.into()];
                if tx.put_rows(sql, &values).await? != 1 {
                    return Err(Error::NotFound);
                }
                let organisation = organisation.to_string();
                note(tx, by, "invitation_revoked", &[("organisation", &organisation)], by, now)
                    .await
            })
        })
        .await
}

/// What the link offers; its holder need not have an account yet.
pub async fn invitation(app: &App, caller: &Caller, token: &str) -> Result<Invitation> {
    policy::check(caller, Deed::SignIn, None)?;
    let sql = "SELECT organisation, name, role, email FROM invitation \
               JOIN organisation ON organisation.id = invitation.organisation \
               WHERE token_hash = $1 AND expires_at > $2 AND accepted_at IS NULL \
               AND revoked_at IS NULL";
    let rows = app.store().rows(sql, &[token_hash(token).into(), app.now().into()]).await?;
    let row = rows.first().ok_or_else(|| no_link("token_expired"))?;
    Ok(Invitation {
        organisation: row.get("organisation")?,
        name: row.get("name")?,
        role: role(row)?,
        email: row.get("email")?,
    })
}

fn no_link(code: &str) -> Error {
    Error::Invalid(vec![Problem::new("token", code)])
}

/// Accepts: the caller becomes a member.
pub async fn accept(app: &App, caller: &Caller, token: &str) -> Result<Uuid> {
    let by = policy::actor(caller, Deed::UseAccount, None)?.person;
    let (hash, now, email) = (&token_hash(token), app.now(), &caller.email);
    app.store()
        .write("accept_invitation", |tx| {
            Box::pin(async move { accept_in(tx, hash, by, email, now).await })
        })
        .await
}

/// Of two who come with the same link at the same moment, one is let in.
pub(crate) async fn accept_in(
    tx: &mut Tx<'_>,
    hash: &[u8],
    person: Uuid,
    email: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let sql = "UPDATE invitation SET accepted_at = $2 WHERE token_hash = $1 AND expires_at > $2 \
               AND accepted_at IS NULL AND revoked_at IS NULL \
               RETURNING organisation, role, email";
    let rows = tx.rows(sql, &[hash.to_vec().into(), now.into()]).await?;
    let row = rows.first().ok_or_else(|| no_link("token_expired"))?;
    let organisation: Uuid = row.get("organisation")?;
    join(tx, organisation, person, role(row)?, now).await?;
    if row.get::<String>("email")? == email {
        confirm_email(tx, person, now).await?;
    }
    let id = organisation.to_string();
    note(tx, person, "invitation_accepted", &[("organisation", &id)], person, now).await?;
    Ok(organisation)
}
