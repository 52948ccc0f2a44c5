//! Where tiles come from: the one thing that a proof asks of the world outside.

use std::collections::BTreeMap;
use std::error::Error;

use thiserror::Error;

use crate::hash::Hash;
use crate::tile::{Row, Tile};
use crate::tree::{MAX_SIZE, Node, Span};

/// What a reader may fail with.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Gives the bytes of a tile or entry bundle.
///
/// For a partial tile the bytes of a wider one at the same place do as well, since the narrower is its
/// beginning: a server may have deleted the partial one. Whoever must wait for its tiles asks
/// [`tiles_for_inclusion`](crate::tiles_for_inclusion) or
/// [`tiles_for_consistency`](crate::tiles_for_consistency) which, fetches them into a
/// [`BTreeMap`], and gives that as the reader.
pub trait TileReader {
    /// The bytes of that tile.
    ///
    /// # Errors
    /// Whatever kept the tile from being read, its absence included.
    fn read(&self, tile: Tile) -> Result<Vec<u8>, Cause>;
}

/// Why the tiles of a tree could not be used.
#[derive(Debug, Error)]
pub enum TreeError {
    /// A tile could not be read.
    #[error("{tile}: {cause}")]
    Read {
        /// The tile asked for.
        tile: Tile,
        /// What the reader said.
        cause: Cause,
    },
    /// A tile was read but holds something else than it should.
    #[error("{0} is damaged")]
    Damaged(Tile),
    /// The tiles do not add up to the root that was given for their size.
    #[error("the tiles of {size} leaves do not hash to their root")]
    OtherRoot {
        /// Leaves in the tree.
        size: u64,
    },
    /// The proof asked for is none of such trees.
    #[error(transparent)]
    Proof(#[from] crate::ProofError),
    /// The tree cannot take that many leaves.
    #[error("a tree cannot have more than {MAX_SIZE} leaves")]
    Full,
}

impl TileReader for BTreeMap<Tile, Vec<u8>> {
    fn read(&self, tile: Tile) -> Result<Vec<u8>, Cause> {
        let full = || self.get(&tile.full()?);
        self.get(&tile).or_else(full).cloned().ok_or_else(|| "there is no such tile".into())
    }
}

impl<R: TileReader + ?Sized> TileReader for &R {
    fn read(&self, tile: Tile) -> Result<Vec<u8>, Cause> {
        (**self).read(tile)
    }
}

/// The hashes of a tile, exactly as many as it is wide.
pub fn read_hashes(reader: &impl TileReader, tile: Tile) -> Result<Vec<Hash>, TreeError> {
    let bytes = reader.read(tile).map_err(|cause| TreeError::Read { tile, cause })?;
    let width = usize::from(tile.width());
    let mut hashes = Hash::many_from_bytes(&bytes)
        .filter(|hashes| (width..=usize::from(crate::FULL)).contains(&hashes.len()))
        .ok_or(TreeError::Damaged(tile))?;
    hashes.truncate(width);
    Ok(hashes)
}

/// The tile that a complete subtree is computed from, and which of its hashes.
pub fn place(node: Node, size: u64) -> Option<(Tile, std::ops::Range<usize>)> {
    let (row, rise) = (node.level / 8, node.level % 8);
    let first = node.index << rise;
    let tile = Tile::in_tree(Row::Hashes(row), first / 256, size)?;
    let start = usize::from(first.to_le_bytes()[0]);
    let range = start..start + (1 << rise);
    (range.end <= usize::from(tile.width())).then_some((tile, range))
}

/// Computes subtrees of one tree, reading each tile once.
pub struct Subtrees<'a, R> {
    reader: &'a R,
    size: u64,
    read: BTreeMap<Tile, Vec<Hash>>,
}

impl<'a, R: TileReader> Subtrees<'a, R> {
    pub fn new(reader: &'a R, size: u64) -> Self {
        Self { reader, size, read: BTreeMap::new() }
    }

    /// The hash of a span that RFC 6962 cuts out of the tree.
    pub fn hash(&mut self, span: Span) -> Result<Hash, TreeError> {
        let mut root: Option<Hash> = None;
        for node in span.nodes().into_iter().rev() {
            let left = self.node(node)?;
            root = Some(root.map_or(left, |right| Hash::of_node(&left, &right)));
        }
        Ok(root.unwrap_or_else(Hash::of_nothing))
    }

    fn node(&mut self, node: Node) -> Result<Hash, TreeError> {
        let missing = TreeError::OtherRoot { size: self.size };
        let Some((tile, range)) = place(node, self.size) else { return Err(missing) };
        if !self.read.contains_key(&tile) {
            self.read.insert(tile, read_hashes(self.reader, tile)?);
        }
        let hashes = self.read.get(&tile).and_then(|hashes| hashes.get(range));
        hashes.and_then(Hash::of_complete).ok_or(TreeError::Damaged(tile))
    }
}
