//! The start page: what this is, for whom, and the ways in.

use app::register::{Size, size};
use maud::{Markup, html};

use super::about_me;
use super::search_page::search_box;
use crate::shell::{Ctx, Page, Problem};

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    let size = size(&ctx.state.app).await?;
    let title = ctx.t("help-start-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("help-start-lead")) }
        @if ctx.state.is_archive { p { (ctx.t("archive-what")) } }
        @else {
            form method="get" action=(ctx.url("/register")) role="search" { (search_box(&ctx, "")) }
            p .hint { (ctx.t("help-start-example")) }
            (ways(&ctx))
        }
        (numbers(&ctx, &size))
        section aria-labelledby="about" {
            h2 #about { (ctx.t("register-about")) }
            p { (ctx.t("help-start-law")) }
            p { (ctx.t("help-start-honest")) }
            p { (ctx.t("help-start-for")) }
            p { a href=(ctx.url("/published")) { (ctx.t("help-published-title")) } }
        }
    };
    Ok(ctx.page(title, body).canonical("/").description(ctx.t("help-start-lead")))
}

fn ways(ctx: &Ctx) -> Markup {
    let ways = [
        ("about-link", about_me::PATH),
        ("help-start-find", "/register"),
        ("help-start-register", "/organisations"),
        ("help-start-rights", "/rights"),
    ];
    html! {
        ul .ways {
            @for (id, path) in ways {
                li {
                    h2 { (ctx.t(id)) }
                    p { (ctx.t(&format!("{id}.text"))) }
                    p { a href=(ctx.url(path)) { (ctx.t(&format!("{id}.action"))) } }
                }
            }
        }
    }
}

fn numbers(ctx: &Ctx, size: &Size) -> Markup {
    html! {
        section aria-labelledby="numbers" {
            h2 #numbers { (ctx.t("register-numbers")) }
            ul .numbers {
                li { (ctx.ta("count-holders", &[("n", size.holders.into())])) }
                li { (ctx.ta("count-arrays", &[("n", size.arrays.into())])) }
            }
            @if !ctx.state.is_archive {
                p { a href=(ctx.url("/statistics")) { (ctx.t("statistics-link")) } }
            }
            @if let Some(at) = size.changed_at {
                p { (ctx.ta("register-last-change", &[("when", ctx.date_time(at).into())])) }
            } @else {
                p { (ctx.t("register-empty.text")) }
            }
        }
    }
}
