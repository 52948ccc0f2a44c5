//! Setting the second factor up, and the codes on paper that go with it.

use super::{
    enter, refused, second::Code, second::code_field, sign_in::Next, sign_in::landing, to,
};
use crate::{
    parts::{self, Fault, Tone, field},
    shell::{Ctx, Page, Problem, Session},
};
use app::account;
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use maud::{PreEscaped, html};

pub async fn page(
    ctx: Ctx,
    session: Session,
    Query(query): Query<Next>,
) -> Result<Response, Problem> {
    match account::enrolment(&ctx.state.app, &session.token).await {
        Ok(enrolment) => Ok(show(&ctx, &enrolment, &query.next, &[]).into_response()),
        Err(app::Error::SignIn) => Ok(to(&ctx, "/sign-in")),
        Err(app::Error::NotFound) => Ok(to(&ctx, "/account")),
        Err(error) => Err(error.into()),
    }
}

fn show(ctx: &Ctx, enrolment: &account::Enrolment, next: &str, faults: &[Fault]) -> Page {
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

pub async fn send(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(form): Form<Code>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let agent = &session.user_agent;
    match account::confirm_enrolment(app, &session.token, &form.code, agent).await {
        Ok(done) => {
            let place = landing(&ctx, &done.token, &form.next).await?;
            let jar = enter(&ctx, jar, &done.token, done.person).await?;
            Ok((jar, codes_page(&ctx, &done.recovery_codes, &place)).into_response())
        }
        Err(app::Error::SignIn) => Ok(to(&ctx, "/sign-in")),
        Err(error) => {
            let enrolment = account::enrolment(app, &session.token).await?;
            refused(&ctx, error, "code", |faults| show(&ctx, &enrolment, &form.next, faults))
        }
    }
}

/// The codes are in this answer and nowhere else: no redirect could carry them.
pub(super) fn codes_page(ctx: &Ctx, codes: &[String], place: &str) -> Page {
    let title = ctx.t("recovery-codes-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("recovery-codes-lead")) }
        ul .codes { @for code in codes { li { code { (code) } } } }
        p { (ctx.t("recovery-codes-keep")) }
        p .no-print { (ctx.t("recovery-codes-print")) }
        p .no-print { (parts::link_button(&ctx.t("recovery-codes-kept"), place)) }
    };
    let notice = parts::notice(Tone::Attention, &ctx.t("recovery-codes-once"), html! {});
    ctx.page(title.clone(), body).above(notice)
}
