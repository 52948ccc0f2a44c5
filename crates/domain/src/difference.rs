//! What differs between two versions of an entry, field by field.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::field::{Catalogue, Of};
use crate::path;

/// One field whose value changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The place; a row that carries a key is named by it: `purposes.p1.words`.
    pub path: String,
    /// The general path in the catalogue: `purposes[].words`.
    pub field: String,
    /// The value before; null when it was not there.
    pub before: Value,
    /// The value after; null when it is gone.
    pub after: Value,
}

/// The differences, in the order of the form.
///
/// Rows that carry a key (`purposes`, `items`) are compared with the row of the same key, so that
/// taking out the first row does not show every later row as changed.
pub fn between(of: Of, before: &Value, after: &Value) -> Vec<Change> {
    let before = by_key(before);
    let after = by_key(after);
    let mut changes = Vec::new();
    for field in Catalogue::embedded().of(of) {
        let general = field.path.trim_end_matches("[]");
        let mut places = path_pairs(&before, &after, general);
        places.dedup();
        for place in places {
            let old = value_at(&before, &place);
            let new = value_at(&after, &place);
            if old != new {
                let field = field.path.clone();
                changes.push(Change { path: place, field, before: old, after: new });
            }
        }
    }
    changes
}

fn value_at(tree: &Value, place: &str) -> Value {
    path::get(tree, place).filter(|value| !path::is_blank(value)).cloned().unwrap_or(Value::Null)
}

/// The places a general path stands for in either tree; rows with keys are maps by now.
fn path_pairs(before: &Value, after: &Value, general: &str) -> Vec<String> {
    let mut bases = vec![String::new()];
    for step in general.split('.') {
        let (word, is_list) = step.strip_suffix("[]").map_or((step, false), |word| (word, true));
        bases = bases
            .into_iter()
            .flat_map(|base| {
                let here = if base.is_empty() { word.into() } else { format!("{base}.{word}") };
                if is_list { rows(before, after, &here) } else { vec![here] }
            })
            .collect();
    }
    bases
}

fn rows(before: &Value, after: &Value, list: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for tree in [after, before] {
        let found: Vec<String> = match path::get(tree, list) {
            Some(Value::Object(map)) => map.keys().cloned().collect(),
            Some(Value::Array(rows)) => (0..rows.len()).map(|row| row.to_string()).collect(),
            _ => Vec::new(),
        };
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.into_iter().map(|name| format!("{list}.{name}")).collect()
}

/// Lists whose rows carry keys become maps from key to row.
fn by_key(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(name, v)| (name.clone(), by_key(v))).collect(),
        Value::Array(list) if are_named(list) => {
            list.iter().map(|row| (path::text(row, "key").to_owned(), by_key(row))).collect()
        }
        Value::Array(list) => list.iter().map(by_key).collect(),
        other => other.clone(),
    }
}

/// Whether every row has a name of its own. A name given twice, or one that looks like a path, would
/// hide a row behind another: such rows are compared by their place.
fn are_named(rows: &[Value]) -> bool {
    let mut names: Vec<&str> = rows.iter().map(|row| path::text(row, "key")).collect();
    names.sort_unstable();
    names.dedup();
    !rows.is_empty()
        && names.len() == rows.len()
        && names.iter().all(|name| !name.is_empty() && !name.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn taking_out_one_row_shows_only_that_row() {
        let before = json!({"purposes": [
            {"key": "p1", "words": "дарылоо", "ground": "law"},
            {"key": "p2", "words": "эсеп", "ground": "contract"},
        ]});
        let after = json!({"purposes": [{"key": "p2", "words": "эсеп", "ground": "contract"}]});
        let changes = between(Of::DataArray, &before, &after);
        assert!(changes.iter().all(|change| change.path.starts_with("purposes.p1.")));
        assert_eq!(changes.len(), 3, "key, words and ground of the row are gone");
    }

    #[test]
    fn equal_entries_have_no_difference() {
        let entry = json!({"name": {"ky": "а"}, "collection": ["paper_form"]});
        assert!(between(Of::DataArray, &entry, &entry).is_empty());
        let blank = json!({"name": {"ky": "а", "en": ""}, "collection": ["paper_form"]});
        assert!(between(Of::DataArray, &entry, &blank).is_empty());
    }
}
