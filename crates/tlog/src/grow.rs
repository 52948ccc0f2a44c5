//! Adding entries: what the sequencer writes, and what a whole-log verifier compares.

use crate::bundle::{MAX_ENTRY, append_entry, read_entries};
use crate::hash::Hash;
use crate::reader::{Cause, TileReader, TreeError, read_hashes};
use crate::tile::{FULL, Row, Tile};
use crate::tree::{Head, MAX_SIZE};

/// A tile or bundle to write, under the path that the tile prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Which one.
    pub tile: Tile,
    /// All of its bytes.
    pub bytes: Vec<u8>,
}

/// The right edge of a growing tree: at most 255 hashes of every row, and the open bundle.
///
/// Push entries; take the full files as they come, and the partial ones with [`Grower::seal`], before
/// the head is signed. The same entries always make the same files, so the verifier of a whole log
/// pushes every entry it was served into [`Grower::empty`] and compares bytes.
#[derive(Clone, Debug)]
pub struct Grower {
    size: u64,
    rows: Vec<Edge>,
    bundle: Vec<u8>,
    files: Vec<File>,
}

/// The open tile of one row.
#[derive(Clone, Debug, Default)]
struct Edge {
    hashes: Vec<Hash>,
    /// Since the last seal.
    changed: bool,
}

impl Grower {
    /// A tree without leaves.
    #[must_use]
    pub const fn empty() -> Self {
        Self { size: 0, rows: Vec::new(), bundle: Vec::new(), files: Vec::new() }
    }

    /// Go on from the tree with that head.
    ///
    /// Its partial tiles and bundle are read and must hash to the head's root: a damaged or exchanged
    /// file stops the log here, before anything is signed over it.
    ///
    /// # Errors
    /// [`TreeError::Read`], [`TreeError::Damaged`] or [`TreeError::OtherRoot`].
    pub fn resume(reader: &impl TileReader, head: &Head) -> Result<Self, TreeError> {
        let mut grower = Self { size: head.size(), ..Self::empty() };
        for level in 0..crate::tile::ROWS {
            if head.size() >> (8 * level) == 0 {
                break;
            }
            let hashes = match partial(Row::Hashes(level), head.size()) {
                Some(tile) => read_hashes(reader, tile)?,
                None => Vec::new(),
            };
            grower.rows.push(Edge { hashes, changed: false });
        }
        if let Some(tile) = partial(Row::Entries, head.size()) {
            grower.bundle = grower.read_bundle(reader, tile)?;
        }
        let same = grower.root() == *head.root();
        if same { Ok(grower) } else { Err(TreeError::OtherRoot { size: head.size() }) }
    }

    /// The open bundle, whose entries must hash to the open tile of the lowest row.
    fn read_bundle(&self, reader: &impl TileReader, tile: Tile) -> Result<Vec<u8>, TreeError> {
        let mut bytes = reader.read(tile).map_err(|cause| TreeError::Read { tile, cause })?;
        let length = prefix(&bytes, tile.width()).ok_or(TreeError::Damaged(tile))?;
        bytes.truncate(length);
        let entries = read_entries(&bytes, tile.width()).map_err(|_| TreeError::Damaged(tile))?;
        let hashes = entries.into_iter().map(Hash::of_leaf);
        let same = self.rows.first().is_some_and(|row| hashes.eq(row.hashes.iter().copied()));
        if same { Ok(bytes) } else { Err(TreeError::Damaged(tile)) }
    }

    /// Add an entry at the end; its index is the size before. Gives the hash of the leaf.
    ///
    /// # Errors
    /// [`TreeError::Full`] if the tree, or the two bytes of an entry's length, cannot hold it; nothing
    /// is changed then. Callers check [`MAX_ENTRY`] earlier, where they can say more.
    pub fn push(&mut self, entry: &[u8]) -> Result<Hash, TreeError> {
        if self.size == MAX_SIZE || entry.len() > MAX_ENTRY {
            return Err(TreeError::Full);
        }
        append_entry(&mut self.bundle, entry).map_err(|_| TreeError::Full)?;
        let place = self.size / u64::from(FULL);
        self.size += 1;
        if self.size.is_multiple_of(u64::from(FULL)) {
            let bytes = std::mem::take(&mut self.bundle);
            self.emit(Row::Entries, place, FULL, bytes);
        }
        let hash = Hash::of_leaf(entry);
        self.add(0, hash);
        Ok(hash)
    }

