//! A new account, with an organisation or by invitation.

use super::{email_field, faults_of, field, password_field, sign_in::landing};
use crate::{
    parts::{self, Fault, field},
    shell::{Ctx, Page, Problem, Session},
};
use app::{
    account::{self, SignUp},
    organisation, session,
};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::html;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    email: String,
    password: String,
    organisation: String,
    invitation: String,
    next: String,
}

/// The invitation whose link led here, if it still stands.
async fn invited(ctx: &Ctx, token: &str) -> Option<organisation::Invitation> {
    if token.is_empty() {
        return None;
    }
    organisation::invitation(&ctx.state.app, &ctx.caller, token).await.ok()
}

pub async fn page(ctx: Ctx, Query(mut typed): Query<Typed>) -> Page {
    let invitation = invited(&ctx, &typed.invitation).await;
    if let Some(invitation) = &invitation {
        typed.email.clone_from(&invitation.email);
    }
    show(&ctx, &typed, invitation.as_ref(), &[])
}

fn show(
    ctx: &Ctx,
    typed: &Typed,
    invitation: Option<&organisation::Invitation>,
    faults: &[Fault],
) -> Page {
    let title = ctx.t("sign-up-title");
    let body = html! {
        h1 { (title) }
        @match invitation {
            Some(invitation) => p .lead {
                (ctx.ta("sign-up-invited", &[("organisation", invitation.name.as_str().into())]))
            },
            None => p .lead { (ctx.t("sign-up-lead")) },
        }
        form method="post" action=(ctx.url("/sign-up")) novalidate {
            (field::hidden("next", &typed.next))
            @match invitation {
                Some(_) => (field::hidden("invitation", &typed.invitation)),
                None => (field::text(ctx, &field(ctx, "organisation", &typed.organisation, faults).autocomplete("organization"))),
            }
            (field::text(ctx, &field(ctx, "name", &typed.name, faults).autocomplete("name")))
            (field::text(ctx, &email_field(ctx, &typed.email, faults)))
            (field::text(ctx, &password_field(ctx, "password", "new-password", faults).hint(ctx.t("new-password-hint"))))
            (parts::form_buttons(ctx, &ctx.t("sign-up-button"), None))
        }
        p { (ctx.t("sign-up-known")) " " a href=(ctx.url("/sign-in")) { (ctx.t("sign-in-title")) } }
    };
    ctx.page(title.clone(), body).faults(faults)
}

pub async fn send(
    ctx: Ctx,
    session: Session,
    jar: CookieJar,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let invitation = invited(&ctx, &typed.invitation).await;
    let form = SignUp {
        name: typed.name.clone(),
        email: typed.email.clone(),
        password: typed.password.clone(),
        language: ctx.lang.code().to_owned(),
        organisation: typed.organisation.clone(),
        invitation: invitation.as_ref().map(|_| typed.invitation.clone()),
    };
    if let Err(error) = account::sign_up(app, &ctx.caller, &form).await {
        let faults = faults_of(&ctx, error)?;
        return Ok(show(&ctx, &typed, invitation.as_ref(), &faults).into_response());
    }
    let agent = &session.user_agent;
    let signed_in = session::sign_in(app, &ctx.caller, &form.email, &form.password, agent).await?;
    let place = landing(&ctx, &signed_in.token, &typed.next).await?;
    let jar = jar.add(ctx.state.session_cookie(&signed_in.token));
    Ok((jar, Redirect::to(&place)).into_response())
}
