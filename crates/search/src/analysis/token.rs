//! Cutting a text into words and numbers, with their places in it.

use super::fold;
use super::numbers;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word of any alphabet.
    Word,
    /// A number or code, found exactly or by its beginning.
    Number,
}

/// A word or number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Where it begins in the source, in bytes.
    pub start: usize,
    /// Where it ends in the source, in bytes.
    pub end: usize,
    /// Its place among the pieces, from 0.
    pub position: usize,
    /// As it stands in the source.
    pub text: &'a str,
    /// Word or number.
    pub kind: Kind,
    /// Its one spelling: see [`super::normalise`]; a number is in lower case, with its hyphens.
    pub word: String,
}

/// The words and numbers of a text, in order. A word with hyphens gives each of its parts.
pub fn tokens(text: &str) -> impl Iterator<Item = Piece<'_>> {
    runs(text).flat_map(pieces).enumerate().map(|(position, (start, text, kind))| Piece {
        start,
        end: start + text.len(),
        position,
        text,
        kind,
        word: spelling(text, kind),
    })
}

fn spelling(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Word => fold::normalise(text),
        Kind::Number => numbers::normalise(text),
    }
}

/// Runs of letters, digits, their marks and what joins numbers, with where they begin.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    split(text, |c| in_word(c) || numbers::is_joint(c)).map(move |(start, run)| {
        let inner = run.trim_start_matches(numbers::is_joint);
        (start + run.len() - inner.len(), inner.trim_end_matches(numbers::is_joint))
    })
}

/// A run is one number, or falls into words and numbers at what joins it.
fn pieces((start, run): (usize, &str)) -> Vec<(usize, &str, Kind)> {
    if numbers::is_number(run) {
        return vec![(start, run, Kind::Number)];
    }
    split(run, in_word).map(|(at, part)| (start + at, part, kind(part))).collect()
}

fn kind(part: &str) -> Kind {
    if numbers::is_number(part) { Kind::Number } else { Kind::Word }
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || fold::is_mark(letter)
}

/// The longest stretches of letters that belong; those of nothing but marks are left out.
fn split(text: &str, belongs: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = (usize, &str)> {
    text.split(move |c| !belongs(c))
        .map(move |part| (part.as_ptr() as usize - text.as_ptr() as usize, part))
        .filter(|(_, part)| part.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Kind)> {
        tokens(text).map(|piece| (piece.word, piece.kind)).collect()
    }

    #[test]
    fn a_text_falls_into_words_and_numbers() {
        let found = words("ИНН 12345678901234, «Мектеп №5» (2020-жылы) KG-A-000123.");
        let expected = [
            ("инн", Kind::Word),
            ("12345678901234", Kind::Number),
            ("мектеп", Kind::Word),
            ("5", Kind::Number),
            ("2020", Kind::Number),
            ("жылы", Kind::Word),
            ("kg-a-000123", Kind::Number),
        ];
        assert_eq!(found, expected.map(|(word, kind)| (word.to_owned(), kind)));
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let text = "— Ысык-Көл облусу, за\u{301}мок;";
        for piece in tokens(text) {
            assert_eq!(&text[piece.start..piece.end], piece.text);
        }
        assert_eq!(tokens(text).count(), 4);
        assert_eq!(tokens(text).last().map(|piece| piece.position), Some(3));
    }

    #[test]
    fn nothing_but_signs_gives_nothing() {
        assert_eq!(tokens("-- / \u{301} … №").count(), 0);
        assert_eq!(tokens("").count(), 0);
    }
}
