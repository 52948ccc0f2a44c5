//! The public log in numbers, for whoever watches `/metrics`.

use app::{App, Result};

/// Shows how large the log is, how long its newest leaves wait for witnesses, and whether somebody has
/// to look.
pub async fn show(app: &App, is_alarm: bool) -> Result<()> {
    metrics::gauge!("log_alarm").set(f64::from(u8::from(is_alarm)));
    let newest = app.store().newest_head().await?;
    metrics::gauge!("log_size").set(newest.map_or(0, |head| head.size) as f64);
    if app.log().is_some_and(|log| log.policy.witnesses().next().is_some()) {
        metrics::gauge!("log_unwitnessed_seconds").set(unwitnessed(app).await?);
    }
    Ok(())
}

/// For how many seconds there has been a signed head without its witnesses; 0 if there is none.
async fn unwitnessed(app: &App) -> Result<f64> {
    let witnessed = app.store().newest_witnessed_head().await?.map_or(0, |head| head.size);
    let waiting = app.store().first_head_over(witnessed).await?;
    Ok(waiting.map_or(0.0, |head| app.now().duration_since(head.signed_at).as_secs_f64().max(0.0)))
}
