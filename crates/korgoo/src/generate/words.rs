//! What made-up entries are put together from: `sample/generated.toml`.

use serde::Deserialize;

use crate::config::Failure;

const FILE: &str = "sample/generated.toml";
const TEXT: &str = include_str!("../../sample/generated.toml");

/// All of it.
#[derive(Debug, Deserialize)]
pub struct Words {
    pub fictional: String,
    pub proper: Vec<String>,
    pub kind: Vec<Sort>,
    pub part: Both<Vec<String>>,
    pub further: Both<Vec<String>>,
    pub people: People,
    pub abroad: Abroad,
}

/// A sort of organisation.
#[derive(Debug, Deserialize)]
pub struct Sort {
    /// How often it comes, beside the others.
    pub weight: u32,
    /// Which template its arrays come from.
    pub template: String,
    pub sectors: Vec<String>,
    pub holder_kind: String,
    pub ownership: String,
    /// Names with a place for the proper one.
    pub names: Vec<Both<String>>,
}

/// The same in two languages.
#[derive(Debug, Deserialize)]
pub struct Both<T> {
    pub ky: T,
    pub ru: T,
}

impl<T> Both<T> {
    /// In one of them.
    pub fn in_language(&self, language: &str) -> &T {
        if language == "ru" { &self.ru } else { &self.ky }
    }
}

/// Who answers.
#[derive(Debug, Deserialize)]
pub struct People {
    pub names: Vec<String>,
    pub position: Both<String>,
    /// What the head of an organisation is called.
    pub head: String,
    pub street: Both<String>,
}

/// Where data go.
#[derive(Debug, Deserialize)]
pub struct Abroad {
    pub countries: Vec<String>,
    pub recipient: Both<String>,
}

/// Reads them.
pub fn words() -> Result<Words, Failure> {
    toml::from_str(TEXT)
        .map_err(|error| Failure::Settings { file: FILE.into(), problem: error.to_string() })
}
