//! Every requisite of art. 30 must be there, and only what can be read as a description passes.

use domain::array_entry::ArrayEntry;
use domain::field::{Catalogue, Of, Required};
use domain::holder_entry::HolderEntry;
use domain::path;
use domain::problem::Problem;
use domain::requirement::problems;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::samples::{self, moment};
use crate::trees;

fn of_tree(of: Of, tree: &Value) -> Vec<Problem> {
    problems(of, tree, &moment(0))
}

fn without(tree: &Value, place: &str) -> Value {
    let mut tree = tree.clone();
    let empty = match path::get(&tree, place) {
        Some(Value::Array(_)) => json!([]),
        _ => json!(""),
    };
    path::set(&mut tree, place, empty);
    tree
}

#[test]
fn a_complete_entry_has_no_problem() {
    assert_eq!(of_tree(Of::Holder, &samples::holder()), []);
    assert_eq!(of_tree(Of::DataArray, &samples::array()), []);
}

#[test]
fn the_complete_entries_fill_every_field_of_the_catalogue() {
    for of in [Of::Holder, Of::DataArray] {
        let sample = trees::sample(of);
        for field in Catalogue::embedded().of(of) {
            let places = path::expand(&sample, &field.path);
            let filled =
                places.iter().any(|p| path::get(&sample, p).is_some_and(|v| !path::is_blank(v)));
            assert!(filled, "{of:?} {}", field.path);
        }
    }
}

/// Rows of either a category or words lack something only when both are gone.
fn alternatives(tree: &Value, place: &str) -> Value {
    let mut tree = tree.clone();
    for name in ["category", "words", "holder"] {
        let (row, _) = place.rsplit_once('.').unwrap();
        let place = format!("{row}.{name}");
        if path::get(&tree, &place).is_some() {
            path::set(&mut tree, &place, json!(""));
        }
    }
    tree
}

#[test]
fn each_missing_requisite_is_one_problem_at_its_place() {
    for of in [Of::Holder, Of::DataArray] {
        let sample = trees::sample(of);
        for field in Catalogue::embedded().of(of).filter(|f| f.required != Required::No) {
            for place in path::expand(&sample, field.path.trim_end_matches("[]")) {
                let (tree, expected) = match field.required {
                    Required::Either => {
                        let row = place.rsplit_once('.').unwrap().0;
                        (alternatives(&sample, &place), format!("{row}.category"))
                    }
                    Required::Until => {
                        let mut tree = without(&sample, &place);
                        path::set(&mut tree, "storage.term.kind", json!("until"));
                        (tree, place.clone())
                    }
                    _ => (without(&sample, &place), place.clone()),
                };
                let found = of_tree(of, &tree);
                let found: Vec<_> =
                    found.iter().map(|p| (p.path.as_str(), p.code.as_str())).collect();
                assert_eq!(found, [(expected.as_str(), "required")], "{of:?} without {place}");
            }
        }
    }
}

#[test]
fn a_list_that_must_have_rows_is_missed_once() {
    for list in ["purposes", "items", "subjects", "cross_border.transfers"] {
        let found = of_tree(Of::DataArray, &without(&samples::array(), list));
        let missed: Vec<_> =
            found.iter().filter(|p| p.code == "required").map(|p| &p.path).collect();
        assert_eq!(missed, [list]);
    }
    for list in ["recipients", "processors"] {
        assert_eq!(
            of_tree(Of::DataArray, &without(&samples::array(), list)),
            [],
            "{list} may be none"
        );
    }
}

#[test]
fn a_foreign_holder_needs_no_region_and_no_inn() {
    let mut tree = samples::holder();
    for (place, value) in [
        ("address.country", "DZ"),
        ("address.region", ""),
        ("address.district", ""),
        ("address.postcode", "SW1A 1AA"),
        ("identifier.scheme", "foreign"),
        ("identifier.value", "HRB 0"),
    ] {
        path::set(&mut tree, place, json!(value));
    }
    assert_eq!(of_tree(Of::Holder, &tree), []);
}

#[test]
fn a_reference_names_a_row_that_is_there() {
    let mut tree = samples::array();
    path::set(&mut tree, "items.0.purposes.1", json!("p9"));
    let found = of_tree(Of::DataArray, &tree);
    assert_eq!(
        (found[0].path.as_str(), found[0].code.as_str()),
        ("items.0.purposes.1", "unknown_row")
    );
}

#[test]
fn two_rows_do_not_share_a_key() {
    let mut tree = samples::array();
    path::set(&mut tree, "items.1.key", json!("d1"));
    let found = of_tree(Of::DataArray, &tree);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].path.as_str(), found[0].code.as_str()), ("items.1.key", "repeated"));
}

/// Else a text where a list belongs would be sent, and the decision would find nothing to register.
#[test]
fn a_value_of_the_wrong_shape_is_a_problem_at_its_place() {
    for (place, value) in [
        ("recipients", json!("текст")),
        ("recipients", json!({"category": "tax_service"})),
        ("recipients.0", json!("текст")),
        ("processors", json!(5)),
        ("measures", json!("сейф")),
        ("measures.codes", json!("training")),
        ("collection", json!("paper_form")),
        ("storage", json!([])),
        ("informing", json!([{"words": "а"}])),
        ("size", json!(["lt_100"])),
        ("items.0.sources.0", json!(["subject"])),
        ("cross_border.transfers.0.items", json!("d1")),
        ("name.en", json!({"a": "b"})),
    ] {
        let mut tree = samples::array();
        path::set(&mut tree, place, value.clone());
        let found = of_tree(Of::DataArray, &tree);
        let near = |p: &Problem| p.path.starts_with(place) || place.starts_with(&p.path);
        assert!(found.iter().any(near), "{place} = {value}: {found:?}");
    }
}

fn is_readable<T: DeserializeOwned + Serialize>(of: Of, tree: &Value) -> bool {
    serde_json::from_value::<T>(path::filled(tree))
        .is_ok_and(|read| of_tree(of, &json!(read)).is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_has_no_problem_can_be_read_as_a_description_without_problem(holder in trees::entry(Of::Holder), array in trees::entry(Of::DataArray)) {
        let fine = |of, tree| of_tree(of, tree).is_empty();
        prop_assert!(!fine(Of::Holder, &holder) || is_readable::<HolderEntry>(Of::Holder, &holder), "{}", holder);
        prop_assert!(!fine(Of::DataArray, &array) || is_readable::<ArrayEntry>(Of::DataArray, &array), "{}", array);
    }

    #[test]
    fn every_problem_names_a_place_and_a_code(tree in trees::wild()) {
        for of in [Of::Holder, Of::DataArray] {
            for problem in of_tree(of, &tree) {
                prop_assert!(!problem.path.is_empty() && !problem.code.is_empty());
                prop_assert!(Catalogue::embedded().of(of).any(|f| {
                    f.path.starts_with(path::general(&problem.path).trim_end_matches("[]"))
                }), "{:?}", problem);
            }
        }
    }
}
