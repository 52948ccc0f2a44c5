//! What is wrong in a law file, and where.

use std::collections::BTreeMap;
use std::fmt;

/// One mistake in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawError {
    /// The file, as in [`super::LawFile::name`].
    pub file: String,
    /// The line, from 1; 0 if the mistake is that something is absent from the whole law.
    pub line: usize,
    /// The key, with the way to it: `entry[2].name.ky`.
    pub key: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A problem: a code, which is also a translation key, and its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A snake_case word.
    pub code: &'static str,
    /// Values for the message.
    pub params: BTreeMap<&'static str, String>,
}

impl Problem {
    /// A problem without parameters.
    pub fn new(code: &'static str) -> Problem {
        Problem { code, params: BTreeMap::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.params.insert(name, value.to_string());
        self
    }
}

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "law/{}:{}: {}: {}", self.file, self.line, self.key, self.problem.code)?;
        for (name, value) in &self.problem.params {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LawError {}
