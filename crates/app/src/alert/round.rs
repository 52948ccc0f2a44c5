//! The round over all alerts: who is to be told of what came since they were told last.
//!
//! The place up to which somebody was told moves in the transaction of the letter. So a letter is
//! neither lost nor ordered twice, whenever the program dies and however many do the round.

use std::collections::BTreeSet;

use jiff::Timestamp;
use store::{Enqueue, Json, Row, Tx};
use uuid::Uuid;

use super::told::{Told, told};
use super::{hours, letters_of};
use crate::mail::Texts;
use crate::notice::{MAIL, Mail};
use crate::register::Search;
use crate::{App, Error, Result};

/// Changes that are read together.
const CHANGES: u32 = 500;
/// Acts after which there is something to read in an entry. Who confirms it or forgets a value says
/// nothing new.
const NEWS: [&str; 3] = ["registered", "amended", "excluded"];
const KINDS: [&str; 2] = ["holder", "data_array"];

/// An alert whose owner may be written to now.
pub(super) struct Due {
    id: Uuid,
    pub token: String,
    pub language: String,
    pub search: Search,
    pub address: String,
    pub title: String,
    position: i64,
}

/// Orders the letters that are due, and says how many.
pub async fn work(app: &App, texts: &dyn Texts) -> Result<u64> {
    let Some(upto) = place(app).await? else { return Ok(0) };
    step_back(app).await?;
    let before = app.now() - hours(app, "alert_interval_hours")?;
    let mut letters = 0;
    for position in positions(app, upto, before).await? {
        let news = news(app, position, upto).await?;
        for due in due(app, position, before).await? {
            let told = told(app, texts, &due, &news).await?;
            letters += u64::from(order(app, &due, upto, told).await?);
        }
    }
    Ok(letters)
}

/// Up to where searches answer: an index may be behind. None while it is being made: the database
/// would understand words in another way.
async fn place(app: &App) -> Result<Option<i64>> {
    let newest = app.store().last_public().await?;
    Ok(match app.finder() {
        Some(finder) => finder.position().map(|position| position.min(newest)),
        None => Some(newest),
    })
}

/// A register that was set back has fewer changes than were told of.
async fn step_back(app: &App) -> Result<()> {
    let newest = app.store().last_public().await?;
    let sql = "SELECT id FROM alert WHERE position > $1 LIMIT 1";
    if app.store().rows(sql, &[newest.into()]).await?.is_empty() {
        return Ok(());
    }
    app.store()
        .write("step_alerts_back", |tx| {
            Box::pin(async move {
                let sql = "UPDATE alert SET position = $1 WHERE position > $1";
                tx.put_rows(sql, &[newest.into()]).await?;
                Ok(())
            })
        })
        .await
}

const IS_DUE: &str = "confirmed_at IS NOT NULL AND (told_at IS NULL OR told_at <= $1)";

async fn positions(app: &App, upto: i64, before: Timestamp) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT DISTINCT position FROM alert WHERE {IS_DUE} AND position < $2 ORDER BY position"
    );
    let rows = app.store().rows(&sql, &[before.into(), upto.into()]).await?;
    rows.iter().map(|row| Ok(row.get("position")?)).collect()
}

async fn due(app: &App, position: i64, before: Timestamp) -> Result<Vec<Due>> {
    let sql = format!(
        "SELECT id, token, language, search, address, title, position FROM alert \
         WHERE {IS_DUE} AND position = $2 ORDER BY id"
    );
    let rows = app.store().rows(&sql, &[before.into(), position.into()]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Due> {
    Ok(Due {
        id: row.get("id")?,
        token: row.get("token")?,
        language: row.get("language")?,
        search: row.get::<Json>("search")?.read("a search")?,
        address: row.get("address")?,
        title: row.get("title")?,
        position: row.get("position")?,
    })
}

/// The entries with something new to read between two places, each once.
async fn news(app: &App, after: i64, upto: i64) -> Result<Vec<Uuid>> {
    let (mut after, mut ids) = (after, BTreeSet::new());
    while after < upto {
        let changes = app.store().register_changes(after, CHANGES).await?;
        let Some(last) = changes.last() else { break };
        after = last.seq;
        let is_news = |change: &store::PublicEvent| {
            change.seq <= upto
                && NEWS.contains(&change.act.as_str())
                && KINDS.contains(&change.kind.as_str())
        };
        ids.extend(changes.iter().filter(|change| is_news(change)).map(|change| change.id));
    }
    Ok(ids.into_iter().collect())
}

/// Moves the place, and with it orders the letter if there is something to tell. False if there is not,
/// or if another node did it.
async fn order(app: &App, due: &Due, upto: i64, told: Option<Told>) -> Result<bool> {
    let (now, told) = (app.now(), &told);
    app.store()
        .write("tell_alert", |tx| {
            Box::pin(async move {
                if !moved(tx, due, upto, told.as_ref().map(|_| now)).await? {
                    return Ok(false);
                }
                let Some(told) = told else { return Ok(false) };
                let name = format!("{}{upto}", letters_of(due.id));
                let body = Json::of(&letter(due, told))?;
                let dedupe = Some(name.as_str());
                tx.enqueue(Enqueue { channel: MAIL, dedupe, body, run_at: now, now }).await?;
                Ok::<_, Error>(true)
            })
        })
        .await
}

async fn moved(tx: &mut Tx<'_>, due: &Due, upto: i64, told_at: Option<Timestamp>) -> Result<bool> {
    let sql = "UPDATE alert SET position = $3, told_at = coalesce($4, told_at) \
               WHERE id = $1 AND position = $2";
    let values = [due.id.into(), due.position.into(), upto.into(), told_at.into()];
    Ok(tx.put_rows(sql, &values).await? == 1)
}

fn letter(due: &Due, told: &Told) -> Mail {
    Mail {
        alert: Some(due.id),
        key: "alert".into(),
        params: told.params.clone(),
        link: due.address.clone(),
        stop: Some(format!("/alerts/{}/stop", due.token)),
        ..Mail::default()
    }
}
