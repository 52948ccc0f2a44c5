//! The small print: contacts, accessibility, licence.

use super::{Ctx, Page, WebState};
use crate::parts::{Row, summary_list};
use axum::{Router, routing::get};
use maud::html;

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/contacts", get(contacts))
        .route("/accessibility", get(accessibility))
        .route("/licence", get(licence))
}

async fn accessibility(ctx: Ctx) -> Page {
    let title = ctx.t("accessibility-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("accessibility-lead")) }
        ul {
            li { (ctx.t("accessibility-keyboard")) }
            li { (ctx.t("accessibility-screen-reader")) }
            li { (ctx.t("accessibility-script")) }
            li { (ctx.t("accessibility-zoom")) }
        }
        p { (ctx.t("accessibility-report")) }
    };
    ctx.page(title.clone(), body)
}

async fn licence(ctx: Ctx) -> Page {
    let title = ctx.t("licence-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("licence-program")) }
        p { (ctx.t("licence-data")) }
        p { (ctx.t("licence-api")) " " a href="/api/openapi.json" { "OpenAPI" } }
    };
    ctx.page(title.clone(), body)
}

/// What the installation was configured with; nothing is invented.
async fn contacts(ctx: Ctx) -> Page {
    let title = ctx.t("contacts-title");
    let contacts = &ctx.state.contacts;
    let rows: Vec<Row> = [
        ("contacts-email", &contacts.email),
        ("contacts-phone", &contacts.phone),
        ("contacts-address", &contacts.address),
    ]
    .into_iter()
    .filter_map(|(id, value)| Some(Row::text(ctx.t(id), value.as_deref()?)))
    .collect();
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("contacts-lead")) }
        @if rows.is_empty() { p { (ctx.t("contacts-none")) } }
        @else { (summary_list(&ctx, &rows)) }
    };
    ctx.page(title.clone(), body)
}
