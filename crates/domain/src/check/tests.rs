// A test that fails may panic: that is its way to say so.
#![allow(clippy::unwrap_used)]

mod cases;
mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::law::{Law, LawFile, embedded};
use crate::requirement;
use cases::{Case, array_cases, holder_cases};
use sample::{around, array, holder, moment};

fn keys(findings: &[Finding]) -> BTreeSet<&str> {
    findings.iter().map(|finding| finding.check.as_str()).collect()
}

fn apply(case: &Case, mut entry: Value) -> (Value, Surroundings) {
    for (path, value) in &case.changes {
        assert!(path::set(&mut entry, path, value.clone()), "{path}");
    }
    let mut around = around();
    (case.around)(&mut around);
    (entry, around)
}

use crate::path;

#[test]
fn a_good_entry_has_neither_problems_nor_findings() {
    for (of, entry) in [(Of::DataArray, array()), (Of::Holder, holder())] {
        assert_eq!(requirement::problems(of, &entry, &moment()), []);
        assert_eq!(findings(of, &entry, &around(), &moment()), []);
    }
}

#[test]
fn every_check_fires_on_its_case() {
    for (of, cases, good) in
        [(Of::DataArray, array_cases(), array()), (Of::Holder, holder_cases(), holder())]
    {
        for case in &cases {
            let (entry, around) = apply(case, good.clone());
            let found = findings(of, &entry, &around, &moment());
            assert!(keys(&found).contains(case.check), "{} is silent: {found:#?}", case.check);
        }
    }
}

#[test]
fn every_check_of_the_law_has_a_case_and_every_test_a_check() {
    let law = moment().law;
    let cases: BTreeSet<&str> =
        array_cases().iter().chain(&holder_cases()).map(|case| case.check).collect();
    let checks: BTreeSet<&str> = law.checks().entries().map(|check| check.key.as_str()).collect();
    assert_eq!(cases, checks);
    assert!(checks.len() >= 30);
    let used: BTreeSet<&str> = law.checks().entries().map(|check| check.test.as_str()).collect();
    for (name, ..) in crate::law::meaning::TESTS {
        assert!(table::test(name).is_some(), "{name} has no code");
        assert!(used.contains(name), "{name} is used by no check");
    }
}

#[test]
fn a_finding_names_a_field_of_the_catalogue() {
    for (of, cases, good) in
        [(Of::DataArray, array_cases(), array()), (Of::Holder, holder_cases(), holder())]
    {
        for case in &cases {
            let (entry, around) = apply(case, good.clone());
            for finding in findings(of, &entry, &around, &moment()) {
                let general = path::general(&finding.path);
                let known = crate::field::Catalogue::embedded()
                    .of(of)
                    .any(|field| field.path.starts_with(&general));
                assert!(known, "{}: {}", finding.check, finding.path);
            }
        }
    }
}

/// What stands in `{ $… }` of each text, by check; from the texts themselves.
fn variables(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let text = std::fs::read_to_string(root.join(language).join("checks.ftl")).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        if let Some(key) = line.strip_prefix("check-").and_then(|rest| rest.split(" =").next()) {
            current = key.to_owned();
            found.entry(current.clone()).or_default();
        }
        let mut names = line.split("{ $").skip(1).filter_map(|rest| rest.split(" }").next());
        if let Some(set) = found.get_mut(&current) {
            set.extend(names.by_ref().map(str::to_owned));
        }
    }
    found
}

#[test]
fn a_finding_brings_what_its_sentence_needs_in_every_language() {
    for language in ["ky", "ru", "en"] {
        let variables = variables(language);
        for (of, cases, good) in
            [(Of::DataArray, array_cases(), array()), (Of::Holder, holder_cases(), holder())]
        {
            for case in &cases {
                let (entry, around) = apply(case, good.clone());
                let found = findings(of, &entry, &around, &moment());
                let finding = found.iter().find(|f| f.check == case.check).unwrap();
                let needed = variables.get(case.check);
                for name in needed.unwrap_or_else(|| panic!("{language}: {}", case.check)) {
                    assert!(finding.params.contains_key(name), "{language} {}: {name}", case.check);
                }
            }
        }
    }
}

