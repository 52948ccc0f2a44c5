//! The pages on the way from a table to drafts: what the columns mean, and what becomes of the rows.

use domain::field::{Catalogue, Of};
use domain::path;
use domain::requirement;
use exchange::Source;
use maud::{Markup, html};
use uuid::Uuid;

use super::spreadsheet::{self, Columns, Draft};
use super::{count, import};
use crate::entry;
use crate::parts::{Choice, Column, Fault, Field, Tone, details, field, notice, table, tag};
use crate::shell::{Ctx, Page};

const SAMPLES: usize = 3;
const LONGEST_SAMPLE: usize = 60;

/// What each column means.
pub fn columns_page(
    ctx: &Ctx,
    id: Uuid,
    hash: &str,
    source: &Source,
    chosen: &Columns,
    faults: &[Fault],
) -> Page {
    let targets: Vec<Choice> = spreadsheet::targets()
        .into_iter()
        .map(|field| Choice::new(&field.path, entry::field_label(ctx, field)))
        .collect();
    let meaning = |column: &String| {
        let found = chosen.iter().find(|(name, _)| name == column);
        found.map(|(_, path)| path.clone()).unwrap_or_default()
    };
    let own = source.columns.iter().filter(|column| spreadsheet::is_own_name(column)).count();
    let body = html! {
        h1 { (ctx.t("applicant-import-columns")) }
        p .lead { (ctx.t("applicant-import-columns.text")) }
        (notes(ctx, source))
        @if own > 0 {
            (notice(Tone::Info, &ctx.t("applicant-import-own"), html! {
                p { (ctx.ta("applicant-import-own-text", &[("n", count(own).into())])) }
            }))
        }
        form method="post" action=(address(ctx, id, hash)) novalidate {
            @for (index, column) in source.columns.iter().enumerate() {
                @let name = format!("column.{index}");
                @if spreadsheet::is_own_name(column) { (field::hidden(&name, column)) }
                @else if !spreadsheet::is_about_entry(column) {
                    @let spec = Field::new(name, column.clone()).value(meaning(column)).faults(faults);
                    (field::select(ctx, &spec.hint(samples(ctx, source, column)), &targets))
                }
            }
            div .buttons {
                button .button type="submit" name="action" value="preview" { (ctx.t("applicant-import-preview")) }
                (cancel(ctx))
            }
        }
    };
    import::page(ctx, id, body).faults(faults)
}

fn address(ctx: &Ctx, id: Uuid, hash: &str) -> String {
    ctx.url(&format!("/organisations/{id}/import/{hash}"))
}

fn cancel(ctx: &Ctx) -> Markup {
    html! { button .plain.quiet type="submit" name="action" value="cancel" { (ctx.t("applicant-import-cancel")) } }
}

/// What was noticed while the file was read.
fn notes(ctx: &Ctx, source: &Source) -> Markup {
    let mut lines: Vec<String> = Vec::new();
    for problem in &source.problems {
        let line = ctx.t(&format!("problem-{}", problem.code));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if let Some(sheet) = source.sheet.as_ref().filter(|_| source.sheets.len() > 1) {
        lines.push(ctx.ta("applicant-import-sheet", &[("sheet", sheet.as_str().into())]));
    }
    html! {
        @if !lines.is_empty() {
            (notice(Tone::Attention, &ctx.t("applicant-import-problems"), html! {
                ul { @for line in &lines { li { (line) } } }
            }))
        }
    }
}

fn samples(ctx: &Ctx, source: &Source, column: &str) -> String {
    let cells = source.records.iter().map(|r| spreadsheet::path_text(&r.value, column));
    let cells: Vec<String> = cells
        .filter(|cell| !cell.is_empty())
        .take(SAMPLES)
        .map(|cell| cell.chars().take(LONGEST_SAMPLE).collect())
        .collect();
    if cells.is_empty() {
        return ctx.t("applicant-import-sample.none");
    }
    ctx.ta("applicant-import-sample", &[("cells", cells.join(" · ").into())])
}

/// What becomes of every row. Nothing is begun yet.
pub fn preview_page(
    ctx: &Ctx,
    id: Uuid,
    hash: &str,
    source: &Source,
    chosen: &Columns,
    drafts: &[Draft],
) -> Page {
    let rows: Vec<Vec<Markup>> = drafts.iter().map(|draft| row(ctx, draft)).collect();
    let columns = [
        Column::number(ctx.t("applicant-import-row")),
        Column::text(ctx.t("applicant-column-what")),
        Column::text(ctx.t("applicant-import-problems")),
    ];
    let left_out: Vec<String> = source
        .columns
        .iter()
        .filter(|column| {
            !spreadsheet::is_about_entry(column) && chosen.iter().all(|(name, _)| name != *column)
        })
        .cloned()
        .collect();
    let body = html! {
        h1 { (ctx.t("applicant-import-preview")) }
        (notice(Tone::Info, &ctx.t("applicant-import-nothing-yet"), html! { p { (ctx.t("applicant-import-nothing-yet.text")) } }))
        @if !left_out.is_empty() {
            p { (ctx.ta("applicant-import-left-out", &[("columns", ctx.list(&left_out).into())])) }
        }
        div .captioned { (table(&ctx.t("applicant-import-preview"), &columns, &rows)) }
        form method="post" action=(address(ctx, id, hash)) {
            @for (index, column) in source.columns.iter().enumerate() {
                @if let Some((_, path)) = chosen.iter().find(|(name, _)| name == column) {
                    (field::hidden(&format!("column.{index}"), path))
                }
            }
            div .buttons {
                button .button type="submit" name="action" value="create" {
                    (ctx.ta("applicant-import-create", &[("n", count(drafts.len()).into())]))
                }
                button .button.secondary type="submit" name="action" value="columns" { (ctx.t("applicant-import-back")) }
                (cancel(ctx))
            }
        }
    };
    import::page(ctx, id, body).wide()
}

/// A row with what was understood, everything that is wrong in it, and how much is lacking.
fn row(ctx: &Ctx, draft: &Draft) -> Vec<Markup> {
    let all = requirement::problems(Of::DataArray, &draft.entry, &ctx.state.app.moment());
    let lacking = all.iter().filter(|problem| problem.is_absence()).count();
    let wrong: Vec<String> = all
        .iter()
        .filter(|problem| !problem.is_absence())
        .chain(&draft.problems)
        .map(|problem| entry::problem_text(ctx, Of::DataArray, problem))
        .collect();
    let name = |language: &str| path::text(&draft.entry, &format!("name.{language}")).to_owned();
    let name = [ctx.lang.code(), "ky", "ru", "en"].into_iter().map(name).find(|n| !n.is_empty());
    vec![
        html! { (draft.row) },
        html! {
            (name.unwrap_or_else(|| ctx.t("applicant-array-without-name")))
            (details(&ctx.t("applicant-import-understood"), understood(ctx, draft)))
        },
        html! {
            @if !wrong.is_empty() { ul { @for line in &wrong { li { (line) } } } }
            @if lacking > 0 { (tag(Tone::Info, &ctx.ta("applicant-gaps-count", &[("n", count(lacking).into())]))) }
        },
    ]
}

fn understood(ctx: &Ctx, draft: &Draft) -> Markup {
    let of = Of::DataArray;
    html! {
        @for section in Catalogue::embedded().sections(of) {
            @if !entry::rows_of(ctx, of, section, &draft.entry).is_empty() {
                (entry::section_summary(ctx, of, section, &draft.entry))
            }
        }
    }
}
