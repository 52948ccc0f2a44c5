//! Trees and their dotted paths: `purposes.0.text`. Used by import, export and the web forms alike,
//! so [`unflatten`] trusts nobody: depth, index and number of leaves are capped.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use crate::problem::TreeError;

const DEEPEST: usize = 32;
const GREATEST_INDEX: usize = 9_999;
const MOST_LEAVES: usize = 200_000;
const LONGEST_PATH: usize = 1_000;

/// A leaf as a table cell sees it: the column's name carries the type where it is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The path, with `:bool` or `:number` behind it if the leaf is not text.
    pub column: String,
    /// The value as text.
    pub text: String,
}

/// The leaves of a tree with their paths, in the order of the tree.
///
/// Empty objects and arrays are leaves too, so that [`unflatten`] gives the same tree back. Keys of
/// objects that would read as something else are escaped: `~` `~0`, `.` `~1`, digits `~2`, empty `~3`.
pub fn flatten(tree: &Value) -> Vec<(String, Value)> {
    let mut leaves = Vec::new();
    walk(tree, String::new(), &mut leaves);
    leaves
}

/// The leaves that a table can hold; empty text, null and empty containers mean "absent" there.
pub fn cells(tree: &Value) -> Vec<Cell> {
    let present = flatten(tree).into_iter();
    present.filter_map(|(path, value)| cell(path, value)).collect()
}

