//! How anybody checks an extract, or the whole log, without believing us.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use maud::html;

use crate::parts::{Row, summary_list};
use crate::shell::{Ctx, Page, Problem, WebState};

/// The page to take away. It is never shown as a page of ours: its script is its own.
pub async fn file(State(state): State<WebState>) -> Result<Response, Problem> {
    let page = state.verify_page.clone().ok_or(Problem::not_found())?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"korgoo-verify.html\""),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, page.to_string()).into_response())
}

/// The page «Check an extract».
pub async fn page(ctx: Ctx) -> Page {
    let title = ctx.t("verify-title");
    let key = ctx.state.app.log().map(|log| log.key.to_string()).unwrap_or_default();
    let place = |path: &str| {
        html! { a href=(path) { (ctx.state.base_url) (path) } }
    };
    let files = [
        Row::new(ctx.t("verify-file-key"), html! { code .hash { (key) } }),
        Row::new(ctx.t("verify-file-policy"), place("/log/policy")),
        Row::new(ctx.t("verify-file-checkpoint"), place("/log/checkpoint")),
    ];
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("verify-lead")) }
        h2 { (ctx.t("verify-page")) }
        p { (ctx.t("verify-page.text")) }
        @if ctx.state.verify_page.is_some() { p { a href="/log/verify.html" download="korgoo-verify.html" { (ctx.t("verify-page.link")) } } }
        h2 { (ctx.t("verify-command")) }
        p { (ctx.t("verify-command.text")) }
        pre { code { "korgoo verify extract.pdf --policy policy.txt" } }
        h2 { (ctx.t("verify-all")) }
        p { (ctx.t("verify-all.text")) }
        pre { code { "korgoo log verify --url " (ctx.state.base_url) " --policy policy.txt" } }
        h2 { (ctx.t("verify-whom")) }
        p { (ctx.t("verify-whom.text")) }
        (summary_list(&ctx, &files))
        h2 { (ctx.t("verify-limit")) }
        ul {
            li { (ctx.t("verify-limit.newer")) }
            li { (ctx.t("verify-limit.truth")) }
            li { (ctx.t("verify-limit.print")) }
            li { (ctx.t("verify-limit.forgotten")) }
        }
    };
    ctx.page(title.clone(), body).canonical("/verify").description(ctx.t("verify-lead"))
}
