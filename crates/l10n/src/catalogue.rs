use crate::{Language, files, number};
use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::Entry;
use std::{collections::BTreeSet, sync::Arc};

pub(crate) type Bundle = FluentBundle<Arc<FluentResource>>;

/// Why the texts could not be loaded: the file and what is wrong in it.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct LoadError {
    file: String,
    problem: String,
}

/// A text that one language has and another lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The language in which it is missing.
    pub language: Language,
    /// `file.ftl: id` or `file.ftl: id.attribute`.
    pub key: String,
}

/// All messages of one language.
pub(crate) struct Catalogue {
    pub bundle: Bundle,
    pub keys: BTreeSet<String>,
}

pub(crate) fn load(language: Language) -> Result<Catalogue, LoadError> {
    let mut catalogue = Catalogue { bundle: empty_bundle(language), keys: BTreeSet::new() };
    for file in files::of(language) {
        add_file(&mut catalogue, &file)
            .map_err(|problem| LoadError { file: file.clone(), problem })?;
    }
    Ok(catalogue)
}

fn empty_bundle(language: Language) -> Bundle {
    let mut bundle =
        FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
    // Isolation marks would be copied along with the text (U+2068, U+2069).
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| grouped(value, Language::En),
        _ => |value, _| grouped(value, Language::Ky),
    }));
    bundle
}

/// Fluent itself does not group numbers: 1234567 must read 1 234 567.
fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 && n.value.abs() < 1e15 => {
            Some(number::grouped(language, n.value as i64))
        }
        _ => None,
    }
}

fn add_file(catalogue: &mut Catalogue, file: &str) -> Result<(), String> {
    let text = files::text(file)?;
    let resource = FluentResource::try_new(text.clone())
        .map_err(|(_, errors)| syntax_problem(&text, &errors))?;
    let name = file.split('/').next_back().unwrap_or(file);
    catalogue.keys.extend(keys(name, &resource));
    catalogue.bundle.add_resource(Arc::new(resource)).map_err(|errors| format!("{errors:?}"))
}

fn syntax_problem(text: &str, errors: &[fluent_syntax::parser::ParserError]) -> String {
    let describe = |e: &fluent_syntax::parser::ParserError| {
        let line = text.get(..e.pos.start).map_or(0, |t| t.matches('\n').count()) + 1;
        format!("line {line}: {}", e.kind)
    };
    errors.iter().map(describe).collect::<Vec<_>>().join("; ")
}

fn keys(file: &str, resource: &FluentResource) -> Vec<String> {
    let mut keys = Vec::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            if message.value.is_some() {
                keys.push(format!("{file}: {}", message.id.name));
            }
            for attribute in &message.attributes {
                keys.push(format!("{file}: {}.{}", message.id.name, attribute.id.name));
            }
        }
    }
    keys
}

/// What some language has and another lacks.
pub(crate) fn gaps(catalogues: &[(Language, &Catalogue)]) -> Vec<Gap> {
    let all: BTreeSet<&String> = catalogues.iter().flat_map(|(_, c)| &c.keys).collect();
    let missing_in = |(language, catalogue): &(Language, &Catalogue)| {
        all.iter()
            .filter(|key| !catalogue.keys.contains(**key))
            .map(|key| Gap { language: *language, key: (*key).clone() })
            .collect::<Vec<_>>()
    };
    catalogues.iter().flat_map(missing_in).collect()
}
