//! Keeping the statistics of each day.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{Json, Row, Val};

use super::{Statistics, counts, months, reviews};
use crate::{App, Error, Result};

/// How often counting begins anew when something changed meanwhile.
const TRIES: usize = 5;

/// When the newest statistics were counted, and up to which place.
struct Kept {
    day: String,
    position: i64,
    at: Timestamp,
}

/// Counts anew if there is something new to count and the last time is long enough ago: another day, or
/// changes since. Says whether it did.
pub async fn keep(app: &App) -> Result<bool> {
    let moment = app.moment();
    let minutes = moment.law.settings().number("statistics_interval_minutes", moment.date());
    let minutes =
        minutes.ok_or_else(|| Error::Internal("no statistics_interval_minutes".into()))?;
    if let Some(kept) = kept(app).await? {
        let is_today = kept.day == moment.date().to_string();
        let is_new = moment.at.duration_since(kept.at) < SignedDuration::from_mins(minutes);
        if is_today && (is_new || kept.position == app.store().last_public().await?) {
            return Ok(false);
        }
    }
    put(app, &counted(app).await?).await?;
    Ok(true)
}

async fn kept(app: &App) -> Result<Option<Kept>> {
    let sql = "SELECT day, position, at FROM statistics ORDER BY day DESC LIMIT 1";
    let read = |row: &Row| {
        Ok(Kept { day: row.get("day")?, position: row.get("position")?, at: row.get("at")? })
    };
    app.store().rows(sql, &[]).await?.first().map(read).transpose()
}

/// The numbers as they are now, all of one place in the feed unless changes come without a pause.
async fn counted(app: &App) -> Result<Statistics> {
    let mut statistics = once(app).await?;
    for _ in 1..TRIES {
        if statistics.position == app.store().last_public().await? {
            break;
        }
        statistics = once(app).await?;
    }
    Ok(statistics)
}

async fn once(app: &App) -> Result<Statistics> {
    let moment = app.moment();
    let position = app.store().last_public().await?;
    let mut figures = counts::in_force(app).await?;
    figures.extend(months::registered(app).await?);
    figures.extend(reviews::times(app).await?);
    Ok(Statistics { day: moment.date(), at: moment.at, position, figures })
}

/// The last numbers of a day stay; a node that was slower does not undo them.
async fn put(app: &App, statistics: &Statistics) -> Result<()> {
    let sql = "INSERT INTO statistics (day, position, at, body) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (day) DO UPDATE SET position = excluded.position, at = excluded.at, \
               body = excluded.body WHERE statistics.at <= excluded.at";
    let values: &[Val; 4] = &[
        statistics.day.to_string().into(),
        statistics.position.into(),
        statistics.at.into(),
        Json::of(statistics)?.into(),
    ];
    app.store()
        .write("keep_statistics", |tx| {
            Box::pin(async move {
                tx.put_rows(sql, values).await?;
                Ok(())
            })
        })
        .await
}

/// The newest statistics; the very first are counted for the first reader.
pub async fn newest(app: &App) -> Result<Statistics> {
    if kept(app).await?.is_none() {
        keep(app).await?;
    }
    let sql = "SELECT body FROM statistics ORDER BY day DESC LIMIT 1";
    read(app, sql, &[]).await
}

/// The last statistics of a day; none if nothing was counted on it.
pub async fn of_day(app: &App, day: Date) -> Result<Statistics> {
    let sql = "SELECT body FROM statistics WHERE day = $1";
    read(app, sql, &[day.to_string().into()]).await
}

async fn read(app: &App, sql: &str, values: &[Val]) -> Result<Statistics> {
    let rows = app.store().rows(sql, values).await?;
    let body: Json = rows.first().ok_or(Error::NotFound)?.get("body")?;
    Ok(body.read("statistics")?)
}

/// The days of which there are statistics, the newest first, so many at most.
pub async fn days(app: &App, most: u32) -> Result<Vec<Date>> {
    let sql = "SELECT day FROM statistics ORDER BY day DESC LIMIT $1";
    let rows = app.store().rows(sql, &[i64::from(most).into()]).await?;
    let read = |row: &Row| {
        let day: String = row.get("day")?;
        day.parse().map_err(|error: jiff::Error| Error::Internal(error.to_string()))
    };
    rows.iter().map(read).collect()
}
