//! The applicant's pages: from “must I register?” to the answer of the authority.

mod address;
mod answers;
mod conflict;
mod exclusion;
mod export;
mod follow;
mod home;
mod import;
mod import_pages;
mod items;
mod list_rows;
mod must_register;
mod policy_file;
mod progress;
mod section;
mod sent_form;
mod spreadsheet;
mod start;
mod still_true;
mod storage;
mod submit;
mod tasks;
mod templates;
mod term;

use axum::extract::DefaultBodyLimit;
use axum::{
    Router,
    routing::{get, post},
};

use crate::parts::{Crumb, breadcrumbs};
use crate::shell::{Ctx, WebState};
use domain::application::Application;
use domain::field::Of;
use maud::Markup;
use uuid::Uuid;

/// The largest form with a file: the file may have 5 MB.
const FILE_FORM_LIMIT: usize = 6 * 1024 * 1024;

pub fn routes() -> Router<WebState> {
    let section = get(section::show).post(section::keep);
    Router::new()
        .route("/must-i-register", get(must_register::page))
        .route("/organisations/{id}", get(home::page))
        .route("/organisations/{id}/start", get(start::ask).post(start::begin))
        .route("/organisations/{id}/still-true", get(still_true::ask).post(still_true::say))
        .route(
            "/organisations/{id}/import",
            get(import::ask).post(import::receive).layer(DefaultBodyLimit::max(FILE_FORM_LIMIT)),
        )
        .route("/organisations/{id}/import/{hash}", get(import::columns).post(import::preview))
        .route("/organisations/{id}/export.csv", get(export::csv))
        .route("/organisations/{id}/export.xlsx", get(export::xlsx))
        .route("/organisations/{id}/export.ndjson", get(export::ndjson))
        .route("/applications/{id}", get(tasks::page))
        .route("/applications/{id}/check", get(answers::page).post(submit::send))
        .route("/applications/{id}/sent", get(submit::sent))
        .route("/applications/{id}/exclusion", get(exclusion::show).post(exclusion::keep))
        .route("/applications/{id}/withdraw", get(follow::ask_withdraw).post(follow::withdraw))
        .route("/applications/{id}/history", get(follow::history))
        .route("/applications/{id}/policy-file", get(policy_file::download))
        .route(
            "/applications/{id}/{section}",
            section.layer(DefaultBodyLimit::max(FILE_FORM_LIMIT)),
        )
        .route("/applications/{id}/{section}/resolve", post(conflict::resolve))
}

/// The way to a page of an organisation.
fn crumbs(ctx: &Ctx, organisation: Uuid, name: &str) -> Markup {
    let crumbs = [
        Crumb { text: ctx.t("nav-organisations"), href: ctx.url("/organisations") },
        Crumb { text: name.to_owned(), href: ctx.url(&format!("/organisations/{organisation}")) },
    ];
    breadcrumbs(ctx, &crumbs)
}

/// The way to a page inside an application.
fn application_crumbs(ctx: &Ctx, id: Uuid, application: &Application) -> Markup {
    // The organisation's own name stands in the way once, not twice.
    let name = match application.procedure.of() {
        Of::Holder => procedure_words(ctx, application.procedure, "short"),
        Of::DataArray => name_of(ctx, application),
    };
    let crumbs = [
        Crumb {
            text: application.organisation.clone(),
            href: ctx.url(&format!("/organisations/{}", application.holder)),
        },
        Crumb { text: name, href: ctx.url(&format!("/applications/{id}")) },
    ];
    breadcrumbs(ctx, &crumbs)
}

/// What an application is called: what it is about, or what is asked for while it has no name.
fn name_of(ctx: &Ctx, application: &Application) -> String {
    let names = match application.procedure.of() {
        Of::Holder => application.holder_entry().name,
        Of::DataArray => application.array_entry().name,
    };
    match (names.in_language(ctx.lang.code()), application.procedure.of()) {
        ("", Of::Holder) => application.organisation.clone(),
        ("", Of::DataArray) => ctx.t("applicant-array-without-name"),
        (name, _) => name.to_owned(),
    }
}

/// The kind of an application: `.short`, or `.verb` for buttons.
fn procedure_words(ctx: &Ctx, procedure: domain::application::Procedure, form: &str) -> String {
    ctx.t(&format!("procedure-{}.{form}", procedure.as_str()))
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
