//! Before and now, side by side, field by field.

use domain::difference::{self, Change};
use domain::field::{Catalogue, Field, Of};
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::sections::path_label;
use crate::entry::value_markup;
use crate::parts::field::id_of;
use crate::parts::{Column, table};
use crate::shell::Ctx;

/// The changed fields as a table; `heads` name what stood before and what stands now.
pub fn side_by_side(
    ctx: &Ctx,
    of: Of,
    (before, after): (&Value, &Value),
    (old, new): (&str, &str),
    caption: &str,
) -> Markup {
    let changes = difference::between(of, before, after);
    if changes.is_empty() {
        return html! { p { (ctx.t("entry-no-difference")) } };
    }
    let columns = [ctx.t("desk-compare-field"), old.to_owned(), new.to_owned()].map(Column::text);
    let rows: Vec<Vec<Markup>> = changes
        .iter()
        .filter_map(|change| {
            let field = Catalogue::embedded().of(of).find(|f| f.path == change.field)?;
            Some(row(ctx, of, field, change, (before, after)))
        })
        .collect();
    html! { div .compare { (table(caption, &columns, &rows)) } }
}

fn row(
    ctx: &Ctx,
    of: Of,
    field: &Field,
    change: &Change,
    (before, after): (&Value, &Value),
) -> Vec<Markup> {
    let place = concrete(after, &change.path);
    let name = match &place {
        Some(place) => html! { a href={ "#at-" (id_of(place)) } { (path_label(ctx, of, place)) } },
        None => {
            let place = concrete(before, &change.path).unwrap_or_else(|| change.path.clone());
            html! { (path_label(ctx, of, &place)) }
        }
    };
    let cell = |entry: &Value, value: &Value| match value {
        Value::Null => html! { span .quiet { (ctx.t("desk-not-filled")) } },
        value => value_markup(ctx, field, entry, value),
    };
    vec![
        name,
        html! { del { (cell(before, &change.before)) } },
        html! { ins { (cell(after, &change.after)) } },
    ]
}

/// Differences name rows by their keys; a page names them by their place: `purposes.p1.words` →
/// `purposes.0.words`. `None` when the tree has no such row.
pub fn concrete(tree: &Value, place: &str) -> Option<String> {
    let mut steps: Vec<String> = Vec::new();
    for step in place.split('.') {
        let node = if steps.is_empty() { Some(tree) } else { path::get(tree, &steps.join(".")) };
        match node {
            Some(Value::Array(rows)) if step.parse::<usize>().is_err() => {
                let row = rows.iter().position(|row| path::text(row, "key") == step)?;
                steps.push(row.to_string());
            }
            Some(Value::Array(rows)) if step.parse::<usize>().is_ok_and(|i| i >= rows.len()) => {
                return None;
            }
            _ => steps.push(step.to_owned()),
        }
    }
    Some(steps.join("."))
}

/// The sections in which nothing differs.
pub fn unchanged(of: Of, before: &Value, after: &Value) -> Vec<String> {
    let changes = difference::between(of, before, after);
    let catalogue = Catalogue::embedded();
    let changed = |section: &&str| {
        let fields = || catalogue.of(of).filter(|field| field.section == *section);
        changes.iter().any(|change| fields().any(|field| field.path == change.field))
    };
    let sections = catalogue.sections(of).into_iter();
    sections.filter(|section| !changed(section)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_named_by_its_key_is_found_by_its_place() {
        let tree = json!({"purposes": [{"key": "p2"}, {"key": "p1"}], "name": {"ky": "а"}});
        assert_eq!(concrete(&tree, "purposes.p1.words").as_deref(), Some("purposes.1.words"));
        assert_eq!(concrete(&tree, "purposes.p9.words"), None);
        assert_eq!(concrete(&tree, "name.ky").as_deref(), Some("name.ky"));
        assert_eq!(concrete(&tree, "name").as_deref(), Some("name"));
    }
}
