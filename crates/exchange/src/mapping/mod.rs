//! The mapping language: from the records of any source to entries. `docs/import/README.md` tells it to people.

mod apply;
mod entry;
mod fold;
mod rule;
mod select;
mod suggest;
mod unused;

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use crate::problem::MappingError;
use crate::read::{Format, HeaderRow, ReadOptions, Shape, Source};

pub use apply::{Mapped, MappedEntry, Reference, apply};
pub use rule::{As, Rule, Unmapped};
pub use suggest::{Suggestion, suggest};

/// How the records of one kind of source become entries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The kind of entry, where the blocks do not say it.
    pub kind: Option<String>,
    /// How to read the source.
    #[serde(default)]
    pub source: SourceRules,
    /// Value → code.
    #[serde(default)]
    pub tables: BTreeMap<String, BTreeMap<String, String>>,
    /// Tables that the source carries itself, around its records.
    #[serde(default)]
    pub lookups: BTreeMap<String, Lookup>,
    /// What is left out on purpose, and why.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
    /// What each record gives.
    #[serde(default, rename = "entry")]
    pub entries: Vec<EntryRule>,
    /// Columns are the paths of the entry: the way back from an export.
    #[serde(default)]
    pub identity: bool,
    #[serde(skip)]
    patterns: BTreeMap<String, Regex>,
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    /// All of them.
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// How to read the source; what is not said is found out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourceRules {
    /// The format.
    pub format: Option<Format>,
    /// The encoding's label.
    pub encoding: Option<String>,
    /// The delimiter of a CSV file.
    pub delimiter: Option<char>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row of the column names, from 1; 0 if there is none.
    pub header_row: Option<u32>,
    /// Where the records lie in a JSON document.
    pub pointer: Option<String>,
    /// How they lie there.
    pub shape: Shape,
    /// Only files of a folder or archive whose name contains this.
    pub only: Option<String>,
    /// Patterns for lines, tried in order; their named groups are the columns.
    pub regex: OneOrMany,
    /// Patterns for headings; their named groups hold for the lines that follow.
    pub heading: OneOrMany,
}

/// A dictionary in the source: `/purposes` with `{"1": {"name": "…"}}` gives 1 → name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// Where it lies.
    pub pointer: String,
    /// Which field of its values is wanted; the value itself if none.
    pub take: Option<String>,
}

/// A column that no rule uses, on purpose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// Its name or pointer.
    pub column: String,
    /// Why it is left out.
    pub because: String,
}

/// One entry that a record gives.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EntryRule {
    /// Its kind.
    pub kind: Option<String>,
    /// Only for records that are so.
    pub when: Option<Condition>,
    /// What it is recognised by when imported again; its identifier if not said.
    pub key: Option<Rule>,
    /// The entry it belongs to.
    pub of: Option<OfRule>,
    /// Constants by path.
    pub set: Value,
    /// Fields.
    pub field: Vec<Rule>,
    /// Lists.
    pub each: Vec<EachRule>,
}

/// The entry that another one belongs to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfRule {
    /// The scheme of its identifier.
    pub scheme: String,
    /// The value of its identifier.
    pub value: Rule,
}

/// A list of the record becomes (the continuation of) a list of the entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EachRule {
    /// Where the record's list lies; `*` goes through lists on the way.
    pub over: String,
    /// The list of the entry.
    pub to: String,
    /// Only for elements that are so.
    pub when: Option<Condition>,
    /// No element twice.
    pub distinct: bool,
    /// Constants by path below the element.
    pub set: Value,
    /// Fields by path below the element.
    pub field: Vec<Rule>,
}

/// Something a record or element must fulfil; all that is said must hold.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// What is looked at.
    pub column: String,
    /// It is one of these.
    pub equals: OneOrMany,
    /// It has content (or, if false, has none).
    pub present: Option<bool>,
    /// It matches.
    pub matches: Option<String>,
    /// The contrary.
    pub not: bool,
}

