//! Every hour the head of the staff audit log is anchored in the public log.

use std::time::Duration;

use app::App;
use app::audit::{Anchored, anchor};
use jiff::SignedDuration;

/// How old the last anchor is before the next is made.
const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How long to rest between two looks.
const REST: Duration = Duration::from_secs(60);

/// Works for as long as the program runs.
pub fn start(app: &App) {
    let app = app.clone();
    let node = app.new_id().to_string();
    tokio::spawn(async move {
        loop {
            match anchor(&app, &node, EVERY).await {
                Ok(Anchored::To(size)) => tracing::info!(size, "the audit log is anchored"),
                Ok(_) => {}
                Err(error) if error.is_alarm() => {
                    metrics::counter!("log_alarms_total").increment(1);
                    tracing::error!(%error, "ALARM: the audit log cannot be anchored");
                }
                Err(error) => tracing::warn!(%error, "the audit log waits for its anchor"),
            }
            tokio::time::sleep(REST).await;
        }
    });
}
