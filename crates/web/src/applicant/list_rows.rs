//! Adding and taking out rows of lists, by buttons that send the form.

use domain::field::{Catalogue, Of};
use domain::path;
use serde_json::{Map, Value, json};

/// What the pressed button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Keep it, and go on to the next section.
    Continue,
    /// Keep it, and back to the task list.
    Back,
    /// Keep it quietly while the person writes on.
    Autosave,
    /// Keep it, and show one more row of a list.
    Add(String),
    /// Keep it without this row.
    Remove(String, usize),
    /// Keep it, and show the page again: a choice changes what else is asked.
    Again,
}

impl Action {
    /// The action a word names; anything unknown keeps the form and goes on.
    pub fn of(word: &str) -> Self {
        match word.split_once(':') {
            Some(("add", list)) => Action::Add(list.to_owned()),
            Some(("remove", row)) => match row.rsplit_once('.') {
                Some((list, index)) => {
                    index.parse().map_or(Action::Again, |i| Action::Remove(list.to_owned(), i))
                }
                None => Action::Again,
            },
            _ => match word {
                "back" => Action::Back,
                "autosave" => Action::Autosave,
                "again" | "apply" | "pick" => Action::Again,
                _ => Action::Continue,
            },
        }
    }
}

/// Takes a row out of what was sent.
pub fn remove(changes: &mut Map<String, Value>, list: &str, index: usize) {
    let mut tree = Value::Object(std::mem::take(changes));
    if let Some(Value::Array(rows)) = list
        .split('.')
        .try_fold(&mut tree, |node, step| node.get_mut(step))
        .filter(|node| node.is_array())
        && index < rows.len()
    {
        rows.remove(index);
    }
    if let Value::Object(map) = tree {
        *changes = map;
    }
}

/// The lists of a section that may not stay without a row.
fn needed(of: Of, entry: &Value, section: &str) -> Vec<&'static str> {
    match (of, section) {
        (Of::DataArray, "purposes") => vec!["purposes"],
        (Of::DataArray, "subjects") => vec!["subjects"],
        (Of::DataArray, "cross_border") if path::text(entry, "cross_border.answer") == "yes" => {
            vec!["cross_border.transfers"]
        }
        _ => Vec::new(),
    }
}

/// The entry with empty rows to write in: the one asked for, and one where at least one is needed.
pub fn with_spare_rows(of: Of, section: &str, entry: &Value, add: Option<&str>) -> Value {
    let mut tree = entry.clone();
    let rows = |tree: &Value, list: &str| {
        path::get(tree, list).and_then(Value::as_array).map_or(0, Vec::len)
    };
    for list in needed(of, entry, section) {
        if rows(&tree, list) == 0 {
            path::set(&mut tree, &format!("{list}.0"), json!({}));
        }
    }
    if let Some(list) = add.filter(|list| is_list_of(of, section, list)) {
        let before = rows(entry, list);
        if rows(&tree, list) == before {
            path::set(&mut tree, &format!("{list}.{before}"), json!({}));
        }
    }
    tree
}

/// Whether a section has this list.
pub fn is_list_of(of: Of, section: &str, list: &str) -> bool {
    let prefix = format!("{list}[].");
    Catalogue::embedded().of(of).any(|f| f.section == section && f.path.starts_with(&prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_leaves_and_the_others_stay() {
        let mut changes = Map::new();
        changes.insert("purposes".into(), json!([{"words": "а"}, {"words": "б"}]));
        remove(&mut changes, "purposes", 0);
        assert_eq!(changes["purposes"], json!([{"words": "б"}]));
        remove(&mut changes, "purposes", 7);
        remove(&mut changes, "no.such.list", 0);
        assert_eq!(changes["purposes"], json!([{"words": "б"}]));
    }

    #[test]
    fn a_list_that_needs_a_row_shows_one() {
        let shown = with_spare_rows(Of::DataArray, "purposes", &json!({}), None);
        assert_eq!(shown["purposes"], json!([{}]));
        let more = with_spare_rows(Of::DataArray, "recipients", &json!({}), Some("recipients"));
        assert_eq!(more["recipients"], json!([{}]));
        let hostile = with_spare_rows(Of::DataArray, "name", &json!({}), Some("recipients"));
        assert_eq!(hostile, json!({}));
    }
}
