//! From the words of a document to what stands in the fields, and the same for a word that is asked.

use std::collections::HashMap;
use std::sync::Arc;

use super::schema::Shape;
use crate::analysis::{Form, Kind, Language, Piece, kyrgyz, latin_key, tokens, weak};

/// The shapes of one word in one language, in the order of [`Shape::ALL`].
pub type Shapes = [String; 3];

fn shapes(piece: &Piece<'_>, language: Language) -> Shapes {
    [
        piece.form(language, Form::Folded),
        piece.form(language, Form::LatinStem),
        root(piece, language),
    ]
}

/// Roots meet on the Latin key too; a word typed in Latin letters has none of its own.
fn root(piece: &Piece<'_>, language: Language) -> String {
    match language {
        Language::Kyrgyz => latin_key(&weak(&kyrgyz::root(&piece.word))),
        _ => piece.form(language, Form::LatinStem),
    }
}

/// A word of a text: where it stands, and its shapes.
pub struct Seen {
    pub start: usize,
    pub end: usize,
    pub shapes: Shapes,
}

/// Words and short texts met before. A register repeats itself: the names of its codes are most of what
/// its entries say.
#[derive(Default)]
pub struct Known {
    words: HashMap<(Language, String), Shapes>,
    texts: HashMap<Language, HashMap<String, Arc<[Seen]>>>,
}

/// More words, or more texts of a language, than that are forgotten again, all at once.
const MOST_WORDS: usize = 200_000;
const MOST_TEXTS: usize = 20_000;
/// A longer text, in bytes, is somebody's own.
const SHORT: usize = 200;

impl Known {
    fn shapes(&mut self, piece: &Piece<'_>, language: Language) -> Shapes {
        if self.words.len() >= MOST_WORDS {
            self.words.clear();
        }
        let word = (language, piece.word.clone());
        self.words.entry(word).or_insert_with(|| shapes(piece, language)).clone()
    }

    /// The words of a text.
    pub fn seen(&mut self, text: &str, language: Language) -> Arc<[Seen]> {
        if let Some(seen) = self.texts.get(&language).and_then(|texts| texts.get(text)) {
            return Arc::clone(seen);
        }
        let look = |piece: Piece<'_>| Seen {
            start: piece.start,
            end: piece.end,
            shapes: self.shapes(&piece, language),
        };
        let seen: Arc<[Seen]> = tokens(text).map(look).collect();
        if text.len() <= SHORT {
            let texts = self.texts.entry(language).or_default();
            if texts.len() >= MOST_TEXTS {
                texts.clear();
            }
            texts.insert(text.to_owned(), Arc::clone(&seen));
        }
        seen
    }

    /// The words of a text, of each shape, parted by spaces: so the field's tokenizer finds them.
    pub fn spread(&mut self, text: &str, language: Language, into: &mut [String; 3]) -> usize {
        let seen = self.seen(text, language);
        for word in seen.iter() {
            for (into, shape) in into.iter_mut().zip(&word.shapes) {
                into.push_str(shape);
                into.push(' ');
            }
        }
        seen.len()
    }
}

/// A word that is asked, of each shape: of a language each, without repetition.
pub fn asked(piece: &Piece<'_>) -> [Vec<String>; 3] {
    let all = Language::ALL.map(|language| shapes(piece, language));
    Shape::ALL.map(|shape| {
        let mut some: Vec<String> = all.iter().map(|own| own[shape as usize].clone()).collect();
        some.sort_unstable();
        some.dedup();
        some
    })
}

/// A number without what parts it: `KG-H-000001`, `KG H 000001` and `kgh000001` are one.
pub fn compact(number: &str) -> String {
    let parts = tokens(number).map(|piece| match piece.kind {
        Kind::Number => piece.form(Language::English, Form::Folded),
        Kind::Word => in_latin(&piece.word),
    });
    parts.collect()
}

/// Letters of the other alphabet that look like those of a register's number.
fn in_latin(word: &str) -> String {
    let letter = |c| match c {
        'к' => 'k',
        'н' => 'h',
        'а' => 'a',
        other => other,
    };
    word.chars().map(letter).collect()
}

/// Each two words of a title as one: «айыл банк» is typed «айылбанк».
pub fn joined(text: &str) -> String {
    let words: Vec<String> =
        tokens(text).map(|piece| piece.form(Language::Kyrgyz, Form::Folded)).collect();
    words.windows(2).map(|two| format!("{}{} ", two[0], two[1])).collect()
}
