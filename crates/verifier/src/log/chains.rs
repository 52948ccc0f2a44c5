//! What is kept of every subject while a log is read: its newest leaf, and nothing of its values.

use std::collections::HashMap;

use tlog::Hash;
use tlog::leaf::Leaf;

use super::problem::{Problem, Problems};

/// The newest leaf of a subject.
#[derive(Clone, Debug)]
pub struct Newest {
    pub version: u64,
    pub hash: Hash,
    pub index: u64,
    /// The index of its first leaf.
    pub first: u64,
    /// When the first act was, and the newest, in seconds since 1970.
    pub times: (i64, i64),
    pub is_excluded: bool,
    /// The mark of its line of openings, to know the line again when it is read a second time.
    pub openings: Option<u64>,
    /// Whether it was met in the public state.
    pub is_seen: bool,
}

/// A leaf as far as its chain needs it.
pub struct Link {
    key: Box<str>,
    version: u64,
    prev: Option<Hash>,
    at: i64,
    is_excluded: bool,
    pub openings: Option<u64>,
}

/// Subjects by `type subject`: no type has a space.
#[derive(Default)]
pub struct Chains(HashMap<Box<str>, Newest>);

impl Link {
    pub fn of(leaf: &Leaf) -> Self {
        Self {
            key: key(leaf.kind().as_str(), leaf.subject().as_str()),
            version: leaf.version(),
            prev: leaf.prev().copied(),
            at: leaf.at().as_second(),
            is_excluded: leaf.event().as_str() == "exclude",
            openings: None,
        }
    }
}

pub fn key(kind: &str, subject: &str) -> Box<str> {
    format!("{kind} {subject}").into_boxed_str()
}

impl Chains {
    /// Put the next leaf behind the one before it.
    pub fn add(&mut self, index: u64, hash: Hash, link: Link, problems: &mut Problems) {
        let before = self.0.get(&link.key);
        let last = before.map_or(0, |newest| newest.version);
        if last.checked_add(1) != Some(link.version) {
            let (subject, found) = (link.key.to_string(), link.version);
            problems.add(Problem::Version { index, subject, found, before: last });
        } else if before.map(|newest| newest.hash) != link.prev {
            problems.add(Problem::Prev(index, last));
        }
        let first = before.map_or((index, link.at), |newest| (newest.first, newest.times.0));
        let newest = Newest {
            version: link.version,
            hash,
            index,
            first: first.0,
            times: (first.1, link.at),
            is_excluded: link.is_excluded,
            openings: link.openings,
            is_seen: before.is_some_and(|newest| newest.is_seen),
        };
        self.0.insert(link.key, newest);
    }

    pub fn get(&self, kind: &str, subject: &str) -> Option<&Newest> {
        self.0.get(&key(kind, subject))
    }

    /// Note that the state has it; false if that was noted before.
    pub fn see(&mut self, kind: &str, subject: &str) -> bool {
        let newest = self.0.get_mut(&key(kind, subject));
        newest.is_some_and(|newest| !std::mem::replace(&mut newest.is_seen, true))
    }

    /// Subjects of these types that were not met in the state, in the order of their names.
    pub fn unseen(&self, kinds: &[&str]) -> Vec<(String, &Newest)> {
        let of = |key: &str| key.split_once(' ').is_some_and(|(kind, _)| kinds.contains(&kind));
        let unseen = self.0.iter().filter(|(key, newest)| !newest.is_seen && of(key));
        let mut unseen: Vec<_> = unseen.map(|(key, newest)| (key.to_string(), newest)).collect();
        unseen.sort_by(|a, b| a.0.cmp(&b.0));
        unseen
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}