fn cell(path: String, value: Value) -> Option<Cell> {
    let (suffix, text) = match value {
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) => ("", text),
        Value::Bool(flag) => (":bool", flag.to_string()),
        Value::Number(number) => (":number", number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(Cell { column: format!("{path}{suffix}"), text })
}

/// A cell of an exported table back as a leaf: the other direction of [`cells`].
///
/// # Errors
/// `value_not_of_type`, when a column of numbers or yes/no holds something else.
pub fn leaf(column: &str, text: &str) -> Result<(String, Value), TreeError> {
    let wrong = || TreeError::new("value_not_of_type").with("path", column).with("value", text);
    if let Some(path) = column.strip_suffix(":bool") {
        let flag = text.trim().to_lowercase().parse::<bool>().map_err(|_| wrong())?;
        Ok((path.to_owned(), Value::Bool(flag)))
    } else if let Some(path) = column.strip_suffix(":number") {
        let number = text.trim().parse::<Number>().map_err(|_| wrong())?;
        Ok((path.to_owned(), Value::Number(number)))
    } else {
        Ok((column.to_owned(), Value::String(text.to_owned())))
    }
}

/// Takes out of the tree what says nothing: null, empty text, objects and arrays without content.
pub fn prune(tree: &mut Value) {
    match tree {
        Value::Object(fields) => {
            fields.values_mut().for_each(prune);
            fields.retain(|_, value| !says_nothing(value));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(prune);
            items.retain(|value| !says_nothing(value));
        }
        _ => {}
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn walk(tree: &Value, path: String, leaves: &mut Vec<(String, Value)>) {
    match tree {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                walk(value, join(&path, &escape(key)), leaves);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                walk(value, join(&path, &index.to_string()), leaves);
            }
        }
        leaf => leaves.push((path, leaf.clone())),
    }
}

fn join(path: &str, segment: &str) -> String {
    if path.is_empty() { segment.to_owned() } else { format!("{path}.{segment}") }
}

fn escape(key: &str) -> String {
    if key.is_empty() {
        return "~3".to_owned();
    }
    let escaped = key.replace('~', "~0").replace('.', "~1");
    if is_index(key) { format!("~2{escaped}") } else { escaped }
}

fn unescape(segment: &str) -> String {
    if segment == "~3" {
        return String::new();
    }
    let segment = segment.strip_prefix("~2").unwrap_or(segment);
    segment.replace("~1", ".").replace("~0", "~")
}

fn is_index(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// A tree under construction. Lists are kept by index, so a hostile index costs nothing.
enum Node {
    Leaf(Value),
    List(BTreeMap<usize, Node>),
    Fields(BTreeMap<String, Node>),
}

/// A tree from paths and values. A path given twice keeps the last value (a form's check box after its
/// hidden "no"); gaps in a list close up (a row removed in the browser).
///
/// # Errors
/// A path that is empty, too deep, has too great an index, or contradicts another one.
pub fn unflatten<P: AsRef<str>>(
    pairs: impl IntoIterator<Item = (P, Value)>,
) -> Result<Value, TreeError> {
    let mut root: Option<Node> = None;
    for (count, (path, value)) in pairs.into_iter().enumerate() {
        if count >= MOST_LEAVES {
            return Err(TreeError::new("too_many_values").with("most", MOST_LEAVES));
        }
        let path = path.as_ref();
        let segments = segments(path)?;
        root = Some(insert(root, &segments, value).map_err(|code| refused(code, path))?);
    }
    Ok(root.map_or_else(|| Value::Object(Map::new()), finish))
}

fn refused(code: &'static str, path: &str) -> TreeError {
    TreeError::new(code).with("path", path)
}

fn segments(path: &str) -> Result<Vec<&str>, TreeError> {
    if path.len() > LONGEST_PATH {
        return Err(refused("path_too_long", path));
    }
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let segments: Vec<&str> = path.split('.').collect();
    if segments.len() > DEEPEST {
        return Err(refused("path_too_deep", path));
    }
    if segments.iter().any(|segment| segment.is_empty()) {
        return Err(refused("path_malformed", path));
    }
    Ok(segments)
}

fn insert(node: Option<Node>, segments: &[&str], value: Value) -> Result<Node, &'static str> {
    let Some((first, rest)) = segments.split_first() else {
        return match node {
            None | Some(Node::Leaf(_)) => Ok(Node::Leaf(value)),
            Some(_) => Err("path_conflict"),
        };
    };
    if is_index(first) {
        let index: usize = first.parse().map_err(|_| "index_too_great")?;
        if index > GREATEST_INDEX {
            return Err("index_too_great");
        }
        let mut items = match node {
            None => BTreeMap::new(),
            Some(Node::List(items)) => items,
            Some(_) => return Err("path_conflict"),
        };
        let child = insert(items.remove(&index), rest, value)?;
        items.insert(index, child);
        Ok(Node::List(items))
    } else {
        let mut fields = match node {
            None => BTreeMap::new(),
            Some(Node::Fields(fields)) => fields,
            Some(_) => return Err("path_conflict"),
        };
        let key = unescape(first);
        let child = insert(fields.remove(&key), rest, value)?;
        fields.insert(key, child);
        Ok(Node::Fields(fields))
    }
}

fn finish(node: Node) -> Value {
    match node {
        Node::Leaf(value) => value,
        Node::List(items) => items.into_values().map(finish).collect(),
        Node::Fields(fields) => {
            fields.into_iter().map(|(key, child)| (key, finish(child))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn any_tree() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("([a-z_.~0-9]{0,4}|.{0,3})", inner, 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_tree_comes_back_from_its_paths(tree in any_tree()) {
            prop_assert_eq!(unflatten(flatten(&tree)).unwrap(), tree);
        }

        #[test]
        fn hostile_paths_never_panic(paths in prop::collection::vec("[a-c0-9.~]{0,80}", 0..40)) {
            let _ = unflatten(paths.iter().map(|path| (path, Value::Bool(true))));
        }

        #[test]
        fn what_is_pruned_comes_back_from_its_cells(tree in any_tree()) {
            let mut tree = tree;
            prune(&mut tree);
            if tree.is_object() && !flatten(&tree).iter().any(|(path, _)| path.contains(':')) {
                let pairs: Result<Vec<_>, _> = cells(&tree).iter().map(|c| leaf(&c.column, &c.text)).collect();
                prop_assert_eq!(unflatten(pairs.unwrap()).unwrap(), tree);
            }
        }
    }

    #[test]
    fn a_gap_in_a_list_closes_up() {
        let pairs = [("items.0.category", json!("name")), ("items.7.category", json!("inn"))];
        let tree = unflatten(pairs).unwrap();
        assert_eq!(tree, json!({"items": [{"category": "name"}, {"category": "inn"}]}));
    }

    #[test]
    fn hostile_paths_are_refused_with_a_code() {
        let code = |path: &str| unflatten([(path, json!(1))]).unwrap_err().code;
        assert_eq!(code("items.10000"), "index_too_great");
        assert_eq!(code("items.99999999999999999999999"), "index_too_great");
        assert_eq!(code(&"a.".repeat(40)), "path_too_deep");
        assert_eq!(code("a..b"), "path_malformed");
        let two = [("a", json!(1)), ("a.b", json!(2))];
        assert_eq!(unflatten(two).unwrap_err().code, "path_conflict");
        assert_eq!(
            unflatten([("a.0", json!(1)), ("a.b", json!(2))]).unwrap_err().code,
            "path_conflict"
        );
    }

    #[test]
    fn the_last_value_of_a_repeated_path_counts() {
        assert_eq!(
            unflatten([("a", json!("no")), ("a", json!("yes"))]).unwrap(),
            json!({"a": "yes"})
        );
    }
}
