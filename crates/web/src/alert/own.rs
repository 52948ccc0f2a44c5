//! What the link in a letter opens: confirm, look, change, stop.

use app::alert::{self, Alert};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use l10n::Language;
use maud::{Markup, html};
use serde::Deserialize;

use super::{search, wish};
use crate::account::to;
use crate::parts::{self, Choice, Field, field, field::Width};
use crate::register::wanted::Wanted;
use crate::shell::{Ctx, Page, Problem};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
    language: String,
}

/// The alert, or the page that says it is no more.
async fn seen(ctx: &Ctx, token: &str) -> Result<Result<Alert, Page>, Problem> {
    match alert::seen(&ctx.state.app, &ctx.caller, token).await {
        Ok(alert) => Ok(Ok(alert)),
        Err(app::Error::NotFound) => Ok(Err(gone(ctx))),
        Err(error) => Err(error.into()),
    }
}

fn gone(ctx: &Ctx) -> Page {
    let title = ctx.t("alert-gone");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("alert-gone.text")) }
        p { (ctx.t("alert-gone.again")) " " a href=(ctx.url("/register")) { (ctx.t("register-search-title")) } }
    };
    ctx.page(title.clone(), body).status(StatusCode::GONE)
}

/// The search of an alert: the address after its question mark.
fn wanted(ctx: &Ctx, alert: &Alert) -> Wanted {
    Wanted::parse(ctx, alert.address.split_once('?').map_or("", |(_, query)| query))
}

pub async fn page(ctx: Ctx, Path(token): Path<String>) -> Result<Page, Problem> {
    let alert = match seen(&ctx, &token).await? {
        Ok(alert) => alert,
        Err(gone) => return Ok(gone),
    };
    let wanted = wanted(&ctx, &alert);
    match alert.confirmed_at {
        None => Ok(to_confirm(&ctx, &token, &wanted)),
        Some(since) => {
            let since = ctx.date(ctx.day(since));
            let title = ctx.t("alert-own");
            let body = html! {
                h1 { (title) }
                p .lead { (ctx.ta("alert-own.since", &[("date", since.into())])) }
                (search(&ctx, &wanted))
                (to_change(&ctx, &token, &alert, &wanted))
                section aria-labelledby="stop" {
                    h2 #stop { (ctx.t("alert-stop")) }
                    (to_stop(&ctx, &token))
                }
            };
            Ok(ctx.page(title.clone(), body))
        }
    }
}

/// A link alone confirms nothing: mail programs open links to look at them.
fn to_confirm(ctx: &Ctx, token: &str, wanted: &Wanted) -> Page {
    let title = ctx.t("alert-confirm");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("alert-confirm.lead")) }
        (search(ctx, wanted))
        form method="post" action=(ctx.url(&format!("/alerts/{token}"))) {
            (parts::form_buttons(ctx, &ctx.t("alert-confirm.button"), None))
        }
    };
    ctx.page(title.clone(), body)
}

fn to_change(ctx: &Ctx, token: &str, alert: &Alert, wanted: &Wanted) -> Markup {
    let words = Field::of(ctx, "q", "alert-words").value(&wanted.text).width(Width::Half);
    let languages = Language::all().map(|one| Choice::new(one.code(), one.native_name()));
    let language = Field::new("language", ctx.t("alert-language")).value(&alert.language);
    html! {
        section aria-labelledby="change" {
            h2 #change { (ctx.t("alert-change")) }
            form method="post" action=(ctx.url(&format!("/alerts/{token}/change"))) {
                (field::text(ctx, &words.maxlength(app::register::LONGEST_TEXT).optional()))
                (field::select(ctx, &language, &languages))
                (parts::button(&ctx.t("alert-change.button")))
            }
        }
    }
}

fn to_stop(ctx: &Ctx, token: &str) -> Markup {
    html! {
        p { (ctx.t("alert-stop.text")) }
        form method="post" action=(ctx.url(&format!("/alerts/{token}/stop"))) {
            button .button.secondary { (ctx.t("alert-stop.button")) }
        }
    }
}

pub async fn confirm(ctx: Ctx, Path(token): Path<String>) -> Result<Response, Problem> {
    match alert::confirm(&ctx.state.app, &ctx.caller, &token).await {
        Ok(()) => Ok(to(&ctx, &format!("/alerts/{token}"))),
        Err(app::Error::NotFound) => Ok(gone(&ctx).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// The words and the language; the filters stay. Words too long are cut, as on the page of the search.
pub async fn change(
    ctx: Ctx,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let alert = match seen(&ctx, &token).await? {
        Ok(alert) => alert,
        Err(gone) => return Ok(gone.into_response()),
    };
    let text = typed.q.trim().chars().take(app::register::LONGEST_TEXT).collect();
    let wanted = Wanted { text, ..wanted(&ctx, &alert) };
    let language = Language::parse(&typed.language).unwrap_or(ctx.lang);
    let wish = wish(&ctx, &wanted, language);
    alert::change(&ctx.state.app, &ctx.caller, &token, &wish).await?;
    Ok(to(&ctx, &format!("/alerts/{token}")))
}

pub async fn stop_page(ctx: Ctx, Path(token): Path<String>) -> Result<Page, Problem> {
    let title = ctx.t("alert-stop");
    Ok(match seen(&ctx, &token).await? {
        Ok(_) => ctx.page(title.clone(), html! { h1 { (title) } (to_stop(&ctx, &token)) }),
        Err(gone) => gone,
    })
}

/// Also what a mail program sends by its own button (RFC 8058): it comes from no page.
pub async fn stop(ctx: Ctx, Path(token): Path<String>) -> Result<Page, Problem> {
    alert::stop(&ctx.state.app, &ctx.caller, &token).await?;
    let title = ctx.t("alert-stopped");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("alert-stopped.text")) }
        p { a href=(ctx.url("/register")) { (ctx.t("register-search-title")) } }
    };
    Ok(ctx.page(title.clone(), body))
}
