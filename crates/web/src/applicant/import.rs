//! An organisation's own table becomes drafts: a file, the meaning of its columns, a preview of every
//! row with what is wrong in it; nothing is begun before the person says so.

use app::application;
use app::policy::{self, Deed};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::path;
use exchange::{Limits, ReadOptions, Source};
use maud::{Markup, html};
use uuid::Uuid;

use super::import_pages::{columns_page, preview_page};
use super::sent_form::{SentFile, SentForm};
use super::spreadsheet::{self, Columns};
use super::{crumbs, home};
use crate::parts::{Fault, Field, button, field};
use crate::shell::{Ctx, Page, Problem};

const MOST_BYTES: u64 = 5 << 20;
/// More arrays than this nobody enters at once.
const MOST_ROWS: usize = 200;

/// The upload.
pub async fn ask(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    Ok(upload(&ctx, id, "", &[]))
}

fn upload(ctx: &Ctx, id: Uuid, secrets: &str, faults: &[Fault]) -> Page {
    let secrets = Field::of(ctx, "secrets", "help-secret-question").value(secrets).faults(faults);
    let file =
        Field::of(ctx, "file", "applicant-import-file").accept(".csv,.xlsx,.ods").faults(faults);
    let body = html! {
        h1 { (ctx.t("applicant-import")) }
        p .lead { (ctx.t("applicant-import.text")) }
        form method="post" enctype="multipart/form-data" novalidate
            action=(ctx.url(&format!("/organisations/{id}/import"))) {
            (field::yes_no(ctx, &secrets, None))
            (field::file(ctx, &file))
            div .buttons { (button(&ctx.t("action-continue"))) }
        }
    };
    page(ctx, id, body).faults(faults)
}

/// A page on this way.
pub fn page(ctx: &Ctx, id: Uuid, body: Markup) -> Page {
    let membership = ctx.caller.memberships.iter().find(|m| m.organisation == id);
    let name = membership.map_or("", |membership| membership.name.as_str());
    ctx.page(ctx.t("applicant-import"), body).above(crumbs(ctx, id, name)).style("applicant.css")
}

/// The file came: it is kept until the columns have their meaning.
pub async fn receive(ctx: Ctx, Path(id): Path<Uuid>, form: SentForm) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    let secrets = form.value("secrets");
    if secrets == "yes" {
        return Ok(super::start::stop_page(&ctx, id).into_response());
    }
    let mut faults = Vec::new();
    if secrets != "no" {
        faults.push(Fault::new("secrets", ctx.t("applicant-choose-answer")));
    }
    match readable(form.file.as_ref()) {
        Ok(file) if faults.is_empty() => {
            let bytes = file.bytes.clone();
            let hash = application::keep_table(&ctx.state.app, &ctx.caller, id, bytes).await?;
            let to = ctx.url(&format!("/organisations/{id}/import/{hash}"));
            return Ok(Redirect::to(&to).into_response());
        }
        Ok(_) => {}
        Err(code) => faults.push(Fault::new("file", wrong_file(&ctx, code))),
    }
    Ok(upload(&ctx, id, secrets, &faults).into_response())
}

fn wrong_file(ctx: &Ctx, code: &str) -> String {
    let max = ctx.t("applicant-five-megabytes");
    ctx.ta(&format!("problem-{code}"), &[("max", max.into())])
}

/// The file, if there is a table with rows in it; otherwise what is wrong with it.
fn readable(file: Option<&SentFile>) -> Result<&SentFile, &'static str> {
    let file = file.ok_or("upload_missing")?;
    if file.bytes.len() as u64 > MOST_BYTES {
        return Err("file_too_large");
    }
    let source = read(&file.bytes, &file.name)?;
    if source.columns.is_empty() && !source.records.is_empty() {
        // Readable, but no table: JSON, or a plain text.
        return Err("format_unknown");
    }
    if source.records.is_empty() { Err("file_empty") } else { Ok(file) }
}

fn read(bytes: &[u8], name: &str) -> Result<Source, &'static str> {
    let limits = Limits { bytes: MOST_BYTES, rows: MOST_ROWS, columns: 600, ..Limits::default() };
    let options = ReadOptions { unguard: true, limits, ..ReadOptions::default() };
    exchange::read(bytes, name, &options).map_err(|error| error.code)
}

/// The table that was uploaded; nothing when its time is over, or its rows are drafts already.
async fn kept(ctx: &Ctx, id: Uuid, hash: &str) -> Result<Option<Source>, Problem> {
    let found = application::kept_table(&ctx.state.app, &ctx.caller, id, hash).await?;
    Ok(found.and_then(|bytes| read(&bytes, "").ok()))
}

fn gone(ctx: &Ctx, id: Uuid) -> Response {
    let fault = Fault::new("file", ctx.t("problem-upload_gone"));
    upload(ctx, id, "", &[fault]).into_response()
}

/// What each column means: proposed by its name, chosen by the person.
pub async fn columns(
    ctx: Ctx,
    Path((id, hash)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    Ok(match kept(&ctx, id, &hash).await? {
        Some(source) => {
            let proposed = spreadsheet::proposed(&ctx, &source);
            columns_page(&ctx, id, &hash, &source, &proposed, &[]).into_response()
        }
        None => gone(&ctx, id),
    })
}

/// The columns again, the preview, or, after the person's word, the drafts.
pub async fn preview(
    ctx: Ctx,
    Path((id, hash)): Path<(Uuid, String)>,
    form: SentForm,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let action = form.value("action");
    if action == "cancel" {
        application::drop_table(app, &ctx.caller, id, &hash).await?;
        return Ok(Redirect::to(&ctx.url(&format!("/organisations/{id}"))).into_response());
    }
    let Some(source) = kept(&ctx, id, &hash).await? else { return Ok(gone(&ctx, id)) };
    let chosen = chosen(&source, &form);
    if chosen.is_empty() {
        let fault = Fault::new("column.0", ctx.t("applicant-import-choose-column"));
        return Ok(columns_page(&ctx, id, &hash, &source, &chosen, &[fault]).into_response());
    }
    if action == "columns" {
        return Ok(columns_page(&ctx, id, &hash, &source, &chosen, &[]).into_response());
    }
    let drafts = spreadsheet::drafts(&ctx, &source, &chosen);
    if action != "create" {
        return Ok(preview_page(&ctx, id, &hash, &source, &chosen, &drafts).into_response());
    }
    let entries = drafts.into_iter().map(|draft| path::tidy(draft.entry)).collect();
    let begun = application::start_arrays(app, &ctx.caller, id, entries, Some(&hash)).await?;
    Ok(Redirect::to(&home::after_making(&ctx, id, begun)).into_response())
}

/// The meanings as the form says them, in the order of the columns.
fn chosen(source: &Source, form: &SentForm) -> Columns {
    let columns = source.columns.iter().enumerate();
    columns
        .map(|(index, column)| (column.clone(), form.value(&format!("column.{index}")).to_owned()))
        .filter(|(_, path)| !path.is_empty())
        .collect()
}
