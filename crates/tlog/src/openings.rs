//! Values and salts as JSON: in an extract, and as lines beside the log.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::extract::ExtractError;
use crate::leaf::Opening;

/// A field laid open, as it is written in JSON here and beside the log.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextField {
    name: String,
    salt: String,
    value: String,
}

impl TextField {
    pub(crate) fn of(opening: &Opening) -> Self {
        Self {
            name: opening.name().to_string(),
            salt: opening.salt().to_string(),
            value: opening.value().to_owned(),
        }
    }

    pub(crate) fn read(&self) -> Result<Opening, ExtractError> {
        Ok(Opening::from_kept(self.name.parse()?, self.salt.parse()?, &self.value)?)
    }
}

/// The values of a leaf that everybody may read, as one line of the openings beside the log: JSON
/// without a space, `{"index":7,"fields":[{"name":…,"salt":…,"value":…}]}`.
///
/// [`fmt::Display`] prints it with its newline; [`OpeningsLine::read`] reads exactly that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningsLine {
    /// Which leaf, from 0.
    pub index: u64,
    /// What it commits to, as far as it may be read.
    pub openings: Vec<Opening>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextLine {
    index: u64,
    fields: Vec<TextField>,
}

impl OpeningsLine {
    /// Read a line, with or without its newline.
    ///
    /// # Errors
    /// [`ExtractError`].
    pub fn read(line: &str) -> Result<Self, ExtractError> {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let text: TextLine = serde_json::from_str(line).map_err(|_| ExtractError::Form)?;
        let openings = text.fields.iter().map(TextField::read).collect::<Result<_, _>>()?;
        let read = Self { index: text.index, openings };
        let same = read.to_string().strip_suffix('\n') == Some(line);
        if same { Ok(read) } else { Err(ExtractError::Form) }
    }
}

impl fmt::Display for OpeningsLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.openings.iter().map(TextField::of).collect();
        let text = TextLine { index: self.index, fields };
        let json = serde_json::to_string(&text).map_err(|_| fmt::Error)?;
        writeln!(f, "{json}")
    }
}