#[test]
fn every_check_is_shown_at_a_field_of_the_catalogue() {
    for check in moment().law.checks().all() {
        let of = if check.of == "holder" { Of::Holder } else { Of::DataArray };
        let fields = crate::field::Catalogue::embedded();
        let known = fields.of(of).any(|field| field.path.starts_with(&check.field));
        assert!(known, "{}: {}", check.key, check.field);
    }
}

#[test]
fn a_check_is_switched_off_and_dated_by_an_override() {
    let mut files = embedded();
    files.push(LawFile {
        name: "override-checks.toml".into(),
        text:
            "source = \"t\"\nmark = \"U\"\n[[check]]\nkey = \"policy_missing\"\nof = \"holder\"\n\
               severity = \"mistake\"\ntest = \"policy_missing\"\nfield = \"policy\"\noff = true\n\
               from = \"2026-10-01\"\n"
                .into(),
    });
    let mut entry = holder();
    path::set(&mut entry, "policy", json!({}));
    let mut moment = moment();
    let before = findings(Of::Holder, &entry, &around(), &moment);
    moment.law = Arc::new(Law::read(&files).unwrap());
    let after = findings(Of::Holder, &entry, &around(), &moment);
    assert!(keys(&before).contains("policy_missing") && !keys(&after).contains("policy_missing"));
    moment.at = "2026-09-01T00:00:00Z".parse().unwrap();
    assert!(keys(&findings(Of::Holder, &entry, &around(), &moment)).contains("policy_missing"));
}

#[test]
fn a_bad_check_is_named_by_file_line_and_key() {
    let mut files = embedded();
    files.push(LawFile {
        name: "override-bad.toml".into(),
        text: "source = \"t\"\nmark = \"U\"\nfrom = \"2026-10-01\"\n[[check]]\nkey = \"x\"\n\
               of = \"holder\"\nseverity = \"loud\"\ntest = \"ground_needs_act\"\n\
               with = { grounds = [\"nothing\"], other = 1 }\nfield = \"purposes\"\n"
            .into(),
    });
    let errors = Law::read(&files).unwrap_err();
    let told: Vec<String> =
        errors.iter().map(|e| format!("{} {} {}", e.line, e.key, e.problem.code)).collect();
    assert_eq!(
        told,
        [
            "7 check[1].severity not_allowed",
            "9 check[1].with.grounds unknown_code",
            "9 check[1].with.other unknown_key",
        ]
    );
}

#[test]
fn the_gravest_comes_first() {
    let found = findings(
        Of::DataArray,
        &json!({"storage": {"country": "DE"},
        "cross_border": {"answer": "no"}, "name": {"ky": "База", "ru": "База"}}),
        &around(),
        &moment(),
    );
    let severities: Vec<Severity> = found.iter().map(|finding| finding.severity).collect();
    assert!(severities.is_sorted() && severities.len() > 2, "{found:?}");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        "[а-яёңөүA-Za-z0-9@.:/ -]{0,20}".prop_map(Value::from),
        prop_oneof!["yes", "no", "KG", "duration", "consent", "pin", "d1", "p1"]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::btree_map(any_name(), inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    let fields = crate::field::Catalogue::embedded();
    let mut names: Vec<String> = [Of::Holder, Of::DataArray]
        .into_iter()
        .flat_map(|of| fields.of(of))
        .flat_map(|field| field.path.split('.').map(|step| step.trim_end_matches("[]").to_owned()))
        .collect();
    names.sort();
    names.dedup();
    proptest::sample::select(names)
}

proptest! {
    #[test]
    fn any_tree_is_checked_without_panic(entry in any_json()) {
        for of in [Of::Holder, Of::DataArray] {
            let _ = named_holders(of, &entry);
            let _ = findings(of, &entry, &around(), &moment());
            let _ = findings(of, &entry, &Surroundings::default(), &moment());
        }
    }

    #[test]
    fn a_good_entry_with_anything_in_one_place_is_checked_without_panic(
        place in any_name(), inner in any_json(),
    ) {
        let mut entry = array();
        path::set(&mut entry, &place, inner.clone());
        let _ = findings(Of::DataArray, &entry, &around(), &moment());
        let mut entry = holder();
        path::set(&mut entry, &place, inner);
        let _ = findings(Of::Holder, &entry, &around(), &moment());
    }
}
