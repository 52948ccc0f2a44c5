//! The public state against the log: every entry, every value, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use tlog::FULL;
use tlog::leaf::Opening;

use super::chains::Newest;
use super::compare::{Differing, compare};
use super::document::Document;
use super::entries::Kind;
use super::in_order::in_order;
use super::piece::{Reading, read_line};
use super::problem::StateProblem;
use super::source::{Unreadable, get};
use super::walk::Walk;

/// Openings of leaves, as they were served the second time; none where the line changed meanwhile.
type Opened = BTreeMap<u64, Option<Vec<Opening>>>;

/// A part of the state that fits into memory, compared with the log as far as it was read.
pub struct Part<'a> {
    pub walk: &'a mut Walk,
    pub reading: &'a Reading<'a>,
}

/// An entry that the log knows in this very version, and what it is to be compared with.
struct Known {
    kind: Kind,
    document: Document,
    own: Newest,
    list: Option<Newest>,
}

impl Part<'_> {
    /// Compare these; the numbers of those that are ahead of the log come back.
    pub fn check(&mut self, documents: Vec<(Kind, Document)>) -> Result<Vec<Ahead>, Unreadable> {
        let (mut ahead, mut known) = (Vec::new(), Vec::new());
        for (kind, document) in documents {
            let newest = self.walk.chains.get(kind.word(), &document.number).cloned();
            let log = newest.as_ref().map_or(0, |newest| newest.version);
            match newest {
                Some(own) if own.version == document.version => {
                    known.extend(self.know(kind, document, own));
                }
                _ if document.version > log => {
                    ahead.push(Ahead {
                        kind,
                        number: document.number,
                        state: document.version,
                        log,
                    });
                }
                _ => {
                    let state = document.version;
                    self.tell(kind, &document.number, StateProblem::Version { state, log });
                }
            }
        }
        if self.reading.has_openings {
            let opened = self.open(&known)?;
            known.into_iter().for_each(|known| self.check_values(known, &opened));
        }
        Ok(ahead)
    }

    /// Note that it is there, and check all but its values.
    fn know(&mut self, kind: Kind, document: Document, own: Newest) -> Option<Known> {
        let number = document.number.clone();
        if !self.walk.chains.see(kind.word(), &number) {
            self.tell(kind, &number, StateProblem::Twice);
            return None;
        }
        if let Err(problem) = document.check_frame(&own) {
            self.tell(kind, &number, problem);
        }
        let list = document.list.as_ref().map(|list| list.number.clone());
        let found = list.as_ref().and_then(|list| self.walk.chains.get("list", list)).cloned();
        match (list, &found) {
            (Some(list), None) => {
                self.tell(kind, &number, StateProblem::List(list));
                return None;
            }
            (Some(list), Some(_)) => {
                self.walk.chains.see("list", &list);
            }
            (None, _) => {}
        }
        Some(Known { kind, document, own, list: found })
    }

    /// Read the openings once more, bundle by bundle: nobody could keep them all.
    fn open(&mut self, known: &[Known]) -> Result<Opened, Unreadable> {
        let mut wanted: BTreeMap<u64, Vec<&Newest>> = BTreeMap::new();
        for newest in known.iter().flat_map(|known| std::iter::once(&known.own).chain(&known.list))
        {
            wanted.entry(newest.index / u64::from(FULL)).or_default().push(newest);
        }
        let mut opened = Ok(Opened::new());
        let reading = self.reading;
        in_order(
            reading.source.at_once(),
            wanted.into_iter(),
            |(bundle, leaves)| open_bundle(reading, bundle, &leaves),
            |lines| match (lines, &mut opened) {
                (Ok(lines), Ok(opened)) => {
                    opened.extend(lines);
                    ControlFlow::Continue(())
                }
                (Err(error), _) => {
                    opened = Err(error);
                    ControlFlow::Break(())
                }
                (Ok(_), Err(_)) => ControlFlow::Break(()),
            },
        );
        opened
    }

    fn check_values(&mut self, known: Known, opened: &Opened) {
        let Known { kind, document, own, list } = known;
        let number = document.number.clone();
        let named = document.list.as_ref().map(|list| format!("{}/{}", list.number, list.version));
        let (own_values, list_values) = document.into_values();
        self.check_leaf(kind, &number, kind.word(), &own, own_values, opened);
        let (Some(list), Some(values), Some(named)) = (list, list_values, named) else { return };
        let version = values.get("version").map(ToString::to_string);
        let openings = opened.get(&list.index).and_then(Option::as_ref);
        let of = openings.into_iter().flatten().find(|o| o.name().as_str() == "list.version");
        if openings.is_some() && of.map(Opening::value) != version.as_deref() {
            return self.tell(kind, &number, StateProblem::List(named));
        }
        self.check_leaf(kind, &number, "list", &list, values, opened);
    }

    fn check_leaf(
        &mut self,
        kind: Kind,
        number: &str,
        leaf_kind: &str,
        newest: &Newest,
        values: serde_json::Value,
        opened: &Opened,
    ) {
        let leaf = newest.index;
        // Without a mark the line was bad already in the first reading, and that was told.
        if newest.openings.is_none() {
            return;
        }
        let Some(Some(openings)) = opened.get(&leaf) else {
            return self.tell(kind, number, StateProblem::Changed(leaf));
        };
        for differing in compare(leaf_kind, values, openings) {
            let problem = match differing {
                Differing::Value(path) => StateProblem::Value { path, leaf },
                Differing::Uncovered(path) => StateProblem::Uncovered { path, leaf },
            };
            self.tell(kind, number, problem);
        }
    }

    fn tell(&mut self, kind: Kind, number: &str, problem: StateProblem) {
        self.walk.problems.state(format!("{} {number}", kind.word()), problem);
    }
}

/// An entry of the state that has more versions than the log, or is not in the log at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ahead {
    pub kind: Kind,
    pub number: String,
    pub state: u64,
    pub log: u64,
}

impl Ahead {
    /// What is wrong if the log never catches up.
    pub fn problem(&self) -> StateProblem {
        match self.log {
            0 => StateProblem::NotInLog,
            log => StateProblem::Version { state: self.state, log },
        }
    }
}

fn open_bundle(
    reading: &Reading<'_>,
    bundle: u64,
    leaves: &[&Newest],
) -> Result<Opened, Unreadable> {
    let bytes = get(reading.source, &reading.layout.of_openings(bundle))?.unwrap_or_default();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    let mut done = BTreeSet::new();
    let mut opened = Opened::new();
    for newest in leaves.iter().filter(|newest| done.insert(newest.index)) {
        let at = usize::try_from(newest.index % u64::from(FULL)).unwrap_or(usize::MAX);
        let line = lines.get(at).copied();
        let same = line.filter(|line| Some(reading.mark(line)) == newest.openings);
        let read = same.and_then(|line| read_line(line).ok()).map(|line| line.openings);
        opened.insert(newest.index, read);
    }
    Ok(opened)
}
