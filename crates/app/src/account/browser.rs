//! Browsers from which somebody signed in before. They open nothing: their owners are only not
//! shut out by the wrong tries of strangers.

use uuid::Uuid;

use super::{Token, token_hash};
use crate::caller::Visit;
use crate::{App, Caller, Error, Result};

impl Visit {
    /// Names the browser in a counter without saying what it shows.
    pub(super) fn browser_hash(&self) -> String {
        hex::encode(token_hash(&self.browser))
    }
}

/// Whether this person has signed in from this browser.
pub(super) async fn knows(app: &App, person: Uuid, browser: &str) -> Result<bool> {
    if browser.is_empty() {
        return Ok(false);
    }
    let sql = "SELECT person FROM known_browser WHERE token_hash = $1 AND person = $2";
    let rows = app.store().rows(sql, &[token_hash(browser).into(), person.into()]).await?;
    Ok(!rows.is_empty())
}

/// Remembers that this person signed in from this browser. A browser that has nothing to show yet
/// gets something to keep.
pub async fn remember_browser(app: &App, caller: &Caller, person: Uuid) -> Result<Option<String>> {
    let fresh = caller.visit.browser.is_empty().then(|| Token::new(app).text);
    let hash = token_hash(fresh.as_deref().unwrap_or(&caller.visit.browser));
    let (hash, now) = (&hash, app.now());
    app.store()
        .write("remember_browser", |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO known_browser (token_hash, person, created_at) \
                           VALUES ($1, $2, $3) ON CONFLICT (token_hash, person) DO NOTHING";
                tx.put_rows(sql, &[hash.clone().into(), person.into(), now.into()]).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(fresh)
}
