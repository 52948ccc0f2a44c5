//! A new account: asked for by a form, opened by the link in a mail, or by an invitation.

use super::{email_field, enter, faults_of, field, password_field, refused, sign_in::landing};
use crate::{
    parts::{self, Fault, Row, field, field::Width},
    shell::{Ctx, Page, Problem, Session},
};
use app::{
    account::{self, Awaited, SignUp},
    organisation,
    session::SignedIn,
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    email: String,
    password: String,
    organisation: String,
    invitation: String,
}

/// The invitation whose link led here, if it still stands.
async fn invited(ctx: &Ctx, token: &str) -> Option<organisation::Invitation> {
    if token.is_empty() {
        return None;
    }
    organisation::invitation(&ctx.state.app, &ctx.caller, token).await.ok()
}

pub async fn page(ctx: Ctx, Query(typed): Query<Typed>) -> Page {
    match invited(&ctx, &typed.invitation).await {
        Some(invitation) => show_invited(&ctx, &typed, &invitation, &[]),
        None => show(&ctx, &typed, &[]),
    }
}

fn show(ctx: &Ctx, typed: &Typed, faults: &[Fault]) -> Page {
    let title = ctx.t("sign-up-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("sign-up-lead")) }
        form method="post" action=(ctx.url("/sign-up")) novalidate {
            (field::text(ctx, &field(ctx, "organisation", &typed.organisation, faults).autocomplete("organization")))
            (field::text(ctx, &field(ctx, "name", &typed.name, faults).autocomplete("name")))
            (field::text(ctx, &email_field(ctx, &typed.email, faults).hint(ctx.t("sign-up-email-hint"))))
            (parts::form_buttons(ctx, &ctx.t("sign-up-button"), None))
        }
        p { (ctx.t("sign-up-known")) " " a href=(ctx.url("/sign-in")) { (ctx.t("sign-in-title")) } }
    };
    ctx.page(title.clone(), body).faults(faults)
}

/// Whoever was invited has shown already that the address is theirs.
fn show_invited(
    ctx: &Ctx,
    typed: &Typed,
    invitation: &organisation::Invitation,
    faults: &[Fault],
) -> Page {
    let title = ctx.t("sign-up-title");
    let lead = ctx.ta("sign-up-invited", &[("organisation", invitation.name.as_str().into())]);
    let body = html! {
        h1 { (title) }
        p .lead { (lead) }
        form method="post" action=(ctx.url("/sign-up")) novalidate {
            (field::hidden("invitation", &typed.invitation))
            div #email tabindex="-1" { (own_address(ctx, &invitation.email)) }
            (field::text(ctx, &field(ctx, "name", &typed.name, faults).autocomplete("name")))
            (new_password(ctx, faults))
            (parts::form_buttons(ctx, &ctx.t("sign-up-button"), None))
        }
        p { (ctx.t("sign-up-known")) " " a href=(ctx.url("/sign-in")) { (ctx.t("sign-in-title")) } }
    };
    ctx.page(title.clone(), body).faults(faults)
}

fn own_address(ctx: &Ctx, email: &str) -> Markup {
    parts::summary_list(ctx, &[Row::text(ctx.t("account-email"), email)])
}

fn new_password(ctx: &Ctx, faults: &[Fault]) -> Markup {
    let password = password_field(ctx, "password", "new-password", faults);
    field::text(ctx, &password.hint(ctx.t("new-password-hint")).width(Width::Half))
}

pub async fn send(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let form = SignUp {
        name: typed.name.clone(),
        email: typed.email.clone(),
        language: ctx.lang.code().to_owned(),
        organisation: typed.organisation.clone(),
    };
    if let Some(invitation) = invited(&ctx, &typed.invitation).await {
        let (token, password) = (&typed.invitation, &typed.password);
        let agent = &session.user_agent;
        let opened =
            account::sign_up_invited(app, &ctx.caller, token, &form, password, agent).await;
        let again = |faults: &[Fault]| show_invited(&ctx, &typed, &invitation, faults);
        return match opened {
            Ok(signed_in) => come_in(&ctx, jar, &signed_in).await,
            Err(error) => refused(&ctx, error, "name", again),
        };
    }
    match account::ask_sign_up(app, &ctx.caller, &form).await {
        Ok(()) => Ok(sent(&ctx, &typed.email).into_response()),
        Err(error) => refused(&ctx, error, "email", |faults| show(&ctx, &typed, faults)),
    }
}

/// The same page whether the address has an account or not.
fn sent(ctx: &Ctx, email: &str) -> Page {
    let title = ctx.t("forgotten-sent");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.ta("sign-up-sent", &[("email", email.trim().into())])) }
        p { (ctx.t("sign-up-sent.next")) }
        @if ctx.state.app.settings().is_demo {
            p { a href=(ctx.url("/demo/outbox")) { (ctx.t("demo-outbox-link")) } }
        }
    };
    ctx.page(title.clone(), body)
}

pub async fn open_page(ctx: Ctx, Path(token): Path<String>) -> Result<Page, Problem> {
    match account::awaited(&ctx.state.app, &ctx.caller, &token).await {
        Ok(awaited) => Ok(show_open(&ctx, &token, &awaited, &[])),
        Err(app::Error::Invalid(_)) => Ok(no_link(&ctx)),
        Err(error) => Err(error.into()),
    }
}

fn show_open(ctx: &Ctx, token: &str, awaited: &Awaited, faults: &[Fault]) -> Page {
    let title = ctx.t("sign-up-open-title");
    let rows = [
        Row::text(ctx.t("account-organisation"), &awaited.organisation),
        Row::text(ctx.t("account-name"), &awaited.name),
        Row::text(ctx.t("account-email"), &awaited.email),
    ];
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("sign-up-open-lead")) }
        (parts::summary_list(ctx, &rows))
        form method="post" action=(ctx.url(&format!("/sign-up/{token}"))) novalidate {
            (new_password(ctx, faults))
            (parts::form_buttons(ctx, &ctx.t("sign-up-button"), None))
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
        p { (ctx.t("sign-up-no-link")) }
        div .buttons {
            (parts::link_button(&ctx.t("sign-in-title"), &ctx.url("/sign-in")))
            a href=(ctx.url("/sign-up")) { (ctx.t("sign-up-link")) }
        }
    };
    ctx.page(title.clone(), body).status(StatusCode::GONE)
}

pub async fn open(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let (password, agent) = (&typed.password, &session.user_agent);
    let error = match account::finish_sign_up(app, &ctx.caller, &token, password, agent).await {
        Ok(signed_in) => return come_in(&ctx, jar, &signed_in).await,
        Err(error) => error,
    };
    let faults = faults_of(&ctx, error)?;
    match account::awaited(app, &ctx.caller, &token).await {
        // Only the password is asked here; anything else wrong is wrong with the link.
        Ok(awaited) if faults.iter().any(|fault| fault.path == "password") => {
            Ok(show_open(&ctx, &token, &awaited, &faults).into_response())
        }
        _ => Ok(no_link(&ctx).into_response()),
    }
}

/// The account is open and its owner at the door: nothing more is asked.
async fn come_in(ctx: &Ctx, jar: CookieJar, signed_in: &SignedIn) -> Result<Response, Problem> {
    let place = landing(ctx, &signed_in.token, "").await?;
    let jar = enter(ctx, jar, &signed_in.token, signed_in.person).await?;
    Ok((jar, Redirect::to(&place)).into_response())
}
