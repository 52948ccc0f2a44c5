//! Where the entries of the public state come from: the pages of the API, or the lines of an archive.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use serde::Deserialize;

use super::document::Document;
use super::in_order::in_order;
use super::source::{Layout, Source, Unreadable, get};

/// What of the Register has entries that everybody can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Holder,
    Array,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Holder, Self::Array];

    /// The type of its leaves.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Array => "array",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    fn archived(self) -> String {
        format!("data/{}s.ndjson", self.word())
    }

    fn listed(self, cursor: Option<&str>) -> String {
        let more = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        format!("api/v1/{}s?limit=100&sort=number{more}", self.word())
    }

    /// Where one entry is. A slash in a number is no step of the path.
    fn address(self, number: &str) -> String {
        format!("api/v1/{}s/{}", self.word(), number.replace('/', "%2F"))
    }
}

/// An entry, or the line (from 1) that is none.
pub type Entry = Result<Document, usize>;

/// A page of a list, as far as it is needed.
#[derive(Deserialize)]
struct Page {
    items: Vec<Item>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    number: String,
}

/// Where entries are read.
#[derive(Clone, Copy)]
pub struct Entries<'a> {
    pub source: &'a dyn Source,
    pub layout: Layout,
}

impl Entries<'_> {
    /// Whether there is a public state at all. An archive that has half of it has it.
    pub fn are_there(&self) -> Result<bool, Unreadable> {
        for kind in Kind::ALL {
            let there = match self.layout {
                Layout::Bare => false,
                Layout::Server => get(self.source, &kind.listed(None))?.is_some(),
                Layout::Archive => self.lines(kind)?.is_some(),
            };
            if there {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn lines(&self, kind: Kind) -> Result<Option<super::source::Lines<'_>>, Unreadable> {
        let path = kind.archived();
        self.source.lines(&path).map_err(|reason| Unreadable { path, reason })
    }

    /// Every entry of a kind, in order; false if the file or the list is not there.
    pub fn each(
        &self,
        kind: Kind,
        mut take: impl FnMut(Entry) -> Result<(), Unreadable>,
    ) -> Result<bool, Unreadable> {
        if self.layout == Layout::Server {
            let Some(numbers) = self.numbers(kind)? else { return Ok(false) };
            return self.fetch(numbers.into_iter().map(|number| (kind, number)), |_, entry| {
                entry.map_or(Ok(()), &mut take)
            });
        }
        let Some(lines) = self.lines(kind)? else { return Ok(false) };
        for (line, number) in lines.zip(1..) {
            let line = line.map_err(|reason| Unreadable { path: kind.archived(), reason })?;
            take(Document::read(&line).ok_or(number))?;
        }
        Ok(true)
    }

    /// These entries by their numbers; none for one that is not there (any more).
    pub fn fetch(
        &self,
        numbers: impl Iterator<Item = (Kind, String)>,
        mut take: impl FnMut((Kind, String), Option<Entry>) -> Result<(), Unreadable>,
    ) -> Result<bool, Unreadable> {
        let mut outcome = Ok(());
        in_order(
            self.source.at_once(),
            numbers,
            |(kind, number)| {
                let bytes = get(self.source, &kind.address(&number))?;
                // The place of a document in no file is the first line.
                let entry = bytes.map(|bytes| Document::read(&bytes).ok_or(1));
                let entry = entry.map(|entry| entry.ok().filter(|d| d.number == number).ok_or(1));
                Ok(((kind, number), entry))
            },
            |read: Result<_, Unreadable>| {
                outcome = read.and_then(|(which, entry)| take(which, entry));
                if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        outcome.map(|()| true)
    }

    /// All numbers of the list, page by page. A list that repeats itself would never end.
    fn numbers(&self, kind: Kind) -> Result<Option<BTreeSet<String>>, Unreadable> {
        let (mut numbers, mut cursor) = (BTreeSet::new(), None::<String>);
        loop {
            let path = kind.listed(cursor.as_deref());
            let Some(bytes) = get(self.source, &path)? else {
                return Ok(cursor.map(|_| numbers));
            };
            let wrong = |reason: &str| Unreadable { path: path.clone(), reason: reason.into() };
            let page: Page = serde_json::from_slice(&bytes).map_err(|_| wrong("not a list"))?;
            let before = numbers.len();
            numbers.extend(page.items.into_iter().map(|item| item.number));
            cursor = match page.next {
                None => return Ok(Some(numbers)),
                Some(_) if numbers.len() == before => return Err(wrong("the list has no end")),
                next => next,
            };
        }
    }
}
