//! The second step of signing in: the code from the phone or, without the phone, one from paper.

use super::{enter, field, refused, sign_in::Next, sign_in::landing, to};
use crate::{
    parts::{self, Fault, field, field::Width},
    shell::{Ctx, Page, Problem, Session},
};
use app::session::{self, Second};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Code {
    pub(super) code: String,
    recovery_code: String,
    pub(super) next: String,
}

pub async fn code_page(
    ctx: Ctx,
    session: Session,
    Query(query): Query<Next>,
) -> Result<Response, Problem> {
    if_half(&ctx, &session, show_code(&ctx, &query.next, &[])).await
}

pub async fn recovery_page(
    ctx: Ctx,
    session: Session,
    Query(query): Query<Next>,
) -> Result<Response, Problem> {
    if_half(&ctx, &session, show_recovery(&ctx, &query.next, "", &[])).await
}

/// Only whoever gave the password stands before the second step.
async fn if_half(ctx: &Ctx, session: &Session, page: Page) -> Result<Response, Problem> {
    match session::entry(&ctx.state.app, &session.token).await? {
        session::Entry::Half { has_second_factor: true, .. } => Ok(page.into_response()),
        _ => Ok(to(ctx, "/sign-in")),
    }
}

fn show_code(ctx: &Ctx, next: &str, faults: &[Fault]) -> Page {
    let title = ctx.t("code-title");
    let encoded: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let body = html! {
        h1 { (title) }
        form method="post" action=(ctx.url("/sign-in/code")) novalidate {
            (field::hidden("next", next))
            (code_field(ctx, faults))
            (parts::form_buttons(ctx, &ctx.t("sign-in-button"), Some(&ctx.url("/sign-in"))))
        }
        p { a href={ (ctx.url("/sign-in/recovery")) "?next=" (encoded) } { (ctx.t("code-lost")) } }
    };
    ctx.page(title.clone(), body).faults(faults)
}

pub(super) fn code_field(ctx: &Ctx, faults: &[Fault]) -> Markup {
    let code = field(ctx, "code", "", faults).inputmode("numeric").autocomplete("one-time-code");
    field::text(ctx, &code.maxlength(7).width(Width::Tiny))
}

fn show_recovery(ctx: &Ctx, next: &str, typed: &str, faults: &[Fault]) -> Page {
    let title = ctx.t("recovery-title");
    let code = field(ctx, "recovery_code", typed, faults).autocomplete("off").width(Width::Half);
    let body = html! {
        h1 { (title) }
        form method="post" action=(ctx.url("/sign-in/recovery")) novalidate {
            (field::hidden("next", next))
            (field::text(ctx, &code))
            (parts::form_buttons(ctx, &ctx.t("sign-in-button"), Some(&ctx.url("/sign-in/code"))))
        }
        p { (ctx.t("recovery-none")) }
    };
    ctx.page(title.clone(), body).faults(faults)
}

pub async fn send_code(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(form): Form<Code>,
) -> Result<Response, Problem> {
    let again = |faults: &[Fault]| show_code(&ctx, &form.next, faults);
    give(&ctx, &session, jar, (Second::Code(&form.code), "code", &form.next), again).await
}

pub async fn send_recovery(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(form): Form<Code>,
) -> Result<Response, Problem> {
    let again = |faults: &[Fault]| show_recovery(&ctx, &form.next, &form.recovery_code, faults);
    let second = Second::Recovery(&form.recovery_code);
    give(&ctx, &session, jar, (second, "recovery_code", &form.next), again).await
}

async fn give(
    ctx: &Ctx,
    session: &Session,
    jar: CookieJar,
    (second, path, next): (Second<'_>, &str, &str),
    again: impl FnOnce(&[Fault]) -> Page,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    match session::give_second(app, &session.token, second, &session.user_agent).await {
        Ok((token, person)) => {
            let place = landing(ctx, &token, next).await?;
            Ok((enter(ctx, jar, &token, person).await?, Redirect::to(&place)).into_response())
        }
        Err(app::Error::SignIn) => Ok(to(ctx, "/sign-in")),
        Err(error) => refused(ctx, error, path, again),
    }
}
