//! The shape of an entry, made from the catalogue of fields: for answers only what is published,
//! for what programs send everything, as loosely as a draft may be.

use domain::field::{Catalogue, Field, FieldKind, Of, Publication};
use domain::path;
use domain::problem::Problem;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, schema::Schema};

/// Longest text in a draft; the catalogue's own limits are among the problems.
const LONGEST_TEXT: usize = 4000;
/// Most rows of a list in a draft.
const MOST_ROWS: usize = 500;

/// What stands in the document until the law in force fills it.
pub fn placeholder() -> RefOr<Schema> {
    RefOr::T(utoipa::openapi::schema::empty())
}

/// What everybody may read of a holder or an array.
pub fn published(fields: &Catalogue, of: Of, label: impl Fn(&Field) -> String) -> Value {
    let shown = fields.of(of).filter(|field| field.publication != Publication::Never);
    tree(shown, |field| {
        let mut leaf = published_leaf(field);
        leaf["description"] = json!(label(field));
        leaf
    })
}

/// What a program may send: every field, each a text.
pub fn sent(fields: &Catalogue, of: Of, label: impl Fn(&Field) -> String) -> Value {
    tree(fields.of(of), |field| {
        let mut leaf = json!({"type": "string", "maxLength": LONGEST_TEXT});
        leaf["description"] = json!(label(field));
        if !field.classifier.is_empty() {
            leaf["x-classifier"] = json!(field.classifier);
        }
        leaf
    })
}

fn published_leaf(field: &Field) -> Value {
    let mut leaf = json!({"type": "string", "minLength": 1});
    match field.kind {
        FieldKind::YesNo => leaf = json!({"type": "string", "enum": ["yes", "no"]}),
        FieldKind::Choice => {
            let words: Vec<&str> = field.choices.split(' ').collect();
            leaf = json!({"type": "string", "enum": words});
        }
        FieldKind::Code | FieldKind::Codes | FieldKind::Ground => {
            leaf["pattern"] = json!("^[A-Za-z0-9_.-]+$");
        }
        FieldKind::Number => leaf["pattern"] = json!("^\\+?[0-9]+$"),
        FieldKind::File => leaf["pattern"] = json!("^[0-9a-fA-F]{64}$"),
        _ => {}
    }
    if field.max > 0 {
        leaf["maxLength"] = json!(field.max);
    }
    if !field.classifier.is_empty() {
        leaf["x-classifier"] = json!(field.classifier);
    }
    leaf
}

/// Nested objects and arrays for the paths of the fields. Nothing is required: an imported entry
/// may have gaps.
fn tree<'a>(fields: impl Iterator<Item = &'a Field>, leaf: impl Fn(&Field) -> Value) -> Value {
    let mut root = object();
    for field in fields {
        let mut node = &mut root;
        for step in field.path.split('.') {
            let (word, is_list) = step.strip_suffix("[]").map_or((step, false), |w| (w, true));
            node = property(node, word);
            if is_list {
                node = items(node);
            }
            if node.is_null() {
                *node = object();
            }
        }
        *node = leaf(field);
    }
    root
}

fn object() -> Value {
    json!({"type": "object", "properties": {}, "additionalProperties": false})
}

fn property<'a>(node: &'a mut Value, word: &str) -> &'a mut Value {
    &mut node["properties"][word]
}

fn items(node: &mut Value) -> &mut Value {
    if node.is_null() {
        *node = json!({"type": "array", "maxItems": MOST_ROWS, "items": null});
    }
    &mut node["items"]
}

/// An entry without empty texts, lists and branches.
pub fn without_blanks(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .map(|(name, value)| (name, without_blanks(value)))
            .filter(|(_, value)| !is_empty(value))
            .collect(),
        Value::Array(list) => {
            list.into_iter().map(without_blanks).filter(|value| !is_empty(value)).collect()
        }
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// What of a sent entry is not of the shape that [`sent`] tells.
pub fn misfits(of: Of, entry: &Map<String, Value>) -> Vec<Problem> {
    let mut found = Vec::new();
    branches(of, "", entry, &mut found);
    found
}

fn branches(of: Of, before: &str, map: &Map<String, Value>, found: &mut Vec<Problem>) {
    for (name, value) in map {
        let is_step = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let place = format!("{before}{name}");
        if is_step && !name.is_empty() {
            check(of, &place, value, found);
        } else {
            found.push(Problem::new(place, "unknown_field"));
        }
    }
}

fn check(of: Of, place: &str, value: &Value, found: &mut Vec<Problem>) {
    let general = path::general(place);
    let paths: Vec<&str> = Catalogue::embedded().of(of).map(|f| f.path.as_str()).collect();
    let is_list = paths.iter().any(|path| is_under(path, &format!("{general}[]")));
    let is_branch = paths.iter().any(|path| path.starts_with(&format!("{general}.")));
    let is_leaf = paths.contains(&general.as_str());
    let mut tell = |code: &str| found.push(Problem::new(place, code));
    match value {
        Value::String(text) if is_leaf => {
            if text.chars().count() > LONGEST_TEXT {
                tell("too_long");
            }
        }
        Value::Object(map) if is_branch => {
            branches(of, &format!("{place}."), map, found);
        }
        Value::Array(rows) if is_list && rows.len() <= MOST_ROWS => {
            for (row, value) in rows.iter().enumerate() {
                check(of, &format!("{place}.{row}"), value, found);
            }
        }
        Value::Array(_) if is_list => tell("too_many"),
        _ if is_list || is_branch || is_leaf => tell("wrong_type"),
        _ => tell("unknown_field"),
    }
}

fn is_under(path: &str, list: &str) -> bool {
    path == list || path.starts_with(&format!("{list}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_an_entry_follows_the_catalogue() {
        let shape = published(Catalogue::embedded(), Of::DataArray, |_| String::new());
        let items = &shape["properties"]["items"]["items"]["properties"];
        assert_eq!(items["special"]["enum"], json!(["yes", "no"]));
        assert_eq!(items["sources"]["items"]["type"], "string");
        assert!(shape["properties"]["responsible"]["properties"]["name"].is_null(), "never shown");
        let loose = sent(Catalogue::embedded(), Of::DataArray, |_| String::new());
        assert_eq!(loose["properties"]["responsible"]["properties"]["name"]["type"], "string");
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_place() {
        let entry = json!({
            "name": {"ky": 5}, "items": [{"sources": "x", "key": "d1"}, 7], "size": ["a"],
            "secret": "x", "purposes": [{"words": "ок"}], "collection": ["a"],
        });
        let Value::Object(entry) = entry else { unreachable!("an object") };
        let found = misfits(Of::DataArray, &entry);
        let mut found: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.code.as_str())).collect();
        found.sort_unstable();
        let expected = [
            ("items.0.sources", "wrong_type"),
            ("items.1", "wrong_type"),
            ("name.ky", "wrong_type"),
            ("secret", "unknown_field"),
            ("size", "wrong_type"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn blanks_are_left_out() {
        let entry = json!({"a": "", "b": {"c": ""}, "d": [{"e": ""}, "x"], "f": null});
        assert_eq!(without_blanks(entry), json!({"d": ["x"]}));
    }
}
