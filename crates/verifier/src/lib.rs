#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod file;
mod log;
mod words;

pub use file::{Attachment, Fault, FileKind, PartReport, Report, verify_file};
pub use log::{
    Compared, Layout, Lines, LogReport, MOST_PROBLEMS, Problem, Source, Stage, StateProblem,
    Unreadable, verify_log,
};

/// The page that verifies an extract in a browser: one file, in three languages, that asks nobody.
///
/// Whoever hands it out may put a policy in place of [`POLICY_SLOT`]; [`page_with`] does it.
pub const PAGE: &str = include_str!("../page/verify.html");

/// What [`page_with`] replaces.
pub const POLICY_SLOT: &str = "/*POLICY*/";

/// The page with a policy in it, for its readers to compare and to keep.
#[must_use]
pub fn page_with(policy: &tlog::Policy) -> String {
    PAGE.replacen(POLICY_SLOT, &words::for_html(&policy.to_string()), 1)
}
