//! Situations of life: what a person knows of themself, and which arrays probably include them.

use serde::{Deserialize, Serialize};

use super::{Dated, Provenance};

/// The areas that situations are gathered under, in the order in which people look for them.
pub const AREAS: [&str; 7] = ["study", "health", "money", "work", "home", "state", "everyday"];

/// One situation of life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// Its code; its words are the message `situation-CODE`.
    pub code: String,
    /// One of [`AREAS`].
    pub area: String,
    /// Codes of `subject_category`: an array about any of them.
    pub subjects: Vec<String>,
    /// Codes of `data_category`: an array that holds any of them; empty, whatever it holds.
    pub data: Vec<String>,
    /// Whose arrays.
    pub holders: Holders,
    /// Whose arrays include people wherever they live; `None`, nobody's.
    pub countrywide: Option<Holders>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Holders by what they are. Both must hold; an empty list lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holders {
    /// Codes of `holder_kind`.
    pub kinds: Vec<String>,
    /// Codes of `sector`.
    pub sectors: Vec<String>,
}

impl Holders {
    /// These holders, narrowed further where the other says so. A part stays within the whole: that
    /// is checked when the law is read.
    pub fn narrowed(&self, part: &Holders) -> Holders {
        let narrower = |whole: &Vec<String>, part: &Vec<String>| {
            if part.is_empty() { whole.clone() } else { part.clone() }
        };
        Holders {
            kinds: narrower(&self.kinds, &part.kinds),
            sectors: narrower(&self.sectors, &part.sectors),
        }
    }
}

impl Dated for Situation {
    fn key(&self) -> &str {
        &self.code
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}
