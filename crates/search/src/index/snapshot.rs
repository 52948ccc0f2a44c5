//! The index as it was after one commit. Readers hold it for as long as they answer one question.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use super::bits::Bits;
use super::columns::Columns;
use super::schema::Fields;
use super::words::Known;

/// A segment with what is kept of it in memory.
pub struct Part {
    pub segment: SegmentReader,
    pub columns: Arc<Columns>,
    /// Those that no later document has replaced.
    pub alive: Bits,
}

/// The index after one commit.
pub struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) parts: Vec<Part>,
    position: i64,
    /// Words met in what was shown.
    pub(super) known: Arc<Mutex<Known>>,
}

impl Snapshot {
    /// Segments of the one before are not read again.
    pub(super) fn new(
        searcher: Searcher,
        fields: Fields,
        position: i64,
        before: Option<&Self>,
    ) -> tantivy::Result<Self> {
        let known: HashMap<SegmentId, &Arc<Columns>> = before
            .into_iter()
            .flat_map(|before| &before.parts)
            .map(|part| (part.segment.segment_id(), &part.columns))
            .collect();
        let read = |segment: &SegmentReader| {
            let columns = match known.get(&segment.segment_id()) {
                Some(columns) => Arc::clone(columns),
                None => Arc::new(Columns::read(segment)?),
            };
            let alive = alive(segment);
            Ok(Part { segment: segment.clone(), columns, alive })
        };
        let parts = searcher.segment_readers().iter().map(read).collect::<tantivy::Result<_>>()?;
        let known = before.map(|before| Arc::clone(&before.known)).unwrap_or_default();
        Ok(Self { searcher, fields, parts, position, known })
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
