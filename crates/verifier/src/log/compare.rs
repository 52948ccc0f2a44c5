//! Values of the public state against the openings of a leaf.
//!
//! How values are hashed is written here a second time, apart from the program that makes the leaves:
//! a mistake in one of them is then found by the other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tlog::leaf::Opening;
use unicode_normalization::UnicodeNormalization;

/// What does not agree.
#[derive(Debug, PartialEq, Eq)]
pub enum Differing {
    /// The value at that path is not the one laid open, or there is none.
    Value(String),
    /// The value at that path is covered by nothing laid open.
    Uncovered(String),
}

/// Compare a tree of values with the openings of a leaf of that type. Every opening must be found in
/// the tree, and nothing in the tree may be left over.
pub fn compare(kind: &str, mut tree: Value, openings: &[Opening]) -> Vec<Differing> {
    let mut differing = Vec::new();
    let rows = rows_of(kind, openings);
    for opening in openings {
        let found = match within(kind, opening) {
            Some(path) => {
                let place = place(path, &rows, &tree);
                claim(&mut tree, &place, opening.value())
            }
            None => Err(opening.name().to_string()),
        };
        differing.extend(found.err().map(Differing::Value));
    }
    left(&tree, String::new(), &mut differing);
    differing
}

/// The path in the entry: the name without the type.
fn within<'a>(kind: &str, opening: &'a Opening) -> Option<&'a str> {
    opening.name().as_str().strip_prefix(kind)?.strip_prefix('.')
}

/// Lists of which rows were laid open one by one, and which rows.
fn rows_of(kind: &str, openings: &[Opening]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut rows: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (list, row, _) in openings.iter().filter_map(|o| within(kind, o)).filter_map(split) {
        rows.entry(list.to_owned()).or_default().insert(row);
    }
    rows
}

/// A path through a row: its list, the row's number and what follows.
fn split(path: &str) -> Option<(&str, usize, &str)> {
    let is_number = |step: &str| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit());
    let mut at = 0;
    for step in path.split('.') {
        let end = at + step.len();
        if at > 0 && is_number(step) {
            return Some((&path[..at - 1], step.parse().ok()?, &path[end..]));
        }
        at = end + 1;
    }
    None
}

/// The path in the tree. The published entry has no empty rows: where a row was forgotten or never
/// public, those behind it stand one place further to the front.
fn place(path: &str, rows: &BTreeMap<String, BTreeSet<usize>>, tree: &Value) -> String {
    let same = || path.to_owned();
    let Some((list, row, rest)) = split(path) else { return same() };
    let (Some(opened), Some(Value::Array(shown))) = (rows.get(list), get(tree, list)) else {
        return same();
    };
    if shown.len() != opened.len() {
        return same();
    }
    format!("{list}.{}{rest}", opened.range(..row).count())
}

