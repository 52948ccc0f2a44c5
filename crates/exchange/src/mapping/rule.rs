//! One rule: what it takes, how it changes it, where it puts it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Number, Value};

use super::entry::holds;
use super::select::{Place, plain_text};
use super::{Condition, Mapping, OneOrMany};
use crate::problem::{Params, Problem, Severity, clip};

/// From columns to a path. The steps run in this order: take, tidy, extract, split, part, case, table, date,
/// join, prefix, suffix.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// The path; `*` in it is the number of the value.
    pub to: String,
    /// The columns, pointers or captures that are taken, all of them.
    pub from: OneOrMany,
    /// The same, but only the first one with content.
    pub any: Vec<String>,
    /// Only where this holds.
    pub when: Option<Condition>,
    /// A constant instead.
    pub value: Option<Value>,
    /// Leave spaces at the ends alone.
    pub keep_spaces: bool,
    /// One space for any run of spaces and line ends.
    pub squeeze: bool,
    /// A pattern: its first group (or the whole match) is taken.
    pub extract: Option<String>,
    /// It is no problem if the pattern does not match.
    pub optional: bool,
    /// Splits at this text.
    pub split: Option<String>,
    /// Takes one part of the split, from 0; from the end if negative.
    pub part: Option<i64>,
    /// Lower case.
    pub lower: bool,
    /// Upper case.
    pub upper: bool,
    /// A table of the mapping.
    pub table: Option<String>,
    /// A table of the source.
    pub lookup: Option<String>,
    /// What happens to a value that the table lacks.
    pub unmapped: Unmapped,
    /// Formats of dates (`%d.%m.%Y`), tried in order; the result is `YYYY-MM-DD`.
    pub date: OneOrMany,
    /// Put before.
    pub prefix: String,
    /// Put behind.
    pub suffix: String,
    /// Makes one text of several values.
    pub join: Option<String>,
    /// The type of the value.
    #[serde(rename = "as")]
    pub as_type: As,
    /// If there is nothing.
    pub default: Option<Value>,
    /// Without it there is no entry.
    pub required: bool,
}

/// What happens to a value that a table lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmapped {
    /// It is reported and left out.
    #[default]
    Report,
    /// It is reported and the default is used, or the value itself.
    Keep,
    /// It is left out on purpose.
    Drop,
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum As {
    /// Text.
    #[default]
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Bool,
}

/// What rules need to know besides the record.
pub(super) struct Means<'a> {
    pub mapping: &'a Mapping,
    pub lookups: &'a BTreeMap<String, BTreeMap<String, String>>,
}

/// Problems of one record, gathered.
pub(super) struct Notes<'a> {
    pub place: Place<'a>,
    pub path: String,
    pub problems: &'a mut Vec<Problem>,
}

impl Notes<'_> {
    pub(super) fn add(
        &mut self,
        severity: Severity,
        rule: &Rule,
        code: &'static str,
        params: Params,
    ) {
        let column = rule.from.all().first().or(rule.any.first()).cloned();
        let path = (!self.path.is_empty()).then(|| self.path.clone());
        let position = self.place.position.clone();
        self.problems.push(Problem { position, column, path, code, params, severity });
    }

    fn warn(&mut self, rule: &Rule, code: &'static str, value: &str) {
        self.add(Severity::Warning, rule, code, Params::from([("value", clip(value))]));
    }
}

impl Rule {
    /// The values of the rule at a place: none, one, or (for a path with `*`) several.
    pub(super) fn values(&self, means: &Means<'_>, notes: &mut Notes<'_>) -> Vec<Value> {
        if !holds(means.mapping, self.when.as_ref(), notes.place) {
            return Vec::new();
        }
        if let Some(value) = &self.value {
            return vec![value.clone()];
        }
        let mut texts = Vec::new();
        for text in self.taken(notes) {
            texts.extend(self.changed(text, means, notes));
        }
        let mut known = BTreeSet::new();
        match &self.join {
            Some(join) if !texts.is_empty() => texts = vec![texts.join(join)],
            _ => texts.retain(|text| known.insert(text.clone())),
        }
        if texts.len() > 1 && !self.to.contains('*') {
            notes.warn(self, "several_values", &texts.join("; "));
            texts.truncate(1);
        }
        let whole = texts.into_iter().map(|text| format!("{}{text}{}", self.prefix, self.suffix));
        let values: Vec<Value> = whole.filter_map(|text| self.typed(text, notes)).collect();
        if values.is_empty() { self.default.iter().cloned().collect() } else { values }
    }

