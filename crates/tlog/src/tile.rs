//! Which tile, and its path, by C2SP tlog-tiles v0.1.0.
//!
//! A tile is a file of up to 256 hashes of one row of the tree; an entry bundle is a file of the up to
//! 256 entries below one tile of the lowest row. Both never change once written. Paths here have no
//! leading slash: they follow the log's prefix and a slash.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text;
use crate::tree::MAX_SIZE;

/// Hashes in a full tile, entries in a full bundle.
pub const FULL: u16 = 256;

/// Rows of tiles that a tree of at most [`MAX_SIZE`] leaves can have.
pub(crate) const ROWS: u8 = 8;

/// A longer path names no tile.
const MAX_PATH: usize = 64;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    /// Hashes of subtrees of 256^level leaves; level 0 is leaf hashes. The spec's `<L>`.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// One tile or entry bundle: a row, a place in it, and how wide it is.
///
/// Only tiles of some possible tree exist; [`fmt::Display`] prints the path of the spec and
/// [`FromStr`] reads exactly those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    row: Row,
    index: u64,
    width: u16,
}

/// No tile of any tree.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no tile of any tree")]
pub struct TileError;

impl Row {
    /// The level of the hashes; entries lie below level 0 and share its geometry.
    const fn level(self) -> u8 {
        match self {
            Self::Hashes(level) => level,
            Self::Entries => 0,
        }
    }

    /// How many places this row has, complete subtrees or entries, in a tree of `size` leaves.
    fn length(self, size: u64) -> u64 {
        size.checked_shr(8 * u32::from(self.level())).unwrap_or(0)
    }
}

impl Tile {
    /// A tile from its row, its index in the row (from 0) and its width (1 to 256).
    ///
    /// # Errors
    /// [`TileError`] if no tree of at most [`MAX_SIZE`] leaves has such a tile.
    pub fn new(row: Row, index: u64, width: u16) -> Result<Self, TileError> {
        let end = index
            .checked_mul(u64::from(FULL))
            .and_then(|start| start.checked_add(u64::from(width)))
            .ok_or(TileError)?;
        let exists = (1..=FULL).contains(&width) && end <= row.length(MAX_SIZE);
        if exists { Ok(Self { row, index, width }) } else { Err(TileError) }
    }

    /// The tile at that place in a tree of `size` leaves, partial at the right edge; `None` if it
    /// would be empty.
    #[must_use]
    pub fn in_tree(row: Row, index: u64, size: u64) -> Option<Self> {
        let start = index.checked_mul(u64::from(FULL))?;
        let left = row.length(size.min(MAX_SIZE)).checked_sub(start)?;
        let width = u16::try_from(left.min(u64::from(FULL))).ok()?;
        Self::new(row, index, width).ok()
    }

    /// Every tile and bundle of a tree of `size` leaves: the bundles, then the rows upwards, each
    /// from left to right.
    pub fn all_in_tree(size: u64) -> impl Iterator<Item = Self> {
        let rows = std::iter::once(Row::Entries).chain((0..ROWS).map(Row::Hashes));
        rows.flat_map(move |row| {
            (0..row.length(size.min(MAX_SIZE)).div_ceil(u64::from(FULL)))
                .filter_map(move |index| Self::in_tree(row, index, size))
        })
    }

    /// What it holds.
    #[must_use]
    pub const fn row(&self) -> Row {
        self.row
    }

    /// Its place in the row, from 0. The spec's `<N>`.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds, 1 to 256. The spec's `<W>`.
    #[must_use]
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether nothing can be added to it.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.width == FULL
    }

    /// The full tile at the same place: what a server offers once a partial one is gone. `None` at
    /// the edge of [`MAX_SIZE`].
    #[must_use]
    pub fn full(&self) -> Option<Self> {
        Self::new(self.row, self.index, FULL).ok()
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Row::Hashes(level) => write!(f, "tile/{level}/")?,
            Row::Entries => f.write_str("tile/entries/")?,
        }
        write_groups(f, self.index / 1000)?;
        write!(f, "{:03}", self.index % 1000)?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// All groups of three digits but the last: `x001/x234/`.
fn write_groups(f: &mut fmt::Formatter<'_>, rest: u64) -> fmt::Result {
    if rest == 0 {
        return Ok(());
    }
    write_groups(f, rest / 1000)?;
    write!(f, "x{:03}/", rest % 1000)
}

impl FromStr for Tile {
    type Err = TileError;

    /// Read a path; what is not printed again in the very same way is refused.
    fn from_str(path: &str) -> Result<Self, TileError> {
        let tile = read(path).ok_or(TileError)?;
        if tile.to_string() == path { Ok(tile) } else { Err(TileError) }
    }
}

fn read(path: &str) -> Option<Tile> {
    let path = (path.len() <= MAX_PATH).then_some(path)?;
    let (row, place) = path.strip_prefix("tile/")?.split_once('/')?;
    let row = match row {
        "entries" => Row::Entries,
        level => Row::Hashes(u8::try_from(text::decimal(level)?).ok()?),
    };
    let (index, width) = match place.split_once(".p/") {
        Some((index, width)) => (index, u16::try_from(text::decimal(width)?).ok()?),
        None => (place, FULL),
    };
    Tile::new(row, read_groups(index)?, width).ok()
}

/// Groups of digits, whose exact form the comparison with the printed path takes care of.
fn read_groups(groups: &str) -> Option<u64> {
    groups.split('/').try_fold(0_u64, |number, group| {
        let digits = group.trim_start_matches('x');
        let three = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
        let group: u64 = three.then(|| digits.parse().ok())??;
        number.checked_mul(1000)?.checked_add(group)
    })
}
