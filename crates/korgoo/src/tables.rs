//! Clearing away uploaded tables whose time is over.

use std::time::Duration;

use app::{App, application};

/// Nobody waits for it.
const REST: Duration = Duration::from_secs(60);

/// Clears for as long as the program runs.
pub fn start(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            match application::clear_tables(&app).await {
                Ok(0) => tokio::time::sleep(REST).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "uploaded tables could not be cleared away");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    });
}
