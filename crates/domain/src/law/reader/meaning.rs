//! `[[check]]`: a meaning check, whose test and parameters must exist.

use std::collections::BTreeMap;

use super::node::Node;
use super::sections::{add, one_of};
use crate::law::check::Target;
use crate::law::meaning::{MeaningCheck, Severity, Sort, TESTS, parameters_of, sort_of};
use crate::law::provenance::Defaults;
use crate::law::{Law, Problem};

pub(super) fn read_checks(law: &mut Law, file: &Node<'_>, defaults: &Defaults) {
    for node in file.section("check") {
        let check = check(&node, defaults);
        node.refuse_unknown_keys();
        add(&node, "key", law.checks.add(check));
    }
}

fn check(node: &Node<'_>, defaults: &Defaults) -> MeaningCheck {
    let of = one_of(node, "of", &["holder", "data_array"]).unwrap_or_default();
    let names: Vec<&str> = TESTS.iter().map(|(name, ..)| *name).collect();
    let test = one_of(node, "test", &names).unwrap_or_default();
    let with = node.table_if_any("with").map(|with| parameters(&with, &test)).unwrap_or_default();
    let (needed, _) = parameters_of(&test).unwrap_or_default();
    for name in needed.iter().filter(|name| !with.contains_key(**name)) {
        node.report("with", Problem::new("missing_key").with("key", name));
    }
    MeaningCheck {
        key: node.word("key"),
        of,
        severity: severity(node),
        test,
        with,
        field: node.word("field"),
        off: node.flag_if_any("off").unwrap_or(false),
        provenance: node.provenance(defaults),
    }
}

fn severity(node: &Node<'_>) -> Severity {
    let word = one_of(node, "severity", &Severity::ALL.map(Severity::as_str));
    Severity::ALL
        .into_iter()
        .find(|s| word.as_deref() == Some(s.as_str()))
        .unwrap_or(Severity::Doubt)
}

fn parameters(with: &Node<'_>, test: &str) -> BTreeMap<String, Vec<String>> {
    let (needed, more) = parameters_of(test).unwrap_or_default();
    let mut found = BTreeMap::new();
    for name in needed.iter().chain(more).filter(|name| with.has(name)) {
        let values = match sort_of(name) {
            Some(Sort::Number) => with.number(name).map(|n| n.to_string()).into_iter().collect(),
            Some(Sort::Codes(classifier)) => {
                with.refer_each(name, |code| Target::Code { classifier: classifier.into(), code });
                with.words(name)
            }
            _ => with.words(name),
        };
        found.insert((*name).to_owned(), values);
    }
    with.refuse_unknown_keys();
    found
}
