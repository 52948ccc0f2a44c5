//! A difference is shown if and only if there is one.

use domain::array_entry::ArrayEntry;
use domain::difference::{Change, between};
use domain::field::Of;
use domain::path;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::{samples, trees};

/// What two trees have in common when nothing differs: no blanks, rows with keys in their order.
fn settled(tree: Value) -> Value {
    match path::tidy(tree) {
        Value::Object(map) => map
            .into_iter()
            .map(|(name, value)| (name, settled(value)))
            .filter(|(_, value)| !path::is_blank(value))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(rows) => {
            let mut rows: Vec<Value> = rows.into_iter().map(settled).collect();
            if rows.iter().all(|row| !path::text(row, "key").is_empty()) {
                rows.sort_by_key(|row| path::text(row, "key").to_owned());
            }
            Value::Array(rows)
        }
        other => other,
    }
}

/// A well-formed entry with random differences of content.
fn written(of: Of) -> impl Strategy<Value = Value> {
    let texts: Vec<String> = ["", "а", "б"].map(String::from).to_vec();
    let changes = match of {
        Of::Holder => select(vec!["phone", "name.ky", "address.street"]).boxed(),
        Of::DataArray => select(vec![
            "size",
            "purposes.0.words",
            "purposes.1.ground",
            "items.0.category",
            "items.1.words",
            "subjects.0.words",
            "storage.term.words",
            "recipients.0.items.0",
        ])
        .boxed(),
    };
    let cut = select(vec!["", "purposes", "items", "recipients", "collection", "subjects"]);
    (prop::collection::vec((changes, select(texts)), 0..4), cut, any::<bool>()).prop_map(
        move |(changes, cut, turned)| {
            let mut tree = trees::sample(of);
            for (place, text) in changes {
                path::set(&mut tree, place, Value::from(text));
            }
            if let Some(Value::Array(rows)) = tree.get_mut(cut) {
                if turned { rows.reverse() } else { drop(rows.remove(0)) }
            }
            path::tidy(tree)
        },
    )
}

fn turned(change: Change) -> Change {
    Change { before: change.after, after: change.before, ..change }
}

fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|a, b| (&a.field, &a.path).cmp(&(&b.field, &b.path)));
    changes
}

proptest! {
    #[test]
    fn there_is_a_difference_if_and_only_if_the_entries_differ(a in written(Of::DataArray), b in written(Of::DataArray)) {
        let none = between(Of::DataArray, &a, &b).is_empty();
        prop_assert_eq!(none, settled(a) == settled(b));
    }

    #[test]
    fn so_it_is_for_a_holder(a in written(Of::Holder), b in written(Of::Holder)) {
        prop_assert_eq!(between(Of::Holder, &a, &b).is_empty(), settled(a) == settled(b));
    }

    #[test]
    fn the_way_back_shows_the_same_differences_turned_round(a in written(Of::DataArray), b in written(Of::DataArray)) {
        let back = between(Of::DataArray, &b, &a).into_iter().map(turned).collect();
        prop_assert_eq!(sorted(between(Of::DataArray, &a, &b)), sorted(back));
    }

    #[test]
    fn a_difference_differs_and_hostile_trees_do_no_harm(a in trees::entry(Of::DataArray), b in trees::entry(Of::DataArray)) {
        for change in between(Of::DataArray, &a, &b) {
            prop_assert_ne!(change.before, change.after);
        }
        prop_assert!(between(Of::DataArray, &a, &a).is_empty());
    }
}

/// Whoever writes a key twice, or a key that looks like a path, hides no change behind it.
#[test]
fn no_change_hides_behind_a_strange_key() {
    for keys in [["d1", "d1"], ["a.b", "d2"], ["d1", "x.y"]] {
        let mut before: ArrayEntry = serde_json::from_value(samples::array()).unwrap();
        for (item, key) in before.items.iter_mut().zip(keys) {
            item.key = key.into();
        }
        for row in 0..2 {
            let mut after = before.clone();
            after.items[row].words = "башка сөз".into();
            let changes = between(Of::DataArray, &json!(before), &json!(after));
            assert_eq!(changes.len(), 1, "{keys:?}, row {row}: {changes:?}");
        }
    }
}
