//! One step of a run: a command or a check, timed, with its output kept.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::counts::Counts;

/// How many lines of a failing step are shown; the whole output lies in the log.
const SHOWN_LINES: usize = 400;

/// What came of one step.
pub struct Report {
    pub name: &'static str,
    pub counts: Counts,
    pub took: Duration,
    /// Shown when the step failed.
    pub output: String,
    /// Something a reader should know although the step passed.
    pub note: Option<String>,
}

impl Report {
    pub fn line(&self) -> String {
        let verdict = if self.counts.failed == 0 { "ok" } else { "FAILED" };
        let note = self.note.as_deref().unwrap_or_default();
        format!(
            "{verdict:<6} {:<8} {:>7.1} s  {} passed, {} failed  {note}",
            self.name,
            self.took.as_secs_f64(),
            self.counts.passed,
            self.counts.failed,
        )
    }

    pub fn shown_output(&self) -> String {
        let lines: Vec<&str> = self.output.lines().collect();
        let skipped = lines.len().saturating_sub(SHOWN_LINES);
        lines[skipped..].join("\n")
    }
}

/// What a command left behind.
pub struct Ran {
    pub success: bool,
    pub output: String,
}

/// Run a command with both of its outputs in one log, in the order they came.
pub fn run(command: &mut Command, log: &Path) -> io::Result<Ran> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let out = File::create(log)?;
    let err = out.try_clone()?;
    let status = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .status()
        .map_err(|error| io::Error::other(format!("{:?}: {error}", command.get_program())))?;
    let output = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    Ok(Ran { success: status.success(), output })
}

/// Time a piece of work.
#[expect(
    clippy::disallowed_methods,
    reason = "the length of a step is the one thing here that needs a clock"
)]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
