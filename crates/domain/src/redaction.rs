//! Forgetting: which values go, how they are taken out of what is kept, and what remains to be said.
//!
//! A value is replaced in place and never moved: were a row to vanish, the rows behind it would get
//! other places, and the log's commitments to them could no longer be opened.

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::field::{Catalogue, FieldKind, Of};
use crate::path;

/// From this length on a value is looked for inside longer texts too; a shorter one would be found
/// in half of all words.
pub const LONG_ENOUGH: usize = 5;
/// What stands where a value was part of a longer text.
pub const CUT: &str = "…";

/// Where a value stands: a version of an entry and a place in it. It names the value without saying it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The version, from 1.
    pub version: i64,
    /// The place: `head.name`, `items.2.words`.
    pub path: String,
}

/// A place of an entry that was emptied, and in which versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The place: `head.name`, `items.2.words`.
    pub path: String,
    /// The versions whose value is gone, in their order.
    pub versions: Vec<i64>,
}

/// Collects the emptied places of many versions.
pub fn add_gaps(gaps: &mut Vec<Gap>, version: i64, paths: Vec<String>) {
    for path in paths {
        match gaps.iter_mut().find(|gap| gap.path == path) {
            Some(gap) => gap.versions.push(version),
            None => gaps.push(Gap { path, versions: vec![version] }),
        }
    }
}

/// The fields that gaps stand in, each once: `items[].words`.
pub fn fields_of(gaps: &[Gap]) -> Vec<String> {
    let mut fields: Vec<String> = gaps.iter().map(|gap| path::general(&gap.path)).collect();
    fields.sort();
    fields.dedup();
    fields
}

/// The values that are to be forgotten. It never prints them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The longest first: one may be a part of another.
    values: Vec<String>,
}

impl fmt::Debug for Forgotten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Forgotten({})", self.values.len())
    }
}

impl Forgotten {
    /// Values to be forgotten; what is blank is none.
    pub fn new(values: impl IntoIterator<Item = String>) -> Self {
        let mut values: Vec<String> =
            values.into_iter().map(|value| value.trim().to_owned()).collect();
        values.retain(|value| !value.is_empty());
        values.sort_by_key(|value| (std::cmp::Reverse(value.len()), value.clone()));
        values.dedup();
        Forgotten { values }
    }

    /// Whether there is nothing to forget.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values, for whoever searches by them. They must not be logged.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(String::as_str)
    }

    /// Takes the values out of a text: one that is nothing else becomes empty, in a longer one a cut
    /// shows where something was. Says whether anything changed.
    pub fn text(&self, text: &mut String) -> bool {
        if self.values.iter().any(|value| text.trim() == value) {
            text.clear();
            return true;
        }
        let mut changed = false;
        for value in self.values.iter().filter(|value| value.chars().count() >= LONG_ENOUGH) {
            if text.contains(value) {
                *text = text.replace(value, CUT);
                changed = true;
            }
        }
        changed
    }

    /// Takes the values out of all texts of a tree.
    pub fn tree(&self, tree: &mut Value) -> bool {
        self.walk(tree, &mut String::new(), &|_, _| false)
    }

    /// Takes the values out of an entry; codes, numbers and names of rows stay.
    pub fn entry(&self, of: Of, entry: &mut Value) -> bool {
        self.walk(entry, &mut String::new(), &|path, text| stays(of, path, text))
    }

    /// Takes the values out of what was typed in a draft, whosever description it is; what a
    /// redaction itself asks for names no value.
    pub fn draft(&self, typed: &mut Value) -> bool {
        self.walk(typed, &mut String::new(), &|path, text| {
            path.starts_with("places.")
                || (path == "ground" && looks_like_a_code(text))
                || stays(Of::Holder, path, text)
                || stays(Of::DataArray, path, text)
        })
    }

    /// Takes the values out of a text that should be a code.
    pub fn code(&self, text: &mut String) -> bool {
        !looks_like_a_code(text) && self.text(text)
    }

    /// The same for an entry in its own type.
    pub fn typed<T: Serialize + DeserializeOwned>(&self, of: Of, entry: &mut T) -> bool {
        let Ok(mut tree) = serde_json::to_value(&*entry) else { return false };
        let changed = self.entry(of, &mut tree);
        match serde_json::from_value(tree) {
            Ok(cleaned) if changed => *entry = cleaned,
            _ => return false,
        }
        true
    }

    fn walk(
        &self,
        tree: &mut Value,
        path: &mut String,
        stays: &impl Fn(&str, &str) -> bool,
    ) -> bool {
        match tree {
            Value::String(text) => !stays(path, text) && self.text(text),
            Value::Array(rows) => {
                let mut changed = false;
                for (place, row) in rows.iter_mut().enumerate() {
                    changed |= self.step(row, path, &place.to_string(), stays);
                }
                changed
            }
            Value::Object(map) => {
                let mut changed = false;
                for (name, value) in map.iter_mut() {
                    changed |= self.step(value, path, name, stays);
                }
                changed
            }
            _ => false,
        }
    }

    fn step(
        &self,
        tree: &mut Value,
        path: &mut String,
        name: &str,
        stays: &impl Fn(&str, &str) -> bool,
    ) -> bool {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(name);
        let changed = self.walk(tree, path, stays);
        path.truncate(length);
        changed
    }
}

