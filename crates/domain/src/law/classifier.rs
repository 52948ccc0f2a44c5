//! Classifiers: lists and trees of codes with names in three languages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::timeline::SameDay;
use super::{Dated, Provenance, Text, Timeline};

/// One code of a classifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassEntry {
    /// The code, stored in records.
    pub code: String,
    /// The code it stands under, in a tree.
    pub parent: Option<String>,
    /// Its name.
    pub name: Text,
    /// Other words people use for it, per language.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// Special category of data (art. 8), or whatever «special» means in the classifier.
    pub special: bool,
    /// Further marks: SOATE prefix, ISO code, e-mail domains.
    pub extra: BTreeMap<String, String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Dated for ClassEntry {
    fn key(&self) -> &str {
        &self.code
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

/// A classifier: codes with names, perhaps as a tree.
#[derive(Debug, Clone, Default)]
pub struct Classifier {
    /// Its name in the law files.
    pub name: String,
    /// Where it comes from as a whole, if its file says so.
    pub provenance: Option<Provenance>,
    /// The classifier whose codes the parents are, if it is another one: districts stand under regions.
    pub parents: Option<String>,
    entries: Timeline<ClassEntry>,
    children: BTreeMap<String, Vec<String>>,
}

impl Classifier {
    pub(super) fn named(name: &str) -> Classifier {
        Classifier { name: name.to_owned(), ..Classifier::default() }
    }

    /// The empty classifier.
    pub(super) fn none() -> &'static Classifier {
        static NONE: OnceLock<Classifier> = OnceLock::new();
        NONE.get_or_init(Classifier::default)
    }

    pub(super) fn add(&mut self, entry: ClassEntry) -> Result<(), SameDay> {
        let parent = entry.parent.clone().unwrap_or_default();
        let code = entry.code.clone();
        let known = self.entries.get(&code).is_some();
        self.entries.add(entry)?;
        if known {
            self.children.values_mut().for_each(|codes| codes.retain(|other| *other != code));
        }
        self.children.entry(parent).or_default().push(code);
        Ok(())
    }

    /// The newest wording of a code, whether it still holds or not.
    pub fn get(&self, code: &str) -> Option<&ClassEntry> {
        self.entries.get(code)
    }

    /// The wording of a code that holds on a day.
    pub fn get_on(&self, code: &str, date: Date) -> Option<&ClassEntry> {
        self.entries.on(code, date)
    }

    /// The newest wording of every code, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = &ClassEntry> {
        self.entries.entries()
    }

    /// What may be chosen on a day, in the order of the file.
    pub fn on(&self, date: Date) -> Vec<&ClassEntry> {
        self.entries.entries_on(date)
    }

    /// Every wording of a code, oldest first.
    pub fn history(&self, code: &str) -> &[ClassEntry] {
        self.entries.history(code)
    }

    /// Every wording of every code.
    pub fn all(&self) -> impl Iterator<Item = &ClassEntry> {
        self.entries.all()
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no code.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The codes directly under another (under a code of [`Self::parents`], if that is another classifier).
    pub fn children(&self, parent: &str) -> Vec<&ClassEntry> {
        self.children.get(parent).into_iter().flatten().filter_map(|code| self.get(code)).collect()
    }

    /// The codes that stand under none.
    pub fn roots(&self) -> Vec<&ClassEntry> {
        self.children("")
    }

    /// The codes of all groups that these codes belong to, each once; not the codes themselves.
    pub fn above(&self, codes: &[String]) -> Vec<String> {
        let path = |code: &String| self.path(code).into_iter().map(|entry| entry.code.clone());
        let groups: BTreeSet<String> = codes.iter().flat_map(path).collect();
        groups.into_iter().filter(|group| !codes.contains(group)).collect()
    }

    /// The way from the root down to a code, the code included; empty if it is not known.
    pub fn path(&self, code: &str) -> Vec<&ClassEntry> {
        let mut path = Vec::new();
        let mut next = self.get(code);
        while let Some(entry) = next {
            // A circle is refused when the law is read; this only keeps an unchecked one finite.
            if path.len() > self.len() {
                break;
            }
            path.push(entry);
            if self.parents.is_some() {
                break;
            }
            next = entry.parent.as_deref().and_then(|parent| self.get(parent));
        }
        path.reverse();
        path
    }
}
