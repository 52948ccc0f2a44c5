//! The list of data: tick what is written down about people, then say of each where it comes from
//! and which purpose it serves.

use std::collections::BTreeSet;

use domain::field::{Catalogue, Field, Of};
use domain::law::ClassEntry;
use domain::path;
use maud::{Markup, html};
use serde_json::{Map, Value, json};

use super::sent_form::SentForm;
use crate::entry::{self, Form, code_label};
use crate::parts::{Choice, Tone, details, field, notice, tag};
use crate::shell::Ctx;

const PICK: &str = "pick";
/// Says that the tick list stood on the page: what is not ticked then is taken out.
const PICK_SHOWN: &str = "pick_shown";
const ALL_SOURCES: &str = "all_sources";
const ALL_PURPOSES: &str = "all_purposes";

/// The whole section.
pub fn form(ctx: &Ctx, form: &Form<'_>, entry: &Value) -> Markup {
    let rows = rows(form.entry);
    let none = rows.is_empty();
    html! {
        @if form.entry.get("purposes").is_none_or(path::is_blank) {
            (notice(Tone::Attention, &ctx.t("applicant-items-purposes-first"), html! { p { (ctx.t("applicant-items-purposes-first.text")) } }))
        }
        (entry::remark(ctx, form, "items"))
        @for fault in form.faults.iter().filter(|fault| fault.path == "items") {
            p .error #items { (fault.text) }
        }
        (field::hidden(PICK_SHOWN, "yes"))
        @if none { (picks(ctx, entry)) (again(ctx, "pick", "applicant-items-pick-done")) }
        @else {
            (details(&ctx.t("applicant-items-pick-more"), html! { (picks(ctx, entry)) (again(ctx, "pick", "applicant-items-pick-done")) }))
            (for_all(ctx, form))
            h2 { (ctx.t("applicant-items-each")) }
            @for index in 0..rows.len() { (row(ctx, form, index)) }
        }
        p { button .button.secondary type="submit" name="action" value="add:items" { (ctx.t("applicant-items-own-words")) } }
    }
}

fn again(ctx: &Ctx, action: &str, text: &str) -> Markup {
    html! { p { button .button.secondary type="submit" name="action" value=(action) { (ctx.t(text)) } } }
}

fn rows(entry: &Value) -> &[Value] {
    entry.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice)
}

/// The tick list: every category of data there is, in folding groups.
fn picks(ctx: &Ctx, entry: &Value) -> Markup {
    let taken: Vec<String> =
        rows(entry).iter().map(|row| path::text(row, "category").to_owned()).collect();
    let spec = field::Field::of(ctx, PICK, "applicant-items-pick").values(taken);
    field::tree_checkboxes(ctx, &spec, &tree(ctx))
}

fn tree(ctx: &Ctx) -> Vec<Choice> {
    let law = ctx.state.app.law();
    let Some(found) = law.classifier("data_category") else { return Vec::new() };
    let entries = found.on(ctx.day(ctx.now));
    let under = |parent: &str| -> Vec<Choice> {
        let children = entries.iter().filter(|entry| entry.parent.as_deref() == Some(parent));
        children.map(|entry| choice(ctx, entry)).collect()
    };
    let roots = entries.iter().filter(|entry| entry.parent.is_none());
    roots
        .map(|root| match under(&root.code) {
            leaf if leaf.is_empty() => choice(ctx, root),
            // A group only gathers: “papers” says less than “passport”.
            children => Choice::new("", root.name.in_language(ctx.lang.code())).children(children),
        })
        .collect()
}

fn choice(ctx: &Ctx, entry: &ClassEntry) -> Choice {
    let choice = Choice::new(&entry.code, entry.name.in_language(ctx.lang.code()));
    if entry.special { choice.tag(ctx.t("applicant-special")) } else { choice }
}

/// Answers that are the same for many items are given once.
fn for_all(ctx: &Ctx, form: &Form<'_>) -> Markup {
    let sources = field::Field::new(ALL_SOURCES, ctx.t("applicant-items-all-sources"));
    let purposes = field::Field::new(ALL_PURPOSES, ctx.t("applicant-items-all-purposes"));
    let body = html! {
        p .hint { (ctx.t("applicant-items-all.text")) }
        (field::checkboxes(ctx, &sources, &choices(ctx, form, "items[].sources[]")))
        (field::checkboxes(ctx, &purposes, &choices(ctx, form, "items[].purposes[]")))
        (again(ctx, "apply", "applicant-items-all-apply"))
    };
    details(&ctx.t("applicant-items-all"), body)
}

fn field_of(general: &str) -> Option<&'static Field> {
    Catalogue::embedded().of(Of::DataArray).find(|field| field.path == general)
}

fn choices(ctx: &Ctx, form: &Form<'_>, general: &str) -> Vec<Choice> {
    field_of(general).map_or(Vec::new(), |field| entry::choices(ctx, form.entry, field))
}

