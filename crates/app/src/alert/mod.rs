//! Alerts: letters about entries of the Register that are new or changed and fit a search.
//!
//! Nobody needs an account for it, and nobody is written to who did not say so: the address is
//! confirmed by a link, serves for these letters alone, and is forgotten when they stop.

mod ask;
mod own;
mod round;
mod told;

pub use ask::{Wish, ask, forget_unconfirmed};
pub use own::{Alert, change, confirm, seen, stop};
pub use round::work;

use crate::{App, Error, Result};

/// A number of hours that the law sets.
fn hours(app: &App, key: &str) -> Result<jiff::SignedDuration> {
    let moment = app.moment();
    let hours = moment.law.settings().number(key, moment.date());
    let hours = hours.ok_or_else(|| Error::Internal(format!("no {key}")))?;
    Ok(jiff::SignedDuration::from_hours(hours))
}

/// How many hours an alert waits for its confirmation.
pub fn hours_to_confirm(app: &App) -> Result<i64> {
    Ok(hours(app, "alert_confirm_hours")?.as_hours())
}

/// How many hours lie between two letters at least.
pub fn hours_between(app: &App) -> Result<i64> {
    Ok(hours(app, "alert_interval_hours")?.as_hours())
}

/// The beginning of the names of all letters of an alert.
fn letters_of(id: uuid::Uuid) -> String {
    format!("alert:{id}:")
}
