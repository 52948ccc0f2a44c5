//! A person's home: what happened, and the organisations.

use super::{faults_of, field, to};
use crate::{
    parts::{self, Fault, Tone, field},
    shell::{Ctx, Page, Problem},
};
use app::{caller::Membership, notice, organisation};
use axum::{
    Form,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

/// How many notices the page shows.
const SHOWN: u32 = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    organisation: String,
}

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    if ctx.caller.actor.is_none() {
        return Ok(for_strangers(&ctx));
    }
    show(&ctx, "", &[]).await
}

/// What the page is called for this visitor.
pub(super) fn title_id(ctx: &Ctx) -> &'static str {
    if ctx.viewer.is_some() { "home-mine-title" } else { "home-title" }
}

/// Whoever comes here for the first time learns what this is and where to begin.
fn for_strangers(ctx: &Ctx) -> Page {
    let title = ctx.t("home-title");
    let steps = ["home-step-account", "home-step-describe", "home-step-send", "home-step-public"];
    let steps = steps.map(|id| html! { (ctx.t(id)) });
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("home-lead")) }
        (parts::steps(&steps))
        div .buttons {
            (parts::link_button(&ctx.t("sign-up-link"), &ctx.url("/sign-up")))
            a href=(ctx.url("/sign-in")) { (ctx.t("sign-in-title")) }
        }
    };
    ctx.page(title.clone(), body)
}

async fn show(ctx: &Ctx, typed: &str, faults: &[Fault]) -> Result<Page, Problem> {
    let notices = notice::mine(&ctx.state.app, &ctx.caller, SHOWN).await?;
    let title = ctx.t("home-mine-title");
    let body = html! {
        h1 { (title) }
        section {
            h2 { (ctx.t("home-organisations")) }
            @if ctx.caller.memberships.is_empty() {
                (parts::empty_state(&ctx.t("home-no-organisation"), &ctx.t("home-no-organisation.next"), None))
            } @else {
                (organisations(ctx))
            }
            (opening(ctx, typed, faults))
        }
        section {
            h2 { (ctx.t("home-notices")) }
            (notices_list(ctx, &notices))
        }
    };
    Ok(ctx.page(title.clone(), body).faults(faults))
}

fn organisations(ctx: &Ctx) -> Markup {
    let row = |membership: &Membership| {
        let place = format!("/organisations/{}", membership.organisation);
        html! {
            li {
                div .task-words {
                    a href=(ctx.url(&place)) { (membership.name) }
                    p .hint { a href=(ctx.url(&format!("{place}/members"))) { (ctx.t("members-title")) } }
                }
                (parts::tag(Tone::Plain, &ctx.t(&format!("role-{}", membership.role.as_str()))))
            }
        }
    };
    html! { ul .tasks { @for membership in &ctx.caller.memberships { (row(membership)) } } }
}

/// Folded away: most people have one organisation.
fn opening(ctx: &Ctx, typed: &str, faults: &[Fault]) -> Markup {
    let form = html! {
        form method="post" action=(ctx.url("/organisations")) novalidate {
            (field::text(ctx, &field(ctx, "organisation", typed, faults).autocomplete("organization")))
            (parts::button(&ctx.t("home-open-button")))
        }
    };
    let title = ctx.t("home-open");
    html! {
        details .more open[!faults.is_empty() || ctx.caller.memberships.is_empty()] {
            summary { (title) } div { (form) }
        }
    }
}

fn notices_list(ctx: &Ctx, notices: &[notice::Notice]) -> Markup {
    html! {
        @if notices.is_empty() {
            p { (ctx.t("home-no-notices")) }
        } @else {
            @if notices.iter().any(|notice| notice.read_at.is_none()) {
                form method="post" action=(ctx.url("/notices/read")) {
                    button .plain { (ctx.t("home-read-all")) }
                }
            }
            ul .tasks {
                @for notice in notices { (one(ctx, notice)) }
            }
        }
    }
}

fn one(ctx: &Ctx, notice: &notice::Notice) -> Markup {
    let text = words(ctx, notice);
    html! {
        li {
            div .task-words {
                @if notice.link.is_empty() { (text) } @else { a href=(ctx.url(&notice.link)) { (text) } }
                p .hint { (ctx.date_time(notice.created_at)) }
            }
            @if notice.read_at.is_none() { (parts::tag(Tone::Info, &ctx.t("home-new"))) }
        }
    }
}

/// A notice is put into words when it is read, in the language of the page.
fn words(ctx: &Ctx, notice: &notice::Notice) -> String {
    let args: Vec<(&str, l10n::Arg<'_>)> = notice
        .params
        .iter()
        .map(|(key, value)| (key.as_str(), shown(ctx, key, value).into()))
        .collect();
    ctx.ta(&format!("notice-{}", notice.key), &args)
}

/// Days are kept as 2026-11-30 and shown as people write them.
fn shown(ctx: &Ctx, key: &str, value: &str) -> String {
    match (key, value.parse()) {
        ("due", Ok(date)) => ctx.date(date),
        _ => value.to_owned(),
    }
}

pub async fn open(ctx: Ctx, Form(typed): Form<Opened>) -> Result<Response, Problem> {
    match organisation::open(&ctx.state.app, &ctx.caller, &typed.organisation).await {
        Ok(id) => Ok(to(&ctx, &format!("/organisations/{id}"))),
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            Ok(show(&ctx, &typed.organisation, &faults).await?.into_response())
        }
    }
}

pub async fn read_notices(ctx: Ctx) -> Result<Response, Problem> {
    notice::read_all(&ctx.state.app, &ctx.caller).await?;
    Ok(to(&ctx, "/organisations"))
}
