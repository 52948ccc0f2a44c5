//! Paths lead where they say, and nowhere else.

use domain::path;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::trees;

fn step() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec!["name", "ky", "items", "0", "1", "7"]).prop_map(str::to_owned),
        1 => ".{0,6}",
        1 => any::<u64>().prop_map(|n| n.to_string()),
    ]
}

fn any_path() -> impl Strategy<Value = String> {
    prop::collection::vec(step(), 1..11).prop_map(|steps| steps.join("."))
}

proptest! {
    #[test]
    fn what_is_put_at_a_path_is_found_there(mut tree in trees::wild(), place in any_path(), value in trees::wild()) {
        let before = tree.clone();
        if path::set(&mut tree, &place, value.clone()) {
            prop_assert_eq!(path::get(&tree, &place), Some(&value));
        } else {
            prop_assert_eq!(path::get(&before, &place).cloned(), path::get(&tree, &place).cloned());
        }
    }

    #[test]
    fn a_refused_path_changes_nothing(mut tree in trees::wild(), place in any_path()) {
        let before = tree.clone();
        if !path::set(&mut tree, &place, Value::from("x")) {
            prop_assert_eq!(before, tree);
        }
    }

    #[test]
    fn an_expanded_path_is_one_of_the_general_one(tree in trees::wild()) {
        for general in ["items[].words", "purposes[].codes[]", "items[].purposes[].key"] {
            for place in path::expand(&tree, general) {
                prop_assert_eq!(path::general(&place), general);
            }
        }
    }

    #[test]
    fn the_rows_of_an_expanded_path_are_there(tree in trees::wild()) {
        for place in path::expand(&tree, "items[].codes[]") {
            prop_assert!(path::get(&tree, &place).is_some());
        }
    }

    #[test]
    fn tidying_twice_is_tidying_once(tree in trees::wild()) {
        let once = path::tidy(tree);
        prop_assert_eq!(path::tidy(once.clone()), once);
    }

    #[test]
    fn tidying_loses_no_word(tree in trees::wild()) {
        let tidied = path::tidy(tree.clone());
        prop_assert_eq!(path::is_blank(&tree), path::is_blank(&tidied));
    }
}
