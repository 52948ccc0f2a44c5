//! `cargo xtask test`: every check there is, with what it needs.

mod bench;

use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::counts::Counts;
use crate::house::House;

use self::bench::Bench;

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Only these steps, in their usual order
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Step>,
}

/// The steps, in the order they run: the quick ones first.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    Fmt,
    Arch,
    L10n,
    Deny,
    Clippy,
    /// Tests of every crate except store, web and korgoo
    Unit,
    /// Tests of the store, on both engines
    Store,
    /// Tests of the pages, the API and the program
    Http,
    /// Examples in the documentation
    Doc,
    /// Tests in a browser
    E2e,
    /// The API against its own description
    Api,
    /// Sample documents against PDF/A-3a and PDF/UA-1
    Pdf,
    /// The open data of a demo against DCAT-AP's shapes, JSON Schema and LibreOffice
    OpenData,
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Arch => "arch",
            Self::L10n => "l10n",
            Self::Deny => "deny",
            Self::Clippy => "clippy",
            Self::Unit => "unit",
            Self::Store => "store",
            Self::Http => "http",
            Self::Doc => "doc",
            Self::E2e => "e2e",
            Self::Api => "api",
            Self::Pdf => "pdf",
            Self::OpenData => "open-data",
        }
    }
}

/// Run the steps, show each, and end with the line that counts them.
pub fn run(house: &House, options: &Options) -> Outcome {
    let wanted = |step: &Step| options.only.is_empty() || options.only.contains(step);
    let mut bench = Bench::new(house);
    let mut total = Counts::default();
    let mut took = Duration::ZERO;
    for step in Step::value_variants().iter().copied().filter(|s| wanted(s)) {
        let report = bench.report(step);
        println!("{}", report.line());
        if report.counts.failed > 0 {
            println!("{}", report.shown_output());
        }
        total += report.counts;
        took += report.took;
    }
    println!("all steps took {:.0} s", took.as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}
