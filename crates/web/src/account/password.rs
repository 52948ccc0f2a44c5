//! A forgotten password: asking for a link, and using it.

use super::{email_field, faults_of, password_field, refused, to};
use crate::{
    parts::{self, Fault, field, field::Width},
    shell::{Ctx, Page, Problem},
};
use app::account;
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::StatusCode;
use maud::html;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Address {
    email: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewPassword {
    password: String,
}

pub async fn forgotten(ctx: Ctx) -> Page {
    show_forgotten(&ctx, "", &[])
}

fn show_forgotten(ctx: &Ctx, email: &str, faults: &[Fault]) -> Page {
    let title = ctx.t("forgotten-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("forgotten-lead")) }
        form method="post" action=(ctx.url("/forgotten-password")) novalidate {
            (field::text(ctx, &email_field(ctx, email, faults).width(Width::Half)))
            (parts::form_buttons(ctx, &ctx.t("forgotten-button"), Some(&ctx.url("/sign-in"))))
        }
    };
    ctx.page(title.clone(), body).faults(faults)
}

/// The same answer whether the address has an account or not.
pub async fn ask(ctx: Ctx, Form(form): Form<Address>) -> Result<Response, Problem> {
    if let Err(error) = account::ask_reset(&ctx.state.app, &ctx.caller, &form.email).await {
        let again = |faults: &[Fault]| show_forgotten(&ctx, &form.email, faults);
        return refused(&ctx, error, "email", again);
    }
    let title = ctx.t("forgotten-sent");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("forgotten-sent.what")) }
        p { (ctx.t("forgotten-sent.next")) }
        @if ctx.state.app.settings().is_demo {
            p { a href=(ctx.url("/demo/outbox")) { (ctx.t("demo-outbox-link")) } }
        }
    };
    Ok(ctx.page(title.clone(), body).into_response())
}

pub async fn reset(ctx: Ctx, Path(token): Path<String>) -> Result<Page, Problem> {
    match account::reset_stands(&ctx.state.app, &ctx.caller, &token).await {
        Ok(()) => Ok(show(&ctx, &token, &[])),
        Err(app::Error::Invalid(_)) => Ok(no_link(&ctx)),
        Err(error) => Err(error.into()),
    }
}

fn show(ctx: &Ctx, token: &str, faults: &[Fault]) -> Page {
    let title = ctx.t("reset-title");
    let password = password_field(ctx, "password", "new-password", faults);
    let body = html! {
        h1 { (title) }
        form method="post" action=(ctx.url(&format!("/reset-password/{token}"))) novalidate {
            (field::text(ctx, &password.hint(ctx.t("new-password-hint")).width(Width::Half)))
            (parts::form_buttons(ctx, &ctx.t("action-save"), None))
        }
    };
    ctx.page(title.clone(), body).faults(faults)
}

/// The link was used, is old, or was cut off by the mail program.
fn no_link(ctx: &Ctx) -> Page {
    let title = ctx.t("reset-no-link");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("reset-no-link.what")) }
        p { a href=(ctx.url("/forgotten-password")) { (ctx.t("reset-no-link.next")) } }
    };
    ctx.page(title.clone(), body).status(StatusCode::GONE)
}

pub async fn set(
    ctx: Ctx,
    Path(token): Path<String>,
    Form(form): Form<NewPassword>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    match account::finish_reset(app, &ctx.caller, &token, &form.password).await {
        Ok(()) => {
            let place = format!("{}?done=password", ctx.url("/sign-in"));
            Ok(Redirect::to(&place).into_response())
        }
        Err(app::Error::Invalid(problems)) if problems.iter().any(|p| p.path == "token") => {
            Ok(to(&ctx, &format!("/reset-password/{token}")))
        }
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            Ok(show(&ctx, &token, &faults).into_response())
        }
    }
}
