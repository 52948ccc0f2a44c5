//! What of a version the public log commits to: the fields of a leaf (`korgoo/leaf/v1`).
//!
//! A leaf holds no value in clear, only salted hashes, one for each [`Commitment`]. So a value can
//! be forgotten while the leaf and every proof of it stay as they are. How an entry is parted into
//! commitments is for ever: whoever checks a leaf parts the published entry by the same rules.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::field::{Catalogue, Field, Of};
use crate::path;

/// One value that a leaf commits to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Its name in the leaf: `array.name.ky`, `array.purposes.0`.
    pub name: String,
    /// The value as it is hashed: a text as it is, anything else as [`canonical`] JSON.
    pub value: String,
    /// Whether value and salt are served to everybody.
    pub is_public: bool,
}

impl Commitment {
    /// Whether all of another value stands in this one.
    fn holds(&self, other: &Commitment) -> bool {
        if self.name == other.name && self.value == other.value {
            return true;
        }
        let Some(Value::Object(row)) = serde_json::from_str(&self.value).ok() else { return false };
        if self.name == other.name {
            let part: Option<Map<String, Value>> = serde_json::from_str(&other.value).ok();
            return part.is_some_and(|part| part.iter().all(|(key, v)| row.get(key) == Some(v)));
        }
        let within = other.name.strip_prefix(&self.name).and_then(|rest| rest.strip_prefix('.'));
        let value = within.and_then(|within| row.get(within));
        value.is_some_and(|value| written(value) == other.value)
    }
}

/// What a version of a public record puts into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The type of the leaf: `holder`, `array`, `list`.
    pub kind: &'static str,
    /// The register number.
    pub subject: String,
    /// The act: `register`, `amend`, `confirm`, `exclude`, `redact`.
    pub act: &'static str,
    /// What it commits to; names are unique, the order is that of the catalogue.
    pub commitments: Vec<Commitment>,
}

impl Sealed {
    /// Begins a leaf without commitments.
    pub fn new(kind: &'static str, subject: &str, act: &'static str) -> Self {
        Sealed { kind, subject: subject.to_owned(), act, commitments: Vec::new() }
    }

    /// Commits to a value of the entry's frame, unless it says nothing.
    pub fn frame(&mut self, name: &str, value: &str, is_public: bool) {
        if !value.is_empty() {
            let name = format!("{}.{name}", self.kind);
            self.commitments.push(Commitment { name, value: value.to_owned(), is_public });
        }
    }

    /// Commits to every filled field of an entry.
    ///
    /// A field alone is one commitment. A row of a list is one commitment to all of it that may be
    /// published, and one more for each field of the row that may not.
    pub fn entry(&mut self, fields: &Catalogue, of: Of, entry: &Value) {
        let mut rows: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
        let mut order: Vec<(String, bool, Option<Value>)> = Vec::new();
        for field in fields.of(of) {
            match row_of(field) {
                None => {
                    let name = field.path.trim_end_matches("[]").to_owned();
                    let value = path::get(entry, &name).filter(|value| !path::is_blank(value));
                    order.extend(value.map(|v| (name, field.is_shown(), Some(v.clone()))));
                }
                Some((list, within)) => {
                    for (row, name, value) in cells(entry, list, within) {
                        if !field.is_shown() {
                            order.push((format!("{row}.{name}"), false, Some(value)));
                            continue;
                        }
                        if !rows.contains_key(&row) {
                            order.push((row.clone(), true, None));
                        }
                        rows.entry(row).or_default().insert(name, value);
                    }
                }
            }
        }
        for (name, is_public, value) in order {
            let value = value.or_else(|| rows.remove(&name).map(Value::Object));
            let value = value.map(|value| written(&value)).unwrap_or_default();
            self.frame(&name, &value, is_public);
        }
    }

    /// Those of its commitments that a leaf names. A leaf that would have been too long commits to
    /// lists as a whole; one made by an older program may lack some.
    pub fn named(&self, names: &BTreeSet<&str>) -> Vec<Commitment> {
        let mut named: BTreeMap<String, Commitment> = BTreeMap::new();
        for commitment in self.coarse().commitments.into_iter().chain(self.commitments.clone()) {
            if names.contains(commitment.name.as_str()) {
                named.insert(commitment.name.clone(), commitment);
            }
        }
        named.into_values().collect()
    }

