//! From the words of a document to what stands in the fields, and the same for a word that is asked.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::Vocabulary;
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
    pub shapes: Arc<Shapes>,
}

/// Words and short texts met before. A register repeats itself: the names of its codes are most of what
/// its entries say.
#[derive(Default)]
pub struct Known {
    of: [KnownOf; Language::ALL.len()],
    /// The words of a key of the vocabulary, each once.
    named: HashMap<String, Arc<[Arc<Shapes>]>>,
    /// The vocabulary that these are of.
    vocabulary: Arc<Vocabulary>,
}

/// What was met in a language.
#[derive(Default)]
struct KnownOf {
    words: HashMap<String, Arc<Shapes>>,
    texts: HashMap<String, Arc<[Seen]>>,
}

/// More words, or more texts, of a language than that are forgotten again, all at once.
const MOST_WORDS: usize = 100_000;
const MOST_TEXTS: usize = 20_000;
/// A longer text, in bytes, is somebody's own.
const SHORT: usize = 200;

impl KnownOf {
    fn shapes(&mut self, piece: &Piece<'_>, language: Language) -> Arc<Shapes> {
        if let Some(shapes) = self.words.get(&piece.word) {
            return Arc::clone(shapes);
        }
        if self.words.len() >= MOST_WORDS {
            self.words.clear();
        }
        let shapes = Arc::new(shapes(piece, language));
        self.words.insert(piece.word.clone(), Arc::clone(&shapes));
        shapes
    }
}

impl Known {
    /// The words of a text.
    pub fn seen(&mut self, text: &str, language: Language) -> Arc<[Seen]> {
        let of = &mut self.of[language as usize];
        if let Some(seen) = of.texts.get(text) {
            return Arc::clone(seen);
        }
        let look = |piece: Piece<'_>| Seen {
            start: piece.start,
            end: piece.end,
            shapes: of.shapes(&piece, language),
        };
        let seen: Arc<[Seen]> = tokens(text).map(look).collect();
        if text.len() <= SHORT {
            if of.texts.len() >= MOST_TEXTS {
                of.texts.clear();
            }
            of.texts.insert(text.to_owned(), Arc::clone(&seen));
        }
        seen
    }

    /// The words by which a key of the vocabulary is found.
    pub fn named(&mut self, key: &str, vocabulary: &Arc<Vocabulary>) -> Arc<[Arc<Shapes>]> {
        if !Arc::ptr_eq(&self.vocabulary, vocabulary) {
            self.named.clear();
            self.vocabulary = Arc::clone(vocabulary);
        }
        if let Some(words) = self.named.get(key) {
            return Arc::clone(words);
        }
        let mut words = Words::default();
        for (language, text) in vocabulary.get(key).into_iter().flatten() {
            words.take(&self.seen(text, *language));
        }
        let words: Arc<[Arc<Shapes>]> = words.each_once().into();
        self.named.insert(key.to_owned(), Arc::clone(&words));
        words
    }
}

/// The words of some texts.
#[derive(Default)]
pub struct Words(Vec<Arc<Shapes>>);

impl Words {
    pub fn take(&mut self, seen: &[Seen]) {
        self.0.extend(seen.iter().map(|seen| Arc::clone(&seen.shapes)));
    }

    pub fn take_all(&mut self, words: &[Arc<Shapes>]) {
        self.0.extend_from_slice(words);
    }

    /// How often and in what order they stand is not kept.
    pub fn each_once(mut self) -> Vec<Arc<Shapes>> {
        self.0.sort_unstable_by_key(Arc::as_ptr);
        self.0.dedup_by(|one, other| Arc::ptr_eq(one, other));
        self.0
    }

    /// Of each shape, parted by spaces: so the field's tokenizer finds them.
    pub fn spread(self) -> [String; 3] {
        let mut spread = [const { String::new() }; 3];
        for shapes in self.each_once() {
            for (into, shape) in spread.iter_mut().zip(&*shapes) {
                into.push_str(shape);
                into.push(' ');
            }
        }
        spread
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
