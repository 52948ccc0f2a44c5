//! One's own account: name, language, password, second factor, sessions.

use super::{Refusal, enrol::codes_page, faults_of, field, password_field, to};
use crate::{
    parts::{self, Choice, Fault, Field, Row, Tone, field, field::Width},
    shell::{Ctx, Page, Problem, Session},
};
use app::{
    account,
    policy::{self, Deed},
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

/// In the place of a session's id: all but this one.
const OTHERS: &str = "others";

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
    let codes = account::recovery_codes_left(app, &ctx.caller).await?;
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
        (second_factor(ctx, account.has_second_factor.then_some(codes), faults))
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

/// `codes` is how many recovery codes are left; none if the second factor is off.
fn second_factor(ctx: &Ctx, codes: Option<i64>, faults: &[Fault]) -> Markup {
    html! {
        section {
            h2 { (ctx.t("account-second")) }
            @if let Some(left) = codes {
                p { (parts::tag(Tone::Good, &ctx.t("account-second-on"))) " " (ctx.t("account-second-on.hint")) }
                p { (ctx.ta("recovery-codes-left", &[("n", left.into())])) }
                (second_factor_form(ctx, faults))
            } @else {
                p { (ctx.t("account-second-none")) }
                p { (parts::link_button(&ctx.t("enrol-button"), &ctx.url("/sign-in/enrol"))) }
            }
        }
    }
}

/// Staff cannot be without it: they only change the phone.
fn second_factor_form(ctx: &Ctx, faults: &[Fault]) -> Markup {
    let may_be_off = ctx.caller.staff.is_empty() || ctx.state.app.settings().is_demo;
    let off = if may_be_off { "account-second-off-button" } else { "account-second-anew" };
    let password = password_field(ctx, "shown_password", "current-password", faults);
    html! {
        form method="post" action=(ctx.url("/account/second-factor")) novalidate {
            (field::text(ctx, &password.width(Width::Half)))
            div .buttons {
                (parts::button_secondary(&ctx.t("recovery-codes-renew"), "act", "codes"))
                (parts::button_secondary(&ctx.t(off), "act", "off"))
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
            @if sessions.len() > 1 {
                form method="post" action=(ctx.url(&format!("/account/sessions/{OTHERS}/end"))) {
                    (parts::button_warning(&ctx.t("account-session-end-others")))
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
        Err(error) => again(&ctx, &session, error, "old_password").await,
    }
}

/// The page again. The password that is shown again stands in two forms; `path` says in which of
/// them the mistake was made.
async fn again(
    ctx: &Ctx,
    session: &Session,
    error: app::Error,
    path: &str,
) -> Result<Response, Problem> {
    let mut refusal = Refusal::of(ctx, error, path)?;
    let shown = refusal.faults.iter_mut().filter(|fault| fault.path == "old_password");
    shown.for_each(|fault| fault.path = path.to_owned());
    let page = show(ctx, session, None, &refusal.faults).await?;
    Ok(refusal.answer(page))
}

pub async fn end_session(
    ctx: Ctx,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    match id.as_str() {
        OTHERS => session::revoke_others(app, &ctx.caller, &session.token).await?,
        id => session::revoke(app, &ctx.caller, id).await?,
    }
    Ok(done(&ctx, "session"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SecondFactor {
    shown_password: String,
    act: String,
}

/// Staff go on to set it up with another phone.
fn off(ctx: &Ctx) -> Response {
    let is_staff = !ctx.caller.staff.is_empty() && !ctx.state.app.settings().is_demo;
    if is_staff { to(ctx, "/sign-in/enrol") } else { done(ctx, "second") }
}

/// New codes, or the second factor off; both after the password was shown again.
pub async fn second_factor_act(
    ctx: Ctx,
    session: Session,
    Form(form): Form<SecondFactor>,
) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::UseAccount, None)?;
    let (app, password) = (&ctx.state.app, &form.shown_password);
    let done = match form.act.as_str() {
        "codes" => account::new_recovery_codes(app, &ctx.caller, password)
            .await
            .map(|codes| codes_page(&ctx, &codes, &ctx.url("/account")).into_response()),
        "off" => {
            account::remove_second_factor(app, &ctx.caller, password).await.map(|()| off(&ctx))
        }
        _ => Err(app::Error::NotFound),
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error) => again(&ctx, &session, error, "shown_password").await,
    }
}
