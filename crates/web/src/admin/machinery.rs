//! The outbox and the state of health; in the demonstration, the letters themselves.

use super::crumbs;
use crate::{
    parts::{self, Column, Row, Tone},
    shell::{Ctx, Page, Problem},
};
use app::{
    application::TABLES,
    machinery,
    mail::{Letter, MAIL},
};
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

const SHOWN: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    before: Option<i64>,
}

pub async fn outbox(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Page, Problem> {
    let app = &ctx.state.app;
    let jobs = machinery::outbox(app, &ctx.caller, None, wanted.before, SHOWN).await?;
    let title = ctx.t("admin-outbox");
    let columns = ["outbox-job", "outbox-status", "outbox-tries", "outbox-at", "outbox-error"]
        .map(|id| Column::text(ctx.t(id)));
    let rows: Vec<Vec<Markup>> = jobs
        .iter()
        .map(|job| {
            let status = job.status.as_str();
            vec![
                html! { (ctx.number(job.id)) " " (channel(&ctx, &job.channel)) },
                html! { (ctx.t(&format!("outbox-{status}"))) },
                html! { (ctx.number(job.attempts)) },
                html! { (ctx.date_time(job.created_at)) },
                html! {
                    @if let Some(error) = &job.last_error { code { (error) } }
                    @if status == "failed" {
                        form method="post" action=(ctx.url(&format!("/admin/outbox/{}/retry", job.id))) {
                            button .plain { (ctx.t("outbox-retry")) }
                        }
                    }
                },
            ]
        })
        .collect();
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("outbox-lead")) }
        @if app.settings().is_demo {
            p { a href=(ctx.url("/demo/outbox")) { (ctx.t("demo-outbox-link")) } }
        }
        @if rows.is_empty() { p { (ctx.t("outbox-empty")) } }
        @else { (parts::table(&title, &columns, &rows)) }
        @if let Some(last) = jobs.last().filter(|_| jobs.len() == SHOWN as usize) {
            p { a href=(format!("?before={}", last.id)) { (ctx.t("page-next")) } }
        }
    };
    Ok(ctx.page(title.clone(), body).above(crumbs(&ctx)).wide())
}

fn channel(ctx: &Ctx, channel: &str) -> String {
    match channel {
        MAIL => ctx.t("outbox-mail"),
        TABLES => ctx.t("outbox-table"),
        other => other.to_owned(),
    }
}

pub async fn retry(ctx: Ctx, Path(id): Path<i64>) -> Result<Response, Problem> {
    machinery::retry(&ctx.state.app, &ctx.caller, id).await?;
    Ok(Redirect::to(&ctx.url("/admin/outbox")).into_response())
}

pub async fn health(ctx: Ctx) -> Result<Page, Problem> {
    let report = machinery::report(&ctx.state.app, &ctx.caller).await?;
    let health = &report.health;
    let oldest = report.oldest_due.map_or(ctx.t("health-nothing-waits"), |at| ctx.ago(at));
    let mut rows = vec![
        Row::text(ctx.t("health-database"), &format!("{} {}", health.engine, health.version)),
        Row::text(ctx.t("health-schema"), &health.schema.to_string()),
        Row::text(ctx.t("health-law"), &report.law),
        Row::text(ctx.t("health-oldest"), &oldest),
    ];
    rows.extend(report.jobs.iter().map(|(name, status, n)| {
        let status = ctx.t(&format!("outbox-{}", status.as_str()));
        Row::text(format!("{}: {status}", channel(&ctx, name)), &ctx.number(*n))
    }));
    let title = ctx.t("admin-health");
    let body = html! { h1 { (title) } (parts::summary_list(&ctx, &rows)) };
    Ok(ctx.page(title.clone(), body).above(crumbs(&ctx)))
}

pub async fn demo_outbox(ctx: Ctx) -> Result<Page, Problem> {
    let letters = machinery::demo_letters(&ctx.state.app, &ctx.state, SHOWN).await?;
    let title = ctx.t("demo-outbox");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("demo-outbox.lead")) }
        @if letters.is_empty() { p { (ctx.t("outbox-empty")) } }
        @for (job, letter) in &letters { (one_letter(&ctx, job.status.as_str(), letter)) }
    };
    Ok(ctx.page(title.clone(), body))
}

fn one_letter(ctx: &Ctx, status: &str, letter: &Letter) -> Markup {
    let tone = if status == "done" { Tone::Good } else { Tone::Info };
    // A letter leads to a full address; here its path is enough, whatever port the demo runs on.
    let site = ctx.state.base_url.as_ref();
    let link = letter.link.as_deref().map(|link| link.strip_prefix(site).unwrap_or(link));
    html! {
        section {
            h2 { (letter.subject) }
            p { (letter.address) " " (parts::tag(tone, &ctx.t(&format!("outbox-{status}")))) }
            div lang=(letter.language) {
                @for part in letter.body.split("\n\n") { p { (part) } }
            }
            @if let Some(link) = link { p { a href=(link) { (ctx.t("demo-outbox-open")) } } }
        }
    }
}
