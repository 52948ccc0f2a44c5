//! English stems: Snowball's "english" (Porter 2), from a library.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The stem of a normalised word.
pub(crate) fn stem(word: &str) -> Cow<'_, str> {
    Stemmer::new(Algorithm::English).stem(word)
}
