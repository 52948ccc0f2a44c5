//! Putting entries into the index.

use tantivy::schema::Term;
use tantivy::{IndexWriter, SegmentMeta, TantivyDocument};

use super::columns::{NEVER, PARTED};
use super::document::{Document, Place};
use super::schema::{Fields, Shape, VERSION};
use super::words::{Known, Words, compact, joined};
use super::{Index, Result, showing};

/// Longer names are ordered by their beginning, in bytes.
const LONGEST_KEY: usize = 200;

/// Writes into an index. Nothing is seen before [`Writer::commit`].
pub struct Writer<'a> {
    index: &'a Index,
    writer: IndexWriter,
    known: Known,
    memory: usize,
}

impl<'a> Writer<'a> {
    /// `memory` is in bytes.
    pub(super) fn new(index: &'a Index, memory: usize, known: Known) -> Result<Self> {
        let writer = index.index.writer_with_num_threads(1, memory)?;
        Ok(Self { index, writer, known, memory })
    }

    /// Put an entry in place of the one with the same key, if there is one.
    pub fn put(&mut self, document: &Document) -> Result<()> {
        self.remove(&document.key);
        self.add(document)
    }

    /// Put an entry whose key is not there: into an empty index, for one.
    pub fn add(&mut self, document: &Document) -> Result<()> {
        let mut made = made(&self.index.shared.fields, document);
        let length = self.add_words(document, &mut made);
        made.add_u64(self.index.shared.fields.length, length);
        self.writer.add_document(made)?;
        Ok(())
    }

    /// Gives the length of the shortest title: an entry has one in each language.
    fn add_words(&mut self, document: &Document, made: &mut TantivyDocument) -> u64 {
        let (fields, known) = (&self.index.shared.fields, &mut self.known);
        let (mut length, mut pairs) = (None, String::new());
        for place in Place::ALL {
            let mut words = Words::default();
            for text in document.texts.iter().filter(|text| text.place == place) {
                let seen = known.seen(&text.text, text.language);
                words.take(&seen);
                if place == Place::Title && !seen.is_empty() {
                    length =
                        Some(length.map_or(seen.len(), |length: usize| length.min(seen.len())));
                    pairs += &joined(&text.text);
                }
            }
            if place == Place::Body {
                let vocabulary = self.index.shared.vocabulary();
                for key in &document.named {
                    words.take_all(&known.named(key, &vocabulary));
                }
            }
            let mut spread = words.spread();
            spread[Shape::Word as usize] += &std::mem::take(&mut pairs);
            for (shape, words) in Shape::ALL.into_iter().zip(spread) {
                made.add_text(fields.words(place, shape), words);
            }
        }
        length.unwrap_or(0) as u64
    }

    /// Take an entry out.
    pub fn remove(&mut self, key: &[u8; 16]) {
        self.writer.delete_term(Term::from_field_bytes(self.index.shared.fields.key, key));
    }

    /// Take all out, before they are put anew.
    pub fn remove_all(&mut self) -> Result<()> {
        self.writer.delete_all_documents()?;
        Ok(())
    }

    /// Take what later entries have replaced out of the files too, not only out of sight.
    pub fn forget_replaced(self) -> Result<Self> {
        self.merged(SegmentMeta::has_deletes)
    }

    /// Make one segment of all, without what was replaced: each segment costs every question its share.
    /// For after all entries were put.
    pub fn in_one(self) -> Result<Self> {
        self.merged(|_| true)
    }

    /// Merges that began at a commit copy what was replaced after they began, and of two merges of one
    /// segment the later one fails. So they end first; a new writer begins none before it commits.
    fn merged(self, which: fn(&SegmentMeta) -> bool) -> Result<Self> {
        let Self { index, writer, known, memory } = self;
        writer.wait_merging_threads()?;
        let mut same = Self::new(index, memory, known)?;
        // The list itself keeps files alive: it must be gone when they are collected.
        let mut metas = index.index.searchable_segment_metas()?;
        metas.retain(which);
        if metas.len() > 1 || metas.iter().any(SegmentMeta::has_deletes) {
            let some: Vec<_> = metas.drain(..).map(|meta| meta.id()).collect();
            same.writer.merge(&some).wait()?;
        }
        drop(metas);
        index.renew(index.snapshot().position())?;
        same.writer.garbage_collect_files().wait()?;
        Ok(same)
    }

    /// Show what was put, complete up to that place in the feed of changes. A crash before it leaves the
    /// index as it was, and the same changes are put again.
    pub fn commit(&mut self, position: i64) -> Result<()> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&format!("{VERSION} {position}"));
        prepared.commit()?;
        self.index.renew(position)
    }

    /// Wait until segments are merged; for after many were made.
    pub fn end(self) -> Result<()> {
        let (index, position) = (self.index, self.index.snapshot().position());
        self.writer.wait_merging_threads()?;
        index.renew(position)
    }
}

/// The place that a commit was complete up to; none for an index of another version.
pub fn position(payload: &str) -> Option<i64> {
    let (version, position) = payload.split_once(' ')?;
    (version == VERSION.to_string()).then(|| position.parse().ok())?
}

fn made(fields: &Fields, document: &Document) -> TantivyDocument {
    let mut made = TantivyDocument::new();
    made.add_bytes(fields.key, &document.key);
    if let Some(belongs) = &document.belongs {
        made.add_bytes(fields.belongs, belongs);
    }
    for (place, number) in document.numbers.iter().enumerate() {
        let field = if place == 0 { fields.number } else { fields.other_number };
        made.add_text(field, compact(number));
    }
    for (axis, code) in &document.tags {
        made.add_text(fields.tag, format!("{axis}{PARTED}{code}"));
    }
    made.add_i64(fields.changed, document.changed);
    made.add_i64(fields.fresh, document.fresh.unwrap_or(NEVER));
    made.add_u64(fields.tie, tie(&document.key));
    made.add_u64(fields.lead, first_eight(document.title_key.as_bytes()));
    made.add_u64(fields.past, u64::from(document.is_past));
    made.add_u64(fields.own, u64::from(document.belongs.is_none()));
    made.add_u64(fields.partial, u64::from(document.is_partial));
    made.add_text(fields.number_key, document.numbers.first().map_or("", String::as_str));
    made.add_text(fields.title_key, beginning(&document.title_key));
    made.add_bytes(fields.card, &document.card);
    made.add_bytes(fields.texts, &showing::kept(document));
    made
}

/// What of a name its place depends on: a cursor has to hold it.
fn beginning(title_key: &str) -> &str {
    &title_key[..title_key.floor_char_boundary(LONGEST_KEY)]
}

/// The second half of a key: of ids that begin with a time it is the half that chance made.
fn tie(key: &[u8; 16]) -> u64 {
    first_eight(&key[8..])
}

/// The first bytes as a number that sorts as they do.
fn first_eight(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    u64::from_be_bytes(eight)
}
