//! What the index is told of an entry.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::analysis::Language;

/// An entry as it is to be found. Whoever makes it leaves out what is not public.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What it is known by; a second one with the same key takes its place.
    pub key: [u8; 16],
    /// Its words.
    pub texts: Vec<Text>,
    /// Keys of the [`Vocabulary`], each once: what many entries say is not kept with each of them.
    pub named: Vec<String>,
    /// Its own number first, then other numbers by which it is found.
    pub numbers: Vec<String>,
    /// The key of the entry it belongs to.
    pub belongs: Option<[u8; 16]>,
    /// What it is counted and filtered by: axis and code.
    pub tags: Vec<(String, String)>,
    /// When it last changed, in microseconds since 1970.
    pub changed: i64,
    /// When it was last confirmed, if ever.
    pub fresh: Option<i64>,
    /// Its place in the alphabet: a text whose bytes sort as its name does. Only the beginning counts.
    pub title_key: String,
    /// Whether it stands far behind others that fit as well.
    pub is_past: bool,
    /// Whether it stands a little behind others that fit as well.
    pub is_partial: bool,
    /// What a list shows of it; given back as it is.
    pub card: Vec<u8>,
}

/// Some of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// How much they say.
    pub place: Place,
    /// Their language.
    pub language: Language,
    /// The words.
    pub text: String,
}

/// The texts that many entries have, by their keys. An index is opened with them, and told when they change.
pub type Vocabulary = HashMap<String, Vec<(Language, String)>>;

/// How much words say of an entry; the first says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// Its name.
    Title,
    /// The name of whom it belongs to.
    Owner,
    /// All else.
    Body,
}

impl Place {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Title, Self::Owner, Self::Body];
}
