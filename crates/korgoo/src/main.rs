//! The korgoo program: the Register of a data protection authority.
//!
//! One binary serves the site, runs the demonstration, and gives clerks and administrators their
//! commands. Settings come from flags, then `KORGOO_*` variables, then a TOML file.

mod adapters;
mod admin;
mod alerts;
mod archive;
mod audit;
mod cli;
mod config;
mod demo;
#[cfg(feature = "pdf")]
mod documents;
mod export;
mod finding;
mod generate;
mod import;
mod log;
mod mail;
mod open_data;
mod refacet;
mod serve;
mod statistics;
mod tables;
mod verify;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match cli::run(cli).await {
        Ok(code) => code,
        Err(error) => {
            say_error(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a command line speaks to whoever typed it")]
fn say_error(error: &config::Failure) {
    eprintln!("korgoo: {error}");
}
