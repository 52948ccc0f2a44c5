//! The demonstration: sample people and plainly fictional organisations, with a past.
//!
//! Everything here goes through the same use cases as real casework, only under an older clock, so
//! that the demonstration has versions, differences, terms that run, and one that is overdue.

mod sample;
mod story;

use app::App;

use crate::config::{Config, Failure};

/// Puts the sample content into an empty database; a filled one is left as it is.
pub async fn fill(app: &App, empty: bool) -> Result<(), Failure> {
    app::account::seed_demo(app).await?;
    let query = store::Query::default();
    if !empty && app.store().find(&query).await?.total == 0 {
        story::tell(app).await?;
    }
    Ok(())
}

/// Says where to look and with which words to come in.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub fn greet(config: &Config) {
    println!("\n  {}\n", config.public_url);
    let demo = app::account::demo();
    for person in &demo.people {
        let role = person.role.map_or("", app::StaffRole::as_str);
        println!("  {:<28} {:<20} {role}", person.email, demo.password);
    }
    println!();
}
