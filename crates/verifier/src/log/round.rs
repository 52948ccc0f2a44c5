//! The public state, compared in rounds: a server goes on registering while it is verified.

use tlog::Head;

use super::Stage;
use super::document::Document;
use super::entries::{Entries, Entry, Kind};
use super::piece::Reading;
use super::problem::{Problem, Problems, StateProblem};
use super::source::{Layout, Unreadable};
use super::state::{Ahead, Part};
use super::walk::Walk;

/// Entries that are compared together: their openings are read once for all of them.
const TOGETHER: usize = 4096;

/// How often the log may catch up before what is ahead of it is a problem.
const ROUNDS: u32 = 6;

/// The state against the log, as far as both were read.
pub struct Round<'a> {
    walk: &'a mut Walk,
    reading: &'a Reading<'a>,
    progress: &'a dyn Fn(Stage),
    /// Leaves when the state was read: what came later cannot be in the list.
    listed_at: u64,
    ahead: Vec<Ahead>,
    rounds: u32,
    done: u64,
}

impl<'a> Round<'a> {
    pub fn new(walk: &'a mut Walk, reading: &'a Reading<'a>, progress: &'a dyn Fn(Stage)) -> Self {
        let listed_at = walk.size();
        Self { walk, reading, progress, listed_at, ahead: Vec::new(), rounds: 0, done: 0 }
    }

    /// Compare the whole state; how many entries it has, none if there is no state.
    pub fn state(&mut self) -> Result<Option<u64>, Unreadable> {
        let entries = Entries { source: self.reading.source, layout: self.reading.layout };
        if !entries.are_there()? {
            return Ok(None);
        }
        for kind in Kind::ALL {
            let (mut batch, mut line) = (Vec::new(), 0);
            let there = entries.each(kind, |entry| {
                line += 1;
                self.gather(kind, entry, &mut batch);
                if batch.len() < TOGETHER { Ok(()) } else { self.compare(&mut batch) }
            })?;
            self.compare(&mut batch)?;
            if !there {
                self.walk.problems.add(Problem::Missing(format!("{}s", kind.word())));
            }
        }
        Ok(Some(self.done))
    }

    fn gather(&mut self, kind: Kind, entry: Entry, batch: &mut Vec<(Kind, Document)>) {
        match entry {
            Ok(document) => batch.push((kind, document)),
            Err(line) => {
                let file = format!("{}s", kind.word());
                self.walk.problems.state(file, StateProblem::Form(line));
            }
        }
    }

    fn compare(&mut self, batch: &mut Vec<(Kind, Document)>) -> Result<(), Unreadable> {
        self.done += batch.len() as u64;
        let mut part = Part { walk: self.walk, reading: self.reading };
        self.ahead.extend(part.check(std::mem::take(batch))?);
        (self.progress)(Stage::Entries { done: self.done });
        Ok(())
    }

    /// Whether the log has yet to catch up with the state.
    pub fn is_behind(&self) -> bool {
        self.rounds < ROUNDS && !self.ahead.is_empty()
    }

    pub fn problems(&mut self) -> &mut Problems {
        &mut self.walk.problems
    }

    /// Read what the log has grown by, and look again at what was ahead of it; false if the log did
    /// not go on from where it was.
    pub fn go_on(&mut self, before: &Head, head: &Head) -> Result<bool, Unreadable> {
        self.rounds += 1;
        if head == before {
            return Ok(true);
        }
        if head.size() <= before.size() {
            let (before, now) = (before.size(), head.size());
            self.walk.problems.add(Problem::Fork { before, now });
            return Ok(false);
        }
        self.walk.go_on(self.reading, head, self.progress)?;
        if self.walk.is_stopped {
            return Ok(false);
        }
        self.look_again()?;
        Ok(true)
    }

    /// Those that were ahead, and those whose first leaf came after the list was read.
    fn look_again(&mut self) -> Result<(), Unreadable> {
        let ahead = std::mem::take(&mut self.ahead);
        let mut numbers: Vec<(Kind, String)> =
            ahead.into_iter().map(|ahead| (ahead.kind, ahead.number)).collect();
        let unseen = self.walk.chains.unseen(&Kind::ALL.map(Kind::word));
        let late = unseen.into_iter().filter(|(_, newest)| newest.first >= self.listed_at);
        numbers.extend(late.filter_map(|(key, _)| {
            let (kind, number) = key.split_once(' ')?;
            Some((Kind::of_word(kind)?, number.to_owned()))
        }));
        numbers.sort();
        numbers.dedup();
        let entries = Entries { source: self.reading.source, layout: Layout::Server };
        let mut batch = Vec::new();
        entries.fetch(numbers.into_iter(), |(kind, _), entry| {
            if let Some(entry) = entry {
                self.gather(kind, entry, &mut batch);
            }
            Ok(())
        })?;
        self.compare(&mut batch)
    }

    /// Tell what is in one of the two only.
    pub fn finish(&mut self) {
        for ahead in std::mem::take(&mut self.ahead) {
            let subject = format!("{} {}", ahead.kind.word(), ahead.number);
            self.walk.problems.state(subject, ahead.problem());
            self.walk.chains.see(ahead.kind.word(), &ahead.number);
        }
        let unseen = self.walk.chains.unseen(&["holder", "array", "list"]);
        let unseen: Vec<String> = unseen.into_iter().map(|(key, _)| key).collect();
        for subject in unseen {
            self.walk.problems.state(subject, StateProblem::NotInState);
        }
    }
}
