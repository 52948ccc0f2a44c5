//! Any tree made into typed descriptions: only what the catalogue knows, every leaf a text.

use serde_json::{Map, Value};

use super::Surroundings;
use crate::array_entry::ArrayEntry;
use crate::field::{Catalogue, Of};
use crate::holder_entry::HolderEntry;
use crate::path;

/// The array and its holder, or no array and the holder itself.
pub(super) fn typed(of: Of, entry: &Value, around: &Surroundings) -> (ArrayEntry, HolderEntry) {
    let tree = clean(of, entry);
    match of {
        Of::Holder => (ArrayEntry::default(), serde_json::from_value(tree).unwrap_or_default()),
        Of::DataArray => {
            let holder = around.holder.clone().unwrap_or_default();
            (serde_json::from_value(tree).unwrap_or_default(), holder)
        }
    }
}

/// A draft may hold anything, an API call even more: a wrong leaf must not hide the right ones.
fn clean(of: Of, entry: &Value) -> Value {
    let mut tree = Value::Object(Map::new());
    for field in Catalogue::embedded().of(of) {
        for place in path::expand(entry, &field.path) {
            let text = path::text(entry, &place).trim().to_owned();
            path::set(&mut tree, &place, Value::String(text));
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_leaf_does_not_hide_the_right_ones() {
        let entry = json!({"items": [null, 7, {"category": " pin ", "sources": ["subject", 5]}]});
        let (array, _) = typed(Of::DataArray, &entry, &Surroundings::default());
        assert_eq!(array.items.len(), 3);
        assert_eq!(array.items[2].category, "pin");
        assert_eq!(array.items[2].sources, ["subject", ""]);
    }
}