    /// Whether these rules of publication show a value that was committed to, perhaps under others:
    /// a row may have been shorter, and a field of it stood alone while it was closed.
    pub fn shows(&self, committed: &Commitment) -> bool {
        self.commitments.iter().filter(|own| own.is_public).any(|own| own.holds(committed))
    }

    /// The same in fewer commitments, one for each list and not for each row: for an entry so long
    /// that its leaf would not fit into the log.
    pub fn coarse(&self) -> Sealed {
        let mut lists: BTreeMap<String, Vec<&Commitment>> = BTreeMap::new();
        let mut coarse = Sealed { commitments: Vec::new(), ..self.clone() };
        for commitment in &self.commitments {
            match list_of(&commitment.name) {
                None => coarse.commitments.push(commitment.clone()),
                Some(list) => lists.entry(list).or_default().push(commitment),
            }
        }
        coarse.commitments.extend(lists.into_iter().map(|(name, rows)| {
            let is_public = rows.iter().all(|row| row.is_public);
            // The rows are JSON already; words that stood alone are not.
            let written = |row: &&Commitment| {
                if is_public {
                    row.value.clone()
                } else {
                    Value::from(row.value.as_str()).to_string()
                }
            };
            let value = format!("[{}]", rows.iter().map(written).collect::<Vec<_>>().join(","));
            Commitment { name, value, is_public }
        }));
        coarse
    }
}

/// The list that a row's name belongs to: `array.processors.0.contract` → `array.processors.contract`.
fn list_of(name: &str) -> Option<String> {
    let is_index = |step: &&str| step.bytes().all(|b| b.is_ascii_digit());
    let steps: Vec<&str> = name.split('.').collect();
    let at = steps.iter().position(is_index)?;
    Some([&steps[..at], &steps[at + 1..]].concat().join("."))
}

/// The list a field stands in and its name there: `purposes[].ground` → `purposes`, `ground`.
fn row_of(field: &Field) -> Option<(&str, &str)> {
    let (list, within) = field.path.split_once("[].")?;
    Some((list, within.trim_end_matches("[]")))
}

/// The filled values of one field in every row of a list: row, name, value.
fn cells(entry: &Value, list: &str, within: &str) -> Vec<(String, String, Value)> {
    let rows = path::get(entry, list).and_then(Value::as_array);
    let cell = |(at, row): (usize, &Value)| {
        let value = path::get(row, within).filter(|value| !path::is_blank(value))?;
        Some((format!("{list}.{at}"), within.to_owned(), value.clone()))
    };
    rows.into_iter().flatten().enumerate().filter_map(cell).collect()
}

/// A value as it is hashed.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => canonical(other),
    }
}

