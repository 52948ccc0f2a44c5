//! Who has a word that begins as the one that was typed, or is it but for an error or two.

use std::sync::Arc;

use tantivy::schema::{Field, IndexRecordOption};

use super::before::Look;
use super::bits::Bits;
use super::document::Place;
use super::matching::{Levels, Looking, NUMBER, OTHER_NUMBER, WORTH, Wanted, add_all};
use super::schema::Shape;
use crate::analysis::allowed_distance;

/// What is left where a number was only begun.
const BEGUN: i64 = 30;
/// What is left of the worth where the word was only begun, or had a mistake in it.
const GUESSED: i64 = 60;

fn worth_of(place: Place, shape: Shape) -> i64 {
    let worth = WORTH[place as usize][0] * GUESSED / 100;
    if shape == Shape::Stem { worth * 9 / 10 } else { worth }
}

type Worths = Vec<(i64, Bits)>;

impl Looking<'_> {
    /// Who has a word that begins so, or is so but for an error or two.
    pub fn guessing(&self, wanted: &Wanted) -> tantivy::Result<Arc<Levels>> {
        self.part.columns.before.levels(wanted, Look::Guessing, || self.guess(wanted))
    }

    fn guess(&self, wanted: &Wanted) -> tantivy::Result<Levels> {
        let mut levels = Worths::new();
        if let Some(number) = wanted.number.as_ref().filter(|number| number.len() > 2) {
            let fields = [(self.fields.number, NUMBER), (self.fields.other_number, OTHER_NUMBER)];
            for (field, worth) in fields {
                levels.push((worth * BEGUN / 100, self.beginning(field, number)?));
            }
        }
        for place in Place::ALL {
            self.guess_beginning(place, wanted, &mut levels)?;
        }
        for shape in [Shape::Word, Shape::Stem] {
            for word in &wanted.shapes[shape as usize] {
                let most = match shape {
                    Shape::Stem => wanted.distance.min(allowed_distance(word.chars().count())),
                    _ => wanted.distance,
                };
                self.guess_near(shape, word, most, &mut levels)?;
            }
        }
        Ok(Levels::of(self.docs(), levels))
    }

    fn guess_beginning(
        &self,
        place: Place,
        wanted: &Wanted,
        levels: &mut Worths,
    ) -> tantivy::Result<()> {
        let words = &wanted.shapes[Shape::Word as usize];
        if wanted.is_unfinished && words.iter().any(|word| word.chars().count() > 1) {
            for begun in words {
                let field = self.fields.words(place, Shape::Word);
                levels.push((worth_of(place, Shape::Word), self.beginning(field, begun)?));
            }
            let field = self.fields.words(place, Shape::Stem);
            levels.push((worth_of(place, Shape::Stem), self.beginning(field, &wanted.latin)?));
        }
        Ok(())
    }

    fn beginning(&self, field: Field, word: &str) -> tantivy::Result<Bits> {
        let index = self.part.segment.inverted_index(field)?;
        let mut bits = Bits::none(self.docs());
        let mut terms = index.terms().range().ge(word).into_stream()?;
        while terms.advance() && terms.key().starts_with(word.as_bytes()) {
            let postings =
                index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            add_all(postings, &mut bits);
        }
        Ok(bits)
    }

    /// How far each word that is near is away parts the levels.
    fn guess_near(
        &self,
        shape: Shape,
        word: &str,
        most: u8,
        levels: &mut Worths,
    ) -> tantivy::Result<()> {
        if most == 0 {
            return Ok(());
        }
        let lexicon = self.part.lexicon(self.fields, shape)?;
        let near: Vec<(&str, usize)> = lexicon.near(word, most).collect();
        for place in Place::ALL {
            let field = self.fields.words(place, shape);
            let mut by_distance = vec![Bits::none(self.docs()); usize::from(most)];
            for (word, away) in &near {
                self.add_term(field, word, &mut by_distance[(*away).max(1) - 1])?;
            }
            for (away, bits) in (1..).zip(by_distance) {
                levels.push((worth_of(place, shape) / (away + 1), bits));
            }
        }
        Ok(())
    }
}
