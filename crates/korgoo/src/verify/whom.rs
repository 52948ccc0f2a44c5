//! Whom to believe: never the thing that is verified.

use std::path::PathBuf;

use clap::Args;
use tlog::{Policy, VerifierKey};

use super::{CannotRead, read};

/// Why there is no default.
const NOBODY: &str = "\
nobody to believe: give --policy FILE, or --key with the key of the log

A file cannot vouch for itself: whoever forges an extract signs it with a key of their own, and puts that
key beside it. So take the policy (the key of the log, its witnesses, how many must agree) from elsewhere:
from the authority's printed gazette, from a witness such as the Ombudsman, or from a copy that you kept
before. Compare two of them. Do not take it from where the file came from.";

/// Who signs and who witnesses, as the reader knows it.
#[derive(Debug, Args)]
pub struct Whom {
    /// A file of policy: the key of the log, its witnesses, and how many of them must agree.
    #[arg(long, conflicts_with = "key")]
    policy: Option<PathBuf>,
    /// The key of the log alone (`name+hash+base64`); no witness is asked for then.
    #[arg(long)]
    key: Option<String>,
}

impl Whom {
    /// Whether the reader named anybody.
    pub const fn is_named(&self) -> bool {
        self.policy.is_some() || self.key.is_some()
    }

    /// The policy that was given.
    pub fn policy(&self) -> Result<Policy, CannotRead> {
        match (&self.policy, &self.key) {
            (Some(path), _) => {
                let bytes = read(path)?;
                let wrong = |error| CannotRead(format!("{}: {error}", path.display()));
                Policy::read(&bytes).map_err(wrong)
            }
            (None, Some(key)) => of_key(key.trim()),
            (None, None) => Err(CannotRead(NOBODY.into())),
        }
    }
}

/// A policy of one log without witnesses.
pub fn of_key(key: &str) -> Result<Policy, CannotRead> {
    let read: Result<VerifierKey, _> = key.parse();
    let key = read.map_err(|error| CannotRead(format!("the key: {error}")))?;
    let text = format!("log {key}\nquorum none\n");
    Policy::read(text.as_bytes()).map_err(|error| CannotRead(format!("the key: {error}")))
}
