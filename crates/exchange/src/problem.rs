//! What can go wrong, as codes with parameters: the words are somebody else's (Fluent) business.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// Named values for the message that a code stands for.
pub type Params = BTreeMap<&'static str, String>;

macro_rules! coded_error {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
        pub struct $name {
            /// A snake_case word, also the translation key.
            pub code: &'static str,
            /// Values for the message.
            pub params: Params,
        }

        impl $name {
            /// An error without parameters yet.
            pub fn new(code: &'static str) -> Self {
                Self { code, params: Params::new() }
            }

            /// The same with one more parameter.
            #[must_use]
            pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
                self.params.insert(name, clip(&value.to_string()));
                self
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {:?}", self.code, self.params)
            }
        }
    };
}

coded_error! {
    /// A file that cannot be read at all.
    ReadError
}
coded_error! {
    /// Paths that make no tree.
    TreeError
}
coded_error! {
    /// A mapping that means nothing.
    MappingError
}
coded_error! {
    /// Rows that cannot be written in the wanted format.
    WriteError
}

/// Does a problem keep the entry out, or only ask for a look?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The entry was made; something of the record did not fit.
    Warning,
    /// The entry was not made.
    Refused,
}

/// Something about one record that could not be taken over as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where the record stands.
    pub position: crate::Position,
    /// The column, pointer or capture it came from.
    pub column: Option<String>,
    /// The path of the entry it was meant for.
    pub path: Option<String>,
    /// A snake_case word, also the translation key.
    pub code: &'static str,
    /// Values for the message.
    pub params: Params,
    /// Whether it keeps the entry out.
    pub severity: Severity,
}

impl Problem {
    pub(crate) fn warning(position: &crate::Position, code: &'static str) -> Self {
        Self {
            position: position.clone(),
            column: None,
            path: None,
            code,
            params: Params::new(),
            severity: Severity::Warning,
        }
    }

    pub(crate) fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, clip(&value.to_string()));
        self
    }
}

/// A report must stay readable however long the bad value was.
pub(crate) fn clip(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
