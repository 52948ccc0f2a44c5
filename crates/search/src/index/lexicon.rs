//! The words of a segment, to find those that are one that was typed but for an error or two. It is read
//! when it is first needed: a segment never changes.

use std::collections::BTreeSet;

use strsim::osa_distance;
use tantivy::SegmentReader;

use super::document::Place;
use super::schema::{Fields, Shape};

/// All words of one shape, whatever place they stand in.
#[derive(Debug)]
pub struct Lexicon {
    text: String,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    /// Where it ends in the text; it begins where the one before ends.
    end: u32,
    sign: Sign,
}

/// What tells at once that two words are far from each other.
#[derive(Clone, Copy, Debug)]
struct Sign {
    /// A bit for each letter that occurs; letters may share one.
    letters: u64,
    length: u8,
}

impl Sign {
    fn of(word: &str) -> Self {
        let bit = |letter: char| 1 << (u32::from(letter) % u64::BITS);
        let letters = word.chars().fold(0, |letters, letter| letters | bit(letter));
        Self { letters, length: u8::try_from(word.chars().count()).unwrap_or(u8::MAX) }
    }

    /// Whether so few errors could make one word of the other. An error changes the length by one at
    /// most, and brings or takes one letter at most.
    fn may_be_near(self, other: Self, most: u8) -> bool {
        let most_letters = u32::from(most);
        self.length.abs_diff(other.length) <= most
            && (self.letters & !other.letters).count_ones() <= most_letters
            && (other.letters & !self.letters).count_ones() <= most_letters
    }
}

/// How many errors make one word of the other, if they are so few.
pub fn errors(typed: &str, word: &str, most: u8) -> Option<usize> {
    let may_be = most > 0 && Sign::of(typed).may_be_near(Sign::of(word), most);
    may_be.then(|| osa_distance(typed, word)).filter(|errors| *errors <= usize::from(most))
}

impl Lexicon {
    pub fn read(segment: &SegmentReader, fields: &Fields, shape: Shape) -> tantivy::Result<Self> {
        let mut all = BTreeSet::new();
        for place in Place::ALL {
            let index = segment.inverted_index(fields.words(place, shape))?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                all.insert(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
        Ok(Self::of(&all))
    }

    fn of(all: &BTreeSet<String>) -> Self {
        let mut lexicon = Self { text: String::new(), words: Vec::with_capacity(all.len()) };
        for word in all {
            lexicon.text.push_str(word);
            let end = u32::try_from(lexicon.text.len()).unwrap_or(u32::MAX);
            lexicon.words.push(Word { end, sign: Sign::of(word) });
        }
        lexicon
    }

    /// The words that so few errors away, with how many they are.
    pub fn near(&self, typed: &str, most: u8) -> impl Iterator<Item = (&str, usize)> {
        let sign = Sign::of(typed);
        let starts = std::iter::once(0).chain(self.words.iter().map(|word| word.end));
        let near = starts
            .zip(&self.words)
            .filter(move |(_, word)| word.sign.may_be_near(sign, most))
            .filter_map(|(start, word)| self.text.get(start as usize..word.end as usize));
        near.map(move |word| (word, osa_distance(typed, word)))
            .filter(move |(_, away)| *away <= usize::from(most))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_with_an_error_or_two_are_near() {
        let all = ["стоматология", "стоматолог", "мектеп", "мектептер", ""];
        let lexicon = Lexicon::of(&all.map(str::to_owned).into());
        let near = |word, most| lexicon.near(word, most).collect::<Vec<_>>();
        assert_eq!(near("стоматалогия", 2), [("стоматология", 1)]);
        assert_eq!(
            near("мкетеп", 1),
            [("мектеп", 1)],
            "two letters that changed places are one error"
        );
        assert_eq!(near("стоматологи", 2), [("стоматолог", 1), ("стоматология", 1)]);
        assert_eq!(near("дарыкана", 2), []);
    }

    proptest! {
        /// What the signs rule out is really far.
        #[test]
        fn no_near_word_is_missed(
            all in proptest::collection::btree_set("[а-еa-d]{0,6}", 0..40),
            typed in "[а-еa-d]{1,6}",
            most in 0..3_u8,
        ) {
            let lexicon = Lexicon::of(&all);
            let found: BTreeSet<&str> = lexicon.near(&typed, most).map(|(word, _)| word).collect();
            let near = |word: &&str| osa_distance(&typed, word) <= usize::from(most);
            let expected: BTreeSet<&str> = all.iter().map(String::as_str).filter(near).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
