//! The door: the password, and the way out.

use super::{email_field, enter, password_field, refused};
use crate::{
    parts::{self, Fault, field, field::Width},
    shell::{Ctx, Page, Problem, Session, session::local_path},
};
use app::{
    policy,
    policy::Deed,
    session::{self, NextStep},
};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use http::HeaderName;
use maud::{Markup, html};
use serde::Deserialize;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    pub(super) next: String,
    /// A word about what just happened, shown above the form.
    #[serde(default)]
    done: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Password {
    email: String,
    password: String,
    next: String,
}

pub async fn page(ctx: Ctx, Query(query): Query<Next>) -> Page {
    let form = Password { next: query.next, ..Password::default() };
    let page = show(&ctx, &form, &[]);
    match query.done.as_str() {
        "password" => page.above(done(&ctx, "sign-in-password-set")),
        "out" => page.above(done(&ctx, "sign-in-signed-out")),
        _ => page,
    }
}

fn done(ctx: &Ctx, id: &str) -> Markup {
    parts::notice(parts::Tone::Good, &ctx.t(id), html! {})
}

fn show(ctx: &Ctx, form: &Password, faults: &[Fault]) -> Page {
    let title = ctx.t("sign-in-title");
    let next: String = form_urlencoded::byte_serialize(form.next.as_bytes()).collect();
    let body = html! {
        h1 { (title) }
        form method="post" action=(ctx.url("/sign-in")) novalidate {
            (field::hidden("next", &form.next))
            (field::text(ctx, &email_field(ctx, &form.email, faults).width(Width::Half)))
            (field::text(ctx, &password_field(ctx, "password", "current-password", faults).width(Width::Half)))
            (parts::form_buttons(ctx, &ctx.t("sign-in-button"), None))
        }
        p .hint { (ctx.t("sign-in-first-link")) }
        p { a href=(ctx.url("/forgotten-password")) { (ctx.t("sign-in-forgotten")) } }
        p { (ctx.t("sign-in-new")) " " a href={ (ctx.url("/sign-up")) "?next=" (next) } { (ctx.t("sign-up-link")) } }
    };
    ctx.page(title.clone(), body).faults(faults)
}

pub async fn send(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(form): Form<Password>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let tried =
        session::sign_in(app, &ctx.caller, &form.email, &form.password, &session.user_agent).await;
    let signed_in = match tried {
        Ok(signed_in) => signed_in,
        Err(error) => return refused(&ctx, error, "email", |faults| show(&ctx, &form, faults)),
    };
    if !session.token.is_empty() {
        session::sign_out(app, &session.token).await?;
    }
    let token = &signed_in.token;
    let (jar, place) = match signed_in.next {
        NextStep::Done => (
            enter(&ctx, jar, token, signed_in.person).await?,
            landing(&ctx, token, &form.next).await?,
        ),
        NextStep::Code => {
            (jar.add(ctx.state.session_cookie(token)), with_next(&ctx, "/sign-in/code", &form.next))
        }
        NextStep::Enrol => (
            jar.add(ctx.state.session_cookie(token)),
            with_next(&ctx, "/sign-in/enrol", &form.next),
        ),
    };
    Ok((jar, Redirect::to(&place)).into_response())
}

pub(super) fn with_next(ctx: &Ctx, path: &str, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{}?next={next}", ctx.url(path))
}

/// The page asked for, or the one where this person's work begins.
pub(super) async fn landing(ctx: &Ctx, token: &str, next: &str) -> Result<String, Problem> {
    if let Some(place) = local_path(next) {
        return Ok(place.to_owned());
    }
    let caller = session::caller_of_session(&ctx.state.app, token).await?;
    let path = if policy::may(&caller, Deed::ReadQueue, None) {
        "/desk"
    } else if policy::may(&caller, Deed::ReadMachinery, None) {
        "/admin"
    } else {
        "/organisations"
    };
    Ok(ctx.url(path))
}

pub async fn sign_out(ctx: Ctx, session: Session, jar: CookieJar) -> Result<Response, Problem> {
    session::sign_out(&ctx.state.app, &session.token).await?;
    let place = format!("{}?done=out", ctx.url("/sign-in"));
    // Nothing of the casework stays in a browser that others may use after this one.
    let clear = [(HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"")];
    let jar = jar.add(ctx.state.no_session_cookie());
    Ok((clear, jar, Redirect::to(&place)).into_response())
}
