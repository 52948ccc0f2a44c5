//! One's own account: name, language, password, second factor, sessions.

use super::{faults_of, field, password_field};
use crate::{
    parts::{self, Choice, Fault, Field, Row, Tone, field, field::Width},
    shell::{Ctx, Page, Problem, Session},
};
use app::{
    account,
    session::{self, SessionView},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use l10n::Language;
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Particulars {
    name: String,
    language: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Passwords {
    old_password: String,
    password: String,
}

pub async fn page(ctx: Ctx, session: Session, Query(query): Query<Done>) -> Result<Page, Problem> {
    let page = show(&ctx, &session, None, &[]).await?;
    let told = match query.done.as_str() {
        "saved" => "account-saved",
        "password" => "account-password-set",
        "session" => "account-session-ended",
        "second" => "account-second-off",
        _ => return Ok(page),
    };
    Ok(page.above(parts::notice(Tone::Good, &ctx.t(told), html! {})))
}

async fn show(
    ctx: &Ctx,
    session: &Session,
    typed: Option<&Particulars>,
    faults: &[Fault],
) -> Result<Page, Problem> {
    let app = &ctx.state.app;
    let account = account::account(app, &ctx.caller).await?;
    let sessions = session::mine(app, &ctx.caller, &session.token).await?;
    let title = ctx.t("account-title");
    let rows = [
        Row::text(ctx.t("account-email"), &account.email),
        Row::text(ctx.t("account-since"), &ctx.date(ctx.day(account.created_at))),
    ];
    let name = typed.map_or(account.name.as_str(), |typed| typed.name.as_str());
    let language = typed.map_or(account.language.as_str(), |typed| typed.language.as_str());
    let body = html! {
        h1 { (title) }
        (parts::summary_list(ctx, &rows))
        (particulars(ctx, name, language, faults))
        (passwords(ctx, faults))
        (second_factor(ctx, account.has_second_factor))
        (sessions_list(ctx, &sessions))
    };
    Ok(ctx.page(title.clone(), body).faults(faults))
}

fn particulars(ctx: &Ctx, name: &str, language: &str, faults: &[Fault]) -> Markup {
    let languages: Vec<Choice> =
        Language::all().iter().map(|l| Choice::new(l.code(), l.native_name())).collect();
    html! {
        section {
            h2 { (ctx.t("account-particulars")) }
            form method="post" action=(ctx.url("/account")) novalidate {
                (field::text(ctx, &field(ctx, "name", name, faults).autocomplete("name")))
                (field::radios(ctx, &field(ctx, "language", language, faults), &languages))
                (parts::button(&ctx.t("action-save")))
            }
        }
    }
}

fn passwords(ctx: &Ctx, faults: &[Fault]) -> Markup {
    let old = password_field(ctx, "old_password", "current-password", faults);
    let new = password_field(ctx, "password", "new-password", faults);
    html! {
        section {
            h2 { (ctx.t("account-new-password")) }
            p { (ctx.t("account-new-password.hint")) }
            form method="post" action=(ctx.url("/account/password")) novalidate {
                (field::text(ctx, &old.width(Width::Half)))
                (field::text(ctx, &Field { label: ctx.t("account-new-password.label"), ..new }
                    .hint(ctx.t("new-password-hint")).width(Width::Half)))
                (parts::button(&ctx.t("account-new-password.button")))
            }
        }
    }
}

fn second_factor(ctx: &Ctx, is_on: bool) -> Markup {
    let may_turn_off = ctx.caller.staff.is_empty() || ctx.state.app.settings().is_demo;
    html! {
        section {
            h2 { (ctx.t("account-second")) }
            @if is_on {
                p { (parts::tag(Tone::Good, &ctx.t("account-second-on"))) " " (ctx.t("account-second-on.hint")) }
                @if may_turn_off {
                    form method="post" action=(ctx.url("/account/second-factor/off")) {
                        (parts::button_warning(&ctx.t("account-second-off-button")))
                    }
                }
            } @else {
                p { (ctx.t("account-second-none")) }
                p { (parts::link_button(&ctx.t("enrol-button"), &ctx.url("/sign-in/enrol"))) }
            }
        }
    }
}

fn sessions_list(ctx: &Ctx, sessions: &[SessionView]) -> Markup {
    html! {
        section {
            h2 { (ctx.t("account-sessions")) }
            p { (ctx.t("account-sessions.hint")) }
            ul .tasks {
                @for session in sessions {
                    li {
                        div .task-words {
                            (browser(ctx, &session.user_agent))
                            p .hint {
                                (ctx.ta("account-session-times", &[
                                    ("since", ctx.date_time(session.created_at).into()),
                                    ("seen", ctx.ago(session.seen_at).into()),
                                ]))
                            }
                        }
                        @if session.is_this {
                            (parts::tag(Tone::Info, &ctx.t("account-session-this")))
                        } @else {
                            form method="post" action=(ctx.url(&format!("/account/sessions/{}/end", session.id))) {
                                button .plain { (ctx.t("account-session-end")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The two words of a browser's long name that people know.
fn browser(ctx: &Ctx, agent: &str) -> String {
    let find = |names: &[&'static str]| names.iter().find(|n| agent.contains(**n)).copied();
    let program = find(&["Firefox", "Edg", "YaBrowser", "OPR", "Chrome", "Safari", "curl"]);
    let system = find(&["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"]);
    match (program, system) {
        (None, None) => ctx.t("account-session-unknown"),
        (program, system) => {
            let words: Vec<&str> = [program, system].into_iter().flatten().collect();
            words.join(" · ").replace("Edg", "Edge").replace("OPR", "Opera")
        }
    }
}

fn done(ctx: &Ctx, what: &str) -> Response {
    Redirect::to(&format!("{}?done={what}", ctx.url("/account"))).into_response()
}

pub async fn save(
    ctx: Ctx,
    session: Session,
    Form(form): Form<Particulars>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let saved = async {
        account::set_name(app, &ctx.caller, &form.name).await?;
        account::set_language(app, &ctx.caller, &form.language).await
    };
    match saved.await {
        Ok(()) => Ok(done(&ctx, "saved")),
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            Ok(show(&ctx, &session, Some(&form), &faults).await?.into_response())
        }
    }
}

pub async fn change_password(
    ctx: Ctx,
    session: Session,
    Form(form): Form<Passwords>,
) -> Result<Response, Problem> {
    let (old, new) = (&form.old_password, &form.password);
    match account::change_password(&ctx.state.app, &ctx.caller, old, new, &session.token).await {
        Ok(()) => Ok(done(&ctx, "password")),
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            Ok(show(&ctx, &session, None, &faults).await?.into_response())
        }
    }
}

pub async fn end_session(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    session::revoke(&ctx.state.app, &ctx.caller, &id).await?;
    Ok(done(&ctx, "session"))
}

pub async fn second_factor_off(ctx: Ctx) -> Result<Response, Problem> {
    account::remove_second_factor(&ctx.state.app, &ctx.caller).await?;
    Ok(done(&ctx, "second"))
}
