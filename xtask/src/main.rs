//! Tasks of this repository: `cargo xtask test`, `arch`, `l10n`, `screenshots`, `drill`, `bench`,
//! `fuzz`, `stemmer`.
#![expect(clippy::print_stdout, reason = "a task speaks to the person who started it")]

mod arch;
mod counts;
mod demo;
mod deny;
mod fuzz;
mod house;
mod l10n;
mod postgres;
mod run;
mod step;
mod test;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::house::House;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of this repository")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Every check there is, with its own PostgreSQL; ends with "N passed, N failed"
    Test(test::Options),
    /// Refuse a forbidden edge between crates or slices, and files that are too long
    Arch,
    /// Texts: complete in three languages, one alphabet, short sentences
    L10n,
    /// Pictures of the main screens, made from a running demo
    Screenshots(run::Screenshots),
    /// Exercises that take longer than a test
    #[command(subcommand)]
    Drill(run::Drill),
    /// Figures of the program, from a release build
    #[command(subcommand)]
    Bench(run::Bench),
    /// Precision, recall and F1 of the Kyrgyz stemmer on treebanks
    Stemmer(run::Stemmer),
    /// Every parser against a fuzzer, ten minutes each
    Fuzz(fuzz::Options),
    /// Licences, forbidden crates and sources of what we depend on
    Deny,
}

/// A task's end: whether all is well, or what stopped it.
type Outcome = Result<bool, String>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = House::find().and_then(|house| perform(&house, arguments.task));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            println!("stopped: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn perform(house: &House, task: Task) -> Outcome {
    match task {
        Task::Test(options) => test::run(house, &options),
        Task::Arch => show(&arch::findings(house)?),
        Task::L10n => l10n(house),
        Task::Screenshots(options) => run::screenshots(house, &options),
        Task::Drill(drill) => run::drill(house, &drill),
        Task::Bench(bench) => run::bench(house, &bench),
        Task::Stemmer(options) => run::stemmer(house, &options),
        Task::Fuzz(options) => fuzz::run(house, &options),
        Task::Deny => show(&deny::findings(house)?),
    }
}

fn l10n(house: &House) -> Outcome {
    let review = l10n::review(house)?;
    for reading in &review.readings {
        println!("{reading}");
    }
    show(&review.findings)
}

/// Print findings; no findings is good news.
fn show(findings: &[String]) -> Outcome {
    for finding in findings {
        println!("{finding}");
    }
    Ok(findings.is_empty())
}
