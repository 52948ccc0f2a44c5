//! Russian stems: Snowball's, from a library.
//!
//! Snowball cuts «защите» and «защиты» to different stems. Hence the folded whole word is indexed
//! beside the stem, and a query asks for both.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The stem of a normalised word; ё counts as е, as in most texts.
pub(crate) fn stem(word: &str) -> String {
    let plain: Cow<str> =
        if word.contains('ё') { word.replace('ё', "е").into() } else { word.into() };
    Stemmer::new(Algorithm::Russian).stem(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn cases_and_numbers_of_a_noun_meet() {
        for form in ["держателя", "держателю", "держателем", "держатели", "держателей"]
        {
            assert_eq!(stem(form), stem("держатель"), "{form}");
        }
    }

    #[test]
    fn yo_is_ye() {
        assert_eq!(stem("учёта"), stem("учета"));
    }
}
