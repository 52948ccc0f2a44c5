//! Entries that never vanish: each key has its versions, ordered by the date from which they hold.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Provenance;

/// Something that holds under a key from a date.
pub trait Dated {
    /// The key; versions of one thing share it.
    fn key(&self) -> &str;
    /// Where it comes from and when it holds.
    fn provenance(&self) -> &Provenance;
}

/// Two wordings of one key from one day: both cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SameDay;

/// All versions of all entries of one sort.
#[derive(Debug, Clone)]
pub struct Timeline<T> {
    order: Vec<String>,
    versions: BTreeMap<String, Vec<T>>,
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Timeline { order: Vec::new(), versions: BTreeMap::new() }
    }
}

impl<T: Dated> Timeline<T> {
    /// Adds a version.
    pub(super) fn add(&mut self, entry: T) -> Result<(), SameDay> {
        if !self.versions.contains_key(entry.key()) {
            self.order.push(entry.key().to_owned());
        }
        let versions = self.versions.entry(entry.key().to_owned()).or_default();
        let from = entry.provenance().from;
        match versions.binary_search_by_key(&from, |version| version.provenance().from) {
            Ok(_) => Err(SameDay),
            Err(place) => {
                versions.insert(place, entry);
                Ok(())
            }
        }
    }

    /// The newest wording of a key, whether it still holds or not: for naming what old records hold.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.versions.get(key).and_then(|versions| versions.last())
    }

    /// The wording that holds on a day.
    pub fn on(&self, key: &str, date: Date) -> Option<&T> {
        let versions = self.versions.get(key)?;
        let last = versions.iter().rev().find(|version| version.provenance().from <= date)?;
        last.provenance().holds_on(date).then_some(last)
    }

    /// Every wording of a key, oldest first.
    pub fn history(&self, key: &str) -> &[T] {
        self.versions.get(key).map_or(&[], Vec::as_slice)
    }

    /// The newest wording of every key, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = &T> {
        self.order.iter().filter_map(|key| self.get(key))
    }

    /// Every wording that holds on a day, in the order of the files.
    pub fn entries_on(&self, date: Date) -> Vec<&T> {
        self.order.iter().filter_map(|key| self.on(key, date)).collect()
    }

    /// Every wording ever, in the order of the files, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.order.iter().flat_map(|key| self.history(key))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}
