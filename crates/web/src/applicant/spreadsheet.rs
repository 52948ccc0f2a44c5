//! Rows of an organisation's own table as descriptions of arrays. People write names, not codes;
//! what cannot be understood is told, never dropped in silence.

use std::collections::BTreeMap;

use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::law::{Classifier, GroundKind};
use domain::path;
use domain::problem::Problem;
use domain::record::fold;
use exchange::{Mapping, Source};
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

/// No name of a classifier has more commas.
const MOST_WORDS: usize = 6;

/// What the columns mean: the name of a column and a path, in the order of the table.
pub type Columns = Vec<(String, String)>;

/// The fields that a column may mean.
pub fn targets() -> Vec<&'static Field> {
    let is_for_programs =
        |field: &&Field| matches!(field.kind, FieldKind::Key | FieldKind::Refs | FieldKind::File);
    Catalogue::embedded().of(Of::DataArray).filter(|field| !is_for_programs(field)).collect()
}

/// What the columns may be called, by path, in every language: as the field, as its question, or as
/// people write in their own tables.
pub fn names(ctx: &Ctx) -> BTreeMap<String, Vec<String>> {
    let texts = &ctx.state.texts;
    let name = |field: &&'static Field| {
        let key = field.message_key();
        let labels = Language::all().into_iter().flat_map(|l| {
            let said = ["question", "column"].map(|name| texts.attr(l, &key, name));
            said.into_iter().chain([texts.find_text(l, &key)]).flatten()
        });
        (field.path.clone(), labels.collect())
    };
    targets().iter().map(name).collect()
}

/// Whether a column is called as in our own export: by the path of one field of one row.
pub fn is_own_name(column: &str) -> bool {
    place_of(column).is_some()
}

/// Our export says of each entry in the first columns what it is; that is nothing to be described.
pub fn is_about_entry(column: &str) -> bool {
    column.starts_with('#')
}

/// The field at a concrete path, exactly as an export writes it: `items.0.sources.1`, `name.ky`.
fn place_of(path: &str) -> Option<&'static Field> {
    let found = Catalogue::embedded().at(Of::DataArray, path)?;
    (path::general(path) == found.path && !path.contains("[]")).then_some(found)
}

/// What the columns seem to mean, by their names.
pub fn proposed(ctx: &Ctx, source: &Source) -> Columns {
    let open: Vec<String> =
        source.columns.iter().filter(|c| !is_own_name(c) && !is_about_entry(c)).cloned().collect();
    let found = Mapping::suggest(&open, &names(ctx));
    found.into_iter().map(|suggestion| (suggestion.header, suggestion.path)).collect()
}

/// The rows under a choice of columns.
pub fn drafts(ctx: &Ctx, source: &Source, columns: &Columns) -> Vec<Draft> {
    let draft = |record: &exchange::Record| {
        let row = record.position.row;
        let mut draft = Draft { row, entry: json!({}), problems: Vec::new() };
        for (column, path) in columns {
            let text = path_text(&record.value, column);
            if text.is_empty() {
                continue;
            }
            if let Some(field) = place_of(path).filter(|_| path == column) {
                put_back(ctx, &mut draft, field, path, &text);
            } else if let Some(field) = targets().into_iter().find(|f| f.path == *path) {
                put(ctx, &mut draft, field, &text);
            }
        }
        tie(ctx, &mut draft.entry);
        draft
    };
    source.records.iter().map(draft).collect()
}

