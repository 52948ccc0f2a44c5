//! Asking for an alert, and forgetting what was never confirmed.

use jiff::Timestamp;
use store::{Enqueue, Json, Tx, Val};
use uuid::Uuid;

use super::{hours, letters_of};
use crate::account::limit::{self, Knock};
use crate::account::{Token, read_email};
use crate::notice::{MAIL, Mail};
use crate::policy::{self, Deed};
use crate::register::Search;
use crate::{App, Caller, Error, Result};

/// What somebody wants to be told of.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// In which language letters go: `ky`, `ru`, `en`.
    pub language: String,
    /// What is looked for.
    pub search: Search,
    /// The page of the search, after the language: `/register?q=…`.
    pub address: String,
    /// The search in words of that language.
    pub title: String,
}

/// Sends a letter with a link that confirms the wish. The answer is the same, whether the address is
/// known here or not, and whether it was written to lately.
pub async fn ask(app: &App, caller: &Caller, email: &str, wish: &Wish) -> Result<()> {
    policy::check(caller, Deed::ReadRegister, None)?;
    let mut problems = Vec::new();
    let email = read_email(email, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    limit::knock(app, &[Knock::new(limit::ALERT, &caller.visit.network)]).await?;
    match limit::knock(app, &[Knock::at_address(limit::LETTERS, &email)]).await {
        Err(Error::TooSoon(_)) => return Ok(()),
        counted => counted?,
    }
    let (id, token, now) = (app.new_id(), &Token::new(app).text, app.now());
    let (email, before) = (&email, now - hours(app, "alert_confirm_hours")?);
    app.store()
        .write("ask_alert", |tx| {
            Box::pin(async move {
                sweep(tx, before).await?;
                insert(tx, (id, token, email), wish, now).await?;
                let name = format!("{}ask", letters_of(id));
                let body = Json::of(&letter(id, token))?;
                let dedupe = Some(name.as_str());
                tx.enqueue(Enqueue { channel: MAIL, dedupe, body, run_at: now, now }).await?;
                Ok(())
            })
        })
        .await
}

/// Nothing that a stranger typed goes into it: nobody writes to others through us.
fn letter(id: Uuid, token: &str) -> Mail {
    Mail {
        alert: Some(id),
        key: "alert_ask".into(),
        link: format!("/alerts/{token}"),
        ..Mail::default()
    }
}

async fn insert(
    tx: &mut Tx<'_>,
    (id, token, email): (Uuid, &str, &str),
    wish: &Wish,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO alert \
               (id, token, email, language, search, address, title, position, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)";
    let values: [Val; 8] = [
        id.into(),
        token.into(),
        email.into(),
        wish.language.as_str().into(),
        Json::of(&wish.search)?.into(),
        wish.address.as_str().into(),
        wish.title.as_str().into(),
        now.into(),
    ];
    tx.put_rows(sql, &values).await?;
    Ok(())
}

/// Forgets alerts that nobody confirmed in time, and says how many.
pub async fn forget_unconfirmed(app: &App) -> Result<u64> {
    let before = app.now() - hours(app, "alert_confirm_hours")?;
    app.store().write("forget_alerts", |tx| Box::pin(async move { sweep(tx, before).await })).await
}

async fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    let sql = "SELECT id FROM alert WHERE confirmed_at IS NULL AND created_at <= $1";
    let rows = tx.rows(sql, &[before.into()]).await?;
    for row in &rows {
        remove(tx, row.get("id")?).await?;
    }
    Ok(rows.len() as u64)
}

/// Takes an alert away with every letter of it: its address is nowhere then.
pub(super) async fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let sql = "DELETE FROM outbox WHERE channel = $1 AND dedupe LIKE $2";
    tx.put_rows(sql, &[MAIL.into(), format!("{}%", letters_of(id)).into()]).await?;
    tx.put_rows("DELETE FROM alert WHERE id = $1", &[id.into()]).await?;
    Ok(())
}
