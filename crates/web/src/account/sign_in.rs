//! The door: password, code, and the way out.

use super::{email_field, faults, faults_of, field, password_field, to};
use crate::{
    parts::{self, Fault, field, field::Width},
    shell::{Ctx, Page, Problem, Session, session::local_path},
};
use app::{
    account, policy,
    policy::Deed,
    session::{self, NextStep},
};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::problem;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
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

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Code {
    code: String,
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
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            return Ok(show(&ctx, &form, &faults).into_response());
        }
    };
    if !session.token.is_empty() {
        session::sign_out(app, &session.token).await?;
    }
    let jar = jar.add(ctx.state.session_cookie(&signed_in.token));
    let place = match signed_in.next {
        NextStep::Done => landing(&ctx, &signed_in.token, &form.next).await?,
        NextStep::Code => with_next(&ctx, "/sign-in/code", &form.next),
        NextStep::Enrol => with_next(&ctx, "/sign-in/enrol", &form.next),
    };
    Ok((jar, Redirect::to(&place)).into_response())
}

fn with_next(ctx: &Ctx, path: &str, next: &str) -> String {
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

pub async fn code_page(ctx: Ctx, session: Session, Query(query): Query<Next>) -> Response {
    match session::entry(&ctx.state.app, &session.token).await {
        Ok(session::Entry::Half { has_second_factor: true, .. }) => {
            show_code(&ctx, &query.next, &[]).into_response()
        }
        Ok(_) => to(&ctx, "/sign-in"),
        Err(error) => Problem::from(error).into_response(),
    }
}

fn show_code(ctx: &Ctx, next: &str, faults: &[Fault]) -> Page {
    let title = ctx.t("code-title");
    let body = html! {
        h1 { (title) }
        form method="post" action=(ctx.url("/sign-in/code")) novalidate {
            (field::hidden("next", next))
            (code_field(ctx, faults))
            (parts::form_buttons(ctx, &ctx.t("sign-in-button"), Some(&ctx.url("/sign-in"))))
        }
        p { (ctx.t("code-lost")) }
    };
    ctx.page(title.clone(), body).faults(faults)
}

fn code_field(ctx: &Ctx, faults: &[Fault]) -> Markup {
    let code = field(ctx, "code", "", faults).inputmode("numeric").autocomplete("one-time-code");
    field::text(ctx, &code.maxlength(7).width(Width::Tiny))
}

pub async fn send_code(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(form): Form<Code>,
) -> Result<Response, Problem> {
    let given =
        session::give_code(&ctx.state.app, &session.token, &form.code, &session.user_agent).await;
    match given {
        Ok(token) => {
            let place = landing(&ctx, &token, &form.next).await?;
            Ok((jar.add(ctx.state.session_cookie(&token)), Redirect::to(&place)).into_response())
        }
        Err(app::Error::SignIn) => Ok(to(&ctx, "/sign-in")),
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            Ok(show_code(&ctx, &form.next, &faults).into_response())
        }
    }
}

pub async fn enrol_page(
    ctx: Ctx,
    session: Session,
    Query(query): Query<Next>,
) -> Result<Response, Problem> {
    match account::enrolment(&ctx.state.app, &session.token).await {
        Ok(enrolment) => Ok(show_enrol(&ctx, &enrolment, &query.next, &[]).into_response()),
        Err(app::Error::SignIn) => Ok(to(&ctx, "/sign-in")),
        Err(app::Error::NotFound) => Ok(to(&ctx, "/account")),
        Err(error) => Err(error.into()),
    }
}

fn show_enrol(ctx: &Ctx, enrolment: &account::Enrolment, next: &str, faults: &[Fault]) -> Page {
    let title = ctx.t("enrol-title");
    // Read aloud and typed by hand in groups of four.
    let letters: Vec<char> = enrolment.secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    let steps = [
        html! { (ctx.t("enrol-step-app")) },
        html! {
            (ctx.t("enrol-step-picture"))
            div .qr role="img" aria-label=(ctx.t("enrol-picture")) { (PreEscaped(&enrolment.picture)) }
            p { (ctx.t("enrol-by-hand")) " " code { (groups.join(" ")) } }
        },
        html! { (ctx.t("enrol-step-code")) },
    ];
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("enrol-lead")) }
        (parts::steps(&steps))
        form method="post" action=(ctx.url("/sign-in/enrol")) novalidate {
            (field::hidden("next", next))
            (code_field(ctx, faults))
            (parts::form_buttons(ctx, &ctx.t("enrol-button"), Some(&ctx.url("/account"))))
        }
    };
    ctx.page(title.clone(), body).faults(faults)
}

pub async fn send_enrol(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(form): Form<Code>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let confirmed =
        account::confirm_enrolment(app, &session.token, &form.code, &session.user_agent).await;
    match confirmed {
        Ok(token) => {
            let place = landing(&ctx, &token, &form.next).await?;
            Ok((jar.add(ctx.state.session_cookie(&token)), Redirect::to(&place)).into_response())
        }
        Err(app::Error::SignIn) => Ok(to(&ctx, "/sign-in")),
        Err(app::Error::Invalid(problems)) => again(&ctx, &session, &form, &problems).await,
        Err(error) => Err(error.into()),
    }
}

async fn again(
    ctx: &Ctx,
    session: &Session,
    form: &Code,
    problems: &[problem::Problem],
) -> Result<Response, Problem> {
    let enrolment = account::enrolment(&ctx.state.app, &session.token).await?;
    Ok(show_enrol(ctx, &enrolment, &form.next, &faults(ctx, problems)).into_response())
}

pub async fn sign_out(ctx: Ctx, session: Session, jar: CookieJar) -> Result<Response, Problem> {
    session::sign_out(&ctx.state.app, &session.token).await?;
    let place = format!("{}?done=out", ctx.url("/sign-in"));
    Ok((jar.add(ctx.state.no_session_cookie()), Redirect::to(&place)).into_response())
}
