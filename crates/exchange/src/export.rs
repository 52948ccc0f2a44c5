//! Entries as rows and lines that [`crate::Mapping::identity`] reads again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::mapping::MappedEntry;
use crate::tree::cells;
use crate::write::Table;

const META: [&str; 4] = ["#kind", "#key", "#of.scheme", "#of.value"];

/// A table of entries: four columns about the entry (`#kind` …), then one column for each path.
pub fn table_of<'a>(name: &str, entries: impl IntoIterator<Item = &'a MappedEntry>) -> Table {
    let mut paths = BTreeSet::new();
    let mut rows = Vec::new();
    for entry in entries {
        let row: BTreeMap<String, String> =
            cells(&entry.tree).into_iter().map(|cell| (cell.column, cell.text)).collect();
        paths.extend(row.keys().map(|path| (order(path), path.clone())));
        rows.push((meta(entry), row));
    }
    let columns = META
        .map(str::to_owned)
        .into_iter()
        .chain(paths.iter().map(|(_, path)| path.clone()))
        .collect();
    let line = |(meta, row): ([String; 4], BTreeMap<String, String>)| {
        let rest = paths.iter().map(|(_, path)| row.get(path).cloned().unwrap_or_default());
        meta.into_iter().chain(rest).collect()
    };
    Table { name: name.to_owned(), columns, rows: rows.into_iter().map(line).collect() }
}

fn meta(entry: &MappedEntry) -> [String; 4] {
    let (scheme, value) =
        entry.of.as_ref().map(|of| (of.scheme.clone(), of.value.clone())).unwrap_or_default();
    [entry.kind.clone(), entry.key.clone(), scheme, value]
}

/// The tenth element stands behind the ninth, not behind the first.
fn order(path: &str) -> Vec<(usize, String)> {
    path.split('.').map(|step| (step.parse().unwrap_or(0), step.to_owned())).collect()
}

/// The entry as one line of NDJSON: its tree, with the four facts about it beside.
pub fn line_of(entry: &MappedEntry) -> Value {
    let mut line = entry.tree.clone();
    if let Value::Object(fields) = &mut line {
        for (name, text) in META.into_iter().zip(meta(entry)).filter(|(_, text)| !text.is_empty()) {
            fields.insert(name.to_owned(), json!(text));
        }
    }
    line
}
