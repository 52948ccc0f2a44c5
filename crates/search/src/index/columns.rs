//! What of a segment is kept in memory: who has which code, and by what documents are ordered. A
//! segment never changes, so this is read once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::before::Before;
use super::bits::{Bits, Set};
use super::lexicon::Lexicon;
use super::schema::Shape;

/// Never confirmed.
pub const NEVER: i64 = i64::MIN;

/// Parts an axis from a code.
pub const PARTED: char = '\u{1f}';

#[derive(Debug)]
pub struct Columns {
    pub docs: u32,
    /// By axis the codes and who has them.
    pub tags: BTreeMap<String, Vec<(String, Set)>>,
    pub changed: Vec<i64>,
    pub fresh: Vec<i64>,
    pub tie: Vec<u64>,
    pub lead: Vec<u64>,
    /// Words of the title.
    pub length: Vec<u8>,
    pub past: Bits,
    pub partial: Bits,
    /// Those that belong to nobody: holders, not what they hold.
    pub own: Bits,
    pub number: Option<Sorted>,
    pub title: Option<Sorted>,
    /// Words that were asked for.
    pub before: Before,
    /// All words, by shape; for those that are mistyped.
    pub lexicons: [OnceLock<Lexicon>; Shape::ALL.len()],
    /// Who was confirmed since a border; the border moves once a day.
    since: Mutex<Option<(i64, Arc<Bits>)>>,
}

/// Texts by which documents are ordered: their places in the segment's own list.
#[derive(Debug)]
pub struct Sorted {
    pub texts: StrColumn,
    pub places: Vec<u32>,
}

impl Sorted {
    fn read(column: Option<StrColumn>, docs: u32) -> Option<Self> {
        let texts = column?;
        let place = |doc| texts.ords().first(doc).unwrap_or(0);
        let places = (0..docs).map(|doc| u32::try_from(place(doc)).unwrap_or(u32::MAX)).collect();
        Some(Self { places, texts })
    }
}

impl Columns {
    pub fn read(segment: &SegmentReader) -> tantivy::Result<Self> {
        let (docs, fast) = (segment.max_doc(), segment.fast_fields());
        let numbers = |name| -> tantivy::Result<Vec<u64>> {
            let column = fast.u64(name)?.first_or_default_col(0);
            Ok((0..docs).map(|doc| column.get_val(doc)).collect())
        };
        let times = |name| -> tantivy::Result<Vec<i64>> {
            let column = fast.i64(name)?.first_or_default_col(NEVER);
            Ok((0..docs).map(|doc| column.get_val(doc)).collect())
        };
        let (past, partial) = (numbers("past")?, numbers("partial")?);
        let own = numbers("own")?;
        let length = numbers("length")?.into_iter();
        Ok(Self {
            docs,
            tags: tags(fast.str("tag")?, docs)?,
            changed: times("changed")?,
            fresh: times("fresh")?,
            tie: numbers("tie")?,
            lead: numbers("lead")?,
            length: length.map(|words| u8::try_from(words).unwrap_or(u8::MAX)).collect(),
            past: Bits::of(docs, |doc| past[doc as usize] != 0),
            partial: Bits::of(docs, |doc| partial[doc as usize] != 0),
            own: Bits::of(docs, |doc| own[doc as usize] != 0),
            number: Sorted::read(fast.str("number_key")?, docs),
            title: Sorted::read(fast.str("title_key")?, docs),
            before: Before::default(),
            lexicons: Default::default(),
            since: Mutex::default(),
        })
    }

    /// Who was confirmed at a border or later.
    pub fn fresh_since(&self, border: i64) -> Arc<Bits> {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        match &*since {
            Some((known, bits)) if *known == border => Arc::clone(bits),
            _ => {
                let bits = Arc::new(Bits::of(self.docs, |doc| self.fresh[doc as usize] >= border));
                *since = Some((border, Arc::clone(&bits)));
                bits
            }
        }
    }

    /// All that have one of these codes.
    pub fn with(&self, axis: &str, codes: &[String]) -> Bits {
        let mut bits = Bits::none(self.docs);
        for (code, set) in self.tags.get(axis).into_iter().flatten() {
            if codes.contains(code) {
                set.join_to(&mut bits);
            }
        }
        bits
    }
}

type Tags = BTreeMap<String, Vec<(String, Set)>>;

fn tags(column: Option<StrColumn>, docs: u32) -> tantivy::Result<Tags> {
    let Some(column) = column else { return Ok(Tags::new()) };
    let mut having: Vec<Vec<u32>> = vec![Vec::new(); column.num_terms()];
    for doc in 0..docs {
        for code in column.term_ords(doc) {
            if let Some(having) = usize::try_from(code).ok().and_then(|code| having.get_mut(code)) {
                having.push(doc);
            }
        }
    }
    let mut tags = Tags::new();
    for (ord, having) in (0..).zip(having) {
        let mut tag = String::new();
        column.ord_to_str(ord, &mut tag)?;
        if let Some((axis, code)) = tag.split_once(PARTED) {
            let codes = tags.entry(axis.to_owned()).or_default();
            codes.push((code.to_owned(), Set::new(docs, having)));
        }
    }
    Ok(tags)
}
