//! `korgoo log verify`: a whole log, from a server or from a folder.

use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tlog::Policy;
use tokio::runtime::Handle;
use verifier::{Layout, LogReport, Source, Stage, verify_log};

use super::folder::Folder;
use super::server::Server;
use super::whom::{Whom, of_key};
use super::{CannotRead, say, warn};

/// Said when the server vouches for itself.
const FIRST_USE: &str = "\
WARNING: the policy below was taken from the server that is being verified. This finds damage and
contradictions. It does not find a server that signs another log with another key. Compare the key with one
from elsewhere, keep it, and give it with --policy next time.";

/// Which log, and whom to believe.
#[derive(Debug, Args)]
pub struct LogVerifyArgs {
    /// The address of a server of the Register.
    #[arg(long, required_unless_present = "dir", conflicts_with = "dir")]
    url: Option<String>,
    /// A folder: an archive, or the bare files of a log.
    #[arg(long)]
    dir: Option<PathBuf>,
    #[command(flatten)]
    whom: Whom,
    /// Without a policy take the one that is served beside the log, and say so.
    #[arg(long)]
    trust_on_first_use: bool,
    /// Take the log for bad as long as too few witnesses cosigned its checkpoint.
    #[arg(long)]
    require_witnesses: bool,
}

/// Verifies the log; whether it is good.
pub async fn check(args: LogVerifyArgs) -> Result<bool, CannotRead> {
    let runtime = Handle::current();
    let work = tokio::task::spawn_blocking(move || verify(&args, runtime));
    work.await.map_err(|error| CannotRead(error.to_string()))?
}

fn verify(args: &LogVerifyArgs, runtime: Handle) -> Result<bool, CannotRead> {
    let unreadable = |error: verifier::Unreadable| CannotRead(error.to_string());
    let (source, layout): (Box<dyn Source>, Layout) = match (&args.url, &args.dir) {
        (Some(url), _) => (Box::new(Server::at(url, runtime)?), Layout::Server),
        (None, dir) => {
            let folder = Folder(dir.clone().unwrap_or_default());
            let layout = Layout::of_folder(&folder).map_err(unreadable)?;
            (Box::new(folder), layout)
        }
    };
    let policy = if args.trust_on_first_use && !args.whom.is_named() {
        served_policy(source.as_ref(), layout)?
    } else {
        args.whom.policy()?
    };
    let report = with_bar(|progress| verify_log(source.as_ref(), layout, &policy, progress));
    let report = report.map_err(unreadable)?;
    say(&report.to_string());
    Ok(is_good(&report, args.require_witnesses))
}

fn is_good(report: &LogReport, require_witnesses: bool) -> bool {
    let witnessed = report.standing.as_ref().is_some_and(|standing| standing.quorum);
    if require_witnesses && !witnessed {
        say("too few witnesses cosigned the checkpoint, and witnesses were required\n");
    }
    report.is_sound() && (witnessed || !require_witnesses)
}

/// The policy that is served beside the log, or its key alone.
fn served_policy(source: &dyn Source, layout: Layout) -> Result<Policy, CannotRead> {
    let at = |name: &str| if layout == Layout::Bare { name.into() } else { format!("log/{name}") };
    let get = |name: &str| {
        let path = at(name);
        source.get(&path).map_err(|reason| CannotRead(format!("{path}: {reason}")))
    };
    let policy = match get("policy")? {
        Some(bytes) => {
            let wrong = |error| CannotRead(format!("{}: {error}", at("policy")));
            Policy::read(&bytes).map_err(wrong)?
        }
        None => {
            let key = get("key")?.ok_or_else(|| CannotRead(format!("{}: missing", at("key"))))?;
            of_key(String::from_utf8_lossy(&key).trim())?
        }
    };
    warn(&format!("{FIRST_USE}\n\n{policy}"));
    Ok(policy)
}

/// Work with a bar of progress on the screen, if there is a screen.
fn with_bar<T>(work: impl FnOnce(&dyn Fn(Stage)) -> T) -> T {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} leaves {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let done = work(&|stage| match stage {
        Stage::Leaves { done, total } => {
            bar.set_length(total);
            bar.set_position(done);
        }
        Stage::Entries { done } => bar.set_message(format!("{done} entries")),
    });
    bar.finish_and_clear();
    done
}
