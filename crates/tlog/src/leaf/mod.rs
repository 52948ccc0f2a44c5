//! The leaves of the Register: `korgoo/leaf/v1`, our own format.
//!
//! A leaf is a canonical text of plain lines. It holds no value of a field, only a salted commitment
//! to each, so that a value can be forgotten while the leaf, and every proof of it, stays:
//!
//! ```text
//! korgoo/leaf/v1
//! type array
//! subject KR-000233/A-002
//! version 1
//! event register
//! at 2026-11-22T06:00:00Z
//! prev -
//! f array.name ci2RNCkruH1u2jibH0ghoulxvxPFWyVmoxaL4S2oaiI=
//! ```
//!
//! Every line ends in a newline. `at` is in UTC, to the second. `prev` is the base64 of the hash of
//! the leaf of the version before, and `-` for version 1 only. Fields stand in the order of the bytes
//! of their names, each once.

mod field;
mod name;
mod read;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use crate::bundle::MAX_ENTRY;
use crate::hash::Hash;

pub use field::{Opening, OpeningError, Salt};
pub use name::{LEAF_TYPES, MAX_WORD, Name, Subject, WordError};

/// The first line.
const HEADER: &str = "korgoo/leaf/v1";

/// One public act on one subject.
///
/// [`fmt::Display`] prints its canonical text, which is the entry of the log; [`Leaf::read`] reads
/// exactly those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    kind: Name,
    subject: Subject,
    version: u64,
    event: Name,
    at: Timestamp,
    prev: Option<Hash>,
    fields: BTreeMap<Name, Hash>,
}

/// Everything of a leaf but its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What kind of subject, one of [`LEAF_TYPES`].
    pub kind: Name,
    /// Which one.
    pub subject: Subject,
    /// The how-manieth leaf of that subject, from 1.
    pub version: u64,
    /// What happened to it.
    pub event: Name,
    /// When; parts of a second are cut off.
    pub at: Timestamp,
    /// The hash of the leaf of the version before; none for version 1, and only there.
    pub prev: Option<Hash>,
}

/// Why a leaf is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LeafError {
    /// Not the lines of the format, each in its one spelling.
    #[error("line {0} is not that of a leaf")]
    Line(usize),
    /// Version 0, a first version that follows another, or a later one that follows none.
    #[error("the version does not fit what it follows")]
    Chain,
    /// A time outside the years 0 to 9999.
    #[error("a time that the format cannot hold")]
    Time,
    /// A field twice, or fields out of order.
    #[error("field {0} stands twice or out of order")]
    Order(Name),
    /// Longer than an entry may be.
    #[error("a leaf of more than {MAX_ENTRY} bytes")]
    TooLong,
}

/// Why an opened field does not belong to a leaf.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FieldError {
    /// The leaf has no such field.
    #[error("the leaf has no field {0}")]
    Unknown(Name),
    /// The same field was opened twice.
    #[error("field {0} is opened twice")]
    Twice(Name),
    /// The value, or the salt, is not the one committed to.
    #[error("field {0} is not what was committed to")]
    Differs(Name),
}

/// What was found of the fields of a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldsSeen {
    /// Those whose value is what the leaf commits to.
    pub opened: Vec<Name>,
    /// Those not laid open: never public, or forgotten.
    pub closed: Vec<Name>,
}

impl Leaf {
    /// A leaf of an act, with a commitment for each field.
    ///
    /// # Errors
    /// [`LeafError`], never [`LeafError::Line`].
    pub fn new(act: Act, openings: &[Opening]) -> Result<Self, LeafError> {
        let mut fields = BTreeMap::new();
        for opening in openings {
            let name = opening.name().clone();
            if fields.insert(name.clone(), opening.commitment()).is_some() {
                return Err(LeafError::Order(name));
            }
        }
        Self::build(act, fields)
    }

    fn build(act: Act, fields: BTreeMap<Name, Hash>) -> Result<Self, LeafError> {
        let Act { kind, subject, version, event, at, prev } = act;
        let chained = version > 0 && (version == 1) == prev.is_none();
        if !chained || version > crate::MAX_SIZE {
            return Err(LeafError::Chain);
        }
        let at = Timestamp::from_second(at.as_second()).map_err(|_| LeafError::Time)?;
        if print_time(at).len() != "2026-11-22T06:00:00Z".len() {
            return Err(LeafError::Time);
        }
        let leaf = Self { kind, subject, version, event, at, prev, fields };
        if leaf.to_string().len() > MAX_ENTRY { Err(LeafError::TooLong) } else { Ok(leaf) }
    }

    /// What kind of subject.
    #[must_use]
    pub const fn kind(&self) -> &Name {
        &self.kind
    }

    /// Which subject.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The how-manieth leaf of its subject, from 1.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// What happened.
    #[must_use]
    pub const fn event(&self) -> &Name {
        &self.event
    }

    /// When, to the second.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// The hash of the leaf of the version before.
    #[must_use]
    pub const fn prev(&self) -> Option<&Hash> {
        self.prev.as_ref()
    }

    /// The commitments, in the order of the names.
    pub fn fields(&self) -> impl Iterator<Item = (&Name, &Hash)> {
        self.fields.iter()
    }

    /// The hash of this leaf in the log.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of_leaf(self.to_string().as_bytes())
    }

    /// Whether this leaf is the next version of the same subject after `before`.
    #[must_use]
    pub fn follows(&self, before: &Self) -> bool {
        self.subject == before.subject
            && self.kind == before.kind
            && before.version.checked_add(1) == Some(self.version)
            && self.prev == Some(before.hash())
    }

    /// Check fields laid open against the commitments. Fields without an opening are given back as
    /// closed; that is no fault.
    ///
    /// # Errors
    /// [`FieldError`] for the first opening that does not belong here.
    pub fn check(&self, openings: &[Opening]) -> Result<FieldsSeen, FieldError> {
        let mut closed: Vec<&Name> = self.fields.keys().collect();
        for opening in openings {
            let name = opening.name();
            let committed =
                self.fields.get(name).ok_or_else(|| FieldError::Unknown(name.clone()))?;
            let place = closed.iter().position(|one| *one == name);
            closed.remove(place.ok_or_else(|| FieldError::Twice(name.clone()))?);
            if opening.commitment() != *committed {
                return Err(FieldError::Differs(name.clone()));
            }
        }
        let opened = self.fields.keys().filter(|name| !closed.contains(name)).cloned().collect();
        Ok(FieldsSeen { opened, closed: closed.into_iter().cloned().collect() })
    }
}

fn print_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}\ntype {}\nsubject {}", self.kind, self.subject)?;
        writeln!(f, "version {}\nevent {}", self.version, self.event)?;
        writeln!(f, "at {}", print_time(self.at))?;
        match &self.prev {
            Some(hash) => writeln!(f, "prev {hash}")?,
            None => writeln!(f, "prev -")?,
        }
        self.fields.iter().try_for_each(|(name, hash)| writeln!(f, "f {name} {hash}"))
    }
}
