//! The registrar's desk: the queue, the review, the decision, the second person.
//!
//! Everything is a plain form; `desk.js` only adds keys and keeps what was typed.

mod acts;
mod audit;
mod case;
mod compare;
mod conflict;
mod decision;
mod dossier;
mod ex_officio;
mod filter;
mod findings;
mod letter;
mod print;
mod purge;
mod queue;
mod redaction;
mod review;
mod second;
mod sections;
mod story;
mod words;

use axum::Router;
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use crate::parts::{Crumb, Tone, breadcrumbs, notice};
use crate::shell::{Ctx, Page, WebState};

/// A form as it was sent: names and values in their order.
type Pairs = Vec<(String, String)>;

/// The desk's pages.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/desk", get(queue::page))
        .route("/desk/next", get(queue::next))
        .route("/desk/applications/{id}", get(review::page))
        .route("/desk/applications/{id}/take", post(acts::take))
        .route("/desk/applications/{id}/give", post(acts::give))
        .route("/desk/applications/{id}/return", post(acts::send_back))
        .route("/desk/applications/{id}/decision", get(decision::page).post(decision::post))
        .route("/desk/applications/{id}/confirm", post(second::confirm))
        .route("/desk/applications/{id}/object", post(second::object))
        .route("/desk/applications/{id}/purge", get(purge::page).post(purge::post))
        .route("/desk/applications/{id}/send", post(ex_officio::send))
        .route("/desk/applications/{id}/print", get(print::page))
        .route("/desk/holders/{number}", get(dossier::holder))
        .route(
            "/desk/holders/{number}/exclusion",
            get(ex_officio::holder).post(ex_officio::exclude_holder),
        )
        .route("/desk/holders/{number}/amendment", post(ex_officio::amend_holder))
        .route(
            "/desk/holders/{number}/redaction",
            get(redaction::holder).post(redaction::holder_post),
        )
        .route("/desk/arrays/{number}", get(dossier::array))
        .route(
            "/desk/arrays/{number}/exclusion",
            get(ex_officio::array).post(ex_officio::exclude_array),
        )
        .route("/desk/arrays/{number}/amendment", post(ex_officio::amend_array))
        .route("/desk/audit", get(audit::page))
        .route("/desk/audit/proof/{*subject}", get(audit::proof))
        .route("/desk/arrays/{number}/redaction", get(redaction::array).post(redaction::array_post))
}

/// The first value of a field of a form.
fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
}

/// The revision that the person saw when the form was made.
fn revision(pairs: &Pairs) -> Option<i64> {
    value(pairs, "revision").parse().ok()
}

/// The address of a case.
fn case_path(id: Uuid) -> String {
    format!("/desk/applications/{id}")
}

/// A page of the desk: wide, with its own style and keys.
fn page(ctx: &Ctx, title: String, body: Markup) -> Page {
    ctx.page(title, body).wide().style("desk.css").script("desk.js")
}

/// The way back to the queue, and to a case if the page is part of one.
fn crumbs(ctx: &Ctx, case: Option<(Uuid, &str)>) -> Markup {
    let mut way = vec![Crumb { text: ctx.t("desk-title"), href: ctx.url("/desk") }];
    if let Some((id, name)) = case {
        way.push(Crumb { text: name.to_owned(), href: ctx.url(&case_path(id)) });
    }
    breadcrumbs(ctx, &way)
}

/// What was just done, named by the address the form led to.
fn done(ctx: &Ctx) -> Option<Markup> {
    const KNOWN: [&str; 9] = [
        "taken", "given", "returned", "granted", "refused", "proposed", "objected", "purged",
        "sent",
    ];
    let query = ctx.query.as_deref().unwrap_or_default();
    let (_, word) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done")?;
    let word = KNOWN.into_iter().find(|known| *known == word)?;
    let next = html! { p { a href=(ctx.url("/desk")) { (ctx.t("desk-to-queue")) } } };
    Some(notice(Tone::Good, &ctx.t(&format!("desk-done-{word}")), next))
}
