//! Tasks that only start something: screenshots, drills.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::demo::Demo;
use crate::house::House;
use crate::postgres::Postgres;
use crate::{Outcome, tools};

/// Where the pictures go.
#[derive(Args)]
pub struct Screenshots {
    /// The folder for the pictures
    #[arg(long, default_value = "target/screenshots")]
    out: PathBuf,
    /// Passed on to `e2e/screenshots.mjs`
    #[arg(last = true)]
    more: Vec<String>,
}

#[derive(Subcommand)]
pub enum Drill {
    /// Kill the program while acts are acknowledged, on both engines; count what is lost
    Crash {
        /// Passed on to the drill
        #[arg(last = true)]
        more: Vec<String>,
    },
}

/// Main screens, three languages, phone and desktop, from a running demo.
pub fn screenshots(house: &House, options: &Screenshots) -> Outcome {
    let chromium = tools::browser(house)?;
    tools::npm_packages(house)?;
    let demo = Demo::start(house)?;
    let out = house.root.join(&options.out);
    std::fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut node = house.command("node");
    node.current_dir(house.root.join("e2e"))
        .arg("screenshots.mjs")
        .arg(demo.url())
        .arg(&out)
        .args(&options.more)
        .env("KORGOO_CHROMIUM", chromium);
    let status = node.status().map_err(|error| format!("node: {error}"))?;
    println!("pictures are in {}", out.display());
    Ok(status.success())
}

/// Drills are examples of `store`, so that they stay out of the program.
pub fn drill(house: &House, drill: &Drill) -> Outcome {
    let Drill::Crash { more } = drill;
    let postgres = Postgres::start(&tools::postgres_programs(house)?)?;
    let status = house
        .cargo(&["run", "--quiet", "--package", "store", "--example", "crash", "--"])
        .args(more)
        .env("KORGOO_TEST_DATABASE_URL", postgres.url())
        .status()
        .map_err(|error| format!("cargo run: {error}"))?;
    Ok(status.success())
}
