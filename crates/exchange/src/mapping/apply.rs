//! A mapping applied to a source, record by record.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::{Map, Value};

use super::Mapping;
use super::entry::{Builder, holds};
use super::rule::Means;
use super::select::Place;
use super::unused::Usage;
use crate::problem::{Problem, Severity};
use crate::read::{Format, Position, Record, Source};
use crate::tree::{leaf, prune, unflatten};

/// What one record gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mapped {
    /// Where the record stands.
    pub position: Position,
    /// The entries it gave: none if it was refused.
    pub entries: Vec<MappedEntry>,
    /// What did not fit.
    pub problems: Vec<Problem>,
    /// Columns with content that no rule uses.
    pub unmapped: Vec<String>,
    /// Columns with content that the mapping leaves out on purpose.
    pub ignored: Vec<String>,
}

/// An entry to be imported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedEntry {
    /// Its kind, as the mapping names it.
    pub kind: String,
    /// What it is recognised by when the source is imported again.
    pub key: String,
    /// The entry it belongs to.
    pub of: Option<Reference>,
    /// The entry.
    pub tree: Value,
}

/// Another entry, by its identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The scheme.
    pub scheme: String,
    /// The value.
    pub value: String,
}

/// Maps every record; headings of a text give no record of their own.
pub fn apply<'a>(mapping: &'a Mapping, source: &'a Source) -> impl Iterator<Item = Mapped> + 'a {
    let mut run = Run {
        mapping,
        format: source.format,
        lookups: mapping.lookups_of(source),
        usage: Usage::of(mapping),
        carried: Map::new(),
        seen: HashMap::new(),
    };
    source.records.iter().filter_map(move |record| run.record(record))
}

struct Run<'a> {
    mapping: &'a Mapping,
    format: Format,
    lookups: BTreeMap<String, BTreeMap<String, String>>,
    usage: Usage,
    /// What the last headings said.
    carried: Map<String, Value>,
    /// Keys given so far, with the row that gave them and the tree.
    seen: HashMap<(String, String), (u64, Value)>,
}

/// A line, taken apart.
enum Line {
    Heading,
    Fields(Value),
    Unknown,
}

impl Run<'_> {
    fn record(&mut self, record: &Record) -> Option<Mapped> {
        let mut mapped = Mapped {
            position: record.position.clone(),
            entries: Vec::new(),
            problems: record.problems.clone(),
            unmapped: Vec::new(),
            ignored: Vec::new(),
        };
        if self.mapping.identity {
            self.identity(record, &mut mapped);
            self.without_repeats(&mut mapped);
            return Some(mapped);
        }
        let fields = match self.fields(&record.value) {
            Line::Heading => return None,
            Line::Fields(fields) => fields,
            Line::Unknown => {
                let line = record.value["line"].as_str().unwrap_or_default();
                mapped
                    .problems
                    .push(refusal(&record.position, "line_not_understood").with("value", line));
                return Some(mapped);
            }
        };
        self.entries(&fields, &mut mapped);
        (mapped.unmapped, mapped.ignored) = self.usage.rest(&fields);
        self.without_repeats(&mut mapped);
        Some(mapped)
    }

    fn entries(&self, fields: &Value, mapped: &mut Mapped) {
        let means = Means { mapping: self.mapping, lookups: &self.lookups };
        let position = mapped.position.clone();
        let place = Place::of_record(&position, fields);
        let mut applied = false;
        for rules in &self.mapping.entries {
            if !holds(self.mapping, rules.when.as_ref(), place) {
                continue;
            }
            applied = true;
            let mut builder =
                Builder { means: &means, problems: &mut mapped.problems, refused: false };
            mapped.entries.extend(builder.build(rules, place));
        }
        if !applied {
            mapped.problems.push(refusal(&position, "no_rule_applies"));
        }
    }

    fn fields(&mut self, value: &Value) -> Line {
        let rules = &self.mapping.source;
        if rules.regex.all().is_empty() {
            return Line::Fields(value.clone());
        }
        let line = value.get("line").and_then(Value::as_str).unwrap_or_default();
        if let Some(captures) = self.captures(rules.heading.all(), line) {
            self.carried.extend(captures);
            return Line::Heading;
        }
        match self.captures(rules.regex.all(), line) {
            Some(captures) => {
                let mut fields = self.carried.clone();
                fields.extend(captures);
                Line::Fields(Value::Object(fields))
            }
            None => Line::Unknown,
        }
    }

    fn captures(&self, patterns: &[String], line: &str) -> Option<Map<String, Value>> {
        let mut patterns = patterns.iter().filter_map(|text| self.mapping.pattern(text));
        patterns.find_map(|pattern| {
            let found = pattern.captures(line)?;
            let names = pattern.capture_names().flatten();
            let fields = names.filter_map(|name| {
                Some((name.to_owned(), Value::String(found.name(name)?.as_str().trim().to_owned())))
            });
            Some(fields.collect())
        })
    }

    /// Rows of a flat file repeat the holder beside each of its arrays: once is enough, and differences are told.
    fn without_repeats(&mut self, mapped: &mut Mapped) {
        let row = mapped.position.row;
        let problems = &mut mapped.problems;
        mapped.entries.retain(|entry| {
            let name = (entry.kind.clone(), entry.key.clone());
            let Some((first, tree)) = self.seen.get(&name) else {
                self.seen.insert(name, (row, entry.tree.clone()));
                return true;
            };
            let (code, severity) = if *tree == entry.tree {
                ("entry_repeated", Severity::Warning)
            } else {
                ("entry_contradicted", Severity::Refused)
            };
            let problem = Problem { severity, ..Problem::warning(&mapped.position, code) };
            problems.push(problem.with("key", &entry.key).with("row", first));
            false
        });
    }

    fn identity(&self, record: &Record, mapped: &mut Mapped) {
        let mut fields = record.value.as_object().cloned().unwrap_or_default();
        let mut meta = |name: &str| {
            let text = fields.remove(name)?.as_str()?.to_owned();
            (!text.is_empty()).then_some(text)
        };
        let kind = meta("#kind").or_else(|| self.mapping.kind.clone()).unwrap_or_default();
        let key = meta("#key");
        let (scheme, value) = (meta("#of.scheme"), meta("#of.value"));
        let of = scheme.zip(value).map(|(scheme, value)| Reference { scheme, value });
        let tree = match self.format {
            Format::Csv | Format::Workbook => from_cells(&fields),
            _ => {
                let mut tree = Value::Object(fields);
                prune(&mut tree);
                Ok(tree)
            }
        };
        match (tree, key) {
            (Ok(tree), Some(key)) => mapped.entries.push(MappedEntry { kind, key, of, tree }),
            (Ok(_), None) => mapped.problems.push(refusal(&record.position, "key_missing")),
            (Err(error), _) => {
                let problem = refusal(&record.position, error.code);
                mapped.problems.push(Problem { params: error.params, ..problem });
            }
        }
    }
}

fn from_cells(fields: &Map<String, Value>) -> Result<Value, crate::TreeError> {
    let cells = fields.iter().filter_map(|(column, value)| Some((column, value.as_str()?)));
    let pairs: Result<Vec<_>, _> = cells
        .filter(|(_, text)| !text.is_empty())
        .map(|(column, text)| leaf(column, text))
        .collect();
    unflatten(pairs?)
}

fn refusal(position: &Position, code: &'static str) -> Problem {
    Problem { severity: Severity::Refused, ..Problem::warning(position, code) }
}
