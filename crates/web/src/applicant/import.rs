//! An organisation's own table becomes drafts: a file, the meaning of its columns, a preview of every
//! row with what is wrong in it; nothing is begun before the person says so.

use std::collections::BTreeMap;

use app::application;
use app::policy::{self, Deed};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Procedure;
use domain::field::Of;
use domain::path;
use domain::requirement;
use exchange::{Limits, Mapping, ReadOptions, Source};
use maud::{Markup, html};
use serde_json::json;
use uuid::Uuid;

use super::sent_form::SentForm;
use super::spreadsheet::{self, Draft};
use super::{count, crumbs};
use crate::entry;
use crate::parts::{Choice, Column, Fault, Field, Tone, button, field, notice, table, tag};
use crate::shell::{Ctx, Page, Problem};

const MOST_BYTES: u64 = 5 << 20;
/// More arrays than this nobody enters at once.
const MOST_ROWS: usize = 200;
const SAMPLES: usize = 3;

/// The upload.
pub async fn ask(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    Ok(upload(&ctx, id, &[]))
}

fn upload(ctx: &Ctx, id: Uuid, faults: &[Fault]) -> Page {
    let secrets = Field::of(ctx, "secrets", "help-secret-question").faults(faults);
    let file =
        Field::of(ctx, "file", "applicant-import-file").accept(".csv,.xlsx,.ods").faults(faults);
    let body = html! {
        h1 { (ctx.t("applicant-import")) }
        p .lead { (ctx.t("applicant-import.text")) }
        form method="post" enctype="multipart/form-data" novalidate {
            (field::yes_no(ctx, &secrets, None))
            (field::file(ctx, &file))
            div .buttons { (button(&ctx.t("action-continue"))) }
        }
    };
    page(ctx, id, body).faults(faults)
}

fn page(ctx: &Ctx, id: Uuid, body: Markup) -> Page {
    let membership = ctx.caller.memberships.iter().find(|m| m.organisation == id);
    let name = membership.map_or("", |membership| membership.name.as_str());
    ctx.page(ctx.t("applicant-import"), body).above(crumbs(ctx, id, name)).style("applicant.css")
}

/// The file came: it is kept until the columns have their meaning.
pub async fn receive(ctx: Ctx, Path(id): Path<Uuid>, form: SentForm) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    match form.value("secrets") {
        "no" => {}
        "yes" => return Ok(super::start::stop_page(&ctx, id).into_response()),
        _ => {
            let fault = Fault::new("secrets", ctx.t("applicant-choose-answer"));
            return Ok(upload(&ctx, id, &[fault]).into_response());
        }
    }
    let refuse = |code: &str| {
        let max = ctx.t("applicant-five-megabytes");
        let text = ctx.ta(&format!("problem-{code}"), &[("max", max.into())]);
        upload(&ctx, id, &[Fault::new("file", text)]).into_response()
    };
    let Some(file) = &form.file else { return Ok(refuse("upload_missing")) };
    if file.bytes.len() as u64 > MOST_BYTES {
        return Ok(refuse("file_too_large"));
    }
    match source(&file.bytes, &file.name) {
        Some(source) if source.records.is_empty() => return Ok(refuse("file_empty")),
        Some(_) => {}
        None => return Ok(refuse("file_type")),
    }
    let kind = "application/octet-stream";
    let app = &ctx.state.app;
    let hash = application::attach(app, &ctx.caller, file.bytes.clone(), kind).await?;
    Ok(Redirect::to(&ctx.url(&format!("/organisations/{id}/import/{hash}"))).into_response())
}

fn source(bytes: &[u8], name: &str) -> Option<Source> {
    let limits = Limits { bytes: MOST_BYTES, rows: MOST_ROWS, columns: 200, ..Limits::default() };
    let options = ReadOptions { unguard: true, limits, ..ReadOptions::default() };
    exchange::read(bytes, name, &options).ok()
}

async fn kept(ctx: &Ctx, id: Uuid, hash: &str) -> Result<Source, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    let found = application::attached(&ctx.state.app, hash).await?;
    let (_, bytes) = found.ok_or(Problem::not_found())?;
    source(&bytes, "").ok_or(Problem::not_found())
}

