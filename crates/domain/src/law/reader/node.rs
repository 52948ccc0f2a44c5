//! A table of a TOML file that knows where it stands, so that each mistake names its line and key.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::law::check::{Reference, Target};
use crate::law::provenance::Defaults;
use crate::law::{LawError, Mark, Problem, Provenance, Text};

/// One file being read, and what was found wrong in it.
pub(in crate::law) struct Source<'a> {
    name: &'a str,
    text: &'a str,
    /// Where lines end. Every entry asks for its line, so they are not counted each time.
    breaks: Vec<usize>,
    errors: RefCell<Vec<LawError>>,
    references: RefCell<Vec<Reference>>,
}

impl<'a> Source<'a> {
    pub(in crate::law) fn new(name: &'a str, text: &'a str) -> Source<'a> {
        let breaks = text.match_indices('\n').map(|(at, _)| at).collect();
        Source { name, text, breaks, errors: RefCell::default(), references: RefCell::default() }
    }

    pub(in crate::law) fn text(&self) -> &'a str {
        self.text
    }

    pub(in crate::law) fn report(&self, at: usize, key: &str, problem: Problem) {
        let error = LawError {
            file: self.name.to_owned(),
            line: self.line(at),
            key: key.to_owned(),
            problem,
        };
        self.errors.borrow_mut().push(error);
    }

    fn line(&self, at: usize) -> usize {
        1 + self.breaks.partition_point(|end| *end < at)
    }

    pub(in crate::law) fn into_parts(self) -> (Vec<LawError>, Vec<Reference>) {
        (self.errors.into_inner(), self.references.into_inner())
    }
}

