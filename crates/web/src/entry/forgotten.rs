//! What was forgotten, in words, at the place where it stood.

use app::register::{EntryView, Mark};
use domain::field::{Catalogue, Of};
use domain::law::GroundKind;
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::labels::{code_label, field_label, row_label};
use crate::parts::{Tone, notice};
use crate::shell::Ctx;

/// Begins the words that stand in place of a forgotten value: nobody sees it, and no holder writes it.
const SIGN: char = '\u{2063}';

/// Whether a text is our own words about a forgotten value, and no value.
pub fn is_sign(text: &str) -> bool {
    text.starts_with(SIGN)
}

/// “Forgotten on 12 March 2026 (ground)”.
pub fn words(ctx: &Ctx, mark: &Mark) -> String {
    let ground = code_label(ctx, GroundKind::Redaction.classifier(), &mark.ground);
    let date = ctx.date(ctx.day(mark.at));
    ctx.ta("redacted-value", &[("date", date.into()), ("ground", ground.into())])
}

/// The entry with words in place of what was forgotten, so that no page and no difference shows a gap
/// as if the holder had left it. What is part of a longer text shows there by its cut.
pub fn filled(ctx: &Ctx, entry: &Value, marks: &[Mark]) -> Value {
    let mut entry = entry.clone();
    fill(ctx, &mut entry, marks);
    entry
}

fn fill(ctx: &Ctx, entry: &mut Value, marks: &[Mark]) {
    for mark in marks {
        let stands = path::get(entry, &mark.path).is_some_and(|value| !path::is_blank(value));
        // A row that is gone from what is published must not come back.
        if !stands && is_in(entry, &mark.path) {
            path::set(entry, &mark.path, Value::String(format!("{SIGN}{}", words(ctx, mark))));
        }
    }
}

/// A version as it is told to people: [`filled`].
pub fn told(ctx: &Ctx, view: &EntryView) -> EntryView {
    let mut told = view.clone();
    fill(ctx, &mut told.entry, &view.redacted);
    told
}

/// Whether the row that a path leads to is there.
fn is_in(entry: &Value, place: &str) -> bool {
    let steps: Vec<&str> = place.split('.').collect();
    let row = steps.iter().rposition(|step| step.bytes().all(|b| b.is_ascii_digit()));
    row.is_none_or(|at| path::get(entry, &steps[..=at].join(".")).is_some())
}

/// The name of a place: “Purpose (row 2)”.
pub fn place_label(ctx: &Ctx, of: Of, place: &str) -> String {
    let Some(field) = Catalogue::embedded().at(of, place) else {
        return ctx.t(match place {
            "source" => "redacted-place-source",
            _ => "field-exclusion-words",
        });
    };
    let label = field_label(ctx, field);
    let row = place.split('.').find_map(|step| step.parse::<usize>().ok());
    let list = field.path.split_once("[].").map(|(list, _)| list);
    match list.zip(row) {
        Some((list, row)) => format!("{label} ({})", row_label(ctx, list, row)),
        None => label,
    }
}

/// That something was forgotten, what, and what that cannot undo.
pub fn explained(ctx: &Ctx, of: Of, marks: &[Mark]) -> Markup {
    if marks.is_empty() {
        return html! {};
    }
    let body = html! {
        ul .values { @for mark in marks { li { (place_label(ctx, of, &mark.path)) ": " (words(ctx, mark)) } } }
        (cannot_undo(ctx))
    };
    notice(Tone::Info, &ctx.t("redacted-title"), body)
}

/// What forgetting reaches, and what it does not.
pub fn cannot_undo(ctx: &Ctx) -> Markup {
    html! {
        p { (ctx.t("redacted-proof")) }
        p { (ctx.t("redacted-copies")) }
    }
}