/// A cell of a record; numbers are kept as they are shown.
pub fn path_text(record: &Value, column: &str) -> String {
    match record.get(column) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// A cell of our own export: one value at its exact place.
fn put_back(ctx: &Ctx, draft: &mut Draft, field: &Field, place: &str, text: &str) {
    if let Some(value) = code(ctx, draft, field, place, text) {
        path::set(&mut draft.entry, place, Value::String(value));
    }
}

fn put(ctx: &Ctx, draft: &mut Draft, field: &Field, text: &str) {
    let general = field.path.trim_end_matches("[]");
    let is_many = matches!(
        general,
        "items[].category"
            | "items[].words"
            | "subjects[].category"
            | "subjects[].words"
            | "recipients[].category"
            | "recipients[].words"
    );
    if is_many {
        return put_rows(ctx, draft, general, text);
    }
    let place = general.replace("[]", ".0");
    if field.kind == FieldKind::Codes {
        let known = path::get(&draft.entry, &place).and_then(Value::as_array).cloned();
        let mut codes = known.unwrap_or_default();
        for part in parts(ctx, &field.classifier, text) {
            let code = code(ctx, draft, field, &place, &part).map(Value::String);
            codes.extend(code.filter(|code| !codes.contains(code)));
        }
        path::set(&mut draft.entry, &place, Value::Array(codes));
    } else if !path::text(&draft.entry, &place).is_empty() {
        draft.problems.push(Problem::new(&place, "several_values").with("value", text));
    } else if let Some(value) = code(ctx, draft, field, &place, text) {
        path::set(&mut draft.entry, &place, Value::String(value));
    }
}

/// “ФИО; телефон”: one row for each; what is in no list stands in own words. Another column of the
/// same meaning goes on where the first one ended.
fn put_rows(ctx: &Ctx, draft: &mut Draft, general: &str, text: &str) {
    let list = general.split("[]").next().unwrap_or_default();
    let category = format!("{list}[].category");
    let classifier = targets().into_iter().find(|f| f.path == category);
    let classifier = classifier.map_or("", |field| field.classifier.as_str());
    for part in parts(ctx, classifier, text) {
        let (name, value) = match classifier_code(ctx, classifier, &part) {
            Some(code) => ("category", code),
            None => ("words", part),
        };
        let rows = path::get(&draft.entry, list).and_then(Value::as_array);
        let rows = rows.map_or(&[][..], Vec::as_slice);
        let is_free = |row: &Value| {
            ["category", "words"].into_iter().all(|name| path::text(row, name).is_empty())
        };
        let index = rows.iter().position(is_free).unwrap_or(rows.len());
        path::set(&mut draft.entry, &format!("{list}.{index}.{name}"), Value::String(value));
    }
}

/// The words of a cell, one for each entry of a list. A name may hold commas itself: «family name,
/// first name», so as many words as a name of the classifier has stay together.
fn parts(ctx: &Ctx, classifier: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.split([';', '\n']) {
        let words: Vec<&str> = line.split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
        let mut rest = &words[..];
        while !rest.is_empty() {
            let is_name = |n: &usize| classifier_code(ctx, classifier, &rest[..*n].join(", "));
            let longest = rest.len().min(MOST_WORDS);
            let n = (2..=longest).rev().find(|n| is_name(n).is_some()).unwrap_or(1);
            found.push(rest[..n].join(", "));
            rest = &rest[n..];
        }
    }
    found
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

/// What a table says once holds for every row: the sources of the data, the ground of a transfer.
/// Special or not is known from the list; the only purpose is the purpose of all.
fn tie(ctx: &Ctx, entry: &mut Value) {
    if entry.get("purposes").is_some_and(|value| !path::is_blank(value)) {
        fill(entry, "purposes.0", "key", &json!("p1"));
    }
    let purposes = entry.get("purposes").and_then(Value::as_array).map(Vec::as_slice);
    let only = match purposes {
        Some([only]) => json!([path::text(only, "key")]),
        _ => Value::Null,
    };
    let sources = path::get(entry, "items.0.sources").cloned().unwrap_or_default();
    let ground = path::get(entry, "recipients.0.ground").cloned().unwrap_or_default();
    for index in 0..length(entry, "items") {
        let row = format!("items.{index}");
        let special = special(ctx, path::text(entry, &format!("{row}.category")));
        fill(entry, &row, "special", &special);
        fill(entry, &row, "sources", &sources);
        fill(entry, &row, "purposes", &only);
    }
    for index in 0..length(entry, "recipients") {
        fill(entry, &format!("recipients.{index}"), "ground", &ground);
    }
}

fn length(entry: &Value, list: &str) -> usize {
    entry.get(list).and_then(Value::as_array).map_or(0, Vec::len)
}

fn special(ctx: &Ctx, category: &str) -> Value {
    let law = ctx.state.app.law();
    let found = law.classifier("data_category").and_then(|known| known.get(category));
    found.map_or(Value::Null, |entry| json!(if entry.special { "yes" } else { "no" }))
}

/// Puts a value where nothing stands yet.
fn fill(entry: &mut Value, row: &str, name: &str, value: &Value) {
    let place = format!("{row}.{name}");
    if path::get(entry, &place).is_none_or(path::is_blank) && !path::is_blank(value) {
        path::set(entry, &place, value.clone());
    }
}
