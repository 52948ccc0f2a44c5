//! How entries are told to the outside: our codes in a vocabulary of others, our sections in the record of
//! processing that others ask for.

use serde::{Deserialize, Serialize};

use super::{Dated, Provenance, Text};

/// A code of ours and a concept of a vocabulary that is the same or wider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// `CLASSIFIER.CODE`.
    pub key: String,
    /// The concept, with a prefix: `dpv:Employee`.
    pub concept: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The prefixes that a concept may have, with what they stand for.
pub const VOCABULARIES: [(&str, &str); 2] =
    [("dpv", "https://w3id.org/dpv#"), ("pd", "https://w3id.org/dpv/pd#")];

impl Concept {
    /// Whether it is a name with a known prefix.
    pub(super) fn is_concept(word: &str) -> bool {
        let Some((prefix, name)) = word.split_once(':') else { return false };
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_name && VOCABULARIES.iter().any(|(known, _)| *known == prefix)
    }
}

/// A point of the record of processing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPart {
    /// Its code.
    pub code: String,
    /// Its letter in the regulation.
    pub letter: String,
    /// What it is called.
    pub name: Text,
    /// The sections of a holder that answer it.
    pub holder: Vec<String>,
    /// The sections of an array that answer it.
    pub array: Vec<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

macro_rules! dated {
    ($kind:ty, $key:ident) => {
        impl Dated for $kind {
            fn key(&self) -> &str {
                &self.$key
            }

            fn provenance(&self) -> &Provenance {
                &self.provenance
            }
        }
    };
}
dated!(Concept, key);
dated!(RecordPart, code);
