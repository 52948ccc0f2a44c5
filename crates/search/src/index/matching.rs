//! Which documents of a segment have the words that are asked, and how well they fit.

use std::sync::Arc;

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::before::Look;
use super::bits::{Bits, Set};
use super::document::Place;
use super::schema::{Fields, Shape};
use super::snapshot::Part;
use super::words;
use crate::analysis::{Asked, Form, Kind, Language, analyse_query, latin_key};

/// What a word is worth where it stands, by shape: name before owner before text, whole before stem.
pub const WORTH: [[i64; 3]; 3] = [[1000, 930, 700], [560, 520, 400], [300, 270, 200]];
pub const NUMBER: i64 = 2000;
pub const OTHER_NUMBER: i64 = 1500;

/// A word of a question, ready to be looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wanted {
    pub shapes: [Vec<String>; 3],
    /// Its key in Latin letters, for beginnings.
    pub latin: String,
    /// A number without what parts it, or nothing.
    pub number: Option<String>,
    pub distance: u8,
    pub is_unfinished: bool,
}

/// The words of a question. Stop words count only where there is nothing else. A number that was typed
/// in groups is one.
pub fn wanted(text: &str) -> Vec<Wanted> {
    let asked = analyse_query(text);
    let whole = words::compact(text);
    if asked.len() > 1 && is_number(&whole) {
        return asked.iter().take(1).map(|word| one(word, Some(&whole))).collect();
    }
    let all_stop = asked.iter().all(|word| word.stop);
    let kept = asked.iter().filter(|word| all_stop || !word.stop);
    kept.map(|word| one(word, None)).collect()
}

/// Each two neighbours as one word: «демир банк» for «ДемирБанк».
pub fn pairs(text: &str) -> Vec<Wanted> {
    let asked = analyse_query(text);
    let all_stop = asked.iter().all(|word| word.stop);
    let kept: Vec<&Asked<'_>> = asked.iter().filter(|word| all_stop || !word.stop).collect();
    let pair = |two: &[&Asked<'_>]| {
        let text = format!("{}{}", two[0].piece.word, two[1].piece.word);
        analyse_query(&text).first().map(|word| one(word, None))
    };
    kept.windows(2).filter_map(pair).collect()
}

/// At most four Latin letters and then enough digits: no sentence looks so.
fn is_number(compact: &str) -> bool {
    let digits = compact.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    compact.chars().count() - digits.chars().count() <= 4
        && digits.len() >= 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn one(asked: &Asked<'_>, number: Option<&str>) -> Wanted {
    let own = (asked.piece.kind == Kind::Number).then(|| words::compact(&asked.piece.word));
    Wanted {
        shapes: if number.is_some() { Default::default() } else { words::asked(&asked.piece) },
        latin: latin_key(&asked.piece.form(Language::Kyrgyz, Form::Folded)),
        number: number.map(str::to_owned).or(own),
        distance: asked.distance,
        is_unfinished: asked.unfinished,
    }
}

/// Who has a word, and how well: the best first.
#[derive(Debug)]
pub struct Levels {
    pub any: Set,
    pub by_worth: Vec<(i64, Set)>,
}

impl Levels {
    pub fn of(docs: u32, worths: impl IntoIterator<Item = (i64, Bits)>) -> Self {
        let mut any = Bits::none(docs);
        let mut by_worth = Vec::new();
        for (worth, bits) in worths {
            if !bits.is_empty() {
                any.join(&bits);
                by_worth.push((worth, bits.into()));
            }
        }
        Self::ordered(any, by_worth)
    }

    /// With those of another look.
    pub fn with(&self, more: &Self, docs: u32) -> Self {
        let mut any = Bits::none(docs);
        self.any.join_to(&mut any);
        more.any.join_to(&mut any);
        Self::ordered(any, self.by_worth.iter().chain(&more.by_worth).cloned().collect())
    }

    fn ordered(any: Bits, mut by_worth: Vec<(i64, Set)>) -> Self {
        by_worth.sort_by_key(|(worth, _)| -worth);
        Self { any: any.into(), by_worth }
    }

    pub fn worth(&self, doc: u32) -> i64 {
        self.by_worth.iter().find(|(_, set)| set.has(doc)).map_or(0, |(worth, _)| *worth)
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        self.any.size() + self.by_worth.iter().map(|(_, set)| set.size()).sum::<usize>()
    }
}

/// Looks in one segment.
pub struct Looking<'a> {
    pub fields: &'a Fields,
    pub part: &'a Part,
}

impl Looking<'_> {
    pub fn docs(&self) -> u32 {
        self.part.columns.docs
    }

    /// Who has a word, as it is.
    pub fn plainly(&self, wanted: &Wanted) -> tantivy::Result<Arc<Levels>> {
        self.part.columns.before.levels(wanted, Look::Plainly, || self.look(wanted))
    }

    fn look(&self, wanted: &Wanted) -> tantivy::Result<Levels> {
        let mut levels = Vec::new();
        if let Some(number) = &wanted.number {
            levels.push((NUMBER, self.with_term(self.fields.number, number)?));
            levels.push((OTHER_NUMBER, self.with_term(self.fields.other_number, number)?));
        }
        for (place, worths) in Place::ALL.into_iter().zip(WORTH) {
            for (shape, worth) in Shape::ALL.into_iter().zip(worths) {
                let mut bits = Bits::none(self.docs());
                for word in &wanted.shapes[shape as usize] {
                    self.add_term(self.fields.words(place, shape), word, &mut bits)?;
                }
                levels.push((worth, bits));
            }
        }
        Ok(Levels::of(self.docs(), levels))
    }

    fn with_term(&self, field: Field, word: &str) -> tantivy::Result<Bits> {
        let mut bits = Bits::none(self.docs());
        self.add_term(field, word, &mut bits)?;
        Ok(bits)
    }

    pub fn add_term(&self, field: Field, word: &str, bits: &mut Bits) -> tantivy::Result<()> {
        let index = self.part.segment.inverted_index(field)?;
        let term = Term::from_field_text(field, word);
        let postings = index.read_block_postings(&term, IndexRecordOption::Basic)?;
        if let Some(postings) = postings {
            add_all(postings, bits);
        }
        Ok(())
    }

    /// Those that belong to an entry.
    pub fn belonging(&self, key: &[u8]) -> tantivy::Result<Bits> {
        let mut bits = Bits::none(self.docs());
        self.add_key(self.fields.belongs, key, &mut bits)?;
        Ok(bits)
    }

    /// Those that are among some entries.
    pub fn being(&self, keys: &[[u8; 16]]) -> tantivy::Result<Bits> {
        let mut bits = Bits::none(self.docs());
        for key in keys {
            self.add_key(self.fields.key, key, &mut bits)?;
        }
        Ok(bits)
    }

    fn add_key(&self, field: Field, key: &[u8], bits: &mut Bits) -> tantivy::Result<()> {
        let index = self.part.segment.inverted_index(field)?;
        let term = Term::from_field_bytes(field, key);
        if let Some(postings) = index.read_block_postings(&term, IndexRecordOption::Basic)? {
            add_all(postings, bits);
        }
        Ok(())
    }
}

/// Takes up whole blocks: a common word has very many documents.
pub fn add_all(mut postings: BlockSegmentPostings, bits: &mut Bits) {
    loop {
        let block = postings.docs();
        if block.is_empty() {
            return;
        }
        block.iter().for_each(|doc| bits.add(*doc));
        postings.advance();
    }
}
