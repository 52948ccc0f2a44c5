//! The entry, section by section, with a place for a remark at every field.

use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::review::Typed;
use crate::entry::{self, Row, field_label, row_label};
use crate::parts::Fault;
use crate::parts::field::id_of;
use crate::shell::Ctx;

/// The longest remark.
pub const LONGEST: usize = 4000;

/// What the sections are made from.
pub struct Sections<'a> {
    pub of: Of,
    pub entry: &'a Value,
    /// Mistakes, to be shown where they are.
    pub faults: &'a [Fault],
    /// What was said in earlier rounds: path and words.
    pub earlier: &'a [(String, String)],
    /// What was typed now; none when the reader does not write remarks.
    pub typed: Option<&'a Typed>,
    /// Sections to fold: nothing changed in them.
    pub folded: &'a [String],
}

pub fn sections(ctx: &Ctx, given: &Sections<'_>) -> Markup {
    html! {
        @for section in Catalogue::embedded().sections(given.of) {
            @let id = format!("section-{section}");
            @if given.folded.iter().any(|folded| folded == section) {
                details .section id=(id) {
                    summary { (title(ctx, given.of, section)) " " span .count { (ctx.t("desk-unchanged")) } }
                    (body(ctx, given, section))
                }
            } @else {
                section .section id=(id) {
                    h3 { (title(ctx, given.of, section)) }
                    (body(ctx, given, section))
                }
            }
        }
    }
}

/// The name of a section in the words of article 30.
pub fn title(ctx: &Ctx, of: Of, section: &str) -> String {
    let key = format!("section-{}-{section}", of.as_str());
    ctx.attr(&key, "group").unwrap_or_else(|| ctx.t(&key))
}

fn body(ctx: &Ctx, given: &Sections<'_>, section: &str) -> Markup {
    let rows = all_rows(ctx, given.of, section, given.entry);
    let mut last: Option<&str> = None;
    let mut groups: Vec<(Option<&str>, Vec<&Row>)> = Vec::new();
    for row in &rows {
        let group = row.group.as_deref();
        match groups.last_mut() {
            Some((_, list)) if group == last => list.push(row),
            _ => groups.push((group, vec![row])),
        }
        last = group;
    }
    html! {
        @for (group, rows) in groups {
            @if let Some(group) = group { h4 .row-name id=[rows.first().and_then(|row| row_id(&row.path))] { (group) } }
            dl .summary.places { @for row in rows { (place(ctx, given, row)) } }
        }
    }
}

/// The anchor of a row of a list: findings may name the row and no field of it.
fn row_id(path: &str) -> Option<String> {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('.') {
        steps.push(step);
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(format!("at-{}", id_of(&steps.join("."))));
        }
    }
    None
}

fn place(ctx: &Ctx, given: &Sections<'_>, row: &Row) -> Markup {
    html! {
        div id={ "at-" (id_of(&row.path)) } data-place[given.typed.is_some()] {
            dt { (row.label) }
            dd { (row.value) }
            @for fault in given.faults.iter().filter(|fault| fault.path == row.path) {
                dd .finding { (fault.text) }
            }
            @for (_, words) in given.earlier.iter().filter(|(path, _)| *path == row.path) {
                dd .remark { strong { (ctx.t("desk-earlier-remark")) } " " (words) }
            }
            @if let Some(typed) = given.typed {
                dd .remark-place { (remark(ctx, typed, &row.path, &row.label)) }
            }
        }
    }
}

/// A folded text box for a remark; it stands open when something is typed in it.
pub fn remark(ctx: &Ctx, typed: &Typed, path: &str, label: &str) -> Markup {
    let name = format!("remark.{path}");
    let words = typed.remark(path);
    html! {
        details open[!words.is_empty()] {
            summary { (ctx.t("desk-remark")) span .visually-hidden { ": " (label) } }
            textarea id=(id_of(&name)) name=(name) rows="3" maxlength=(LONGEST)
                aria-label=(ctx.ta("desk-remark.at", &[("field", label.into())])) { (words) }
        }
    }
}

