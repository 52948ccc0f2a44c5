//! Ready reasons of decisions, which a registrar may take and change.

use super::{Dated, Provenance, Text};

/// One ready text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionText {
    /// Its key: `not_mended`.
    pub key: String,
    /// Whether it is a refusal's; else it is for granting.
    pub refusal: bool,
    /// What it is called in the list.
    pub name: Text,
    /// What the applicant reads.
    pub text: Text,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Dated for DecisionText {
    fn key(&self) -> &str {
        &self.key
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}
