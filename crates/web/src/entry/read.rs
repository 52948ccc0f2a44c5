//! An entry as people read it.

use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::labels::{field_label, row_label, value_label};
use crate::shell::Ctx;

/// One field with its value, ready to be shown.
pub struct Row {
    /// The concrete path.
    pub path: String,
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: Markup,
    /// For a field in a row of a list: the row's name.
    pub group: Option<String>,
}

/// The filled fields of a section, rows of lists under their names.
pub fn rows_of(ctx: &Ctx, of: Of, section: &str, entry: &Value) -> Vec<Row> {
    let fields: Vec<&Field> =
        Catalogue::embedded().of(of).filter(|field| field.section == section).collect();
    let mut rows = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for field in &fields {
        match list_of(field) {
            None => rows.extend(row(ctx, field, entry, general(field), None)),
            Some(list) if done.contains(&list) => {}
            Some(list) => {
                done.push(list);
                rows.extend(list_rows(ctx, &fields, list, entry));
            }
        }
    }
    rows
}

/// The list a field is repeated in: `purposes[].words` → `purposes`.
pub(super) fn list_of(field: &Field) -> Option<&str> {
    general(field).split_once("[]").map(|(list, _)| list)
}

fn general(field: &Field) -> &str {
    field.path.trim_end_matches("[]")
}

fn list_rows(ctx: &Ctx, fields: &[&Field], list: &str, entry: &Value) -> Vec<Row> {
    let count = path::get(entry, list).and_then(Value::as_array).map_or(0, Vec::len);
    let mut rows = Vec::new();
    for index in 0..count {
        for field in fields.iter().filter(|field| list_of(field) == Some(list)) {
            let place = general(field).replacen("[]", &format!(".{index}"), 1);
            rows.extend(row(ctx, field, entry, &place, Some(row_label(ctx, list, index))));
        }
    }
    rows
}

fn row(ctx: &Ctx, field: &Field, entry: &Value, at: &str, group: Option<String>) -> Option<Row> {
    let value = path::get(entry, at).filter(|value| !path::is_blank(value))?;
    if field.kind == FieldKind::Key {
        return None;
    }
    let value = value_markup(ctx, field, entry, value);
    Some(Row { path: at.to_owned(), label: field_label(ctx, field), value, group })
}

/// A value as a page shows it: codes by name, lists as lists, links as links.
pub fn value_markup(ctx: &Ctx, field: &Field, entry: &Value, value: &Value) -> Markup {
    match value {
        Value::Array(codes) => html! {
            ul .values {
                @for code in codes.iter().filter_map(Value::as_str) {
                    li { (value_label(ctx, field, entry, code)) }
                }
            }
        },
        Value::String(text) => one_value(ctx, field, entry, text),
        _ => html! {},
    }
}

fn one_value(ctx: &Ctx, field: &Field, entry: &Value, text: &str) -> Markup {
    match field.kind {
        FieldKind::Link if text.starts_with("http://") || text.starts_with("https://") => {
            html! { a href=(text) rel="nofollow noopener" { (text) } }
        }
        FieldKind::Email => html! { a href={ "mailto:" (text) } { (text) } },
        FieldKind::Phone => html! { a href={ "tel:" (dialled(text)) } { (text) } },
        FieldKind::LongText => {
            html! { @for line in text.lines() { span .line { (line) } } }
        }
        _ => html! {
            // A name in another language is read out in that language.
            @if let Some(language) = field.language() { span lang=(language) { (text) } }
            @else { (value_label(ctx, field, entry, text)) }
        },
    }
}

fn dialled(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// A value as one line of text: for differences and tables.
pub fn value_text(ctx: &Ctx, field: &Field, entry: &Value, value: &Value) -> String {
    value_texts(ctx, field, entry, value).join("; ")
}

/// What a row says, as bare texts: one for each code.
pub fn row_texts(ctx: &Ctx, of: Of, entry: &Value, row: &Row) -> Vec<String> {
    let field = Catalogue::embedded().at(of, &row.path);
    let value = path::get(entry, &row.path);
    field.zip(value).map_or_else(Vec::new, |(f, value)| value_texts(ctx, f, entry, value))
}

fn value_texts(ctx: &Ctx, field: &Field, entry: &Value, value: &Value) -> Vec<String> {
    match value {
        Value::Array(codes) => {
            let codes = codes.iter().filter_map(Value::as_str);
            codes.map(|code| value_label(ctx, field, entry, code)).collect()
        }
        Value::String(text) => vec![value_label(ctx, field, entry, text)],
        _ => Vec::new(),
    }
}

/// A section as a summary list; rows of lists stand under their own names.
pub fn section_summary(ctx: &Ctx, of: Of, section: &str, entry: &Value) -> Markup {
    let rows = rows_of(ctx, of, section, entry);
    html! {
        @for (group, rows) in grouped(&rows) {
            @if let Some(group) = group { p .row-name { (group) } }
            dl .summary {
                @for row in rows {
                    div { dt { (row.label) } dd { (row.value) } }
                }
            }
        }
        @if rows.is_empty() { p .hint { (ctx.t("entry-nothing-said")) } }
    }
}

pub fn grouped(rows: &[Row]) -> Vec<(Option<&str>, Vec<&Row>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Row>)> = Vec::new();
    for row in rows {
        let name = row.group.as_deref();
        match groups.last_mut() {
            Some((last, list)) if *last == name => list.push(row),
            _ => groups.push((name, vec![row])),
        }
    }
    groups
}
