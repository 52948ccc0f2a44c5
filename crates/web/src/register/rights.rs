//! Two pages to read: the rights of people, and what of an entry is published.

use maud::{Markup, html};

use super::about_me;
use crate::parts::{link_button, steps};
use crate::shell::{Ctx, Page};

pub async fn rights(ctx: Ctx) -> Page {
    let title = ctx.t("help-rights-title");
    let items: Vec<Markup> = ["ask", "correct", "block", "agency", "court"]
        .iter()
        .map(|step| html! { (ctx.t(&format!("help-rights-{step}"))) })
        .collect();
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("help-start-rights.text")) }
        (steps(&items))
        // Nothing answers questions in an archive.
        @if !ctx.state.is_archive { p { a href=(ctx.url(about_me::PATH)) { (ctx.t("about-link")) } } }
        p { (link_button(&ctx.t("help-start-find.action"), &ctx.url("/register"))) }
    };
    ctx.page(title, body).canonical("/rights")
}

/// A group of the page, with its lines.
const GROUPS: [(&str, &[&str]); 3] = [
    ("help-published-yes", &["organisation", "array", "posts", "versions"]),
    ("help-published-part", &["measures"]),
    ("help-published-no", &["names", "place", "measures", "contracts", "casework"]),
];

pub async fn published(ctx: Ctx) -> Page {
    let title = ctx.t("help-published-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("help-published-lead")) }
        @for (id, lines) in GROUPS {
            h2 { (ctx.t(id)) }
            ul { @for line in lines { li { (ctx.t(&format!("{id}.{line}"))) } } }
        }
        p { (ctx.t("help-published-deleted")) }
    };
    ctx.page(title, body).canonical("/published")
}