    fn taken(&self, notes: &mut Notes<'_>) -> Vec<String> {
        let all: Vec<String> =
            self.from.all().iter().flat_map(|from| self.texts(from, notes)).collect();
        if !all.is_empty() {
            return all;
        }
        let mut each =
            self.any.iter().map(|from| self.texts(from, notes)).collect::<Vec<_>>().into_iter();
        let first = each.by_ref().find(|texts| !texts.is_empty()).unwrap_or_default();
        // What stands in a second place and says something else would be lost unseen.
        for other in each.flatten().filter(|other| !first.contains(other)) {
            notes.warn(self, "alternative_unused", &other);
        }
        first
    }

    fn texts(&self, from: &str, notes: &mut Notes<'_>) -> Vec<String> {
        let mut texts = Vec::new();
        for value in notes.place.select(from) {
            let leaves = match value {
                Value::Array(items) => items,
                other => vec![other],
            };
            for leaf in leaves {
                match plain_text(&leaf) {
                    Some(text) => texts.push(self.tidy(&text)),
                    None if leaf.is_null() => {}
                    None => notes.warn(self, "value_not_plain", &leaf.to_string()),
                }
            }
        }
        texts.retain(|text| !text.trim().is_empty());
        texts
    }

    fn tidy(&self, text: &str) -> String {
        if self.squeeze {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else if self.keep_spaces {
            text.to_owned()
        } else {
            text.trim().to_owned()
        }
    }

    fn changed(&self, text: String, means: &Means<'_>, notes: &mut Notes<'_>) -> Vec<String> {
        let Some(text) = self.extracted(text, means, notes) else { return Vec::new() };
        let parts = self.parts(&text);
        let changed = parts.into_iter().filter(|part| !part.is_empty()).filter_map(|part| {
            let part = if self.lower { part.to_lowercase() } else { part };
            let part = if self.upper { part.to_uppercase() } else { part };
            let part = self.translated(part, means, notes)?;
            self.dated(part, notes)
        });
        changed.collect()
    }

    fn extracted(&self, text: String, means: &Means<'_>, notes: &mut Notes<'_>) -> Option<String> {
        let Some(pattern) = self.extract.as_ref().and_then(|text| means.mapping.pattern(text))
        else {
            return Some(text);
        };
        match pattern.captures(&text) {
            Some(found) => {
                let group = found.iter().skip(1).flatten().next().or(found.get(0));
                group.map(|group| self.tidy(group.as_str()))
            }
            None => {
                if !self.optional {
                    notes.warn(self, "pattern_not_found", &text);
                }
                None
            }
        }
    }

    fn parts(&self, text: &str) -> Vec<String> {
        let Some(split) = &self.split else { return vec![text.to_owned()] };
        let parts: Vec<String> = text
            .split(split.as_str())
            .map(|part| self.tidy(part))
            .filter(|part| !part.is_empty())
            .collect();
        let Some(wanted) = self.part else { return parts };
        let index = if wanted < 0 { parts.len() as i64 + wanted } else { wanted };
        usize::try_from(index)
            .ok()
            .and_then(|index| parts.get(index).cloned())
            .into_iter()
            .collect()
    }

    fn translated(&self, text: String, means: &Means<'_>, notes: &mut Notes<'_>) -> Option<String> {
        let table = self.table.as_ref().and_then(|name| means.mapping.tables.get(name));
        let Some(table) =
            table.or_else(|| self.lookup.as_ref().and_then(|name| means.lookups.get(name)))
        else {
            return Some(text);
        };
        if let Some(code) = table.get(&text) {
            return Some(code.trim().to_owned());
        }
        if self.unmapped != Unmapped::Drop {
            notes.warn(self, "value_not_in_table", &text);
        }
        (self.unmapped == Unmapped::Keep).then_some(text)
    }

    fn dated(&self, text: String, notes: &mut Notes<'_>) -> Option<String> {
        let formats = self.date.all();
        if formats.is_empty() {
            return Some(text);
        }
        let date =
            formats.iter().find_map(|format| jiff::civil::Date::strptime(format, &text).ok());
        if date.is_none() {
            notes.warn(self, "date_not_understood", &text);
        }
        date.map(|date| date.to_string())
    }

    fn typed(&self, text: String, notes: &mut Notes<'_>) -> Option<Value> {
        let value = match self.as_type {
            As::Text => Some(Value::String(text.clone())),
            As::Number => {
                text.replace([' ', '\u{a0}'], "").parse::<Number>().ok().map(Value::Number)
            }
            As::Bool => match text.to_lowercase().as_str() {
                "true" | "1" | "yes" | "да" | "ооба" | "+" => Some(Value::Bool(true)),
                "false" | "0" | "no" | "нет" | "жок" | "-" => Some(Value::Bool(false)),
                _ => None,
            },
        };
        if value.is_none() {
            notes.warn(self, "value_not_of_type", &text);
        }
        value
    }
}
