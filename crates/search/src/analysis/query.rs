//! A query: nobody says in which language it is, so it is analysed for all.

use super::typo::allowed_distance;
use super::{Form, Kind, Language, Piece, tokens};

/// A word of a query, with what to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The word or number.
    pub piece: Piece<'a>,
    /// How many typing errors are forgiven; a number has none.
    pub distance: u8,
    /// Nothing stands after it: it may be the beginning of a word that is being typed.
    pub unfinished: bool,
    /// A stop word in one of the languages; whoever asks for others too may leave it out.
    pub stop: bool,
}

impl Asked<'_> {
    /// The form to look for in a field of that language.
    #[must_use]
    pub fn form(&self, language: Language, form: Form) -> String {
        self.piece.form(language, form)
    }
}

/// The words of a query, in order.
#[must_use]
pub fn analyse_query(text: &str) -> Vec<Asked<'_>> {
    tokens(text).map(|piece| asked(piece, text.len())).collect()
}

fn asked(piece: Piece<'_>, end: usize) -> Asked<'_> {
    let distance = match piece.kind {
        Kind::Number => 0,
        Kind::Word => allowed_distance(piece.word.chars().count()),
    };
    let stop = Language::ALL.into_iter().any(|language| piece.is_stop(language));
    Asked { distance, unfinished: piece.end == end, stop, piece }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_of_two_languages_is_one_query() {
        let asked = analyse_query("данные пациентов же bank");
        let stops: Vec<bool> = asked.iter().map(|word| word.stop).collect();
        assert_eq!(stops, [false, false, true, false]);
        let english = asked[3].form(Language::English, Form::Stem);
        assert_eq!(english, "bank");
    }

    #[test]
    fn errors_are_forgiven_in_words_not_in_numbers() {
        let asked = analyse_query("сот мектеп маалыматтар 12345678901234");
        let distances: Vec<u8> = asked.iter().map(|word| word.distance).collect();
        assert_eq!(distances, [0, 1, 2, 0]);
    }

    #[test]
    fn only_the_last_word_may_be_unfinished() {
        let unfinished = |text| -> Vec<bool> {
            analyse_query(text).iter().map(|word| word.unfinished).collect()
        };
        assert_eq!(unfinished("мектеп мал"), [false, true]);
        assert_eq!(unfinished("мектеп "), [false]);
    }
}
