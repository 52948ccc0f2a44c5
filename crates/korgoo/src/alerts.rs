//! The round over all alerts: letters are ordered as soon as the Register has changed and somebody may
//! be written to.

use std::time::Duration;

use app::App;
use app::mail::Texts;
use tokio::task::JoinHandle;

/// How long to rest between rounds.
const REST: Duration = Duration::from_secs(5);

/// Works until it is aborted: what a round has not done, the next one does.
pub fn start(app: &App, texts: impl Texts + 'static) -> JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            match app::alert::work(&app, &texts).await {
                Ok(0) => {}
                Ok(letters) => tracing::info!(letters, "letters of alerts are ordered"),
                Err(error) => tracing::error!(%error, "alerts were not gone through"),
            }
            tokio::time::sleep(REST).await;
        }
    })
}