impl Mapping {
    /// A mapping from its TOML text, with every pattern and table name checked.
    ///
    /// # Errors
    /// `mapping_broken`, `pattern_broken`, `table_missing`, `path_missing`, `kind_missing`.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        let mut mapping: Self = toml::from_str(text)
            .map_err(|error| MappingError::new("mapping_broken").with("detail", error))?;
        mapping.compile()?;
        Ok(mapping)
    }

    /// The mapping under which an export is read again: every column is a path.
    pub fn identity(kind: &str) -> Self {
        Self { kind: Some(kind.to_owned()), identity: true, ..Self::default() }
    }

    /// The mapping of a table by the choice of a person: column → path, nothing else.
    ///
    /// # Errors
    /// As [`Mapping::from_toml`].
    pub fn from_columns<'a>(
        kind: &str,
        columns: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, MappingError> {
        let field = |(from, to): (&str, &str)| Rule {
            to: to.to_owned(),
            from: OneOrMany::One(from.to_owned()),
            ..Rule::default()
        };
        let entry =
            EntryRule { field: columns.into_iter().map(field).collect(), ..EntryRule::default() };
        let mut mapping =
            Self { kind: Some(kind.to_owned()), entries: vec![entry], ..Self::default() };
        mapping.compile()?;
        Ok(mapping)
    }

    /// How its source wants to be read.
    pub fn read_options(&self) -> ReadOptions {
        let rules = &self.source;
        let lines = !rules.regex.all().is_empty();
        ReadOptions {
            format: rules.format.or(lines.then_some(Format::Lines)),
            encoding: rules.encoding.clone(),
            delimiter: rules.delimiter,
            sheet: rules.sheet.clone(),
            header_row: match rules.header_row {
                // An export has its columns in the first row, whatever stands below.
                None if self.identity => HeaderRow::At(1),
                None => HeaderRow::Auto,
                Some(0) => HeaderRow::None,
                Some(row) => HeaderRow::At(row),
            },
            pointer: rules.pointer.clone(),
            shape: rules.shape,
            only: rules.only.clone(),
            unguard: self.identity,
            ..ReadOptions::default()
        }
    }

    fn compile(&mut self) -> Result<(), MappingError> {
        let mut texts: Vec<String> = [&self.source.regex, &self.source.heading]
            .iter()
            .flat_map(|many| many.all().to_vec())
            .collect();
        for entry in &self.entries {
            if entry.kind.is_none() && self.kind.is_none() {
                return Err(MappingError::new("kind_missing"));
            }
            if entry.field.iter().any(|rule| rule.to.is_empty()) {
                return Err(MappingError::new("path_missing"));
            }
            for rule in entry.rules() {
                self.check(rule)?;
                texts.extend(rule.extract.clone());
            }
            texts.extend(entry.conditions().filter_map(|condition| condition.matches.clone()));
        }
        for text in texts {
            let pattern = Regex::new(&text)
                .map_err(|error| MappingError::new("pattern_broken").with("detail", error))?;
            self.patterns.insert(text, pattern);
        }
        Ok(())
    }

    fn check(&self, rule: &Rule) -> Result<(), MappingError> {
        let missing = |name: &&String| MappingError::new("table_missing").with("table", name);
        let table = rule.table.as_ref().filter(|name| !self.tables.contains_key(*name));
        let lookup = rule.lookup.as_ref().filter(|name| !self.lookups.contains_key(*name));
        if let Some(name) = table.or(lookup) {
            return Err(missing(&name));
        }
        Ok(())
    }

    fn pattern(&self, text: &str) -> Option<&Regex> {
        self.patterns.get(text)
    }

    /// The tables of the source, ready to be asked.
    fn lookups_of(&self, source: &Source) -> BTreeMap<String, BTreeMap<String, String>> {
        let read = |lookup: &Lookup| -> BTreeMap<String, String> {
            let Some(Value::Object(fields)) = source.around.pointer(&lookup.pointer) else {
                return BTreeMap::new();
            };
            let take = |value: &Value| match &lookup.take {
                Some(name) => value.get(name).and_then(select::plain_text),
                None => select::plain_text(value),
            };
            fields.iter().filter_map(|(key, value)| Some((key.clone(), take(value)?))).collect()
        };
        self.lookups.iter().map(|(name, lookup)| (name.clone(), read(lookup))).collect()
    }
}

impl EntryRule {
    fn rules(&self) -> impl Iterator<Item = &Rule> {
        let of = self.of.iter().map(|of| &of.value);
        let each = self.each.iter().flat_map(|each| &each.field);
        self.key.iter().chain(of).chain(&self.field).chain(each)
    }

    fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let each = self.each.iter().filter_map(|each| each.when.as_ref());
        let rules = self.rules().filter_map(|rule| rule.when.as_ref());
        self.when.iter().chain(each).chain(rules)
    }
}