/// What each column means: proposed by its name, chosen by the person.
pub async fn columns(ctx: Ctx, Path((id, hash)): Path<(Uuid, String)>) -> Result<Page, Problem> {
    let source = kept(&ctx, id, &hash).await?;
    let proposed: BTreeMap<String, String> =
        Mapping::suggest(&source.columns, &spreadsheet::names(&ctx))
            .into_iter()
            .map(|suggestion| (suggestion.header, suggestion.path))
            .collect();
    let targets: Vec<Choice> = spreadsheet::targets()
        .into_iter()
        .map(|field| Choice::new(&field.path, entry::field_label(&ctx, field)))
        .collect();
    let body = html! {
        h1 { (ctx.t("applicant-import-columns")) }
        p .lead { (ctx.t("applicant-import-columns.text")) }
        form method="post" action=(ctx.url(&format!("/organisations/{id}/import/{hash}"))) novalidate {
            @for (index, column) in source.columns.iter().enumerate() {
                @let value = proposed.get(column).cloned().unwrap_or_default();
                @let spec = Field::new(format!("column.{index}"), column.clone()).value(value);
                (field::select(&ctx, &spec.hint(samples(&ctx, &source, column)).optional(), &targets))
            }
            div .buttons { button .button type="submit" name="action" value="preview" { (ctx.t("applicant-import-preview")) } }
        }
    };
    Ok(page(&ctx, id, body))
}

fn samples(ctx: &Ctx, source: &Source, column: &str) -> String {
    let cells = source.records.iter().map(|r| spreadsheet::path_text(&r.value, column));
    let cells: Vec<String> = cells
        .filter(|cell| !cell.is_empty())
        .take(SAMPLES)
        .map(|cell| cell.chars().take(60).collect())
        .collect();
    ctx.ta("applicant-import-sample", &[("cells", cells.join(" · ").into())])
}

/// The preview; after the person's word, the drafts.
pub async fn preview(
    ctx: Ctx,
    Path((id, hash)): Path<(Uuid, String)>,
    form: SentForm,
) -> Result<Response, Problem> {
    let source = kept(&ctx, id, &hash).await?;
    let chosen: BTreeMap<String, String> = source
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| (column.clone(), form.value(&format!("column.{index}")).to_owned()))
        .filter(|(_, path)| !path.is_empty())
        .collect();
    let drafts = spreadsheet::drafts(&ctx, &source, &chosen);
    if form.value("action") == "create" {
        return create(&ctx, id, drafts).await;
    }
    let rows: Vec<Vec<Markup>> = drafts.iter().map(|draft| row(&ctx, draft)).collect();
    let columns = [
        Column::number(ctx.t("applicant-import-row")),
        Column::text(ctx.t("applicant-column-what")),
        Column::text(ctx.t("applicant-import-problems")),
    ];
    let body = html! {
        h1 { (ctx.t("applicant-import-preview")) }
        (notice(Tone::Info, &ctx.t("applicant-import-nothing-yet"), html! { p { (ctx.t("applicant-import-nothing-yet.text")) } }))
        (table(&ctx.t("applicant-import-preview"), &columns, &rows))
        form method="post" {
            @for index in 0..source.columns.len() {
                @let name = format!("column.{index}");
                (field::hidden(&name, form.value(&name)))
            }
            div .buttons {
                button .button type="submit" name="action" value="create" {
                    (ctx.ta("applicant-import-create", &[("n", count(drafts.len()).into())]))
                }
                a href=(ctx.url(&format!("/organisations/{id}/import/{hash}"))) { (ctx.t("action-back")) }
            }
        }
    };
    Ok(page(&ctx, id, body).wide().into_response())
}

/// A row with everything that is wrong in it, and how much is lacking.
fn row(ctx: &Ctx, draft: &Draft) -> Vec<Markup> {
    let all = requirement::problems(Of::DataArray, &draft.entry, &ctx.state.app.moment());
    let lacking = all.iter().filter(|problem| problem.is_absence()).count();
    let wrong = all.iter().filter(|problem| !problem.is_absence()).chain(&draft.problems);
    let name = path::get(&draft.entry, "name").cloned().unwrap_or(json!({}));
    let name = [ctx.lang.code(), "ky", "ru", "en"].into_iter().map(|l| path::text(&name, l));
    vec![
        html! { (draft.row) },
        html! { (name.into_iter().find(|name| !name.is_empty()).unwrap_or("—")) },
        html! {
            ul { @for problem in wrong { li { (entry::problem_text(ctx, Of::DataArray, problem)) } } }
            @if lacking > 0 { (tag(Tone::Info, &ctx.ta("applicant-gaps-count", &[("n", count(lacking).into())]))) }
        },
    ]
}

async fn create(ctx: &Ctx, id: Uuid, drafts: Vec<Draft>) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    for draft in drafts {
        let procedure = Procedure::RegisterArray;
        application::start(app, &ctx.caller, id, procedure, None, path::tidy(draft.entry)).await?;
    }
    Ok(Redirect::to(&ctx.url(&format!("/organisations/{id}"))).into_response())
}
