//! The administrator's pages: people, law, machinery. Nothing here shows casework.

mod change;
mod draft;
mod draft_text;
mod law;
mod law_lines;
mod machinery;
mod people;

use crate::shell::{Ctx, Page, Problem, WebState};
use app::policy::{self, Deed};
use axum::{
    Router,
    routing::{get, post},
};
use maud::html;

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/admin", get(page))
        .route("/admin/people", get(people::page).post(people::add))
        .route("/admin/people/{id}", get(people::one).post(people::set_roles))
        .route("/admin/people/{id}/{act}", post(people::act))
        .route("/admin/law", get(law::page))
        .route("/admin/law/changes", get(change::page).post(change::send))
        .route("/admin/law/changes/{id}/off", post(change::off))
        .route("/admin/outbox", get(machinery::outbox))
        .route("/admin/outbox/{id}/retry", post(machinery::retry))
        .route("/admin/health", get(machinery::health))
        .route("/demo/outbox", get(machinery::demo_outbox))
}

async fn page(ctx: Ctx) -> Result<Page, Problem> {
    policy::check(&ctx.caller, Deed::ReadMachinery, None)?;
    let places = ["people", "law", "outbox", "health"];
    let title = ctx.t("nav-admin");
    let body = html! {
        h1 { (title) }
        ul .tasks {
            @for place in places {
                li {
                    div .task-words {
                        a href=(ctx.url(&format!("/admin/{place}"))) { (ctx.t(&format!("admin-{place}"))) }
                        p .hint { (ctx.t(&format!("admin-{place}.hint"))) }
                    }
                }
            }
        }
    };
    Ok(ctx.page(title.clone(), body))
}

/// The way back to the list of the administrator's pages.
fn crumbs(ctx: &Ctx) -> maud::Markup {
    let crumb = crate::parts::Crumb { text: ctx.t("nav-admin"), href: ctx.url("/admin") };
    crate::parts::breadcrumbs(ctx, &[crumb])
}
