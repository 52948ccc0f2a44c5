//! What a rule's `from` means inside a record.

use serde_json::Value;

use super::fold::fold;
use crate::read::Position;

/// The place a rule looks from: a record, or an element of one of its lists.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub position: &'a Position,
    pub record: &'a Value,
    pub element: &'a Value,
    pub key: &'a str,
    pub index: usize,
}

impl<'a> Place<'a> {
    pub(super) fn of_record(position: &'a Position, record: &'a Value) -> Self {
        let key = position.key.as_deref().unwrap_or_default();
        Self { position, record, element: record, key, index: 0 }
    }

    pub(super) fn with(self, found: &Found<'a>, index: usize) -> Self {
        Self { element: found.value, key: found.key, index, ..self }
    }

    /// The values that `from` names here.
    pub(super) fn select(&self, from: &str) -> Vec<Value> {
        let text = |text: &str| vec![Value::String(text.to_owned())];
        match from {
            "." => vec![self.element.clone()],
            "#key" => text(self.key),
            "#index" => text(&self.index.to_string()),
            "#row" => text(&self.position.row.to_string()),
            "#file" => text(stem(&self.position.file)),
            _ => {
                let (root, from) = match from.strip_prefix('^') {
                    Some(rest) => (self.record, rest),
                    None => (self.element, from),
                };
                find(root, from).into_iter().map(|found| found.value.clone()).collect()
            }
        }
    }
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A value with the key it lay under.
pub(super) struct Found<'a> {
    pub key: &'a str,
    pub value: &'a Value,
}

/// The steps of a `from`: a pointer has several, a column's name is one.
pub(super) fn steps(from: &str) -> Vec<String> {
    let from = from.strip_prefix('^').unwrap_or(from);
    match from.strip_prefix('/') {
        Some("") => Vec::new(),
        Some(rest) => {
            rest.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
        }
        None => vec![from.to_owned()],
    }
}

/// All values at the end of the steps; `*` takes every element.
pub(super) fn find<'a>(root: &'a Value, from: &str) -> Vec<Found<'a>> {
    let mut found = vec![Found { key: "", value: root }];
    for step in steps(from) {
        found = found.iter().flat_map(|here| step_into(here.value, &step)).collect();
    }
    found
}

fn step_into<'a>(value: &'a Value, step: &str) -> Vec<Found<'a>> {
    match (value, step) {
        (_, "*") => elements(value),
        (Value::Array(items), _) => {
            let item = step.parse().ok().and_then(|index: usize| items.get(index));
            item.map(|value| Found { key: "", value }).into_iter().collect()
        }
        (Value::Object(fields), _) => {
            let exact = fields.get_key_value(step);
            let alike = || {
                let wanted = fold(step);
                fields.iter().find(|(name, _)| fold(name) == wanted && !wanted.is_empty())
            };
            exact.or_else(alike).map(|(key, value)| Found { key, value }).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The elements of a list or the values of an object.
pub(super) fn elements(value: &Value) -> Vec<Found<'_>> {
    match value {
        Value::Array(items) => items.iter().map(|value| Found { key: "", value }).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| Found { key, value }).collect(),
        _ => Vec::new(),
    }
}

/// A leaf as text.
pub(super) fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
