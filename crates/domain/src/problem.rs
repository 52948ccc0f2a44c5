//! What is wrong with an entry, said by code and place, never by sentence.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The place in the entry: `purposes.0.ground`.
    pub path: String,
    /// A snake_case word, which is also the translation key `problem-CODE`.
    pub code: String,
    /// What the sentence needs: a limit, a found value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Problem {
    /// A problem without parameters.
    pub fn new(path: impl Into<String>, code: impl Into<String>) -> Self {
        Problem { path: path.into(), code: code.into(), params: BTreeMap::new() }
    }

    /// The same problem with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.into(), value.to_string());
        self
    }

    /// Whether something is merely absent. An import may leave things out; it may not bring wrong ones.
    pub fn is_absence(&self) -> bool {
        self.code == "required"
    }
}
