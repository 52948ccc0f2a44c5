//! Figures of the public log; `cargo xtask bench log` prints them.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    dead_code,
    reason = "it measures, and reports to whoever started it"
)]

mod appending;
mod measure;
mod million;
mod reading;
#[path = "../../../../domain/tests/it/samples.rs"]
mod samples;

use tempfile::TempDir;

use self::measure::load;

const TIMES: usize = 3;

/// How many leaves; a million unless `KORGOO_BENCH_LEAVES` says otherwise.
fn leaves() -> u64 {
    std::env::var("KORGOO_BENCH_LEAVES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measure: `cargo xtask bench log`"]
async fn appending() {
    appending::report().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measure: `cargo xtask bench log`"]
async fn reading() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = TempDir::new().unwrap();
    let (app, head) = reading::register(folder.path(), leaves()).await;
    println!("a register of {} leaves; load {}", head.size(), load());
    for _ in 0..TIMES {
        reading::report(app.clone(), &head, folder.path()).await;
    }
    app.store().close().await;
}
