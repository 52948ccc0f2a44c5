//! One's own sessions: seen, ended.

use jiff::Timestamp;
use store::Tx;
use uuid::Uuid;

use crate::account::{note, token_hash};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

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

/// Ends the caller's sessions, all but the one that asks.
pub async fn revoke_others(app: &App, caller: &Caller, this_token: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::UseAccount, None)?.person;
    let (this, now) = (&token_hash(this_token), app.now());
    app.store()
        .write("revoke_others", |tx| {
            Box::pin(async move {
                end_all(tx, by, Some(this.clone())).await?;
                note(tx, by, "signed_out", &[("which", "others")], by, now).await
            })
        })
        .await
}

/// Ends one of the caller's sessions.
pub async fn revoke(app: &App, caller: &Caller, id: &str) -> Result<()> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let hash = hex::decode(id).map_err(|_| Error::NotFound)?;
    end(app, "revoke_session", hash, Some(by.person)).await
}
