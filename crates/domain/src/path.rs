//! An entry is a tree addressed by dotted paths: `purposes.0.ground`.
//!
//! Form fields, remarks, differences, import mappings and publication rules all speak in these
//! paths, so that one catalogue of fields (`law/fields.toml`) serves them all.

use serde_json::{Map, Value};

/// How deep and how long a tree may be; a form or an import beyond this is hostile.
const MAX_DEPTH: usize = 8;
const MAX_INDEX: usize = 500;

/// The value at a path, if there is one.
pub fn get<'a>(tree: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(tree, |node, step| match node {
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        Value::Object(map) => map.get(step),
        _ => None,
    })
}

/// The text at a path, or nothing.
pub fn text<'a>(tree: &'a Value, path: &str) -> &'a str {
    get(tree, path).and_then(Value::as_str).unwrap_or_default()
}

/// Puts a value at a path, making what is missing on the way. Refuses paths too deep or too long.
pub fn set(tree: &mut Value, path: &str, value: Value) -> bool {
    let steps: Vec<&str> = path.split('.').collect();
    let is_wrong =
        |step: &&str| step.is_empty() || step.parse::<usize>().is_ok_and(|i| i >= MAX_INDEX);
    if steps.len() > MAX_DEPTH || steps.iter().any(is_wrong) {
        return false;
    }
    let place = steps.into_iter().fold(tree, |node, step| match step.parse::<usize>() {
        Ok(index) => slot_in_list(node, index),
        Err(_) => slot_in_map(node, step),
    });
    *place = value;
    true
}

fn slot_in_list(node: &mut Value, index: usize) -> &mut Value {
    if !node.is_array() {
        *node = Value::Array(Vec::new());
    }
    let Value::Array(list) = node else { unreachable!("just made a list") };
    if list.len() <= index {
        list.resize(index + 1, Value::Null);
    }
    &mut list[index]
}

fn slot_in_map<'a>(node: &'a mut Value, step: &str) -> &'a mut Value {
    if !node.is_object() {
        *node = Value::Object(Map::new());
    }
    let Value::Object(map) = node else { unreachable!("just made a map") };
    map.entry(step).or_insert(Value::Null)
}

/// The path as the catalogue writes it: indexes become `[]` (`purposes.0.ground` → `purposes[].ground`).
pub fn general(path: &str) -> String {
    let mut general = String::with_capacity(path.len());
    for step in path.split('.') {
        if step.bytes().all(|b| b.is_ascii_digit()) && !step.is_empty() {
            general.push_str("[]");
        } else {
            if !general.is_empty() {
                general.push('.');
            }
            general.push_str(step);
        }
    }
    general
}

/// The concrete paths in `tree` that a general one stands for.
///
/// `purposes[].ground` gives `purposes.0.ground`, `purposes.1.ground` … for the rows there are.
pub fn expand(tree: &Value, general: &str) -> Vec<String> {
    places(tree, general).into_iter().map(|(place, _)| place).collect()
}

/// The same with what stands there; null where nothing does.
pub fn places<'a>(tree: &'a Value, general: &str) -> Vec<(String, &'a Value)> {
    let value = |path: &str| get(tree, path).unwrap_or(&Value::Null);
    let Some((list, within)) = general.split_once("[]") else {
        return vec![(general.to_owned(), value(general))];
    };
    let mut found = Vec::new();
    for (row, below) in value(list).as_array().into_iter().flatten().enumerate() {
        let row = format!("{list}.{row}");
        match within.strip_prefix('.') {
            None => found.push((row, below)),
            Some(within) => {
                let deeper = places(below, within).into_iter();
                found.extend(deeper.map(|(place, value)| (format!("{row}.{place}"), value)));
            }
        }
    }
    found
}

/// Whether a value says nothing: null, "", an empty list, or a tree of such.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_blank),
        Value::Object(map) => map.iter().all(|(name, value)| name == "key" || is_blank(value)),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The same tree without what says nothing: it then reads as a description whose gaps are empty.
pub fn filled(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().filter(|row| !is_blank(row)).map(filled).collect(),
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !is_blank(value))
            .map(|(name, value)| (name.clone(), filled(value)))
            .collect(),
        other => other.clone(),
    }
}

/// Trims texts and drops rows of lists that say nothing, as when a form's spare row stays empty.
pub fn tidy(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.trim().to_owned()),
        Value::Array(list) => {
            Value::Array(list.into_iter().map(tidy).filter(|row| !is_blank(row)).collect())
        }
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(name, value)| (name, tidy(value))).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_to_a_value_and_back() {
        let mut tree = json!({});
        assert!(set(&mut tree, "purposes.1.ground", json!("consent")));
        assert_eq!(text(&tree, "purposes.1.ground"), "consent");
        assert_eq!(expand(&tree, "purposes[].ground").len(), 2);
        assert_eq!(general("purposes.1.ground"), "purposes[].ground");
    }

    #[test]
    fn a_hostile_path_is_refused() {
        let mut tree = json!({});
        assert!(!set(&mut tree, "a.999999999.b", json!(1)));
        assert!(!set(&mut tree, "a..b", json!(1)));
        assert!(!set(&mut tree, "a.b.c.d.e.f.g.h.i.j", json!(1)));
    }

    #[test]
    fn spare_rows_of_a_form_vanish() {
        let tidied = tidy(json!({"items": [{"key": "d1", "words": " "}, {"words": " аты "}]}));
        assert_eq!(tidied, json!({"items": [{"words": "аты"}]}));
    }
}
