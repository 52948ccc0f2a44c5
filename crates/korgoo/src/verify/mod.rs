//! `korgoo verify` and `korgoo log verify`: checking what the Register gave away, without trusting it.

mod folder;
mod log;
mod server;
mod whom;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use verifier::{Attachment, verify_file};

use self::whom::Whom;

/// What is wrong with the thing verified.
const NOT_GOOD: u8 = 1;

/// Nothing could be found out: a file or an address that cannot be read, or nobody to believe.
const CANNOT_READ: u8 = 2;

/// Why nothing could be found out, for the person at the command line.
pub struct CannotRead(String);

/// Commands about a public log.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Read a whole log, compute every hash of it anew, and compare the public state with it.
    /// Ends with 0 if it is sound, 1 if not, 2 if it cannot be read.
    Verify(log::LogVerifyArgs),
}

/// Check one file: an extract (PDF or JSON) or a proof. Needs no network.
/// Ends with 0 if it is VALID, 1 if INVALID, 2 if it cannot be read.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The file.
    file: PathBuf,
    #[command(flatten)]
    whom: Whom,
    /// Take it for INVALID as long as too few witnesses cosigned it.
    #[arg(long)]
    require_witnesses: bool,
}

/// Checks a file and says what it proves.
pub fn verify(args: &VerifyArgs) -> ExitCode {
    match check(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(NOT_GOOD),
        Err(error) => cannot(&error),
    }
}

fn check(args: &VerifyArgs) -> Result<bool, CannotRead> {
    let policy = args.whom.policy()?;
    let bytes = read(&args.file)?;
    let report = verify_file(&bytes, attachments, &policy);
    say(&report.to_string());
    let good = if args.require_witnesses { report.is_witnessed() } else { report.is_valid() };
    if report.is_valid() && !good {
        say("INVALID: too few witnesses cosigned it, and witnesses were required\n");
    }
    Ok(good)
}

/// Verifies a whole log.
pub async fn verify_log(command: LogCommand) -> ExitCode {
    let LogCommand::Verify(args) = command;
    match log::check(args).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(NOT_GOOD),
        Err(error) => cannot(&error),
    }
}

fn attachments(pdf: &[u8]) -> Result<Vec<Attachment>, String> {
    let files = docgen::attachments(pdf).map_err(|error| error.to_string())?;
    let file = |file: docgen::Attached| Attachment { name: file.name, bytes: file.bytes };
    Ok(files.into_iter().map(file).collect())
}

fn read(path: &Path) -> Result<Vec<u8>, CannotRead> {
    std::fs::read(path).map_err(|error| CannotRead(format!("{}: {error}", path.display())))
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(words: &str) {
    print!("{words}");
}

#[expect(clippy::print_stderr, reason = "a command line speaks to whoever typed it")]
fn warn(words: &str) {
    eprintln!("{words}");
}

fn cannot(error: &CannotRead) -> ExitCode {
    warn(&format!("korgoo: {}", error.0));
    ExitCode::from(CANNOT_READ)
}
