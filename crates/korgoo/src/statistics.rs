//! Counts the statistics when the Register has changed: a reader never waits for that.

use std::time::Duration;

use app::App;
use tokio::task::JoinHandle;

/// How often it is looked at whether there is something to count.
const REST: Duration = Duration::from_secs(30);

/// Works until it is aborted.
pub fn start(app: &App) -> JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            if let Err(error) = app::statistics::keep(&app).await {
                tracing::error!(%error, "the statistics were not counted");
            }
            tokio::time::sleep(REST).await;
        }
    })
}
