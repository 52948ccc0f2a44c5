//! Tasks of this repository: `cargo xtask test`, `arch`, `l10n`, `screenshots`, `drill`.
#![expect(clippy::print_stdout, reason = "a task speaks to the person who started it")]

mod arch;
mod counts;
mod deny;
mod house;
mod postgres;
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
    /// Licences, forbidden crates and sources of what we depend on
    Deny,
}

/// A task's end: whether all is well, or what stopped it.
type Outcome = Result<bool, String>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = House::find().and_then(|house| run(&house, arguments.task));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            println!("stopped: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(house: &House, task: Task) -> Outcome {
    match task {
        Task::Test(options) => test::run(house, &options),
        Task::Arch => show(&arch::findings(house)?),
        Task::Deny => show(&deny::findings(house)?),
    }
}

/// Print findings; no findings is good news.
fn show(findings: &[String]) -> Outcome {
    for finding in findings {
        println!("{finding}");
    }
    Ok(findings.is_empty())
}
