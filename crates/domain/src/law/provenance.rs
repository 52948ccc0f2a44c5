//! Where a rule comes from, how sure that is, and when it holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How sure an entry is (domain.md, "How to read the marks").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// Confirmed in the founding text, on an official page, or in the act itself.
    C,
    /// Confirmed only in a secondary source.
    C2,
    /// Unsure: to be confirmed by the authority.
    U,
}

impl Mark {
    /// The mark as it is written in the files.
    pub fn code(self) -> &'static str {
        match self {
            Mark::C => "C",
            Mark::C2 => "C2",
            Mark::U => "U",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Mark> {
        [Mark::C, Mark::C2, Mark::U].into_iter().find(|mark| mark.code() == code)
    }
}

/// Where an entry comes from and when it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Key of the act in `law/acts.toml`; none for design decisions and reference lists.
    pub act: Option<String>,
    /// Article, part, point.
    pub article: Option<String>,
    /// Where this was read, in words.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it holds, if it has ended.
    pub until: Option<Date>,
}

impl Provenance {
    /// Whether it holds on a day, both ends included.
    pub fn holds_on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }

    /// Whether the authority still has to confirm it.
    pub fn to_be_confirmed(&self) -> bool {
        self.mark == Mark::U
    }
}

/// The part of a provenance given once for a whole file.
#[derive(Debug, Clone, Default)]
pub(super) struct Defaults {
    pub act: Option<String>,
    pub article: Option<String>,
    pub source: Option<String>,
    pub mark: Option<Mark>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}
