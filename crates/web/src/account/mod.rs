//! Signing up and in, one's own account, one's organisations.

mod home;
mod invitation;
mod members;
mod own;
mod password;
mod sign_in;
mod sign_up;

use crate::{
    parts::{Fault, Field},
    shell::{Ctx, Problem, WebState},
};
use app::Error;
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::problem;

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/sign-in", get(sign_in::page).post(sign_in::send))
        .route("/sign-in/code", get(sign_in::code_page).post(sign_in::send_code))
        .route("/sign-in/enrol", get(sign_in::enrol_page).post(sign_in::send_enrol))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/sign-up", get(sign_up::page).post(sign_up::send))
        .route("/organisations", get(home::page).post(home::open))
        .route("/notices/read", post(home::read_notices))
        .route("/forgotten-password", get(password::forgotten).post(password::ask))
        .route("/reset-password/{token}", get(password::reset).post(password::set))
        .route("/account", get(own::page).post(own::save))
        .route("/account/password", post(own::change_password))
        .route("/account/sessions/{session}/end", post(own::end_session))
        .route("/account/second-factor/off", post(own::second_factor_off))
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