/// One kind of data. It stands open while an answer is lacking.
fn row(ctx: &Ctx, form: &Form<'_>, index: usize) -> Markup {
    let place = format!("items.{index}");
    let item = &rows(form.entry)[index];
    let lacks = |name: &str| item.get(name).is_none_or(path::is_blank);
    let inside = format!("{place}.");
    let is_open = ["sources", "purposes", "special"].into_iter().any(lacks)
        || form.faults.iter().any(|fault| fault.path.starts_with(&inside))
        || form.remarks.iter().any(|(path, _)| path.starts_with(&inside) || *path == place);
    html! {
        details .item id=(field::id_of(&place)) open[is_open] {
            summary { strong { (name(ctx, item, index)) } (marks(ctx, form, item)) }
            div {
                (entry::remark(ctx, form, &place))
                (field::hidden(&format!("{place}.key"), path::text(item, "key")))
                (field::hidden(&format!("{place}.category"), path::text(item, "category")))
                @if path::text(item, "category").is_empty() { (control(ctx, form, &place, "words")) }
                @else { (field::hidden(&format!("{place}.words"), path::text(item, "words"))) }
                (control(ctx, form, &place, "special"))
                (control(ctx, form, &place, "sources"))
                (control(ctx, form, &place, "purposes"))
                p {
                    button .plain.quiet type="submit" name="action" value={ "remove:" (place) } {
                        (ctx.t("row-items.remove"))
                        span .visually-hidden { ": " (name(ctx, item, index)) }
                    }
                }
            }
        }
    }
}

fn control(ctx: &Ctx, form: &Form<'_>, place: &str, name: &str) -> Markup {
    let place = format!("{place}.{name}");
    match Catalogue::embedded().at(Of::DataArray, &place) {
        Some(field) => entry::control(ctx, form, field, &place),
        None => html! {},
    }
}

fn name(ctx: &Ctx, item: &Value, index: usize) -> String {
    match (path::text(item, "category"), path::text(item, "words")) {
        ("", "") => entry::row_label(ctx, "items", index),
        ("", words) => words.to_owned(),
        (code, "") => code_label(ctx, "data_category", code),
        (code, words) => format!("{} ({words})", code_label(ctx, "data_category", code)),
    }
}

/// What the closed row says of itself.
fn marks(ctx: &Ctx, form: &Form<'_>, item: &Value) -> Markup {
    let said = |name: &str, general: &str| {
        let value = item.get(name).unwrap_or(&Value::Null);
        field_of(general).map_or(String::new(), |f| entry::value_text(ctx, f, form.entry, value))
    };
    let sources = said("sources", "items[].sources[]");
    let purposes = said("purposes", "items[].purposes[]");
    html! {
        @if path::text(item, "special") == "yes" { " " (tag(Tone::Attention, &ctx.t("applicant-special"))) }
        @if !sources.is_empty() && !purposes.is_empty() {
            " " span .gist { (sources) " → " (purposes) }
        }
    }
}

/// Ticked categories become rows, unticked ones leave; common answers fill what is empty. Says
/// whether rows came that nobody has described yet.
pub fn complete(
    ctx: &Ctx,
    changes: &mut Map<String, Value>,
    entry: &Value,
    form: &SentForm,
) -> bool {
    let Some(Value::Array(items)) = changes.get_mut("items") else { return false };
    let before = items.len();
    let mut come = false;
    if form.value(PICK_SHOWN) == "yes" {
        let picked: BTreeSet<String> = form.values(PICK).into_iter().collect();
        let offered = offered(ctx);
        let category = |row: &Value| path::text(row, "category").to_owned();
        items.retain(|row| picked.contains(&category(row)) || !offered.contains(&category(row)));
        let had: BTreeSet<String> = items.iter().map(category).collect();
        let new = form.values(PICK).into_iter().filter(|c| offered.contains(c) && !had.contains(c));
        let new: Vec<String> = new.collect::<BTreeSet<_>>().into_iter().collect();
        come = !new.is_empty();
        items.extend(new.iter().map(|code| new_row(ctx, entry, code)));
    }
    for (name, all) in [("sources", ALL_SOURCES), ("purposes", ALL_PURPOSES)] {
        fill(items, name, &form.values(all));
    }
    come || items.len() > before
}

fn offered(ctx: &Ctx) -> BTreeSet<String> {
    let leaves = |choice: Choice| match choice.children {
        children if children.is_empty() => vec![choice.value],
        children => children.into_iter().map(|child| child.value).collect(),
    };
    tree(ctx).into_iter().flat_map(leaves).collect()
}

/// Special or not is known from the classifier; a single purpose is the purpose.
fn new_row(ctx: &Ctx, entry: &Value, code: &str) -> Value {
    let law = ctx.state.app.law();
    let known = law.classifier("data_category").and_then(|found| found.get(code));
    let special = known.is_some_and(|entry| entry.special);
    let purposes = entry.get("purposes").and_then(Value::as_array);
    let only = match purposes.map(Vec::as_slice) {
        Some([only]) => vec![path::text(only, "key")],
        _ => Vec::new(),
    };
    json!({"category": code, "special": if special { "yes" } else { "no" }, "sources": [], "purposes": only})
}

fn fill(items: &mut [Value], name: &str, answer: &[String]) {
    if answer.is_empty() {
        return;
    }
    for row in items.iter_mut().filter(|row| row.get(name).is_none_or(path::is_blank)) {
        path::set(row, name, json!(answer));
    }
}