/// A table with its place in the file.
pub(in crate::law) struct Node<'a> {
    source: &'a Source<'a>,
    table: &'a DeTable<'a>,
    path: String,
    at: usize,
    seen: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Node<'a> {
    pub(in crate::law) fn new(
        source: &'a Source<'a>,
        table: &'a DeTable<'a>,
        path: String,
        at: usize,
    ) -> Node<'a> {
        Node { source, table, path, at, seen: RefCell::default() }
    }

    fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn find(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.seen.borrow_mut().insert(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    pub(in crate::law) fn has(&self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    /// A mistake at a key of this table, or at the table itself if the key is absent.
    pub(in crate::law) fn report(&self, key: &'static str, problem: Problem) {
        let at = self.find(key).map_or(self.at, |value| value.span().start);
        self.source.report(at, &self.key(key), problem);
    }

    fn expected(&self, key: &'static str, sort: &str) {
        self.report(key, Problem::new("wrong_type").with("expected", sort));
    }

    /// Notes that a word names something that may stand in another file: checked when all are read.
    pub(in crate::law) fn refer(&self, key: &'static str, target: impl FnOnce(String) -> Target) {
        let Some(value) = self.find(key) else { return };
        let Some(word) = value.get_ref().as_str() else { return };
        self.source.references.borrow_mut().push(Reference {
            file: self.source.name.to_owned(),
            line: self.source.line(value.span().start),
            key: self.key(key),
            target: target(word.trim().to_owned()),
        });
    }

    /// Notes each word of a list as naming something that may stand in another file.
    pub(in crate::law) fn refer_each(&self, key: &'static str, target: impl Fn(String) -> Target) {
        let list = self.find(key).and_then(|value| value.get_ref().as_array());
        for item in list.into_iter().flat_map(|list| list.iter()) {
            let Some(word) = item.get_ref().as_str() else { continue };
            self.source.references.borrow_mut().push(Reference {
                file: self.source.name.to_owned(),
                line: self.source.line(item.span().start),
                key: self.key(key),
                target: target(word.trim().to_owned()),
            });
        }
    }

    /// Keys that nobody asked for are misspelt ones.
    pub(in crate::law) fn refuse_unknown_keys(&self) {
        for (name, _) in self.table {
            if !self.seen.borrow().contains(name.get_ref().as_ref()) {
                self.source.report(
                    name.span().start,
                    &self.key(name.get_ref()),
                    Problem::new("unknown_key"),
                );
            }
        }
    }

    pub(in crate::law) fn word_if_any(&self, key: &'static str) -> Option<String> {
        let value = self.find(key)?.get_ref().as_str();
        match value.map(str::trim) {
            None => self.expected(key, "text"),
            Some("") => self.report(key, Problem::new("empty")),
            Some(word) => return Some(word.to_owned()),
        }
        None
    }

    /// A text that must be there; a report and an empty text if not.
    pub(in crate::law) fn word(&self, key: &'static str) -> String {
        if !self.has(key) {
            self.report(key, Problem::new("missing_key"));
        }
        self.word_if_any(key).unwrap_or_default()
    }

    pub(in crate::law) fn flag_if_any(&self, key: &'static str) -> Option<bool> {
        let value = self.find(key)?.get_ref().as_bool();
        if value.is_none() {
            self.expected(key, "flag");
        }
        value
    }

    pub(in crate::law) fn number(&self, key: &'static str) -> Option<i64> {
        let Some(value) = self.find(key) else {
            self.report(key, Problem::new("missing_key"));
            return None;
        };
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|digits| i64::from_str_radix(digits.as_str(), digits.radix()).ok());
        if number.is_none() {
            self.expected(key, "number");
        }
        number
    }

    /// A date, written as text or as a TOML date.
    pub(in crate::law) fn date_if_any(&self, key: &'static str) -> Option<Date> {
        let value = self.find(key)?;
        let date = date_of(value.get_ref());
        if date.is_none() {
            self.report(key, Problem::new("not_a_date"));
        }
        date
    }

    pub(in crate::law) fn date(&self, key: &'static str) -> Option<Date> {
        if !self.has(key) {
            self.report(key, Problem::new("missing_key"));
        }
        self.date_if_any(key)
    }

    /// A name in three languages, none of them empty.
    pub(in crate::law) fn text(&self, key: &'static str) -> Text {
        let Some(value) = self.find(key) else {
            self.report(key, Problem::new("missing_key"));
            return Text::default();
        };
        let Some(table) = value.get_ref().as_table() else {
            self.expected(key, "three_languages");
            return Text::default();
        };
        let node = Node::new(self.source, table, self.key(key), value.span().start);
        let text = Text { ky: node.word("ky"), ru: node.word("ru"), en: node.word("en") };
        node.refuse_unknown_keys();
        text
    }

    pub(in crate::law) fn words(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.expected(key, "list");
            return Vec::new();
        };
        let words: Vec<_> =
            array.iter().filter_map(|item| item.get_ref().as_str()).map(str::to_owned).collect();
        if words.len() != array.len() {
            self.expected(key, "list_of_text");
        }
        words
    }

    /// A table of texts with keys of any name.
    pub(in crate::law) fn extra(&self, key: &'static str) -> BTreeMap<String, String> {
        let mut extra = BTreeMap::new();
        let Some(value) = self.find(key) else { return extra };
        let Some(table) = value.get_ref().as_table() else {
            self.expected(key, "table");
            return extra;
        };
        for (name, item) in table {
            match item.get_ref().as_str() {
                Some(text) => drop(extra.insert(name.get_ref().to_string(), text.to_owned())),
                None => {
                    let key = format!("{}.{}", self.key(key), name.get_ref());
                    self.source.report(
                        item.span().start,
                        &key,
                        Problem::new("wrong_type").with("expected", "text"),
                    );
                }
            }
        }
        extra
    }

    /// Synonyms per language.
    pub(in crate::law) fn synonyms(&self, key: &'static str) -> BTreeMap<String, Vec<String>> {
        let mut synonyms = BTreeMap::new();
        let Some(value) = self.find(key) else { return synonyms };
        let Some(table) = value.get_ref().as_table() else {
            self.expected(key, "three_languages");
            return synonyms;
        };
        let node = Node::new(self.source, table, self.key(key), value.span().start);
        for language in ["ky", "ru", "en"] {
            let words = node.words(language);
            if !words.is_empty() {
                synonyms.insert(language.to_owned(), words);
            }
        }
        node.refuse_unknown_keys();
        synonyms
    }

    pub(in crate::law) fn value(&self, key: &'static str) -> Option<&'a DeValue<'a>> {
        self.find(key).map(Spanned::get_ref)
    }

    pub(in crate::law) fn table_if_any(&self, key: &'static str) -> Option<Node<'a>> {
        let value = self.find(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.expected(key, "table");
        }
        table.map(|table| Node::new(self.source, table, self.key(key), value.span().start))
    }

    /// The tables of a `[[section]]`.
    pub(in crate::law) fn section(&self, key: &'static str) -> Vec<Node<'a>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.expected(key, "section");
            return Vec::new();
        };
        let mut nodes = Vec::new();
        for (index, item) in array.iter().enumerate() {
            let path = format!("{}[{}]", self.key(key), index + 1);
            match item.get_ref().as_table() {
                Some(table) => nodes.push(Node::new(self.source, table, path, item.span().start)),
                None => self.source.report(
                    item.span().start,
                    &path,
                    Problem::new("wrong_type").with("expected", "table"),
                ),
            }
        }
        nodes
    }

    /// What this table says of provenance.
    pub(in crate::law) fn defaults(&self) -> Defaults {
        self.refer("act", Target::Act);
        Defaults {
            act: self.word_if_any("act"),
            article: self.word_if_any("article"),
            source: self.word_if_any("source"),
            mark: self.mark_if_any(),
            from: self.date_if_any("from"),
            until: self.date_if_any("until"),
        }
    }

    fn mark_if_any(&self) -> Option<Mark> {
        let word = self.word_if_any("mark")?;
        let mark = Mark::from_code(&word);
        if mark.is_none() {
            self.report("mark", Problem::new("unknown_mark").with("value", word));
        }
        mark
    }

    /// The provenance of an entry: its own, else that of its file.
    pub(in crate::law) fn provenance(&self, file: &Defaults) -> Provenance {
        let own = self.defaults();
        let source = own.source.or_else(|| file.source.clone());
        let mark = own.mark.or(file.mark);
        let from = own.from.or(file.from);
        for (key, absent) in
            [("source", source.is_none()), ("mark", mark.is_none()), ("from", from.is_none())]
        {
            if absent && !self.has(key) {
                self.report(key, Problem::new("missing_key"));
            }
        }
        let from = from.unwrap_or(Date::ZERO);
        let until = own.until.or(file.until);
        if until.is_some_and(|until| until < from) {
            self.report("until", Problem::new("ends_before_it_begins").with("from", from));
        }
        Provenance {
            act: own.act.or_else(|| file.act.clone()),
            article: own.article.or_else(|| file.article.clone()),
            source: source.unwrap_or_default(),
            mark: mark.unwrap_or(Mark::U),
            from,
            until,
        }
    }
}

/// A date written as text or as a TOML date; a date with a time is none.
pub(in crate::law) fn date_of(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::String(text) => text.parse().ok(),
        DeValue::Datetime(when) => {
            let date = when.date.filter(|_| when.time.is_none() && when.offset.is_none())?;
            Date::new(
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        }
        _ => None,
    }
}
