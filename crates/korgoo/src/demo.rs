//! The demonstration: sample people and plainly fictional organisations.

use app::App;

use crate::config::{Config, Failure};

/// Puts the sample content into an empty database; a filled one is left as it is.
pub async fn fill(app: &App, empty: bool) -> Result<(), Failure> {
    app::account::seed_demo(app).await?;
    let _ = empty;
    Ok(())
}

/// Says where to look.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub fn greet(config: &Config) {
    println!("{}", config.public_url);
    for person in app::account::demo_people() {
        println!("  {:<24} {}", person.email, person.password);
    }
}
