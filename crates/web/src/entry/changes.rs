//! The difference between two versions, in words.

use domain::difference::Change;
use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::labels::{field_label, row_label};
use super::read::value_text;
use crate::parts::{Line, diff};
use crate::shell::Ctx;

/// The changes under the names of their fields; `before` and `after` name the rows referred to.
pub fn changes(ctx: &Ctx, of: Of, changes: &[Change], (before, after): (&Value, &Value)) -> Markup {
    html! {
        @if changes.is_empty() { p { (ctx.t("entry-no-difference")) } }
        @for change in changes {
            // The program's own names of rows say nothing to people.
            @if let Some(field) = Catalogue::embedded().of(of).find(|f| f.path == change.field && f.kind != FieldKind::Key) {
                (diff(ctx, &title(ctx, field, change, [after, before]), &[line(ctx, field, change, before, after)]))
            }
        }
    }
}

fn title(ctx: &Ctx, field: &Field, change: &Change, entries: [&Value; 2]) -> String {
    let label = field_label(ctx, field);
    match row_of(change, entries) {
        Some((list, index)) => format!("{label} ({})", row_label(ctx, list, index)),
        None => label,
    }
}

/// The list and the row a change stands in. Rows with a key are found where they stand now, or
/// where they stood: `purposes.p1.words`; others by their place: `recipients.0.ground`.
fn row_of<'a>(change: &'a Change, entries: [&Value; 2]) -> Option<(&'a str, usize)> {
    let list = change.field.split_once("[].").map(|(list, _)| list)?;
    let row = change.path.strip_prefix(list)?.trim_start_matches('.').split('.').next()?;
    let place = |entry: &Value| {
        let rows = path::get(entry, list).and_then(Value::as_array)?;
        rows.iter().position(|found| path::text(found, "key") == row)
    };
    let index = row.parse().ok().or_else(|| entries.into_iter().find_map(place))?;
    Some((list, index))
}

fn line(ctx: &Ctx, field: &Field, change: &Change, before: &Value, after: &Value) -> Line {
    let old = value_text(ctx, field, before, &change.before);
    let new = value_text(ctx, field, after, &change.after);
    match (old.is_empty(), new.is_empty()) {
        (true, _) => Line::Added(new),
        (_, true) => Line::Removed(old),
        _ => Line::Changed { before: old, after: new },
    }
}
