//! `korgoo audit`: the staff audit log checked, by its keeper and by whoever was given a file of a case.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use tlog::{AuditCase, AuditCaseSeen, Policy};

use crate::cli::Place;
use crate::config::{Config, Failure};
use crate::serve;

/// What to check.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Compute the whole audit log anew from the database and hold it against every anchor.
    Check,
    /// Check a file of a case, without database and network.
    Verify(VerifyArgs),
}

/// Which file, and whom to believe.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The file of the case (`korgoo/audit-case/v1`).
    file: PathBuf,
    /// The policy of the public log: its key, its witnesses, the quorum.
    #[arg(long)]
    policy: PathBuf,
}

/// Does it.
pub async fn run(place: &Place, command: AuditCommand) -> Result<ExitCode, Failure> {
    match command {
        AuditCommand::Check => check(&Config::read(place)?).await,
        AuditCommand::Verify(args) => verify(&args),
    }
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
async fn check(config: &Config) -> Result<ExitCode, Failure> {
    let app = serve::open(config).await?;
    let checked = app::audit::check(&app).await?;
    app.store().close().await;
    for fault in &checked.faults {
        println!("{fault}");
    }
    let word = if checked.faults.is_empty() { "in order" } else { "DAMAGED" };
    println!("{} entries, {} anchors: {word}", checked.entries, checked.anchors);
    Ok(if checked.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn verify(args: &VerifyArgs) -> Result<ExitCode, Failure> {
    let policy = Policy::read(&bytes(&args.policy)?).map_err(|error| Failure::Settings {
        file: args.policy.display().to_string(),
        problem: error.to_string(),
    })?;
    let case = AuditCase::read(&bytes(&args.file)?);
    match case.and_then(|case| case.verify(&policy)) {
        Ok(seen) => {
            println!("VALID");
            say(&seen);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            println!("INVALID: {error}");
            Ok(ExitCode::FAILURE)
        }
    }
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(seen: &AuditCaseSeen) {
    let AuditCaseSeen { subject, size, anchored_at, standing, entries } = seen;
    println!("{subject}: {} entries, all there are among {size}", entries.len());
    println!("anchored {anchored_at} in {}", standing.origin);
    for entry in entries {
        println!("{} {} {} {}", entry.index, entry.at, entry.kind, entry.event);
        for (name, value) in &entry.fields {
            // A value is data of somebody: it must not steer the terminal.
            println!("    {name} {}", value.escape_debug());
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let what = path.display().to_string();
    std::fs::read(path).map_err(|source| Failure::Machine { what, source })
}
