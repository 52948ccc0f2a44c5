//! `[[concept]]` and `[[record_part]]`: codes and sections that must exist.

use super::node::Node;
use super::sections::add;
use crate::field::{Catalogue, Of};
use crate::law::check::Target;
use crate::law::linked::{Concept, RecordPart};
use crate::law::provenance::Defaults;
use crate::law::{Law, Problem};

pub(super) fn read_linked(law: &mut Law, file: &Node<'_>, defaults: &Defaults) {
    for node in file.section("concept") {
        let concept = concept(&node, defaults);
        node.refuse_unknown_keys();
        add(&node, "code", law.concepts.add(concept));
    }
    for node in file.section("record_part") {
        let part = part(&node, defaults);
        node.refuse_unknown_keys();
        add(&node, "code", law.record_parts.add(part));
    }
}

fn concept(node: &Node<'_>, defaults: &Defaults) -> Concept {
    let (classifier, concept) = (node.word("classifier"), node.word("concept"));
    node.refer("code", |code| Target::Code { classifier: classifier.clone(), code });
    if !concept.is_empty() && !Concept::is_concept(&concept) {
        node.report("concept", Problem::new("bad_value"));
    }
    let key = format!("{classifier}.{}", node.word("code"));
    Concept { key, concept, provenance: node.provenance(defaults) }
}

fn part(node: &Node<'_>, defaults: &Defaults) -> RecordPart {
    RecordPart {
        code: node.word("code"),
        letter: node.word("letter"),
        name: node.text("name"),
        holder: sections(node, "holder", Of::Holder),
        array: sections(node, "array", Of::DataArray),
        provenance: node.provenance(defaults),
    }
}

/// The sections of an entry, divided by blanks.
fn sections(node: &Node<'_>, key: &'static str, of: Of) -> Vec<String> {
    let words = node.word_if_any(key).unwrap_or_default();
    let named: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let known = Catalogue::embedded().sections(of);
    if let Some(unknown) = named.iter().find(|name| !known.contains(&name.as_str())) {
        let problem = Problem::new("not_allowed").with("value", unknown);
        node.report(key, problem.with("allowed", known.join(" ")));
    }
    named
}
