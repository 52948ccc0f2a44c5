//! A bundle of entries with its tile and its openings: what one thread reads and checks by itself.

use std::hash::{BuildHasher, RandomState};

use tlog::leaf::Leaf;
use tlog::{Hash, OpeningsLine, Row, Tile, read_entries};

use super::chains::Link;
use super::problem::Problem;
use super::source::{Layout, Source, Unreadable, get};

/// What was read of one bundle.
pub struct Piece {
    pub tile: Tile,
    /// As it was served, or what is wrong with it.
    pub bundle: Result<Vec<u8>, Problem>,
    /// The tile of hashes above it, as it was served.
    pub hashes: Option<Vec<u8>>,
    /// For every entry its place in the chain, none for what is no leaf.
    pub links: Vec<Option<Link>>,
    /// How many values were laid open and found true.
    pub opened: u64,
    pub problems: Vec<Problem>,
}

/// How pieces are read.
pub struct Reading<'a> {
    pub source: &'a dyn Source,
    pub layout: Layout,
    pub has_openings: bool,
    marks: RandomState,
}

impl<'a> Reading<'a> {
    pub fn new(source: &'a dyn Source, layout: Layout, has_openings: bool) -> Self {
        Self { source, layout, has_openings, marks: RandomState::new() }
    }

    /// A short mark by which a line is known again. Its key is new in every run, so that nobody can
    /// prepare another line with the same mark; SHA-256 would take longer than all the rest.
    pub fn mark(&self, line: &[u8]) -> u64 {
        self.marks.hash_one(line)
    }

    /// Read the bundle and all that belongs to it.
    pub fn piece(&self, tile: Tile) -> Result<Piece, Unreadable> {
        let mut piece = Piece {
            tile,
            bundle: Err(Problem::Missing(self.layout.of_log(&tile.to_string()))),
            hashes: None,
            links: Vec::new(),
            opened: 0,
            problems: Vec::new(),
        };
        let Some(bundle) = self.tile(tile)? else { return Ok(piece) };
        if let Ok(above) = Tile::new(Row::Hashes(0), tile.index(), tile.width()) {
            piece.hashes = self.tile(above)?;
        }
        let leaves = match read_entries(&bundle, tile.width()) {
            Ok(entries) => piece.read_leaves(&entries),
            Err(error) => {
                piece.bundle = Err(Problem::Bundle(tile, error));
                return Ok(piece);
            }
        };
        piece.bundle = Ok(bundle);
        if self.has_openings {
            self.read_openings(&mut piece, &leaves)?;
        }
        Ok(piece)
    }

    /// A tile or bundle. A server may have deleted the partial one when it got full.
    pub fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, Unreadable> {
        let own = get(self.source, &self.layout.of_log(&tile.to_string()))?;
        let (None, Some(full)) = (&own, tile.full().filter(|_| !tile.is_full())) else {
            return Ok(own);
        };
        let wider = get(self.source, &self.layout.of_log(&full.to_string()))?;
        Ok(wider.map(|mut bytes| {
            bytes.truncate(width_in_bytes(tile, &bytes));
            bytes
        }))
    }

    fn read_openings(&self, piece: &mut Piece, leaves: &[Option<Leaf>]) -> Result<(), Unreadable> {
        let path = self.layout.of_openings(piece.tile.index());
        match get(self.source, &path)? {
            Some(bytes) => piece.check_openings(self, &path, &bytes, leaves),
            None => piece.problems.push(Problem::Missing(path)),
        }
        Ok(())
    }
}

/// How many bytes of a wider file the tile takes.
fn width_in_bytes(tile: Tile, bytes: &[u8]) -> usize {
    match tile.row() {
        Row::Hashes(_) => usize::from(tile.width()) * Hash::LEN,
        Row::Entries => (0..tile.width()).fold(0, |at, _| {
            let length = bytes.get(at..).and_then(<[u8]>::first_chunk::<2>);
            at + length.map_or(0, |length| 2 + usize::from(u16::from_be_bytes(*length)))
        }),
    }
}

impl Piece {
    /// The index of its first leaf.
    pub fn first(&self) -> u64 {
        self.tile.index() * u64::from(tlog::FULL)
    }

    fn read_leaves(&mut self, entries: &[&[u8]]) -> Vec<Option<Leaf>> {
        let mut leaves = Vec::with_capacity(entries.len());
        for (entry, index) in entries.iter().zip(self.first()..) {
            let leaf = Leaf::read(entry);
            let leaf = leaf.map_err(|error| self.problems.push(Problem::Leaf(index, error))).ok();
            self.links.push(leaf.as_ref().map(Link::of));
            leaves.push(leaf);
        }
        leaves
    }

    /// One line for each leaf. Under a head newer than ours a server has more lines.
    fn check_openings(
        &mut self,
        reading: &Reading<'_>,
        path: &str,
        bytes: &[u8],
        leaves: &[Option<Leaf>],
    ) {
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
        if reading.layout == Layout::Server && lines.len() <= usize::from(tlog::FULL) {
            lines.truncate(leaves.len());
        }
        if lines.len() != leaves.len() || !lines.last().is_some_and(|line| line.ends_with(b"\n")) {
            let line = lines.len().min(leaves.len()) + 1;
            self.problems.push(Problem::Lines { path: path.to_owned(), line });
        }
        for ((at, bytes), leaf) in lines.iter().enumerate().zip(leaves) {
            match self.check_line(path, at, bytes, leaf.as_ref()) {
                Ok(opened) => {
                    self.opened += opened;
                    self.remember(at, reading.mark(bytes));
                }
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    /// A line that is good is known again by its mark; others are told once and not looked at again.
    fn remember(&mut self, at: usize, line: u64) {
        if let Some(Some(link)) = self.links.get_mut(at) {
            link.openings = Some(line);
        }
    }

    fn check_line(
        &self,
        path: &str,
        at: usize,
        bytes: &[u8],
        leaf: Option<&Leaf>,
    ) -> Result<u64, Problem> {
        let (path, line, wanted) = (path.to_owned(), at + 1, self.first() + at as u64);
        let read = read_line(bytes);
        let read = read.map_err(|error| Problem::Line { path: path.clone(), line, error })?;
        if read.index != wanted {
            return Err(Problem::Index { path, line, found: read.index, wanted });
        }
        // What is no leaf was told already.
        let Some(leaf) = leaf else { return Ok(0) };
        let checked = leaf.check(&read.openings);
        checked.map_err(|error| Problem::Field { path, line, index: wanted, error })?;
        Ok(read.openings.len() as u64)
    }
}

pub fn read_line(bytes: &[u8]) -> Result<OpeningsLine, tlog::ExtractError> {
    let text = std::str::from_utf8(bytes).map_err(|_| tlog::ExtractError::Form)?;
    OpeningsLine::read(text)
}
