//! What is asked of the index, and what it answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::document::Place;
use crate::analysis::Language;

/// What somebody looks for. Empty means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Question {
    /// Every word must occur, in whatever form.
    pub text: String,
    /// Only what belongs to this entry.
    pub belongs: Option<[u8; 16]>,
    /// Only these entries, if given; by what others have, words are understood all the same.
    pub only: Option<Vec<[u8; 16]>>,
    /// For each axis, any of these codes.
    pub filters: Vec<(String, Vec<String>)>,
    /// Confirmed since the border, or not.
    pub is_fresh: Option<bool>,
    /// The border between fresh and stale, in microseconds since 1970.
    pub border: i64,
    /// The order.
    pub order: Order,
    /// How many to a page.
    pub limit: usize,
    /// The last of the page before.
    pub after: Option<After>,
    /// By which axes to count.
    pub axes: Vec<String>,
}

/// The order of the answers. Equal ones are ordered by their names and then by their keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// What fits best first.
    #[default]
    Best,
    /// The last changed first.
    Newest,
    /// The last confirmed first; never confirmed last.
    Fresh,
    /// By number.
    Number,
    /// By name.
    Title,
}

/// Where an answer stands in its order: the smaller, the nearer to the top.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct After {
    /// By what it is ordered, as a text.
    pub text: String,
    /// By what it is ordered, as numbers.
    pub numbers: [i64; 3],
    /// What parts equals.
    pub tie: u64,
}

/// Where an entry has the words of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How much the text says of the entry.
    pub place: Place,
    /// Its language, if it is known.
    pub language: Option<Language>,
    /// The text around the words.
    pub parts: Vec<Part>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Whether they are what was asked for.
    pub is_match: bool,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Whether they have all the words; else they have most of them, and nothing has all.
    pub has_all_words: bool,
    /// How many there are on all pages, exactly.
    pub total: u64,
    /// The cards of those on this page.
    pub cards: Vec<Vec<u8>>,
    /// Where each of them has the words; none where no word was asked for or only a number fits.
    pub hits: Vec<Option<Hit>>,
    /// Where the page ends, if there is another.
    pub next: Option<After>,
    /// By axis, then by code, how many there would be with this code alone on its axis; most first.
    pub counts: BTreeMap<String, Vec<(String, u64)>>,
    /// How many are fresh, and how many are not, whichever is asked for.
    pub freshness: [u64; 2],
}
