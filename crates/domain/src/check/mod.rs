//! Meaning checks: what is well formed and yet does not make sense (issue "The Register", §5).
//!
//! Which checks there are, how grave, on what article and with what limits stands in `law/checks.toml`; here are the tests
//! they name. Applicant and registrar see the same findings. A finding never stops anybody: people decide.

mod abroad;
mod arrays;
mod clean;
mod contacts;
mod grounds;
mod informing;
mod look;
mod measures;
mod methods;
mod names;
mod numbers;
mod people;
mod places;
mod purposes;
mod recipients;
mod special;
mod surroundings;
mod table;
mod term;
mod texts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use surroundings::{Named, OtherArray, Surroundings, named_holders};

use crate::field::Of;
use crate::law::Severity;
use crate::record::Moment;
use look::Look;

/// A value inside the sentence of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Param {
    /// A number.
    Number(i64),
    /// A code, shown by its name in the reader's language.
    Code {
        /// The classifier.
        classifier: String,
        /// The code.
        code: String,
    },
    /// Words as written.
    Words(String),
}

/// One thing that does not make sense, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The key of the check; the texts are `check-KEY`, `.why`, `.repair`.
    pub check: String,
    /// How grave.
    pub severity: Severity,
    /// The place in the entry: `purposes.0.ground`.
    pub path: String,
    /// What the sentence needs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Param>,
    /// The act the check rests on, a key of `law/acts.toml`.
    pub act: Option<String>,
    /// Its article.
    pub article: Option<String>,
}

/// All that the checks in force find in an entry: the gravest first, then in the order of the law.
///
/// The entry may be any tree: what is no text is passed over, as the requirements name it already.
pub fn findings(of: Of, entry: &Value, around: &Surroundings, moment: &Moment) -> Vec<Finding> {
    let date = moment.date();
    let (array, holder) = clean::typed(of, entry, around);
    let mut findings = Vec::new();
    for check in moment.law.checks().entries_on(date) {
        let Some(test) = table::test(&check.test) else { continue };
        if check.of != of.as_str() || check.off {
            continue;
        }
        let look =
            Look { of, array: &array, holder: &holder, around, law: &moment.law, date, check };
        findings.extend(test(&look).into_iter().map(|spot| Finding {
            check: check.key.clone(),
            severity: check.severity,
            path: spot.path,
            params: spot.params,
            act: check.provenance.act.clone(),
            article: check.provenance.article.clone(),
        }));
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

#[cfg(test)]
mod tests;
