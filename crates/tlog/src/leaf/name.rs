//! Words of a leaf: plain ASCII, so that none needs quoting and each has one spelling.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The longest word, in bytes.
pub const MAX_WORD: usize = 128;

/// The kinds of leaf that the Register writes, the last two into a log that is not published. A reader takes others too: an old verifier must still
/// read a newer log.
pub const LEAF_TYPES: [&str; 13] = [
    "holder",
    "holder-key",
    "array",
    "list",
    "decision",
    "draw-announce",
    "draw-result",
    "inspection",
    "audit-anchor",
    "code-manifest",
    "policy",
    "staff-act",
    "staff-reading",
];

/// A type, an event or a dotted path of a field: small letters, digits, `.`, `_` and `-`, a letter
/// or digit first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

/// What a leaf is about, such as `KR-000233/A-002`: letters, digits, `.`, `_`, `-` and `/`, a letter
/// or digit first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(String);

/// Not such a word.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a word of a leaf")]
pub struct WordError;

fn read(word: &str, allowed: impl Fn(u8) -> bool) -> Result<String, WordError> {
    let begins = word.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    let good = begins && word.len() <= MAX_WORD && word.bytes().all(allowed);
    if good { Ok(word.to_owned()) } else { Err(WordError) }
}

impl Name {
    /// The word as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Subject {
    /// The word as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = WordError;

    fn from_str(word: &str) -> Result<Self, WordError> {
        let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
        read(word, allowed).map(Self)
    }
}

impl FromStr for Subject {
    type Err = WordError;

    fn from_str(word: &str) -> Result<Self, WordError> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-/".contains(&b);
        read(word, allowed).map(Self)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