    /// Add a hash to a row; a full tile goes out and its root goes one row up.
    fn add(&mut self, level: u8, hash: Hash) {
        if self.rows.len() <= usize::from(level) {
            self.rows.push(Edge::default());
        }
        let row = &mut self.rows[usize::from(level)];
        row.hashes.push(hash);
        row.changed = true;
        if row.hashes.len() < usize::from(FULL) {
            return;
        }
        let hashes = std::mem::take(&mut row.hashes);
        let place = (self.size >> (8 * level)) / u64::from(FULL) - 1;
        self.emit(Row::Hashes(level), place, FULL, concatenate(&hashes));
        if let Some(root) = Hash::of_complete(&hashes) {
            self.add(level + 1, root);
        }
    }

    fn emit(&mut self, row: Row, index: u64, width: u16, bytes: Vec<u8>) {
        if let Ok(tile) = Tile::new(row, index, width) {
            self.files.push(File { tile, bytes });
        }
    }

    /// How many leaves there are now.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The full files since the last call, so that a long run needs little memory.
    pub fn take_full(&mut self) -> Vec<File> {
        std::mem::take(&mut self.files)
    }

    /// All files still to be written for this size, the partial ones of every changed row included,
    /// and the head. Entries may be pushed afterwards.
    ///
    /// Write them all, to the disk itself, before the head is signed: a checkpoint promises them.
    pub fn seal(&mut self) -> (Vec<File>, Head) {
        for level in 0..crate::tile::ROWS {
            let Some(row) = self.rows.get_mut(usize::from(level)) else { break };
            let changed = std::mem::take(&mut row.changed);
            let bytes = concatenate(&row.hashes);
            let Some(tile) = partial(Row::Hashes(level), self.size).filter(|_| changed) else {
                continue;
            };
            if level == 0 {
                let bytes = self.bundle.clone();
                self.emit(Row::Entries, tile.index(), tile.width(), bytes);
            }
            self.files.push(File { tile, bytes });
        }
        (self.take_full(), self.head())
    }

    /// The head of the tree as it is now. Sign it only after [`Grower::seal`].
    #[must_use]
    pub fn head(&self) -> Head {
        Head::new(self.size, self.root()).unwrap_or_else(|_| Head::empty())
    }

    /// The complete subtrees at the right edge, from the smallest to the largest, joined.
    fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        for row in &self.rows {
            let mut rest = row.hashes.as_slice();
            while !rest.is_empty() {
                // The smallest subtree of a row is its last, as wide as the lowest bit of the width.
                let (before, last) = rest.split_at(rest.len() & (rest.len() - 1));
                let left = Hash::of_complete(last).unwrap_or_else(Hash::of_nothing);
                root = Some(root.map_or(left, |right| Hash::of_node(&left, &right)));
                rest = before;
            }
        }
        root.unwrap_or_else(Hash::of_nothing)
    }
}

/// The partial tile at the right edge of a row, if there is one.
fn partial(row: Row, size: u64) -> Option<Tile> {
    let level = match row {
        Row::Hashes(level) => level,
        Row::Entries => 0,
    };
    let last = (size >> (8 * level)) / u64::from(FULL);
    Tile::in_tree(row, last, size)
}

/// How many bytes the first `count` entries of a bundle take: a reader may give a wider one.
fn prefix(bytes: &[u8], count: u16) -> Option<usize> {
    (0..count).try_fold(0_usize, |at, _| {
        let length = bytes.get(at..)?.first_chunk::<2>()?;
        Some(at + 2 + usize::from(u16::from_be_bytes(*length)))
    })
}

fn concatenate(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// A reader that sees files not written yet before those below it.
pub struct Overlay<'a, R> {
    files: &'a [File],
    below: &'a R,
}

impl<'a, R: TileReader> Overlay<'a, R> {
    /// `files` over `below`.
    #[must_use]
    pub const fn new(files: &'a [File], below: &'a R) -> Self {
        Self { files, below }
    }
}

impl<R: TileReader> TileReader for Overlay<'_, R> {
    fn read(&self, tile: Tile) -> Result<Vec<u8>, Cause> {
        let new = self.files.iter().find(|file| file.tile == tile);
        new.map_or_else(|| self.below.read(tile), |file| Ok(file.bytes.clone()))
    }
}
