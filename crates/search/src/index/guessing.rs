//! Who has a word that begins as the one that was typed, or is it but for an error or two.

use strsim::osa_distance;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::bits::Bits;
use super::document::Place;
use super::matching::{Levels, Looking, NUMBER, OTHER_NUMBER, WORTH, Wanted, add_all};
use super::schema::{Fields, Shape};
use crate::analysis::allowed_distance;

/// What is left where a number was only begun.
const BEGUN: i64 = 30;
/// What is left of the worth where the word was only begun, or had a mistake in it.
const GUESSED: i64 = 60;

/// A word that is not quite what was meant.
struct Mistyped {
    word: String,
    /// How many letters may be wrong.
    most: u8,
    near: DfaWrapper,
}

impl Mistyped {
    fn new(field: Field, word: &str, most: u8) -> tantivy::Result<Self> {
        let term = Term::from_field_text(field, word);
        let near = FuzzyTermQuery::new(term, most, true).automaton()?;
        Ok(Self { word: word.to_owned(), most, near })
    }
}

/// A word that nobody has, ready to be guessed at in every segment: what recognises its neighbours is
/// dear to make.
pub struct Guess<'a> {
    wanted: &'a Wanted,
    words: Vec<Mistyped>,
    stems: Vec<Mistyped>,
}

impl<'a> Guess<'a> {
    pub fn new(fields: &Fields, wanted: &'a Wanted) -> tantivy::Result<Self> {
        let allowed = |shape: Shape, word: &str| match shape {
            Shape::Stem => wanted.distance.min(allowed_distance(word.chars().count())),
            _ => wanted.distance,
        };
        let mistyped = |shape: Shape| -> tantivy::Result<Vec<Mistyped>> {
            let words = wanted.shapes[shape as usize].iter();
            let words =
                words.map(|word| (word, allowed(shape, word))).filter(|(_, most)| *most > 0);
            let field = fields.words(Place::Title, shape);
            words.map(|(word, most)| Mistyped::new(field, word, most)).collect()
        };
        Ok(Self { wanted, words: mistyped(Shape::Word)?, stems: mistyped(Shape::Stem)? })
    }
}

impl Looking<'_> {
    /// Who has a word that begins so, or is so but for an error or two.
    pub fn guessing(&self, guess: &Guess<'_>) -> tantivy::Result<Levels> {
        let mut levels = Levels::new(self.docs);
        if let Some(number) = guess.wanted.number.as_ref().filter(|number| number.len() > 2) {
            let fields = [(self.fields.number, NUMBER), (self.fields.other_number, OTHER_NUMBER)];
            for (field, worth) in fields {
                levels.add(worth * BEGUN / 100, self.beginning(field, number)?);
            }
        }
        for (place, worths) in Place::ALL.into_iter().zip(WORTH) {
            let worth = worths[0] * GUESSED / 100;
            self.guess_beginning(place, worth, guess.wanted, &mut levels)?;
            let word = self.fields.words(place, Shape::Word);
            for mistyped in &guess.words {
                self.guess_near(word, mistyped, worth, &mut levels)?;
            }
            let stem = self.fields.words(place, Shape::Stem);
            for mistyped in &guess.stems {
                self.guess_near(stem, mistyped, worth * 9 / 10, &mut levels)?;
            }
        }
        Ok(levels.ordered())
    }

    fn guess_beginning(
        &self,
        place: Place,
        worth: i64,
        wanted: &Wanted,
        levels: &mut Levels,
    ) -> tantivy::Result<()> {
        let words = &wanted.shapes[Shape::Word as usize];
        if wanted.is_unfinished && words.iter().any(|word| word.chars().count() > 1) {
            for begun in words {
                let field = self.fields.words(place, Shape::Word);
                levels.add(worth, self.beginning(field, begun)?);
            }
            let field = self.fields.words(place, Shape::Stem);
            levels.add(worth * 9 / 10, self.beginning(field, &wanted.latin)?);
        }
        Ok(())
    }

    fn beginning(&self, field: Field, word: &str) -> tantivy::Result<Bits> {
        let index = self.segment.inverted_index(field)?;
        let mut bits = Bits::none(self.docs);
        let mut terms = index.terms().range().ge(word).into_stream()?;
        while terms.advance() && terms.key().starts_with(word.as_bytes()) {
            let postings =
                index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            add_all(postings, &mut bits);
        }
        Ok(bits)
    }

    /// The list of words is gone through once; how far each that is near is away parts the levels.
    fn guess_near(
        &self,
        field: Field,
        mistyped: &Mistyped,
        worth: i64,
        levels: &mut Levels,
    ) -> tantivy::Result<()> {
        let index = self.segment.inverted_index(field)?;
        let mut by_distance = vec![Bits::none(self.docs); usize::from(mistyped.most)];
        let mut terms = index.terms().search(&mistyped.near).into_stream()?;
        while terms.advance() {
            let term = String::from_utf8_lossy(terms.key());
            let away = osa_distance(&mistyped.word, &term).clamp(1, by_distance.len());
            let postings =
                index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            add_all(postings, &mut by_distance[away - 1]);
        }
        for (away, bits) in (1..).zip(by_distance) {
            levels.add(worth / (away + 1), bits);
        }
        Ok(())
    }
}
