//! The sequencer's rounds: every second a look at what is new, every minute at the witnesses.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::public_log::{
    Advanced, NotCosigned, PublicLog, advance, ask_witnesses, look_at_witnesses,
};

/// How long to rest when nothing is new.
const REST: Duration = Duration::from_secs(1);
/// How many rests between looks at witnesses that were away.
const PATIENCE: u32 = 60;

/// Works for as long as the program runs.
pub fn start(app: &App, log: Arc<PublicLog>) {
    let app = app.clone();
    let node = app.new_id().to_string();
    tokio::spawn(async move {
        say_all(&look_at_witnesses(&log).await);
        let mut rests = 0;
        loop {
            match advance(&app, &log, &node).await {
                Ok(Advanced::To(head)) => {
                    tracing::info!(size = head.size, "a new head of the log is signed");
                    witness(&app, &log).await;
                    continue;
                }
                Ok(Advanced::Nothing) if rests >= PATIENCE => {
                    rests = 0;
                    witness(&app, &log).await;
                }
                Ok(_) => {}
                Err(error) if error.is_alarm() => {
                    metrics::counter!("log_alarms_total").increment(1);
                    tracing::error!(%error, "ALARM: the public log stands still");
                }
                Err(error) => tracing::warn!(%error, "the public log waits"),
            }
            rests += 1;
            tokio::time::sleep(REST).await;
        }
    });
}

async fn witness(app: &App, log: &PublicLog) {
    let Some(identity) = app.log() else { return };
    match ask_witnesses(app, log, identity).await {
        Ok(failed) => say_all(&failed),
        Err(error) => tracing::warn!(%error, "witnesses were not asked"),
    }
}

fn say_all(failed: &[NotCosigned]) {
    for error in failed {
        if matches!(error, NotCosigned::Away(..)) {
            tracing::warn!(%error, "a witness");
        } else {
            metrics::counter!("log_alarms_total").increment(1);
            tracing::error!(%error, "ALARM: a witness");
        }
    }
}
