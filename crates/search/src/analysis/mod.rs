//! From text to the words that stand in the index, and the same for a query.
//!
//! [`tokens`] cuts a text into pieces with their place in the source. [`Piece::form`] gives one form of
//! a piece: one field of the index holds one [`Form`] in one [`Language`]. So a tokenizer of an index
//! is a loop over [`tokens`] that asks for the form of its field.

mod english;
mod fold;
mod forms;
pub mod kyrgyz;
mod latin;
mod numbers;
mod query;
mod russian;
mod stop;
mod token;
mod typo;

pub use fold::{normalise, weak};
pub use forms::Form;
pub use latin::key as latin_key;
pub use query::{Asked, analyse_query};
pub use stop::is_stop;
pub use token::{Kind, Piece, tokens};
pub use typo::allowed_distance;

use serde::{Deserialize, Serialize};

/// A language of the Register. A field of text has one; a query is analysed for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Kyrgyz, in Cyrillic letters.
    Kyrgyz,
    /// Russian.
    Russian,
    /// English.
    English,
}

impl Language {
    /// All three, Kyrgyz first.
    pub const ALL: [Self; 3] = [Self::Kyrgyz, Self::Russian, Self::English];
}
