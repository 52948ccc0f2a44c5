//! Tasks that only start something: screenshots, drills, measures.

use std::path::{Path, PathBuf};
use std::process::Command;

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

/// What to measure the stemmer on.
#[derive(Args)]
pub struct Stemmer {
    /// Treebanks in CoNLL-U
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Subcommand)]
pub enum Drill {
    /// Kill the program while acts are acknowledged, on both engines; count what is lost
    Crash {
        /// Passed on to the drill
        #[arg(last = true)]
        more: Vec<String>,
    },
    /// Kill nodes and signers of the public log while they make heads; look whether it is whole
    Log {
        /// How often nodes are killed: on SQLite, on PostgreSQL, and two nodes on PostgreSQL
        #[arg(long, default_value_t = 200)]
        rounds: u32,
        /// A PostgreSQL on which databases may be made; without it one is started
        #[arg(long)]
        url: Option<String>,
    },
}

#[derive(Subcommand)]
pub enum Bench {
    /// The public log: appending, reading a proof, verifying the whole beside `sha256sum`
    Log {
        /// Only one of them
        #[arg(long, value_parser = ["appending", "reading", "verifying"])]
        only: Option<String>,
        /// How many leaves are read and verified
        #[arg(long, default_value_t = 1_000_000)]
        leaves: u64,
    },
    /// The Register at its full size: import, search, pages, memory, beside floors and a peer
    Speed {
        /// How many arrays
        #[arg(long, default_value_t = 150_000)]
        arrays: u64,
        /// Where the made-up entries stay, to be used again
        #[arg(long)]
        folder: Option<PathBuf>,
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

/// Each drill is a program of its own, so that it stays out of ours.
pub fn drill(house: &House, drill: &Drill) -> Outcome {
    match drill {
        Drill::Crash { more } => {
            let mut cargo = house.cargo(&["run", "--quiet", "--package", "store", "--example"]);
            with_postgres(house, None, cargo.args(["crash", "--"]).args(more))
        }
        Drill::Log { rounds, url } => {
            let rounds = rounds.to_string();
            let mut cargo = house.cargo(&LONG_FORM);
            with_postgres(house, url.as_deref(), cargo.env("KORGOO_DRILL_ROUNDS", rounds))
        }
    }
}

/// Precision, recall and F1 of the Kyrgyz stemmer, by an example of its crate, so that we stay light.
pub fn stemmer(house: &House, options: &Stemmer) -> Outcome {
    let mut cargo = house.cargo(&["run", "--quiet", "--release", "--package", "search"]);
    cargo.args(["--example", "stemmer", "--"]);
    for file in &options.files {
        // Cargo runs at the top of the checkout, the person perhaps elsewhere
        let file = std::path::absolute(file).map_err(|e| format!("{}: {e}", file.display()))?;
        cargo.arg(file);
    }
    Ok(cargo.status().map_err(|error| format!("cargo: {error}"))?.success())
}

/// The drill of the log starts the signer and the sequencer of the program, which are no library: it
/// is one of the program's own tests.
const LONG_FORM: [&str; 10] = [
    "test",
    "--quiet",
    "--workspace",
    "--bin=korgoo",
    "--",
    "--ignored",
    "--exact",
    "--nocapture",
    "--test-threads=1",
    "log::drill::the_long_form",
];

/// Measures of the program are tests of it, those of the verifier a program of their own; all in a
/// release build.
pub fn bench(house: &House, bench: &Bench) -> Outcome {
    match bench {
        Bench::Log { only, leaves } => log(house, only.as_deref(), *leaves),
        Bench::Speed { arrays, folder } => speed(house, *arrays, folder.as_deref()),
    }
}

/// The program's own figures, and those of a peer in an environment of its own.
fn speed(house: &House, arrays: u64, folder: Option<&Path>) -> Outcome {
    let python = tools::environment(house, "datasette", &["datasette==0.65.5", "setuptools<81"])?;
    let kept = house.target.join("speed");
    let folder = folder.unwrap_or(&kept);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut cargo = house.cargo(&SPEED);
    cargo
        .env("KORGOO_BENCH_ARRAYS", arrays.to_string())
        .env("KORGOO_BENCH_DIR", folder)
        .env("KORGOO_BENCH_PYTHON", python);
    Ok(cargo.status().map_err(|error| format!("cargo: {error}"))?.success())
}

const SPEED: [&str; 11] = [
    "test",
    "--quiet",
    "--release",
    "--package=korgoo",
    "--no-default-features",
    "--test=speed",
    "--",
    "--ignored",
    "--exact",
    "--nocapture",
    "speed",
];

fn log(house: &House, only: Option<&str>, leaves: u64) -> Outcome {
    let leaves = leaves.to_string();
    let asked = |name: &str| only.is_none_or(|only| only == name);
    let mut all_done = true;
    for name in ["appending", "reading"].into_iter().filter(|&name| asked(name)) {
        let mut cargo = house.cargo(&MEASURES);
        cargo.arg(format!("log::bench::{name}")).env("KORGOO_BENCH_LEAVES", &leaves);
        all_done &= with_postgres(house, None, &mut cargo)?;
    }
    if asked("verifying") {
        let mut cargo = house.cargo(&VERIFYING);
        let status = cargo.arg(leaves).status().map_err(|error| format!("cargo: {error}"))?;
        all_done &= status.success();
    }
    Ok(all_done)
}

/// Without Typst, which takes longer to build than all the rest and has no part in it.
const MEASURES: [&str; 11] = [
    "test",
    "--quiet",
    "--release",
    "--package=korgoo",
    "--no-default-features",
    "--bin=korgoo",
    "--",
    "--ignored",
    "--exact",
    "--nocapture",
    "--test-threads=1",
];

const VERIFYING: [&str; 7] =
    ["run", "--quiet", "--release", "--package=verifier", "--example", "bench", "--"];

/// Runs a command with a PostgreSQL: the one at that address, or one of our own.
fn with_postgres(house: &House, url: Option<&str>, command: &mut Command) -> Outcome {
    let own = match url {
        Some(_) => None,
        None => Some(Postgres::start(&tools::postgres_programs(house)?)?),
    };
    let url = url.map(str::to_owned).or(own.as_ref().map(Postgres::url)).unwrap_or_default();
    let status = command.env("KORGOO_TEST_DATABASE_URL", url).status();
    Ok(status.map_err(|error| format!("cargo: {error}"))?.success())
}
