//! The difference between two versions, in words.

use domain::difference::Change;
use domain::field::{Catalogue, Field, Of};
use maud::{Markup, html};
use serde_json::Value;

use super::labels::field_label;
use super::read::value_text;
use crate::parts::{Line, diff};
use crate::shell::Ctx;

/// The changes under the names of their fields; `before` and `after` name the rows referred to.
pub fn changes(ctx: &Ctx, of: Of, changes: &[Change], (before, after): (&Value, &Value)) -> Markup {
    html! {
        @if changes.is_empty() { p { (ctx.t("entry-no-difference")) } }
        @for change in changes {
            @if let Some(field) = Catalogue::embedded().of(of).find(|f| f.path == change.field) {
                (diff(ctx, &title(ctx, field, change), &[line(ctx, field, change, before, after)]))
            }
        }
    }
}

fn title(ctx: &Ctx, field: &Field, change: &Change) -> String {
    let label = field_label(ctx, field);
    match row_key(change) {
        Some(row) => format!("{label} ({row})"),
        None => label,
    }
}

/// The row a change stands in: `purposes.p1.words` → `p1`, `recipients.0.ground` → `1`.
fn row_key(change: &Change) -> Option<String> {
    let list = change.field.split_once("[].").map(|(list, _)| list)?;
    let row = change.path.strip_prefix(list)?.trim_start_matches('.').split('.').next()?;
    Some(row.parse::<usize>().map_or_else(|_| row.to_owned(), |index| (index + 1).to_string()))
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
