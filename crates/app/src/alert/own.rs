//! What the owner of an alert does by the link in a letter: confirm, look, change, stop.

use jiff::Timestamp;
use store::{Json, Val};
use uuid::Uuid;

use super::ask::remove;
use super::{Wish, hours};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

/// An alert as its owner sees it; whose it is, is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// In which language letters go.
    pub language: String,
    /// The page of the search, after the language.
    pub address: String,
    /// Since when letters go; none before it is confirmed.
    pub confirmed_at: Option<Timestamp>,
    id: Uuid,
}

/// The alert that a link names; none once it was stopped, or was not confirmed in time.
pub async fn seen(app: &App, caller: &Caller, token: &str) -> Result<Alert> {
    policy::check(caller, Deed::ReadRegister, None)?;
    let sql = "SELECT id, language, address, confirmed_at FROM alert \
               WHERE token = $1 AND (confirmed_at IS NOT NULL OR created_at > $2)";
    let before = app.now() - hours(app, "alert_confirm_hours")?;
    let rows = app.store().rows(sql, &[token.into(), before.into()]).await?;
    let row = rows.first().ok_or(Error::NotFound)?;
    Ok(Alert {
        id: row.get("id")?,
        language: row.get("language")?,
        address: row.get("address")?,
        confirmed_at: row.get("confirmed_at")?,
    })
}

/// From now on its owner is told of what changes. An older alert of the same address on the same
/// search ends: nobody gets two letters about one thing.
pub async fn confirm(app: &App, caller: &Caller, token: &str) -> Result<()> {
    let alert = seen(app, caller, token).await?;
    let (id, now, newest) = (alert.id, app.now(), app.store().last_public().await?);
    app.store()
        .write("confirm_alert", |tx| {
            Box::pin(async move {
                let sql = "UPDATE alert SET confirmed_at = $2, position = $3 \
                           WHERE id = $1 AND confirmed_at IS NULL";
                tx.put_rows(sql, &[id.into(), now.into(), newest.into()]).await?;
                let sql = "SELECT o.id FROM alert o JOIN alert n ON n.email = o.email \
                           AND n.address = o.address WHERE n.id = $1 AND o.id <> n.id \
                           AND o.confirmed_at IS NOT NULL";
                for row in tx.rows(sql, &[id.into()]).await? {
                    remove(tx, row.get("id")?).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Changes what is looked for and the language of the letters.
pub async fn change(app: &App, caller: &Caller, token: &str, wish: &Wish) -> Result<()> {
    let id = seen(app, caller, token).await?.id;
    let sql = "UPDATE alert SET language = $2, search = $3, address = $4, title = $5 WHERE id = $1";
    let values: &[Val] = &[
        id.into(),
        wish.language.as_str().into(),
        Json::of(&wish.search)?.into(),
        wish.address.as_str().into(),
        wish.title.as_str().into(),
    ];
    app.store()
        .write("change_alert", |tx| {
            Box::pin(async move {
                tx.put_rows(sql, values).await?;
                Ok(())
            })
        })
        .await
}

/// Stops the letters and forgets the address. Stopping twice is stopping once.
pub async fn stop(app: &App, caller: &Caller, token: &str) -> Result<()> {
    let id = match seen(app, caller, token).await {
        Err(Error::NotFound) => return Ok(()),
        seen => seen?.id,
    };
    app.store().write("stop_alert", |tx| Box::pin(async move { remove(tx, id).await })).await
}