fn get<'a>(tree: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(tree, |node, step| match node {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn get_mut<'a>(tree: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('.').try_fold(tree, |node, step| match node {
        Value::Object(map) => map.get_mut(step),
        Value::Array(list) => list.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Find the value laid open in the tree and take it out; else the path where it is not.
fn claim(tree: &mut Value, path: &str, value: &str) -> Result<(), String> {
    let missing = || path.to_owned();
    let node = get_mut(tree, path).ok_or_else(missing)?;
    match (&node, serde_json::from_str(value)) {
        (Value::Object(_), Ok(Value::Object(row))) => claim_row(node, path, row),
        (Value::Array(shown), Ok(Value::Array(rows))) if rows.iter().any(Value::is_object) => {
            if shown.len() != rows.len() {
                return Err(missing());
            }
            for (at, row) in rows.into_iter().enumerate() {
                claim(tree, &format!("{path}.{at}"), &canonical(&row))?;
            }
            Ok(())
        }
        _ if is_value(node, value) => {
            *node = Value::Null;
            Ok(())
        }
        _ => Err(missing()),
    }
}

/// A row holds what of it may be published, by names that may have dots.
fn claim_row(
    node: &mut Value,
    path: &str,
    row: serde_json::Map<String, Value>,
) -> Result<(), String> {
    for (name, value) in row {
        let own = get_mut(node, &name);
        match own.filter(|own| is_value(own, &written(&value))) {
            Some(own) => *own = Value::Null,
            None => return Err(format!("{path}.{name}")),
        }
    }
    Ok(())
}

fn is_value(node: &Value, value: &str) -> bool {
    let own = written(node);
    // What was laid open is in form NFC already, and the state nearly always.
    own == value || own.nfc().eq(value.chars())
}

/// A value as it is hashed: a text as it is, anything else as canonical JSON.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => canonical(other),
    }
}

/// JSON without spaces, names in the order of their bytes.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(canonical).collect();
            format!("[{}]", list.join(","))
        }
        Value::Object(map) => {
            let sorted: BTreeMap<&String, &Value> = map.iter().collect();
            let pair = |(name, value): (&String, &Value)| {
                format!("{}:{}", Value::from(name.as_str()), canonical(value))
            };
            format!("{{{}}}", sorted.into_iter().map(pair).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

/// What says something and was not claimed.
fn left(node: &Value, path: String, differing: &mut Vec<Differing>) {
    let below = |step: &str| match path.as_str() {
        "" => step.to_owned(),
        path => format!("{path}.{step}"),
    };
    match node {
        _ if is_blank(node) => {}
        Value::Object(map) => {
            map.iter().for_each(|(name, value)| left(value, below(name), differing));
        }
        Value::Array(list) => {
            let rows = list.iter().enumerate();
            rows.for_each(|(at, value)| left(value, below(&at.to_string()), differing));
        }
        _ => differing.push(Differing::Uncovered(path)),
    }
}

/// Whether a value says nothing; the key of a row alone does not.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_blank),
        Value::Object(map) => map.iter().all(|(name, value)| name == "key" || is_blank(value)),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tlog::leaf::Salt;

    fn openings(pairs: &[(&str, &str)]) -> Vec<Opening> {
        let open = |(name, value): &(&str, &str)| {
            Opening::new(name.parse().unwrap(), Salt::from_bytes([1; 32]), value)
        };
        pairs.iter().map(open).collect()
    }

    fn found(tree: Value, pairs: &[(&str, &str)]) -> Vec<Differing> {
        compare("array", tree, &openings(pairs))
    }

    fn value(path: &str) -> Differing {
        Differing::Value(path.into())
    }

    fn uncovered(path: &str) -> Differing {
        Differing::Uncovered(path.into())
    }

    #[test]
    fn texts_numbers_lists_and_rows_are_found_as_they_are_hashed() {
        let tree = json!({
            "name": {"ky": "Картотека"},
            "purposes": [{"key": "p1", "words": "дарылоо", "ground": "law"}],
            "collection": ["person", "other"],
            "storage": {"term": {"amount": 5}},
        });
        let pairs = [
            ("array.name.ky", "Картотека"),
            ("array.purposes.0", r#"{"ground":"law","key":"p1","words":"дарылоо"}"#),
            ("array.collection", r#"["person","other"]"#),
            ("array.storage.term.amount", "5"),
        ];
        assert_eq!(found(tree.clone(), &pairs), []);
        let mut coarse = pairs;
        coarse[1] = ("array.purposes", r#"[{"ground":"law","key":"p1","words":"дарылоо"}]"#);
        assert_eq!(found(tree, &coarse), []);
    }

    #[test]
    fn what_differs_or_is_left_over_is_named_by_its_path() {
        let tree = json!({
            "name": {"ky": "Башка", "ru": "Картотека"},
            "purposes": [{"words": "дарылоо", "ground": "law"}],
        });
        let pairs = [
            ("array.name.ky", "Картотека"),
            ("array.purposes.0", r#"{"words":"окутуу"}"#),
            ("array.size", "small"),
        ];
        let all = [
            value("name.ky"),
            value("purposes.0.words"),
            value("size"),
            uncovered("name.ky"),
            uncovered("name.ru"),
            uncovered("purposes.0.ground"),
            uncovered("purposes.0.words"),
        ];
        assert_eq!(found(tree, &pairs), all);
    }

    #[test]
    fn rows_behind_a_forgotten_one_stand_further_to_the_front() {
        let tree = json!({"recipients": [{"words": "биринчи"}, {"words": "үчүнчү"}]});
        let pairs = [
            ("array.recipients.0", r#"{"words":"биринчи"}"#),
            ("array.recipients.2", r#"{"words":"үчүнчү"}"#),
        ];
        assert_eq!(found(tree, &pairs), []);
    }

    #[test]
    fn a_field_of_a_row_may_stand_alone() {
        let tree = json!({"processors": [{"name": "Иштетүүчү", "contract": "№ 5"}]});
        let row = ("array.processors.0", r#"{"name":"Иштетүүчү"}"#);
        assert_eq!(found(tree.clone(), &[row, ("array.processors.0.contract", "№ 5")]), []);
        assert_eq!(found(tree, &[row]), [uncovered("processors.0.contract")]);
    }

    #[test]
    fn a_text_that_looks_like_json_is_a_text_and_another_form_of_letters_is_the_same() {
        let tree = json!({"name": {"ky": "[\"а\"]", "ru": "и\u{306}"}});
        let pairs = [("array.name.ky", "[\"а\"]"), ("array.name.ru", "й")];
        assert_eq!(found(tree, &pairs), []);
        assert_eq!(found(json!({}), &[("holder.name.ky", "а")]), [value("holder.name.ky")]);
    }
}
