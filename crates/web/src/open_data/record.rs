//! The record of processing as article 30 of the General Data Protection Regulation orders it: for one
//! array, and for a holder with all its arrays in force. Which sections answer which point stands in
//! `law/record_of_processing.toml`.

use app::export::arrays_of;
use app::register::{EntryView, current};
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::field::Of;
use domain::holder::Standing;
use domain::holder_entry::Names;
use domain::law::RecordPart;
use domain::path;
use exchange::Table;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use super::sheet::{lines, workbook};
use crate::entry::{forgotten, section_summary};
use crate::parts::{Crumb, breadcrumbs};
use crate::register::address;
use crate::register::entry_page::{Shown, name_of, named};
use crate::shell::{Ctx, Page, Problem};

/// Arrays to a page.
const PAGE: u32 = 50;
/// Most arrays in a workbook that is made while somebody waits; the files of open data have all.
const MOST: u32 = 1000;

/// What comes before the arrays of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    after: String,
}

/// An array, its number and its name.
struct Listed {
    number: String,
    name: String,
    entry: Value,
}

/// What a record is about: the holder, and its arrays.
struct Record {
    of: Of,
    number: String,
    holder: Option<EntryView>,
    arrays: Vec<Listed>,
    /// The number after which there are more.
    next: Option<String>,
}

/// The record as a page.
pub async fn page<R: Shown>(
    ctx: Ctx,
    Path(number): Path<String>,
    Query(After { after }): Query<After>,
) -> Result<Page, Problem> {
    let record = record::<R>(&ctx, &number, &after, PAGE).await?;
    let title = ctx.t("record-title");
    let here = format!("{}/record-of-processing", address::entry(record.of, &record.number));
    let parts = parts(&ctx);
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("record-lead")) }
        p .no-print { a href={ (ctx.url(&here)) ".xlsx" } { (ctx.t("record-workbook")) } }
        @if let Some(holder) = &record.holder { (controller(&ctx, &parts, holder)) }
        @if record.arrays.is_empty() { p { (ctx.t("register-arrays-none")) } }
        @for array in &record.arrays { (one(&ctx, &parts, array)) }
        @if let Some(next) = &record.next {
            @let query = form_urlencoded::Serializer::new(String::new()).append_pair("after", next).finish();
            p .no-print { a href={ (ctx.url(&here)) "?" (query) } { (ctx.t("record-more")) } }
        }
    };
    let entry = address::entry(record.of, &record.number);
    let crumb = Crumb { text: record.number.clone(), href: ctx.url(&entry) };
    let page = ctx.page(format!("{title} ({})", record.number), body).canonical(here);
    Ok(page.above(breadcrumbs(&ctx, &[crumb])).description(ctx.t("record-lead")))
}

/// The record as a workbook: the holder, then one row for each array.
pub async fn sheet<R: Shown>(ctx: Ctx, Path(number): Path<String>) -> Result<Response, Problem> {
    let record = record::<R>(&ctx, &number, "", MOST).await?;
    let parts = parts(&ctx);
    let mut tables = Vec::new();
    if let Some(holder) = &record.holder {
        let of_holder = parts.iter().flat_map(|part| &part.holder);
        let rows = of_holder.flat_map(|section| lines(&ctx, Of::Holder, section, &holder.entry));
        let columns = vec![ctx.t("record-what"), ctx.t("record-says")];
        let rows = rows.map(|(label, text)| vec![label, text]).collect();
        tables.push(Table { name: ctx.t("register-kind-holder"), columns, rows });
    }
    let heads = parts.iter().filter(|part| !part.array.is_empty()).map(|part| heading(&ctx, part));
    let columns = [ctx.t("open-data-column-number"), ctx.t("record-array")];
    let rows = record.arrays.iter().map(|array| row(&ctx, &parts, array)).collect();
    let columns = columns.into_iter().chain(heads).collect();
    tables.push(Table { name: ctx.t("record-arrays"), columns, rows });
    workbook(&tables, &format!("{}-record-of-processing.xlsx", record.number))
}

