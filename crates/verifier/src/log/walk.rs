//! Through the whole log, from the first entry to the last: everything is computed anew.

use std::ops::ControlFlow;

use tlog::{File, Grower, Head, Row, Tile, read_entries};

use super::Stage;
use super::chains::Chains;
use super::in_order::in_order;
use super::piece::{Piece, Reading};
use super::problem::{Problem, Problems};
use super::source::Unreadable;

/// How far the log was read.
pub struct Walk {
    grower: Grower,
    pub chains: Chains,
    pub problems: Problems,
    /// Values laid open and found true.
    pub opened: u64,
    /// Whether a damaged bundle keeps what lies behind it from being read.
    pub is_stopped: bool,
}

impl Walk {
    pub fn new() -> Self {
        Self {
            grower: Grower::empty(),
            chains: Chains::default(),
            problems: Problems::default(),
            opened: 0,
            is_stopped: false,
        }
    }

    /// How many leaves were read.
    pub fn size(&self) -> u64 {
        self.grower.size()
    }

    /// Go on up to that head. Since the tree only grows, a later head over another past has another
    /// root than comes out here.
    pub fn go_on(
        &mut self,
        reading: &Reading<'_>,
        head: &Head,
        progress: &dyn Fn(Stage),
    ) -> Result<(), Unreadable> {
        let first = self.size() / u64::from(tlog::FULL);
        let total = head.size();
        let bundles = (first..total.div_ceil(u64::from(tlog::FULL)))
            .filter_map(|index| Tile::in_tree(Row::Entries, index, total));
        let mut outcome = Ok(None);
        in_order(
            reading.source.at_once(),
            bundles,
            |tile| reading.piece(tile),
            |piece| {
                outcome = piece.and_then(|piece| self.take(reading, piece).map(Some));
                progress(Stage::Leaves { done: self.size(), total });
                let goes_on = outcome.is_ok() && !self.is_stopped;
                if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        if let (Some(last), false) = (outcome?, self.is_stopped) {
            let (files, root) = self.grower.seal();
            self.compare(reading, &files, &last)?;
            if root != *head {
                self.problems.add(Problem::Root(total));
            }
        }
        Ok(())
    }

    /// Take the entries of the next bundle, and compare the files that are complete with them.
    fn take(&mut self, reading: &Reading<'_>, mut piece: Piece) -> Result<Piece, Unreadable> {
        std::mem::take(&mut piece.problems).into_iter().for_each(|p| self.problems.add(p));
        self.opened += piece.opened;
        let bundle = match &piece.bundle {
            Ok(bundle) => bundle,
            Err(problem) => {
                self.problems.add(problem.clone());
                self.is_stopped = true;
                return Ok(piece);
            }
        };
        // Those of a partial bundle that was read before are in the tree already.
        let known = usize::try_from(self.size() - piece.first()).unwrap_or(usize::MAX);
        let entries = read_entries(bundle, piece.tile.width()).unwrap_or_default();
        let links = std::mem::take(&mut piece.links);
        for (entry, link) in entries.into_iter().zip(links).skip(known) {
            let index = self.size();
            if let (Ok(hash), Some(link)) = (self.grower.push(entry), link) {
                self.chains.add(index, hash, link, &mut self.problems);
            }
        }
        let files = self.grower.take_full();
        self.compare(reading, &files, &piece)?;
        Ok(piece)
    }

    /// Compare files with those served. The piece has the lowest two; others are few.
    fn compare(
        &mut self,
        reading: &Reading<'_>,
        files: &[File],
        piece: &Piece,
    ) -> Result<(), Unreadable> {
        for File { tile, bytes } in files {
            let served = match tile.row() {
                Row::Entries => piece.bundle.as_ref().ok().cloned(),
                Row::Hashes(0) => piece.hashes.clone(),
                Row::Hashes(_) => reading.tile(*tile)?,
            };
            match served {
                None => {
                    let path = reading.layout.of_log(&tile.to_string());
                    self.problems.add(Problem::Missing(path));
                }
                Some(served) if served != *bytes => {
                    let same = served.iter().zip(bytes).take_while(|(a, b)| a == b);
                    self.problems.add(Problem::Differs { tile: *tile, byte: same.count() });
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}
