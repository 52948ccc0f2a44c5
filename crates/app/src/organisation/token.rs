//! Tokens by which an organisation's own programs send entries.

use domain::problem::Problem;
use domain::record::Actor;
use jiff::{SignedDuration, Timestamp};
use store::Val;
use uuid::Uuid;

use crate::account::{Token, note, token_hash};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, session};

/// What every token begins with, so that scanners for lost secrets recognise it.
const PREFIX: &str = "korgoo_";
const HOLDS: SignedDuration = SignedDuration::from_hours(365 * 24);
const LONGEST_NAME: usize = 100;

/// A token as the owners see it: never the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Names it in a form.
    pub id: String,
    /// What it is for, in the owner's words.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Option<Timestamp>,
    /// The last day on which it was used.
    pub last_used_at: Option<Timestamp>,
}

/// A new token: its text is shown now and never again.
#[derive(Debug, Clone)]
pub struct NewApiToken {
    /// The secret.
    pub text: String,
}

/// Makes a token for a program. It may what its maker may in this organisation, and ends with the
/// membership.
pub async fn create_token(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    name: &str,
) -> Result<NewApiToken> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(organisation))?.person;
    let name = &name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let code = if name.is_empty() { "required" } else { "too_long" };
        let problem = Problem::new("token_name", code).with("max", LONGEST_NAME);
        return Err(Error::Invalid(vec![problem]));
    }
    let text = format!("{PREFIX}{}", Token::new(app).text);
    let (hash, now) = (&token_hash(&text), app.now());
    app.store()
        .write("create_token", |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO api_token \
                           (token_hash, person, organisation, name, created_at, expires_at) \
                           VALUES ($1, $2, $3, $4, $5, $6)";
                let values: [Val; 6] = [
                    hash.clone().into(),
                    by.into(),
                    organisation.into(),
                    name.as_str().into(),
                    now.into(),
                    (now + HOLDS).into(),
                ];
                tx.put_rows(sql, &values).await?;
                let organisation = organisation.to_string();
                let params = [("organisation", organisation.as_str()), ("name", name.as_str())];
                note(tx, by, "token_created", &params, by, now).await
            })
        })
        .await?;
    Ok(NewApiToken { text })
}

/// The tokens of an organisation that work, newest first.
pub async fn api_tokens(app: &App, caller: &Caller, organisation: Uuid) -> Result<Vec<ApiToken>> {
    policy::check(caller, Deed::ManageOrganisation, Some(organisation))?;
    let sql = "SELECT token_hash, name, created_at, expires_at, last_used_at FROM api_token \
               WHERE organisation = $1 AND revoked_at IS NULL \
               AND (expires_at IS NULL OR expires_at > $2) ORDER BY created_at DESC";
    let rows = app.store().rows(sql, &[organisation.into(), app.now().into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(ApiToken {
                id: hex::encode(row.get::<Vec<u8>>("token_hash")?),
                name: row.get("name")?,
                created_at: row.get("created_at")?,
                expires_at: row.get("expires_at")?,
                last_used_at: row.get("last_used_at")?,
            })
        })
        .collect()
}

/// Ends a token at once.
pub async fn revoke_token(app: &App, caller: &Caller, organisation: Uuid, id: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::ManageOrganisation, Some(organisation))?.person;
    let (hash, now) = (&hex::decode(id).map_err(|_| Error::NotFound)?, app.now());
    app.store()
        .write("revoke_token", |tx| {
            Box::pin(async move {
                let sql = "UPDATE api_token SET revoked_at = $3 \
                           WHERE token_hash = $1 AND organisation = $2 AND revoked_at IS NULL";
                let values = [hash.clone().into(), organisation.into(), now.into()];
                if tx.put_rows(sql, &values).await? != 1 {
                    return Err(Error::NotFound);
                }
                let organisation = organisation.to_string();
                note(tx, by, "token_revoked", &[("organisation", &organisation)], by, now).await
            })
        })
        .await
}

/// Who calls with this token: its maker, in this one organisation, without any role at the authority.
pub async fn caller_of_api_token(app: &App, text: &str) -> Result<Caller> {
    let hash = token_hash(text);
    let sql = "SELECT person.id, person.name, email, language, organisation, last_used_at \
               FROM api_token JOIN person ON person.id = api_token.person \
               WHERE token_hash = $1 AND revoked_at IS NULL AND status = 'active' \
               AND (expires_at IS NULL OR expires_at > $2)";
    let now = app.now();
    let rows = app.store().rows(sql, &[hash.clone().into(), now.into()]).await?;
    let Some(row) = rows.first() else { return Ok(Caller::stranger()) };
    let (person, organisation): (Uuid, Uuid) = (row.get("id")?, row.get("organisation")?);
    let used: Option<Timestamp> = row.get("last_used_at")?;
    if used.is_none_or(|used| now.duration_since(used) > SignedDuration::from_hours(1)) {
        note_use(app, &hash, now).await?;
    }
    let mut memberships = session::memberships(app, person).await?;
    memberships.retain(|membership| membership.organisation == organisation);
    Ok(Caller {
        actor: Some(Actor { person, name: row.get("name")? }),
        email: row.get("email")?,
        language: row.get("language")?,
        memberships,
        ..Caller::default()
    })
}

async fn note_use(app: &App, hash: &[u8], now: Timestamp) -> Result<()> {
    app.store()
        .write("note_token_use", |tx| {
            Box::pin(async move {
                let sql = "UPDATE api_token SET last_used_at = $2 WHERE token_hash = $1";
                tx.put_rows(sql, &[hash.to_vec().into(), now.into()]).await?;
                Ok(())
            })
        })
        .await
}
