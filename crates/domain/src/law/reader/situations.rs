//! `[[situation]]`: a situation of life, whose categories, sectors and kinds must exist.

use super::node::Node;
use super::sections::{add, one_of};
use crate::law::check::Target;
use crate::law::provenance::Defaults;
use crate::law::situations::{AREAS, Holders, Situation};
use crate::law::{Law, Problem};

pub(super) fn read_situations(law: &mut Law, file: &Node<'_>, defaults: &Defaults) {
    for node in file.section("situation") {
        let situation = situation(&node, defaults);
        node.refuse_unknown_keys();
        add(&node, "code", law.situations.add(situation));
    }
}

fn situation(node: &Node<'_>, defaults: &Defaults) -> Situation {
    let subjects = codes(node, "subjects", "subject_category");
    if subjects.is_empty() {
        // Without one it would be about everybody.
        let problem = if node.has("subjects") { "empty" } else { "missing_key" };
        node.report("subjects", Problem::new(problem));
    }
    let holders = holders(node);
    Situation {
        code: node.word("code"),
        area: one_of(node, "area", &AREAS).unwrap_or_default(),
        subjects,
        data: codes(node, "data", "data_category"),
        countrywide: countrywide(node, &holders),
        holders,
        provenance: node.provenance(defaults),
    }
}

fn holders(node: &Node<'_>) -> Holders {
    Holders {
        kinds: codes(node, "kinds", "holder_kind"),
        sectors: codes(node, "sectors", "sector"),
    }
}

fn countrywide(node: &Node<'_>, whole: &Holders) -> Option<Holders> {
    let table = node.table_if_any("countrywide")?;
    let part = holders(&table);
    table.refuse_unknown_keys();
    stays_within(&table, "kinds", &whole.kinds, &part.kinds);
    stays_within(&table, "sectors", &whole.sectors, &part.sectors);
    Some(part)
}

/// Who is not among the holders of the situation cannot be among those of the whole country.
fn stays_within(node: &Node<'_>, key: &'static str, whole: &[String], part: &[String]) {
    let outside = part.iter().find(|code| !whole.is_empty() && !whole.contains(code));
    if let Some(code) = outside {
        let problem = Problem::new("not_allowed").with("value", code);
        node.report(key, problem.with("allowed", whole.join(" ")));
    }
}

fn codes(node: &Node<'_>, key: &'static str, classifier: &'static str) -> Vec<String> {
    node.refer_each(key, |code| Target::Code { classifier: classifier.into(), code });
    node.words(key)
}
