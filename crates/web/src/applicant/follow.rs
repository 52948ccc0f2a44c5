//! Following an application: its history, the decision, taking it back.

use app::application;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::{Application, Outcome, State};
use domain::law::GroundKind;
use maud::{Markup, html};
use uuid::Uuid;

use super::{application_crumbs, section};
use crate::entry::code_label;
use crate::parts::{Row, Tone, button_warning, notice, steps, summary_list};
use crate::shell::{Ctx, Page, Problem};

/// What happened, oldest first. Single savings are no news.
pub async fn history(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let app = &ctx.state.app;
    let view = application::read(app, &ctx.caller, id).await?;
    let events = application::history(app, &ctx.caller, id).await?;
    let shown = events.iter().filter(|event| !matches!(&*event.act, "saved" | "checked"));
    let lines: Vec<Markup> = shown
        .map(|event| {
            html! {
                strong { (ctx.t(&format!("act-{}", event.act))) }
                br; (ctx.date_time(event.at))
            }
        })
        .collect();
    let title = ctx.t("applicant-history");
    let application = &view.loaded.record;
    let body = html! {
        h1 { (title) }
        p .lead { (super::name_of(&ctx, application)) }
        (steps(&lines))
        (decision(&ctx, application))
    };
    Ok(ctx.page(title.clone(), body).above(application_crumbs(&ctx, id, application)))
}

/// The decision with its ground and reasons; after a refusal, how to appeal.
pub fn decision(ctx: &Ctx, application: &Application) -> Markup {
    let decided = application.decision.as_ref().filter(|_| application.state.is_final());
    let Some(decision) = decided.filter(|_| !application.procedure.is_confirmation()) else {
        return html! {};
    };
    let kind = if decision.outcome == Outcome::Refuse {
        GroundKind::Refusal
    } else {
        GroundKind::Exclusion
    };
    let mut rows = vec![Row::text(
        ctx.t("applicant-decision"),
        &ctx.t(&format!("state-{}", application.state.as_str())),
    )];
    if !decision.ground.is_empty() {
        let ground = code_label(ctx, kind.classifier(), &decision.ground);
        rows.push(Row::text(ctx.t("applicant-decision.ground"), &ground));
    }
    if !decision.reasons.is_empty() {
        rows.push(Row::text(ctx.t("applicant-decision.reasons"), &decision.reasons));
    }
    html! {
        h2 { (ctx.t("applicant-decision")) }
        (summary_list(ctx, &rows))
        @if application.state == State::Refused { (appeal(ctx)) }
    }
}

fn appeal(ctx: &Ctx) -> Markup {
    let law = ctx.state.app.law();
    let days = law.term_rule("complaint_consideration", ctx.day(ctx.now)).map(|rule| rule.amount);
    html! {
        h2 { (ctx.t("help-appeal-title")) }
        p { (ctx.t("help-appeal-lead")) }
        h3 { (ctx.t("help-appeal-agency")) }
        @for part in ["text", "write", "papers", "answer"] { p { (ctx.t(&format!("help-appeal-agency.{part}"))) } }
        @if let Some(days) = days { p { (ctx.ta("help-appeal-term", &[("days", i64::from(days).into())])) } }
        h3 { (ctx.t("help-appeal-court")) }
        p { (ctx.t("help-appeal-court.text")) }
        p { (ctx.t("help-appeal-again")) }
    }
}

/// “Are you sure?”
pub async fn ask_withdraw(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let view = section::open_for_writing(&ctx, id).await?;
    let application = &view.loaded.record;
    if application.state.is_final() {
        return Err(app::Error::Refused("wrong_state".into()).into());
    }
    let title = ctx.t("applicant-withdraw");
    let body = html! {
        h1 { (title) }
        p .lead { (super::name_of(&ctx, application)) }
        (notice(Tone::Attention, &ctx.t("applicant-withdraw.sure"), html! { p { (ctx.t("applicant-withdraw.text")) } }))
        form method="post" {
            div .buttons {
                (button_warning(&ctx.t("applicant-withdraw")))
                a href=(ctx.url(&format!("/applications/{id}"))) { (ctx.t("action-cancel")) }
            }
        }
    };
    Ok(ctx.page(title.clone(), body).above(application_crumbs(&ctx, id, application)))
}

/// Takes it back.
pub async fn withdraw(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    application::withdraw(&ctx.state.app, &ctx.caller, id).await?;
    Ok(Redirect::to(&ctx.url(&format!("/applications/{id}"))).into_response())
}
