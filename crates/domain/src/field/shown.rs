//! What everybody may read, as a tree that lies beside an entry: one walk through both narrows it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What is shown of a value and of what is below it. An allow-list: what it does not name stays closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// All of it.
    whole: bool,
    /// Of a tree, by name.
    named: BTreeMap<String, Shown>,
    /// Of every row of a list.
    rows: Option<Box<Shown>>,
}

impl Shown {
    /// From general paths: `purposes[].ground`.
    pub fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut shown = Self::default();
        paths.for_each(|path| shown.open(path));
        shown
    }

    fn open(&mut self, path: &str) {
        let mut at = self;
        for step in path.split('.') {
            let name = step.trim_end_matches("[]");
            at = at.named.entry(name.to_owned()).or_default();
            for _ in 0..(step.len() - name.len()) / "[]".len() {
                at = at.rows.get_or_insert_default();
            }
        }
        at.whole = true;
    }

    /// The value without what is closed; nothing if all of it is. Rows keep their places.
    pub fn narrow(&self, value: Value) -> Option<Value> {
        match value {
            Value::Null => None,
            value if self.whole => Some(value),
            Value::Object(tree) => self.narrow_tree(tree),
            Value::Array(rows) => self.narrow_rows(rows),
            _ => None,
        }
    }

    fn narrow_tree(&self, tree: Map<String, Value>) -> Option<Value> {
        let narrow = |(name, value): (String, Value)| {
            let shown = self.named.get(&name)?.narrow(value)?;
            Some((name, shown))
        };
        let tree: Map<String, Value> = tree.into_iter().filter_map(narrow).collect();
        (!tree.is_empty()).then_some(Value::Object(tree))
    }

    fn narrow_rows(&self, rows: Vec<Value>) -> Option<Value> {
        let below = self.rows.as_ref()?;
        let narrow = |row| below.narrow(row).unwrap_or_default();
        let mut rows: Vec<Value> = rows.into_iter().map(narrow).collect();
        let last = rows.iter().rposition(|row| !row.is_null())?;
        rows.truncate(last + 1);
        Some(Value::Array(rows))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn narrowed(paths: &[&str], value: Value) -> Option<Value> {
        Shown::of(paths.iter().copied()).narrow(value)
    }

    #[test]
    fn rows_keep_their_places_and_nothing_empty_is_left() {
        let entry = json!({
            "rows": [{"closed": 1}, {"open": 2, "closed": 3}, {"closed": 4}],
            "closed_rows": [{"closed": 5}],
            "tree": {"closed": 6, "deep": {"closed": 7}},
        });
        let paths = ["rows[].open", "closed_rows[].open", "tree.open", "tree.deep.open"];
        assert_eq!(narrowed(&paths, entry.clone()), Some(json!({"rows": [null, {"open": 2}]})));
        assert_eq!(narrowed(&[], entry), None);
    }

    #[test]
    fn lists_of_codes_and_whole_trees_are_shown_as_they_are() {
        let entry =
            json!({"codes": ["a", null, "b"], "any": {"x": [1]}, "rows": [{"refs": ["p1"]}]});
        let paths = ["codes[]", "any", "rows[].refs[]"];
        assert_eq!(narrowed(&paths, entry.clone()), Some(entry));
    }

    #[test]
    fn a_value_of_another_shape_stays_closed() {
        let entry = json!({"rows": "text", "text": ["row"], "tree": null});
        assert_eq!(narrowed(&["rows[].open", "text.open", "tree"], entry), None);
    }
}