/// The filled fields and, between them, those left empty: a registrar also remarks on what is not
/// there.
fn all_rows(ctx: &Ctx, of: Of, section: &str, entry: &Value) -> Vec<Row> {
    let mut filled = entry::rows_of(ctx, of, section, entry);
    let fields: Vec<&Field> =
        Catalogue::embedded().of(of).filter(|field| field.section == section).collect();
    let mut rows = Vec::new();
    let mut lists: Vec<&str> = Vec::new();
    for field in fields {
        let general = field.path.trim_end_matches("[]");
        match general.split_once("[]") {
            None => match filled.iter().position(|row| row.path == general) {
                Some(index) => rows.push(filled.remove(index)),
                None if field.kind != FieldKind::Key => rows.push(blank(ctx, field, general)),
                None => {}
            },
            Some((list, _)) if lists.contains(&list) => {}
            Some((list, _)) => {
                lists.push(list);
                rows.extend(list_rows(ctx, list, entry, &mut filled));
            }
        }
    }
    rows
}

fn blank(ctx: &Ctx, field: &Field, place: &str) -> Row {
    let value = html! { span .quiet { (ctx.t("desk-not-filled")) } };
    Row { path: place.to_owned(), label: field_label(ctx, field), value, group: None }
}

/// The list itself (a row may be missing in it), then its rows.
fn list_rows(ctx: &Ctx, list: &str, entry: &Value, filled: &mut Vec<Row>) -> Vec<Row> {
    let count = path::get(entry, list).and_then(Value::as_array).map_or(0, Vec::len);
    let none = ctx.t(&format!("row-{}.none", list.replace('.', "-")));
    let value = if count == 0 {
        html! { span .quiet { (none) } }
    } else {
        html! { (ctx.ta("desk-rows", &[("n", count.into())])) }
    };
    let whole = Row {
        path: list.to_owned(),
        label: ctx.t(&format!("desk-list-{}", list.replace('.', "-"))),
        value,
        group: None,
    };
    let prefix = format!("{list}.");
    let (own, others): (Vec<Row>, Vec<Row>) =
        filled.drain(..).partition(|row| row.path.starts_with(&prefix));
    *filled = others;
    std::iter::once(whole).chain(own).collect()
}

/// What a path is called: the field, and the row it stands in.
pub fn path_label(ctx: &Ctx, of: Of, place: &str) -> String {
    if place.is_empty() {
        return ctx.t("desk-remark-whole");
    }
    let Some(field) = Catalogue::embedded().at(of, place) else {
        let list = place.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('.');
        return match place.rsplit_once('.').and_then(|(_, last)| last.parse::<usize>().ok()) {
            Some(index) if is_list(of, list) => row_label(ctx, list, index),
            _ if is_list(of, place) => ctx.t(&format!("desk-list-{}", place.replace('.', "-"))),
            _ => place.to_owned(),
        };
    };
    let label = field_label(ctx, field);
    match field.path.trim_end_matches("[]").split_once("[]") {
        Some((list, _)) => match row_index(place, list) {
            Some(index) => format!("{label} ({})", row_label(ctx, list, index)),
            None => label,
        },
        None => label,
    }
}

fn row_index(place: &str, list: &str) -> Option<usize> {
    place.strip_prefix(list)?.trim_start_matches('.').split('.').next()?.parse().ok()
}

/// Whether a path names a list of rows.
pub fn is_list(of: Of, place: &str) -> bool {
    let prefix = format!("{place}[].");
    Catalogue::embedded().of(of).any(|field| field.path.starts_with(&prefix))
}

/// Whether a remark may be tied to a path: to the whole, a field, a row or a list.
pub fn is_place(of: Of, place: &str) -> bool {
    let row = place.rsplit_once('.').filter(|(_, last)| last.parse::<usize>().is_ok());
    place.is_empty()
        || Catalogue::embedded().at(of, place).is_some()
        || is_list(of, place)
        || row.is_some_and(|(list, _)| is_list(of, list))
}
