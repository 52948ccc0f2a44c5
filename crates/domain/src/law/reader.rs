//! Reads one law file: every section may stand in every file, so that an override has the same format as what it overrides.

mod linked;
mod meaning;
mod node;
mod sections;
mod situations;

use toml::de::DeTable;

use super::check::{Reference, Target};
use super::provenance::Defaults;
use super::{Law, LawError, LawFile, Problem, places};
use node::{Node, Source};

/// Reads a file into the law; what is wrong goes to `errors`, and reading goes on.
pub(super) fn read_file(law: &mut Law, file: &LawFile, errors: &mut Vec<LawError>) {
    if file.name.ends_with(".csv") {
        return places::read(law, file, errors);
    }
    let source = Source::new(&file.name, &file.text);
    read_toml(law, &source);
    let (found, references) = source.into_parts();
    errors.extend(found);
    law.references.extend(references);
}

fn read_toml(law: &mut Law, source: &Source) {
    let (root, mistakes) = DeTable::parse_recoverable(source.text());
    for mistake in mistakes {
        let at = mistake.span().map_or(0, |span| span.start);
        source.report(at, "", Problem::new("not_toml").with("detail", mistake.message()));
    }
    let node = Node::new(source, root.get_ref(), String::new(), 0);
    let defaults = node.defaults();
    sections::read_sections(law, &node, &defaults);
}

/// The provenance of rows that have none of their own: the `# key = value` lines at the head of a CSV file.
pub(super) fn csv_defaults(
    source_name: &str,
    header: &str,
) -> (Defaults, Option<String>, Vec<LawError>, Vec<Reference>) {
    let source = Source::new(source_name, header);
    let (root, mistakes) = DeTable::parse_recoverable(source.text());
    for mistake in mistakes {
        let at = mistake.span().map_or(0, |span| span.start);
        source.report(at, "", Problem::new("not_toml").with("detail", mistake.message()));
    }
    let node = Node::new(&source, root.get_ref(), String::new(), 0);
    let (defaults, parents) = (node.defaults(), node.word_if_any("parents"));
    node.refer("parents", Target::Classifier);
    node.refuse_unknown_keys();
    let (errors, references) = source.into_parts();
    (defaults, parents, errors, references)
}
