//! A light stemmer for Kyrgyz: endings are taken off from the right, one slot of the word after another.
//!
//! The tables in `nominal` and `verbal` say which endings there are and what each may stand on;
//! `sounds` says how an ending sounds after a stem; `shape` says what can be a stem. The search in
//! `strip` follows every reading of a word that the tables allow, and takes the shortest stem.

mod exceptions;
mod letters;
mod nominal;
mod shape;
mod sounds;
mod strip;
mod suffix;
mod verbal;

use letters::{Letters, Spelling};
use strip::{Depth, shortest};

/// The stem of a normalised word: without endings of inflection. A key, not always a word.
#[must_use]
pub fn stem(word: &str) -> String {
    cut(word, Spelling::Full, Depth::Inflection)
}

/// The root: without derivation too, «мамлекеттик» as «мамлекет», «кармоочу» as «карма».
#[must_use]
pub fn root(word: &str) -> String {
    cut(word, Spelling::Full, Depth::Derivation)
}

/// The stem of a word typed without ө, ү, ң: the word is folded first, and the rules are told so.
#[must_use]
pub fn folded_stem(word: &str) -> String {
    cut(&super::fold::weak(word), Spelling::Folded, Depth::Inflection)
}

/// Why a normalised word has its stem: the names of the endings taken off, the last one first.
#[must_use]
pub fn endings(word: &str) -> Vec<&'static str> {
    let letters = Letters::of(word, Spelling::Full);
    letters.map_or_else(Vec::new, |letters| shortest(&letters, Depth::Inflection).1)
}

/// A word of another alphabet, or longer than any word, is its own stem.
fn cut(word: &str, spelling: Spelling, depth: Depth) -> String {
    match Letters::of(word, spelling) {
        Some(letters) => shortest(&letters, depth).0,
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_of_another_alphabet_is_its_own_stem() {
        assert_eq!(stem("register"), "register");
        assert_eq!(stem(""), "");
        assert_eq!(stem(&"лар".repeat(40)), "лар".repeat(40));
    }

    #[test]
    fn the_endings_taken_off_are_told() {
        let expected = ["genitive", "possessive, third person", "plural"];
        assert_eq!(endings("маалыматтарынын"), expected);
        assert_eq!(endings("болбойт"), ["present", "denial"]);
        assert_eq!(endings("бала"), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn no_word_stops_the_stemmer(word in "\\PC*") {
            let _ = (stem(&word), root(&word), folded_stem(&word));
        }

        #[test]
        fn a_stem_is_no_longer_than_its_word(word in "[а-яёөүң]{1,20}") {
            // я, ю, ё are two sounds each
            let sounds = word.chars().count() + word.matches(['я', 'ю', 'ё']).count();
            prop_assert!(stem(&word).chars().count() <= sounds);
            prop_assert!(root(&word).chars().count() <= stem(&word).chars().count());
            prop_assert!(!stem(&word).is_empty() || word.chars().all(|c| "ьъ".contains(c)));
        }
    }
}
