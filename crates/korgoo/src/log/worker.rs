//! The sequencer's rounds: every second a look at what is new, every minute at the witnesses.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::public_log::{
    Advanced, LogError, NotCosigned, PublicLog, advance, ask_witnesses, look_at_witnesses,
    step_aside,
};

use tokio::task::JoinHandle;

use super::gauges;

/// How long to rest when nothing is new.
const REST: Duration = Duration::from_secs(1);
/// How many rests between looks at witnesses that were away.
const PATIENCE: u32 = 60;

/// Works until it is told to stop.
pub fn start(app: &App, log: Arc<PublicLog>) -> Sequencer {
    let (app, node) = (app.clone(), app.new_id().to_string());
    let worker = Worker { app: app.clone(), log, node: node.clone(), refused: false };
    Sequencer { rounds: tokio::spawn(worker.work()), app, node }
}

/// The sequencer at work.
pub struct Sequencer {
    rounds: JoinHandle<()>,
    app: App,
    node: String,
}

impl Sequencer {
    /// Stops at once, wherever the round is: a later one makes it good. Another node may take over.
    pub async fn stop(self) {
        self.rounds.abort();
        let _ = self.rounds.await;
        if let Err(error) = step_aside(&self.app, &self.node).await {
            tracing::warn!(%error, "the next sequencer will wait for a moment");
        }
    }
}

struct Worker {
    app: App,
    log: Arc<PublicLog>,
    node: String,
    /// Whether a witness refused when it was last asked.
    refused: bool,
}

impl Worker {
    async fn work(mut self) {
        let away = look_at_witnesses(&self.log).await;
        self.say_all(&away);
        let mut rests = 0;
        loop {
            let advanced = advance(&self.app, &self.log, &self.node).await;
            let is_new = matches!(advanced, Ok(Advanced::To(_)));
            if is_new || (rests >= PATIENCE && matches!(advanced, Ok(Advanced::Nothing))) {
                rests = 0;
                self.witness().await;
            }
            let is_alarm = self.say(&advanced) || self.refused;
            if let Err(error) = gauges::show(&self.app, is_alarm).await {
                tracing::warn!(%error, "the public log cannot be measured");
            }
            if !is_new {
                rests += 1;
                tokio::time::sleep(REST).await;
            }
        }
    }

    async fn witness(&mut self) {
        let Some(identity) = self.app.log() else { return };
        match ask_witnesses(&self.app, &self.log, identity).await {
            Ok(failed) => self.say_all(&failed),
            Err(error) => tracing::warn!(%error, "witnesses were not asked"),
        }
    }

    /// Says what came of a round, and whether it is an alarm.
    fn say(&self, advanced: &Result<Advanced, LogError>) -> bool {
        match advanced {
            Ok(Advanced::To(head)) => {
                tracing::info!(size = head.size, "a new head of the log is signed");
            }
            Ok(_) => {}
            Err(error) if error.is_alarm() => {
                metrics::counter!("log_alarms_total").increment(1);
                tracing::error!(%error, "ALARM: the public log stands still");
                return true;
            }
            Err(error) => tracing::warn!(%error, "the public log waits"),
        }
        false
    }

    fn say_all(&mut self, failed: &[NotCosigned]) {
        self.refused = failed.iter().any(NotCosigned::is_alarm);
        for error in failed {
            if error.is_alarm() {
                metrics::counter!("log_alarms_total").increment(1);
                tracing::error!(%error, "ALARM: a witness");
            } else {
                tracing::warn!(%error, "a witness");
            }
        }
    }
}
