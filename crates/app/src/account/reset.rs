//! A forgotten password: a link by mail, that works once.

use domain::problem::Problem;
use jiff::{SignedDuration, Timestamp};
use store::{Enqueue, Json, Tx, Val};
use uuid::Uuid;

use super::limit::{self, Knock};
use super::person::{person_by_id, put_password};
use super::{Token, fold_email, hash, note, person_by_email, strength, token_hash};
use crate::notice::{MAIL, Mail};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, session};

const HOLDS: SignedDuration = SignedDuration::from_hours(2);
/// How often one address may be written to within [`HOLDS`]: nobody's mailbox is filled by others.
const MOST: i64 = 3;

/// Sends a link, if the address has an account; the answer is the same if it has none.
pub async fn ask_reset(app: &App, caller: &Caller, email: &str) -> Result<()> {
    policy::check(caller, Deed::SignIn, None)?;
    limit::knock(app, &[Knock::new(limit::RESET, &caller.visit.network)]).await?;
    let Some(person) = person_by_email(app, &fold_email(email)).await?.filter(|p| p.is_active)
    else {
        return Ok(());
    };
    let (token, now, id) = (&Token::new(app), app.now(), person.id);
    app.store()
        .write("ask_reset", |tx| {
            Box::pin(async move {
                if asked_lately(tx, id, now).await? >= MOST {
                    return Ok(());
                }
                let sql = "INSERT INTO password_reset (token_hash, person, created_at, expires_at) \
                           VALUES ($1, $2, $3, $4)";
                let values: [Val; 4] =
                    [token.hash.clone().into(), id.into(), now.into(), (now + HOLDS).into()];
                tx.put_rows(sql, &values).await?;
                enqueue_link(tx, id, &token.text, now).await?;
                note(tx, id, "reset_asked", &[], id, now).await
            })
        })
        .await
}

async fn asked_lately(tx: &mut Tx<'_>, person: Uuid, now: Timestamp) -> Result<i64> {
    let sql = "SELECT count(*) AS n FROM password_reset WHERE person = $1 AND created_at > $2";
    let rows = tx.rows(sql, &[person.into(), (now - HOLDS).into()]).await?;
    Ok(rows.first().map(|row| row.get("n")).transpose()?.unwrap_or_default())
}

/// Only a mail, no notice: the link must not lie on a page.
pub(super) async fn enqueue_link(
    tx: &mut Tx<'_>,
    person: Uuid,
    token: &str,
    now: Timestamp,
) -> Result<()> {
    let mail = Mail {
        person: Some(person),
        key: "password_reset".into(),
        link: format!("/reset-password/{token}"),
        ..Mail::default()
    };
    let job = Enqueue { channel: MAIL, dedupe: None, body: Json::of(&mail)?, run_at: now, now };
    tx.enqueue(job).await?;
    Ok(())
}

/// Whether the link still works.
pub async fn reset_stands(app: &App, caller: &Caller, token: &str) -> Result<()> {
    policy::check(caller, Deed::SignIn, None)?;
    owner(app, token).await.map(|_| ())
}

async fn owner(app: &App, token: &str) -> Result<Uuid> {
    let sql = "SELECT person, expires_at, used_at FROM password_reset WHERE token_hash = $1";
    let rows = app.store().rows(sql, &[token_hash(token).into()]).await?;
    let row = rows.first().ok_or_else(|| no_link("token_unknown"))?;
    let (expires_at, used_at): (Timestamp, Option<Timestamp>) =
        (row.get("expires_at")?, row.get("used_at")?);
    if used_at.is_some() || expires_at <= app.now() {
        return Err(no_link("token_expired"));
    }
    Ok(row.get("person")?)
}

fn no_link(code: &str) -> Error {
    Error::Invalid(vec![Problem::new("token", code)])
}

/// Sets the new password and ends all sessions. The link is used up.
pub async fn finish_reset(app: &App, caller: &Caller, token: &str, password: &str) -> Result<()> {
    policy::check(caller, Deed::SignIn, None)?;
    let id = owner(app, token).await?;
    let person = person_by_id(app, id).await?;
    if let Some(problem) = strength("password", password, &[&person.email, &person.name]) {
        return Err(Error::Invalid(vec![problem]));
    }
    let (token, hash, now) = (&token_hash(token), &hash(app, password).await?, app.now());
    app.store()
        .write("finish_reset", |tx| {
            Box::pin(async move {
                use_up(tx, token, now).await?;
                put_password(tx, id, hash, now).await?;
                confirm_email(tx, id, now).await?;
                // Whoever knew the old password may have come in by a browser of their own.
                tx.put_rows("DELETE FROM known_browser WHERE person = $1", &[id.into()]).await?;
                session::end_all(tx, id, None).await?;
                note(tx, id, "password_reset", &[], id, now).await
            })
        })
        .await
}

/// Of two who come with the same link at the same moment, one is let through.
async fn use_up(tx: &mut Tx<'_>, token: &[u8], now: Timestamp) -> Result<()> {
    let sql = "UPDATE password_reset SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL";
    match tx.put_rows(sql, &[token.to_vec().into(), now.into()]).await? {
        1 => Ok(()),
        _ => Err(no_link("token_expired")),
    }
}

/// Whoever opened a link from a mail reads that mailbox.
pub(crate) async fn confirm_email(tx: &mut Tx<'_>, person: Uuid, now: Timestamp) -> Result<()> {
    let sql =
        "UPDATE person SET email_confirmed_at = coalesce(email_confirmed_at, $2) WHERE id = $1";
    tx.put_rows(sql, &[person.into(), now.into()]).await?;
    Ok(())
}
