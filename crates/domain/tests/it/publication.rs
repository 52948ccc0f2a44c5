//! What is never published does not get out, whatever an entry looks like.

use domain::field::{Catalogue, FieldKind, Of, Publication};
use domain::path;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::trees;

const CANARY: &str = "Купуя-Канарейка-7f3a";

fn never(of: Of) -> impl Iterator<Item = &'static str> {
    let fields = Catalogue::embedded().of(of);
    fields.filter(|f| f.publication == Publication::Never).map(|f| f.path.as_str())
}

/// Writes the secret at every place that is never published.
fn plant(of: Of, tree: &mut Value, secret: &Value) {
    for general in never(of) {
        for place in path::expand(&tree.clone(), general) {
            path::set(tree, &place, secret.clone());
        }
    }
    path::set(tree, "secret_branch.of.nobody", secret.clone());
}

proptest! {
    #[test]
    fn no_never_published_leaf_gets_out(holder in trees::entry(Of::Holder), array in trees::entry(Of::DataArray)) {
        for secret in [json!(CANARY), json!([CANARY]), json!({"codes": [{"name": CANARY}]})] {
            for (of, tree) in [(Of::Holder, &holder), (Of::DataArray, &array)] {
                let mut tree = tree.clone();
                plant(of, &mut tree, &secret);
                let shown = Catalogue::embedded().publish(of, tree).to_string();
                prop_assert!(!shown.contains(CANARY), "{}", shown);
            }
        }
    }

    #[test]
    fn what_is_published_is_every_open_place_and_no_other(
        holder in trees::entry(Of::Holder),
        array in trees::entry(Of::DataArray),
    ) {
        for (of, tree) in [(Of::Holder, holder), (Of::DataArray, array)] {
            let mut expected = json!({});
            let is_open = |path: &str| Catalogue::embedded().shows(of, path);
            for field in Catalogue::embedded().of(of).filter(|field| is_open(&field.path)) {
                for (place, value) in path::places(&tree, &field.path) {
                    if !value.is_null() {
                        path::set(&mut expected, &place, value.clone());
                    }
                }
            }
            prop_assert_eq!(Catalogue::embedded().publish(of, tree), expected);
        }
    }

    #[test]
    fn publishing_what_is_published_changes_nothing(array in trees::entry(Of::DataArray)) {
        let once = Catalogue::embedded().publish(Of::DataArray, array);
        prop_assert_eq!(Catalogue::embedded().publish(Of::DataArray, once.clone()), once);
    }
}

#[test]
fn no_published_place_contains_a_closed_one() {
    for of in [Of::Holder, Of::DataArray] {
        for closed in never(of) {
            for field in Catalogue::embedded().of(of) {
                let open = field.publication != Publication::Never;
                let inside = closed.starts_with(&format!("{}.", field.path));
                assert!(!(open && inside), "{} would publish {closed}", field.path);
            }
        }
    }
}

#[test]
fn names_of_persons_and_ways_of_guarding_are_closed() {
    let closed: Vec<_> = never(Of::Holder).chain(never(Of::DataArray)).collect();
    for path in ["head.name", "responsible.name", "measures.words", "storage.place"] {
        assert!(closed.contains(&path), "{path}");
    }
}

#[test]
fn closing_a_field_closes_it() {
    let mut catalogue = Catalogue::default();
    for of in [Of::Holder, Of::DataArray] {
        let paths: Vec<String> = catalogue.of(of).map(|field| field.path.clone()).collect();
        for path in paths {
            assert!(catalogue.set_publication(of, &path, Publication::Never), "{path}");
        }
        assert_eq!(catalogue.publish(of, trees::sample(of)), json!({}));
    }
    assert!(!catalogue.set_publication(Of::Holder, "no.such", Publication::Public));
}

#[test]
fn where_only_categories_are_published_own_words_are_not() {
    let mut catalogue = Catalogue::default();
    for of in [Of::Holder, Of::DataArray] {
        let fields: Vec<_> = catalogue.of(of).cloned().collect();
        for field in &fields {
            catalogue.set_publication(of, &field.path, Publication::Category);
        }
        let shown = catalogue.publish(of, trees::sample(of));
        for field in fields {
            let places = path::expand(&shown, &field.path);
            let is_shown = places.iter().any(|place| path::get(&shown, place).is_some());
            let is_code = matches!(
                field.kind,
                FieldKind::Code
                    | FieldKind::Codes
                    | FieldKind::Ground
                    | FieldKind::Choice
                    | FieldKind::YesNo
                    | FieldKind::Key
                    | FieldKind::Refs
            );
            assert!(is_code || !is_shown, "{} shows words", field.path);
        }
    }
}
