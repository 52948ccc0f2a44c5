//! The words for codes, fields and mistakes, in the visitor's language.

use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::law::GroundKind;
use domain::path;
use domain::problem::Problem;
use serde_json::Value;

use crate::parts::Fault;
use crate::shell::Ctx;

/// The name of a code of a classifier; the code itself when the law does not know it.
pub fn code_label(ctx: &Ctx, classifier: &str, code: &str) -> String {
    let law = ctx.state.app.law();
    let entry = law.classifier(classifier).and_then(|found| found.get(code));
    entry.map_or_else(|| code.to_owned(), |e| e.name.in_language(ctx.lang.code()).to_owned())
}

/// The name of a value of a field: a code's name, an answer, a row's name, or the words themselves.
pub(super) fn value_label(ctx: &Ctx, field: &Field, entry: &Value, value: &str) -> String {
    match field.kind {
        FieldKind::Code | FieldKind::Codes | FieldKind::CodeOrWords => {
            code_label(ctx, &field.classifier, value)
        }
        FieldKind::Ground => code_label(ctx, GroundKind::Processing.classifier(), value),
        FieldKind::YesNo => ctx.t(&format!("answer-{value}")),
        FieldKind::Choice => {
            ctx.t(&format!("choice-{}-{value}", field.path.replace("[]", "").replace('.', "-")))
        }
        FieldKind::Refs => row_name(ctx, entry, &field.rows, value),
        _ => value.to_owned(),
    }
}

/// What a row is called where others refer to it: its words, or its category.
fn row_name(ctx: &Ctx, entry: &Value, list: &str, key: &str) -> String {
    let rows = entry.get(list).and_then(Value::as_array);
    let row = rows.and_then(|rows| rows.iter().find(|row| path::text(row, "key") == key));
    row.map_or_else(|| key.to_owned(), |row| row_words(ctx, row))
}

pub(super) fn row_words(ctx: &Ctx, row: &Value) -> String {
    let (words, category) = (path::text(row, "words"), path::text(row, "category"));
    match (words, category) {
        ("", "") => path::text(row, "key").to_owned(),
        ("", code) => code_label(ctx, "data_category", code),
        (words, _) => words.to_owned(),
    }
}

/// The label of a field.
pub fn field_label(ctx: &Ctx, field: &Field) -> String {
    ctx.t(&field.message_key())
}

/// “Purpose 2”: the name of a row of a list, counted from 1.
pub fn row_label(ctx: &Ctx, list: &str, index: usize) -> String {
    let n = i64::try_from(index + 1).unwrap_or(i64::MAX);
    ctx.ta(&format!("row-{}", list.replace('.', "-")), &[("n", n.into())])
}

/// The sentence for a mistake.
pub fn problem_text(ctx: &Ctx, of: Of, problem: &Problem) -> String {
    let label = Catalogue::embedded().at(of, &problem.path).map(|f| field_label(ctx, f));
    let label = label.unwrap_or_else(|| list_label(ctx, &problem.path));
    let mut args: Vec<(&str, l10n::Arg<'_>)> = vec![("field", label.into())];
    for (name, value) in &problem.params {
        match value.parse::<i64>() {
            Ok(number) if name != "value" => args.push((name, number.into())),
            _ => args.push((name, value.clone().into())),
        }
    }
    ctx.ta(&format!("problem-{}", problem.code), &args)
}

/// A whole list that lacks rows is named as its first row would be.
fn list_label(ctx: &Ctx, path: &str) -> String {
    if matches!(path, "purposes" | "items" | "subjects" | "cross_border.transfers") {
        row_label(ctx, path, 0)
    } else {
        String::new()
    }
}

/// Mistakes as a form shows them; those of a list's codes stand at the list.
pub fn faults(ctx: &Ctx, of: Of, problems: &[Problem]) -> Vec<Fault> {
    problems
        .iter()
        .map(|problem| Fault::new(field_name(of, &problem.path), problem_text(ctx, of, problem)))
        .collect()
}

/// The name of the form control at a path: `items.0.sources.1` is ticked in `items.0.sources`.
fn field_name(of: Of, path: &str) -> String {
    let many = Catalogue::embedded().at(of, path).is_some_and(|f| f.path.ends_with("[]"));
    match path.rsplit_once('.') {
        Some((list, last)) if many && last.bytes().all(|b| b.is_ascii_digit()) => list.to_owned(),
        _ => path.to_owned(),
    }
}
