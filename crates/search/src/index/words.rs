//! From the words of a document to what stands in the fields, and the same for a word that is asked.

use std::collections::HashMap;

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

/// Shapes of words met before: texts of a register repeat themselves.
#[derive(Default)]
pub struct Known(HashMap<(Language, String), Shapes>);

/// More words than that are forgotten again, all at once.
const MOST: usize = 200_000;

impl Known {
    pub fn shapes(&mut self, piece: &Piece<'_>, language: Language) -> &Shapes {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        let word = (language, piece.word.clone());
        self.0.entry(word).or_insert_with(|| shapes(piece, language))
    }

    /// The words of a text, of each shape, parted by spaces: so the field's tokenizer finds them.
    pub fn spread(&mut self, text: &str, language: Language, into: &mut [String; 3]) -> usize {
        let mut count = 0;
        for piece in tokens(text) {
            let shapes = self.shapes(&piece, language);
            for (into, shape) in into.iter_mut().zip(shapes) {
                into.push_str(shape);
                into.push(' ');
            }
            count += 1;
        }
        count
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
