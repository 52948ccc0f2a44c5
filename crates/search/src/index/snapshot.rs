//! The index as it was after one commit. Readers hold it for as long as they answer one question.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use super::Shared;
use super::bits::Bits;
use super::columns::Columns;
use super::lexicon::Lexicon;
use super::schema::{Fields, Shape};

/// A segment with what is kept of it in memory.
pub struct Part {
    pub segment: SegmentReader,
    pub columns: Arc<Columns>,
    /// Those that no later document has replaced.
    pub alive: Bits,
}

impl Part {
    /// All words of a shape.
    pub fn lexicon(&self, fields: &Fields, shape: Shape) -> tantivy::Result<&Lexicon> {
        let kept = &self.columns.lexicons[shape as usize];
        if let Some(lexicon) = kept.get() {
            return Ok(lexicon);
        }
        let lexicon = Lexicon::read(&self.segment, fields, shape)?;
        Ok(kept.get_or_init(|| lexicon))
    }
}

/// The index after one commit.
pub struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) parts: Vec<Part>,
    position: i64,
    pub(super) shared: Arc<Shared>,
}

impl Snapshot {
    /// Segments of the one before are not read again.
    pub(super) fn new(
        searcher: Searcher,
        position: i64,
        shared: Arc<Shared>,
        before: &[Part],
    ) -> tantivy::Result<Self> {
        let known: HashMap<SegmentId, &Arc<Columns>> =
            before.iter().map(|part| (part.segment.segment_id(), &part.columns)).collect();
        let read = |segment: &SegmentReader| {
            let columns = match known.get(&segment.segment_id()) {
                Some(columns) => Arc::clone(columns),
                None => Arc::new(Columns::read(segment)?),
            };
            let alive = alive(segment);
            Ok(Part { segment: segment.clone(), columns, alive })
        };
        let parts = searcher.segment_readers().iter().map(read).collect::<tantivy::Result<_>>()?;
        Ok(Self { searcher, parts, position, shared })
    }

    /// The place in the feed of changes up to which everything is in it.
    pub fn position(&self) -> i64 {
        self.position
    }

    /// How many entries it has.
    pub fn size(&self) -> u64 {
        self.searcher.num_docs()
    }
}

fn alive(segment: &SegmentReader) -> Bits {
    match segment.alive_bitset() {
        Some(alive) => Bits::of(segment.max_doc(), |doc| alive.is_alive(doc)),
        None => Bits::all(segment.max_doc()),
    }
}
