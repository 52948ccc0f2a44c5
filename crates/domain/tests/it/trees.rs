//! Entries as nobody should write them: any JSON at all, and good entries with a branch spoiled.

use domain::field::{Catalogue, Of};
use domain::path;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use crate::samples;

/// Names that mean something to the program, so that trees meet its paths.
const NAMES: [&str; 16] = [
    "name",
    "ky",
    "items",
    "purposes",
    "key",
    "category",
    "words",
    "ground",
    "storage",
    "term",
    "kind",
    "codes",
    "responsible",
    "a.b",
    "",
    "0",
];

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Quarters: the last bit of other fractions may change when JSON is read again.
        any::<i16>().prop_map(|quarters| Value::from(f64::from(quarters) / 4.0)),
        select(vec!["", " ", "yes", "consent", "p1", "d1", "KG", "\u{0}", "өүң"])
            .prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ]
}

/// Any tree at all.
pub fn wild() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let name = prop_oneof![select(&NAMES[..]).prop_map(str::to_owned), ".{0,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((name, inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A complete entry in which a few places were overwritten.
pub fn spoiled(of: Of) -> impl Strategy<Value = Value> {
    let good = sample(of);
    let mut places: Vec<String> = Vec::new();
    for field in Catalogue::embedded().of(of) {
        for place in path::expand(&good, &field.path) {
            let steps: Vec<&str> = place.split('.').collect();
            places.extend((1..=steps.len()).map(|count| steps[..count].join(".")));
        }
    }
    places.sort();
    places.dedup();
    prop::collection::vec((select(places), wild()), 0..3).prop_map(move |changes| {
        let mut tree = good.clone();
        for (place, value) in changes {
            path::set(&mut tree, &place, value);
        }
        tree
    })
}

/// The complete entry.
pub fn sample(of: Of) -> Value {
    match of {
        Of::Holder => samples::holder(),
        Of::DataArray => samples::array(),
    }
}

/// Mostly an entry, sometimes anything.
pub fn entry(of: Of) -> impl Strategy<Value = Value> {
    prop_oneof![4 => spoiled(of), 2 => Just(sample(of)), 1 => wild()]
}
