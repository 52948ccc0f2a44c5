//! The proof that all entries of one subject in a log that is not published are here: the format
//! `korgoo/audit-case/v1`.
//!
//! The file holds every leaf of the log up to a head that was anchored in a public log, so whoever has
//! it recomputes the root and sees that nothing is left out. Leaves hold salted commitments only; the
//! entries of the one subject are laid open, those of all others stay closed.

mod verify;

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::leaf::{Name, Opening};
use crate::policy::Standing;

/// The first value of a file.
const FORMAT: &str = "korgoo/audit-case/v1";

/// Such a file.
///
/// [`fmt::Display`] prints it; [`AuditCase::read`] reads exactly those.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditCase {
    format: String,
    subject: String,
    anchor: Anchor,
    entries: Vec<Entry>,
    leaves: Vec<String>,
}

/// The leaf of the public log that names the head.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    leaf: String,
    openings: Vec<Opened>,
    proof: String,
}

/// A leaf of the subject, laid open.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    index: u64,
    openings: Vec<Opened>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opened {
    name: String,
    salt: String,
    value: String,
}

/// What a file proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCaseSeen {
    /// The subject.
    pub subject: String,
    /// How many entries the log had when the head was anchored, of all subjects.
    pub size: u64,
    /// When the head was anchored.
    pub anchored_at: jiff::Timestamp,
    /// What the checkpoint of the public log is worth.
    pub standing: Standing,
    /// Every entry of the subject, oldest first.
    pub entries: Vec<SeenEntry>,
}

/// An entry that was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenEntry {
    /// The index of its leaf, from 0.
    pub index: u64,
    /// The type of its leaf.
    pub kind: Name,
    /// What happened.
    pub event: Name,
    /// When, to the second.
    pub at: jiff::Timestamp,
    /// All its fields: name and value.
    pub fields: Vec<(String, String)>,
}

/// Why a file proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AuditCaseError {
    /// Not such a file, or not in its one spelling.
    #[error("not a file of the form {FORMAT}")]
    Form,
    /// The anchor is not in the public log, or nobody to be believed says so.
    #[error("the anchor: {0}")]
    Anchor(String),
    /// The leaves are not those that were anchored.
    #[error("the leaves do not add up to the head that was anchored")]
    OtherLeaves,
    /// A leaf of the subject is not laid open, or something is that is no leaf of it.
    #[error("leaf {0} should not be laid open, or is not")]
    Missing(u64),
    /// A leaf of the subject is closed in part, or an opening does not fit.
    #[error("leaf {0}: {1}")]
    Entry(u64, String),
    /// The chain of the subject's entries is broken.
    #[error("leaf {0} does not follow the entry of the subject before it")]
    Chain(u64),
}

impl AuditCase {
    /// A file without leaves: they are added with [`AuditCase::push_leaf`].
    #[must_use]
    pub fn new(subject: &str, anchor_leaf: &str, openings: &[Opening], proof: &str) -> Self {
        let anchor = Anchor {
            leaf: anchor_leaf.to_owned(),
            openings: openings.iter().map(Opened::of).collect(),
            proof: proof.to_owned(),
        };
        let (format, subject) = (FORMAT.to_owned(), subject.to_owned());
        Self { format, subject, anchor, entries: Vec::new(), leaves: Vec::new() }
    }

    /// Lays a leaf of the subject open.
    pub fn push_entry(&mut self, index: u64, openings: &[Opening]) {
        let openings = openings.iter().map(Opened::of).collect();
        self.entries.push(Entry { index, openings });
    }

    /// Adds the next leaf of the log.
    pub fn push_leaf(&mut self, body: &str) {
        self.leaves.push(body.to_owned());
    }

    /// The text before and after the leaves, which are JSON texts with commas between them: a long log
    /// need not be in memory at once.
    #[must_use]
    pub fn around_leaves(&self) -> (String, &'static str) {
        let empty = Self { leaves: Vec::new(), ..self.clone() };
        let mut text = empty.to_string();
        text.truncate(text.len() - LEAVES_END.len());
        (text, LEAVES_END)
    }

    /// Reads a file. Written again it is the same bytes.
    ///
    /// # Errors
    /// [`AuditCaseError::Form`].
    pub fn read(bytes: &[u8]) -> Result<Self, AuditCaseError> {
        let case: Self = serde_json::from_slice(bytes).map_err(|_| AuditCaseError::Form)?;
        let is_same = case.format == FORMAT && case.to_string().as_bytes() == bytes;
        if is_same { Ok(case) } else { Err(AuditCaseError::Form) }
    }
}

/// What stands behind the last leaf.
const LEAVES_END: &str = "]}\n";

impl fmt::Display for AuditCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        writeln!(f, "{text}")
    }
}

// Openings must not slip into a log line.
impl fmt::Debug for AuditCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuditCase({}, {} leaves)", self.subject, self.leaves.len())
    }
}

impl Opened {
    fn of(opening: &Opening) -> Self {
        Opened {
            name: opening.name().to_string(),
            salt: opening.salt().to_string(),
            value: opening.value().to_owned(),
        }
    }

    fn opening(&self) -> Result<Opening, String> {
        let name = self.name.parse().map_err(|_| format!("{} is no name", self.name))?;
        let salt = self.salt.parse().map_err(|_| format!("{}: no salt", self.name))?;
        Opening::from_kept(name, salt, &self.value).map_err(|error| error.to_string())
    }
}
