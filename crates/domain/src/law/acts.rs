//! Acts of law, the twelve groups of article 30, regimes, exempt bodies.

use serde::{Deserialize, Serialize};

use super::{Dated, Provenance, Text};

/// A law, code or resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActOfLaw {
    /// Its key: `law-58`.
    pub key: String,
    /// Its number, as printed.
    pub number: String,
    /// Its full name.
    pub name: Text,
    /// How it is cited in a sentence.
    pub short: Text,
    /// Where it comes from; `from` is its entry into force.
    pub provenance: Provenance,
}

/// One of the twelve groups of what is registered (art. 30).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its code: `purposes_and_methods`.
    pub code: String,
    /// Its number, 1 to 12.
    pub number: u32,
    /// Its name in the words of the article.
    pub name: Text,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A legal regime and what it makes of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regime {
    /// Its key: `r1`.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// What the register does under it.
    pub mode: RegistrationMode,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Whether the register takes new entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationMode {
    /// New registrations and changes are taken.
    Open,
    /// No new registrations; what is there may be amended or excluded.
    Closed,
    /// Nothing changes any more.
    ReadOnly,
}

impl RegistrationMode {
    /// All modes.
    pub const ALL: [RegistrationMode; 3] =
        [RegistrationMode::Open, RegistrationMode::Closed, RegistrationMode::ReadOnly];

    /// The word in the law files.
    pub fn code(self) -> &'static str {
        match self {
            RegistrationMode::Open => "open",
            RegistrationMode::Closed => "closed",
            RegistrationMode::ReadOnly => "read_only",
        }
    }
}

/// A body, or a kind of content, that is outside the register, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptBody {
    /// Its code: `prosecution`.
    pub code: String,
    /// Codes of the classifier `holder_kind` that it meets; empty where no kind answers to it.
    pub kinds: Vec<String>,
    /// Its name.
    pub name: Text,
    /// Why it is exempt, in plain words.
    pub reason: Text,
    /// Where it comes from.
    pub provenance: Provenance,
}

macro_rules! dated_by {
    ($type:ty, $key:ident) => {
        impl Dated for $type {
            fn key(&self) -> &str {
                &self.$key
            }

            fn provenance(&self) -> &Provenance {
                &self.provenance
            }
        }
    };
}

dated_by!(ActOfLaw, key);
dated_by!(Group, code);
dated_by!(Regime, key);
dated_by!(ExemptBody, code);