/// JSON in one form only: no spaces, names sorted by their bytes.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            format!("[{}]", list.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(map) => {
            // The map of serde_json keeps names as they came when some crate asks for it.
            let sorted: BTreeMap<&str, &Value> = map.iter().map(|(k, v)| (k.as_str(), v)).collect();
            let pair = |(name, value): (&str, &Value)| {
                format!("{}:{}", Value::from(name), canonical(value))
            };
            format!("{{{}}}", sorted.into_iter().map(pair).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sealed(of: Of, entry: &Value) -> Vec<(String, String, bool)> {
        let mut sealed = Sealed::new("array", "KG-A-000001", "register");
        sealed.entry(Catalogue::embedded(), of, entry);
        sealed.commitments.into_iter().map(|c| (c.name, c.value, c.is_public)).collect()
    }

    #[test]
    fn a_field_is_one_commitment_and_a_row_is_one() {
        let entry = json!({
            "name": {"ky": "Бейтаптардын картотекасы", "ru": ""},
            "purposes": [{"key": "p1", "words": "дарылоо", "ground": "law"}],
            "collection": ["person", "other"],
            "storage": {"term": {"amount": 5}},
        });
        let public = |name: &str, value: &str| (name.to_owned(), value.to_owned(), true);
        assert_eq!(
            sealed(Of::DataArray, &entry),
            [
                public("array.name.ky", "Бейтаптардын картотекасы"),
                public("array.purposes.0", r#"{"ground":"law","key":"p1","words":"дарылоо"}"#),
                public("array.collection", r#"["person","other"]"#),
                public("array.storage.term.amount", "5"),
            ]
        );
    }

    #[test]
    fn what_is_never_published_stands_alone_so_that_its_salt_can_stay_closed() {
        let entry = json!({
            "responsible": {"name": "Аты", "position": "башчы"},
            "processors": [{"name": "Иштетүүчү", "contract": "№ 5"}],
        });
        let closed: Vec<_> =
            sealed(Of::DataArray, &entry).into_iter().filter(|(.., open)| !open).collect();
        let names: Vec<_> = closed.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["array.responsible.name", "array.processors.0.contract"]);
    }

    #[test]
    fn names_are_unique_and_every_filled_field_of_the_catalogue_is_committed_to() {
        for of in [Of::Holder, Of::DataArray] {
            let mut entry = json!({});
            for field in Catalogue::embedded().of(of) {
                path::set(&mut entry, &field.path.replace("[]", ".0"), json!("x"));
            }
            let commitments = sealed(of, &entry);
            let mut names: Vec<_> = commitments.iter().map(|(name, ..)| name).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), commitments.len());
            let all: String =
                commitments.iter().map(|(name, value, _)| format!("{name}{value}")).collect();
            for field in Catalogue::embedded().of(of) {
                let last = field.path.trim_end_matches("[]").rsplit(['.', ']']).next().unwrap();
                assert!(all.contains(last), "{} is committed to nowhere", field.path);
            }
        }
    }

    #[test]
    fn a_value_is_shown_by_the_rules_of_today_whatever_they_were_when_it_was_sealed() {
        let entry = json!({"processors": [{"name": "«Үлгү»", "contract": "№ 5"}]});
        let mut open = Catalogue::default();
        assert!(open.set_publication(
            Of::DataArray,
            "processors[].contract",
            crate::field::Publication::Public
        ));
        let under = |fields: &Catalogue| {
            let mut sealed = Sealed::new("array", "KG-A-000001", "register");
            sealed.entry(fields, Of::DataArray, &entry);
            sealed
        };
        let (closed, open) = (under(Catalogue::embedded()), under(&open));
        let shown = |today: &Sealed, then: &Sealed| -> Vec<bool> {
            then.commitments.iter().map(|commitment| today.shows(commitment)).collect()
        };
        assert_eq!(shown(&closed, &closed), [true, false]);
        assert_eq!(shown(&open, &closed), [true, true]);
        assert_eq!(shown(&open, &open), [true]);
        // The row holds what is closed now: none of it is laid open.
        assert_eq!(shown(&closed, &open), [false]);
    }

    #[test]
    fn an_entry_of_many_rows_has_few_commitments_when_coarse() {
        let rows: Vec<Value> =
            (0..500).map(|n| json!({"name": format!("и{n}"), "contract": "№ \"5\""})).collect();
        let mut sealed = Sealed::new("array", "KG-A-000001", "register");
        let entry = json!({"name": {"ky": "Аты"}, "processors": rows});
        sealed.entry(Catalogue::embedded(), Of::DataArray, &entry);
        let coarse = sealed.coarse();
        let names: Vec<_> = coarse.commitments.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["array.name.ky", "array.processors", "array.processors.contract"]);
        for list in &coarse.commitments[1..] {
            let read: Vec<Value> = serde_json::from_str(&list.value).unwrap();
            assert_eq!(read.len(), 500);
            assert_eq!(list.is_public, !list.name.ends_with("contract"));
        }
    }

    #[test]
    fn only_what_a_leaf_names_counts_whether_it_was_made_in_parts_or_as_a_whole() {
        let mut sealed = Sealed::new("array", "KG-A-000001", "register");
        let entry = json!({"name": {"ky": "Аты"}, "processors": [{"name": "а"}, {"name": "б"}]});
        sealed.entry(Catalogue::embedded(), Of::DataArray, &entry);
        let named = |names: &[&str]| -> Vec<String> {
            let named = sealed.named(&names.iter().copied().collect());
            named.into_iter().map(|commitment| commitment.name).collect()
        };
        let parts = ["array.name.ky", "array.processors.0", "array.processors.1"];
        assert_eq!(named(&parts), parts);
        let whole = ["array.name.ky", "array.processors"];
        assert_eq!(named(&whole), whole);
        assert_eq!(named(&["array.processors.1", "array.other"]), ["array.processors.1"]);
    }

    #[test]
    fn canonical_json_sorts_names_and_has_no_spaces() {
        let value = json!({"b": [1, true, null], "a": {"ң": "\"", "z": "\n"}});
        assert_eq!(canonical(&value), "{\"a\":{\"z\":\"\\n\",\"ң\":\"\\\"\"},\"b\":[1,true,null]}");
    }
}
