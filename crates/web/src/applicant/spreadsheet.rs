//! Rows of an organisation's own table as descriptions of arrays. People write names, not codes;
//! what cannot be understood is told, never dropped in silence.

use std::collections::BTreeMap;

use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::law::{Classifier, GroundKind};
use domain::path;
use domain::problem::Problem;
use domain::record::fold;
use exchange::Source;
use l10n::Language;
use serde_json::{Value, json};

use crate::shell::Ctx;

/// A row of the table, understood as far as it goes.
pub struct Draft {
    pub row: u64,
    pub entry: Value,
    /// Words that are not in the lists.
    pub problems: Vec<Problem>,
}

/// The fields that a column may mean.
pub fn targets() -> Vec<&'static Field> {
    let is_for_programs =
        |field: &&Field| matches!(field.kind, FieldKind::Key | FieldKind::Refs | FieldKind::File);
    Catalogue::embedded().of(Of::DataArray).filter(|field| !is_for_programs(field)).collect()
}

/// What the columns may be called, by path, in every language.
pub fn names(ctx: &Ctx) -> BTreeMap<String, Vec<String>> {
    let texts = &ctx.state.texts;
    let name = |field: &&'static Field| {
        let key = field.message_key();
        let labels = Language::all().into_iter().flat_map(|l| {
            [texts.find_text(l, &key), texts.attr(l, &key, "question")].into_iter().flatten()
        });
        (field.path.clone(), labels.collect())
    };
    targets().iter().map(name).collect()
}

/// The rows under a choice of columns: column → path.
pub fn drafts(ctx: &Ctx, source: &Source, columns: &BTreeMap<String, String>) -> Vec<Draft> {
    source
        .records
        .iter()
        .map(|record| {
            let mut draft =
                Draft { row: record.position.row, entry: json!({}), problems: Vec::new() };
            for (column, path) in columns {
                let text = path_text(&record.value, column);
                if let Some(field) = targets().into_iter().find(|f| f.path == *path)
                    && !text.is_empty()
                {
                    put(ctx, &mut draft, field, &text);
                }
            }
            tie(ctx, &mut draft.entry);
            draft
        })
        .collect()
}

/// A cell of a record; numbers are kept as they are shown.
pub fn path_text(record: &Value, column: &str) -> String {
    match record.get(column) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

fn put(ctx: &Ctx, draft: &mut Draft, field: &Field, text: &str) {
    let general = field.path.trim_end_matches("[]");
    let is_many =
        matches!(general, "items[].category" | "subjects[].category" | "recipients[].category");
    if is_many {
        return put_rows(ctx, draft, field, general, text);
    }
    let place = general.replace("[]", ".0");
    if field.kind == FieldKind::Codes {
        let mut codes = Vec::new();
        for part in parts(text) {
            codes.extend(code(ctx, draft, field, &place, part).map(Value::String));
        }
        path::set(&mut draft.entry, &place, Value::Array(codes));
    } else if let Some(value) = code(ctx, draft, field, &place, text) {
        path::set(&mut draft.entry, &place, Value::String(value));
    }
}

/// “ФИО; телефон”: one row for each; what is in no list stands in own words.
fn put_rows(ctx: &Ctx, draft: &mut Draft, field: &Field, general: &str, text: &str) {
    let list = general.split("[]").next().unwrap_or_default();
    for (index, part) in parts(text).enumerate() {
        let known = classifier_code(ctx, &field.classifier, part);
        let (name, value) = match known {
            Some(code) => ("category", code),
            None => ("words", part.to_owned()),
        };
        path::set(&mut draft.entry, &format!("{list}.{index}.{name}"), Value::String(value));
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n', ',']).map(str::trim).filter(|part| !part.is_empty())
}

/// The value to keep; nothing, and a problem, when a word is in no list.
fn code(ctx: &Ctx, draft: &mut Draft, field: &Field, place: &str, text: &str) -> Option<String> {
    let found = match field.kind {
        FieldKind::Code | FieldKind::Codes => classifier_code(ctx, &field.classifier, text),
        FieldKind::CodeOrWords => {
            return classifier_code(ctx, &field.classifier, text).or(Some(text.to_owned()));
        }
        FieldKind::Ground => classifier_code(ctx, GroundKind::Processing.classifier(), text),
        FieldKind::YesNo => said(ctx, text, "answer-", &["yes", "no"]),
        FieldKind::Choice => {
            let key = format!("choice-{}-", field.path.replace('.', "-"));
            said(ctx, text, &key, &field.choices.split(' ').collect::<Vec<_>>())
        }
        _ => return Some(text.to_owned()),
    };
    if found.is_none() {
        draft.problems.push(Problem::new(place, "unknown_code").with("value", text));
    }
    found
}

/// A code, a name in any language, or another word for it.
fn classifier_code(ctx: &Ctx, name: &str, text: &str) -> Option<String> {
    let law = ctx.state.app.law();
    let found: &Classifier = law.classifier(name)?;
    let wanted = fold(text);
    let entries = found.on(ctx.day(ctx.now));
    let is_it = |words: &str| fold(words) == wanted;
    let hit = entries.iter().find(|entry| {
        entry.code == text
            || ["ky", "ru", "en"].iter().any(|l| is_it(entry.name.in_language(l)))
            || entry.synonyms.values().flatten().any(|word| is_it(word))
    });
    hit.map(|entry| entry.code.clone())
}

/// One of a few words, in any language.
fn said(ctx: &Ctx, text: &str, key: &str, words: &[&str]) -> Option<String> {
    let wanted = fold(text);
    let texts = &ctx.state.texts;
    let is_it = |word: &&&str| {
        fold(word) == wanted
            || Language::all()
                .into_iter()
                .filter_map(|l| texts.find_text(l, &format!("{key}{word}")))
                .any(|label| fold(&label) == wanted)
    };
    words.iter().find(is_it).map(|word| (*word).to_owned())
}

/// Items are marked special or not, take the sources of the first, and serve the one purpose there is.
fn tie(ctx: &Ctx, entry: &mut Value) {
    let has_purpose = entry.get("purposes").is_some_and(|value| !path::is_blank(value));
    if has_purpose {
        path::set(entry, "purposes.0.key", json!("p1"));
    }
    let sources = path::get(entry, "items.0.sources").cloned();
    let law = ctx.state.app.law();
    let known = law.classifier("data_category");
    let Some(Value::Array(items)) = entry.get_mut("items") else { return };
    for item in items.iter_mut().filter(|item| item.is_object()) {
        let category = path::text(item, "category").to_owned();
        let special = known.and_then(|k| k.get(&category)).is_some_and(|entry| entry.special);
        if path::text(item, "special").is_empty() && !category.is_empty() {
            path::set(item, "special", json!(if special { "yes" } else { "no" }));
        }
        if let Some(sources) = &sources {
            path::set(item, "sources", sources.clone());
        }
        if has_purpose {
            path::set(item, "purposes", json!(["p1"]));
        }
    }
}