/// A code stays: it is the law's word and no one's data. Words typed into a field of codes go.
fn stays(of: Of, path: &str, text: &str) -> bool {
    let field = Catalogue::embedded().at(of, path);
    match field {
        Some(field) if field.kind == FieldKind::CodeOrWords => {
            looks_like_a_code(text) && text.starts_with(|c: char| c.is_ascii_lowercase())
        }
        Some(field) => !field.kind.may_be_forgotten() && looks_like_a_code(text),
        None => false,
    }
}

fn looks_like_a_code(text: &str) -> bool {
    let is_of_codes = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'/');
    text.bytes().all(is_of_codes)
}

/// The filled places of an entry whose values may be forgotten, in the order of the form.
pub fn places(of: Of, entry: &Value) -> Vec<String> {
    let fields = Catalogue::embedded().of(of).filter(|field| field.kind.may_be_forgotten());
    let found = fields.flat_map(|field| path::expand(entry, &field.path));
    let is_filled = |place: &String| {
        let text = path::text(entry, place);
        !text.trim().is_empty() && !stays(of, place, text)
    };
    found.filter(is_filled).collect()
}

/// The places whose values are in `before` and no more in `after`.
pub fn emptied(of: Of, before: &Value, after: &Value) -> Vec<String> {
    let fields = Catalogue::embedded().of(of);
    let found = fields.flat_map(|field| path::expand(before, &field.path));
    found.filter(|place| path::get(before, place) != path::get(after, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn forgotten(values: &[&str]) -> Forgotten {
        Forgotten::new(values.iter().map(|value| (*value).to_owned()))
    }

    #[test]
    fn a_value_goes_in_place_and_no_row_moves() {
        let mut entry = json!({
            "items": [{"key": "d1", "words": "Кан тобу"}, {"key": "d2", "words": "Салмагы"}],
            "purposes": [{"key": "p1", "words": "Кан тобу боюнча эсеп"}],
        });
        let before = entry.clone();
        assert!(forgotten(&["Кан тобу"]).entry(Of::DataArray, &mut entry));
        assert_eq!(
            entry,
            json!({
                "items": [{"key": "d1", "words": ""}, {"key": "d2", "words": "Салмагы"}],
                "purposes": [{"key": "p1", "words": "… боюнча эсеп"}],
            })
        );
        let gone = emptied(Of::DataArray, &before, &entry);
        assert_eq!(gone, ["purposes.0.words", "items.0.words"]);
    }

    #[test]
    fn a_short_value_is_not_looked_for_inside_words() {
        let mut text = "Асан уулу".to_owned();
        assert!(!forgotten(&["Асан"]).text(&mut text));
        assert_eq!(text, "Асан уулу");
        let mut alone = " Асан ".to_owned();
        assert!(forgotten(&["Асан"]).text(&mut alone));
        assert_eq!(alone, "");
    }

    #[test]
    fn codes_and_names_of_rows_stay() {
        let mut entry = json!({
            "purposes": [{"key": "consent", "words": "consent", "ground": "consent"}],
        });
        assert!(forgotten(&["consent"]).entry(Of::DataArray, &mut entry));
        assert_eq!(
            entry,
            json!({"purposes": [{"key": "consent", "words": "", "ground": "consent"}]})
        );
    }

    #[test]
    fn what_was_typed_into_a_field_of_codes_goes_too() {
        let mut entry = json!({"sector": "Асанов А. А.", "name": {"ky": "Асанов А. А."}});
        assert!(forgotten(&["Асанов А. А."]).entry(Of::Holder, &mut entry));
        assert_eq!(entry, json!({"sector": "", "name": {"ky": ""}}));
    }

    #[test]
    fn only_words_are_offered() {
        let entry = json!({
            "sector": "health",
            "name": {"ky": "Аты", "ru": " "},
            "address": {"place": "kg-gb", "street": "көчө"},
            "policy": {"file": "ab"},
        });
        assert_eq!(places(Of::Holder, &entry), ["name.ky", "address.street", "policy.file"]);
    }

    #[test]
    fn the_longest_value_goes_first_and_none_is_printed() {
        let values = forgotten(&["Асанов", "Асанов Үсөн", ""]);
        let mut text = "жооптуу Асанов Үсөн, Асанова".to_owned();
        assert!(values.text(&mut text));
        assert_eq!(text, "жооптуу …, …а");
        assert_eq!(format!("{values:?}"), "Forgotten(2)");
    }
}
