//! `korgoo refacet`: what records are found by, computed anew.

use std::process::ExitCode;

use crate::config::{Config, Failure};
use crate::serve;

/// Does it and says how many; a record whose key belongs to another one is named, and is a failure.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn refacet(config: &Config) -> Result<ExitCode, Failure> {
    let app = serve::open(config).await?;
    let done = app::refacet::all(&app).await?;
    app.store().close().await;
    for (kind, id) in &done.lost {
        println!("{kind} {id}: its key belongs to another record; left as it was");
    }
    println!("{} records", done.records);
    Ok(if done.lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
