//! Signing up and in, one's own account, one's organisations.

mod enrol;
mod home;
mod invitation;
mod members;
mod own;
mod password;
mod second;
mod sign_in;
mod sign_up;

use crate::{
    parts::{Fault, Field},
    shell::{Ctx, Page, Problem, WebState},
};
use app::{Error, account};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use domain::problem;
use http::{StatusCode, header};
use uuid::Uuid;

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/sign-in", get(sign_in::page).post(sign_in::send))
        .route("/sign-in/code", get(second::code_page).post(second::send_code))
        .route("/sign-in/recovery", get(second::recovery_page).post(second::send_recovery))
        .route("/sign-in/enrol", get(enrol::page).post(enrol::send))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/sign-up", get(sign_up::page).post(sign_up::send))
        .route("/sign-up/{token}", get(sign_up::open_page).post(sign_up::open))
        .route("/organisations", get(home::page).post(home::open))
        .route("/notices/read", post(home::read_notices))
        .route("/forgotten-password", get(password::forgotten).post(password::ask))
        .route("/reset-password/{token}", get(password::reset).post(password::set))
        .route("/account", get(own::page).post(own::save))
        .route("/account/password", post(own::change_password))
        .route("/account/sessions/{session}/end", post(own::end_session))
        .route("/account/second-factor", post(own::second_factor_act))
        .route("/invitations/{token}", get(invitation::page).post(invitation::accept))
        .merge(organisation_routes())
}

fn organisation_routes() -> Router<WebState> {
    Router::new()
        .route("/organisations/{id}/members", get(members::page))
        .route("/organisations/{id}/members/{person}", post(members::set_role))
        .route("/organisations/{id}/members/{person}/remove", post(members::remove))
        .route("/organisations/{id}/invitations", post(members::invite))
        .route(
            "/organisations/{id}/invitations/{invitation}/revoke",
            post(members::revoke_invitation),
        )
        .route("/organisations/{id}/name", post(members::rename))
        .route("/organisations/{id}/leave", post(members::leave))
        .route("/organisations/{id}/tokens", post(members::create_token))
        .route("/organisations/{id}/tokens/{token}/revoke", post(members::revoke_token))
}

/// Mistakes in words; the label of a field is the message `account-FIELD`.
pub(crate) fn faults(ctx: &Ctx, problems: &[problem::Problem]) -> Vec<Fault> {
    let text = |problem: &problem::Problem| {
        let label = ctx.t(&format!("account-{}", problem.path));
        let mut args = vec![("field", label.into())];
        args.extend(problem.params.iter().map(|(key, value)| (key.as_str(), value.clone().into())));
        ctx.ta(&format!("problem-{}", problem.code), &args)
    };
    problems.iter().map(|problem| Fault::new(problem.path.clone(), text(problem))).collect()
}

/// Mistakes to be shown at their fields; anything else is a page of its own.
pub(crate) fn faults_of(ctx: &Ctx, error: Error) -> Result<Vec<Fault>, Problem> {
    match error {
        Error::Invalid(problems) => Ok(faults(ctx, &problems)),
        error => Err(error.into()),
    }
}

/// What is wrong with a form, and how long to wait if there were too many tries.
pub(crate) struct Refusal {
    pub faults: Vec<Fault>,
    wait: Option<i64>,
}

impl Refusal {
    /// Too many tries are said at the field `path`.
    pub fn of(ctx: &Ctx, error: Error, path: &str) -> Result<Self, Problem> {
        let Error::TooSoon(wait) = error else {
            return Ok(Refusal { faults: faults_of(ctx, error)?, wait: None });
        };
        let seconds = wait.as_secs().max(1);
        let minutes = (seconds + 59) / 60;
        let text = ctx.ta("problem-too_soon", &[("minutes", minutes.into())]);
        Ok(Refusal { faults: vec![Fault::new(path, text)], wait: Some(seconds) })
    }

    /// The page with the mistakes; programs read the wait in the header.
    pub fn answer(self, page: Page) -> Response {
        let Some(seconds) = self.wait else { return page.into_response() };
        let page = page.status(StatusCode::TOO_MANY_REQUESTS);
        ([(header::RETRY_AFTER, seconds.to_string())], page).into_response()
    }
}

/// The form again after a refusal, with what was typed.
pub(crate) fn refused(
    ctx: &Ctx,
    error: Error,
    path: &str,
    form: impl FnOnce(&[Fault]) -> Page,
) -> Result<Response, Problem> {
    let refusal = Refusal::of(ctx, error, path)?;
    let page = form(&refusal.faults);
    Ok(refusal.answer(page))
}

/// Somebody is signed in: the session goes into the browser, and the browser is remembered.
pub(crate) async fn enter(
    ctx: &Ctx,
    jar: CookieJar,
    token: &str,
    person: Uuid,
) -> Result<CookieJar, Problem> {
    let jar = jar.add(ctx.state.session_cookie(token));
    let known = account::remember_browser(&ctx.state.app, &ctx.caller, person).await?;
    Ok(match known {
        Some(token) => jar.add(ctx.state.known_cookie(token)),
        None => jar,
    })
}

/// A field whose label is `account-NAME`, with what was typed and what is wrong with it.
pub(crate) fn field(ctx: &Ctx, name: &str, value: &str, faults: &[Fault]) -> Field {
    Field::of(ctx, name, &format!("account-{name}")).value(value).faults(faults)
}

/// An address is typed without a phone's capital letter, and the browser may fill it in.
pub(crate) fn email_field(ctx: &Ctx, value: &str, faults: &[Fault]) -> Field {
    field(ctx, "email", value, faults).inputmode("email").autocomplete("username")
}

/// A password comes back empty: it is never written into a page.
pub(crate) fn password_field(
    ctx: &Ctx,
    name: &str,
    autocomplete: &'static str,
    faults: &[Fault],
) -> Field {
    field(ctx, name, "", faults).kind("password").autocomplete(autocomplete)
}

/// After a change: to a page that shows it (303, so that reloading sends nothing again).
pub(crate) fn to(ctx: &Ctx, path: &str) -> Response {
    Redirect::to(&ctx.url(path)).into_response()
}