/// An array, or a holder: the same record, of one or of all.
async fn record<R: Shown>(
    ctx: &Ctx,
    typed: &str,
    after: &str,
    most: u32,
) -> Result<Record, Problem> {
    let app = &ctx.state.app;
    let number = app::register::canonical(app, R::OF, typed).ok_or(Problem::not_found())?;
    let view = current::<R>(app, &number).await?;
    if R::OF == Of::DataArray {
        let holder = view.held_by.as_ref().map(|holder| forgotten::told(ctx, holder));
        let view = forgotten::told(ctx, &view);
        let name = name_of(ctx, &view);
        let arrays = vec![Listed { number: number.clone(), name, entry: view.entry }];
        return Ok(Record { of: R::OF, number, holder, arrays, next: None });
    }
    let found = arrays_of(app, view.id, after, most).await?;
    let is_full = u32::try_from(found.len()).is_ok_and(|count| count == most);
    let next = found.last().filter(|_| is_full).map(|last| last.number.clone());
    let in_force = found.into_iter().filter(|array| array.standing == Standing::Registered);
    let listed = |array: app::export::Outgoing| {
        let names = path::get(&array.tree, "name").cloned().unwrap_or_default();
        let names: Names = serde_json::from_value(names).unwrap_or_default();
        let name = named(ctx, &names, &array.number).to_owned();
        Listed { number: array.number, name, entry: array.tree }
    };
    let arrays = in_force.map(listed).collect();
    Ok(Record { of: R::OF, number, holder: Some(forgotten::told(ctx, &view)), arrays, next })
}

fn parts(ctx: &Ctx) -> Vec<RecordPart> {
    let moment = ctx.state.app.moment();
    let mut parts: Vec<RecordPart> =
        moment.law.record_parts().entries_on(moment.date()).into_iter().cloned().collect();
    parts.sort_by(|a, b| a.letter.cmp(&b.letter));
    parts
}

/// “a) the holder and how to reach it”.
fn heading(ctx: &Ctx, part: &RecordPart) -> String {
    format!("{}) {}", part.letter, part.name.in_language(ctx.lang.code()))
}

fn controller(ctx: &Ctx, parts: &[RecordPart], holder: &EntryView) -> Markup {
    html! {
        @for part in parts.iter().filter(|part| !part.holder.is_empty()) {
            section aria-labelledby={ "holder-" (part.code) } {
                h2 id={ "holder-" (part.code) } { (heading(ctx, part)) }
                p { strong { (name_of(ctx, holder)) } " · " (holder.number) }
                @for section in &part.holder { (section_summary(ctx, Of::Holder, section, &holder.entry)) }
            }
        }
    }
}

fn one(ctx: &Ctx, parts: &[RecordPart], array: &Listed) -> Markup {
    html! {
        section aria-labelledby=(array.number) {
            h2 id=(array.number) { (array.name) }
            p .under {
                a href=(ctx.url(&address::entry(Of::DataArray, &array.number))) { (array.number) }
            }
            @for part in parts.iter().filter(|part| !part.array.is_empty()) {
                h3 { (heading(ctx, part)) }
                @for section in &part.array { (section_summary(ctx, Of::DataArray, section, &array.entry)) }
            }
        }
    }
}

fn row(ctx: &Ctx, parts: &[RecordPart], array: &Listed) -> Vec<String> {
    let cell = |part: &RecordPart| {
        let sections = part.array.iter();
        let said = sections.flat_map(|section| lines(ctx, Of::DataArray, section, &array.entry));
        said.map(|(label, text)| format!("{label}: {text}")).collect::<Vec<_>>().join("\n")
    };
    let cells = parts.iter().filter(|part| !part.array.is_empty()).map(cell);
    [array.number.clone(), array.name.clone()].into_iter().chain(cells).collect()
}
