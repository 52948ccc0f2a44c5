//! The second person: sees the proposal as the applicant would, confirms it or objects.

use app::policy::{self, Deed};
use app::review;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::application::{Application, Decision, Outcome, State};
use maud::{Markup, html};
use uuid::Uuid;

use super::acts::to_case;
use super::case::{self, Open};
use super::letter::{Letter, letter};
use super::review::Typed;
use super::{Pairs, case_path, conflict, revision, value};
use crate::parts::{self, Fault, Field, Tone, field, notice};
use crate::shell::{Ctx, Problem};

/// The proposal or the decision of a case, and, for the second person, what to do with it.
pub fn block(ctx: &Ctx, case: &Open, typed: &Typed) -> Markup {
    let application = case.application();
    let Some(decision) = &application.decision else { return html! {} };
    let proposed = application.state == State::Proposed;
    let heading = if proposed { "desk-proposal" } else { "desk-decision" };
    html! {
        section .decision aria-labelledby="decision" {
            h2 #decision { (ctx.t(heading)) }
            p { (ctx.t(&format!("outcome-{}", outcome_word(decision.outcome)))) ". "
                (ctx.ta("desk-proposed-by", &[("name", decision.proposed_by.name.clone().into())])) ", "
                (ctx.date_time(decision.proposed_at)) }
            @if let Some(second) = &decision.confirmed_by {
                p { (ctx.ta("desk-confirmed-by", &[("name", second.name.clone().into())])) }
            }
            h3 { (ctx.t("desk-preview")) }
            (of(ctx, application, decision))
            @if proposed { (choice(ctx, case, decision, typed)) }
        }
    }
}

pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Grant => "grant",
        Outcome::Refuse => "refuse",
    }
}

pub fn of(ctx: &Ctx, application: &Application, decision: &Decision) -> Markup {
    let Decision { outcome, ground, reasons, .. } = decision;
    letter(ctx, &Letter { application, outcome: *outcome, ground, reasons })
}

fn choice(ctx: &Ctx, case: &Open, decision: &Decision, typed: &Typed) -> Markup {
    if Some(decision.proposed_by.person) == case::me(ctx) {
        let why = html! { p { (ctx.t("refusal-same_person")) } };
        return notice(Tone::Info, &ctx.t("desk-second-not-you"), why);
    }
    if !case::is_head(ctx) {
        let why = html! { p { (ctx.t("state-proposed.desk")) } };
        return notice(Tone::Info, &ctx.t("desk-second-waits"), why);
    }
    let base = ctx.url(&case_path(case.id));
    let seen = case.revision().to_string();
    let spec = Field::new("objection", ctx.t("desk-objection"))
        .hint(ctx.t("desk-objection.hint"))
        .value(typed.objection.clone())
        .maxlength(4000)
        .faults(&typed.faults);
    html! {
        h3 { (ctx.t("desk-second")) }
        p { (ctx.t("desk-second.text")) }
        form method="post" action={ (base) "/confirm" } {
            (field::hidden("revision", &seen))
            (parts::button(&ctx.t("desk-confirm")))
        }
        details .more open[!typed.objection.is_empty() || !typed.faults.is_empty()] {
            summary { (ctx.t("desk-object")) }
            div {
                form method="post" action={ (base) "/object" } {
                    (field::hidden("revision", &seen))
                    (field::textarea(ctx, &spec))
                    button .button.secondary { (ctx.t("desk-object")) }
                }
            }
        }
    }
}

pub async fn confirm(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    match review::confirm(&ctx.state.app, &ctx.caller, id, revision(&pairs)).await {
        Ok(done) if done.record.state == State::Refused => Ok(to_case(&ctx, id, "refused")),
        Ok(_) => Ok(to_case(&ctx, id, "granted")),
        Err(error) => conflict::or_problem(&ctx, id, &pairs, error).await,
    }
}

pub async fn object(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::ConfirmDecision, None)?;
    let objection = value(&pairs, "objection").to_owned();
    if objection.is_empty() {
        let case = Open::load(&ctx, id).await?;
        let faults = vec![Fault::new("objection", ctx.t("refusal-reasons_missing"))];
        let typed = Typed { faults, ..Typed::default() };
        return Ok(super::review::show(&ctx, &case, &typed).await?.into_response());
    }
    match review::object(&ctx.state.app, &ctx.caller, id, revision(&pairs), objection).await {
        Ok(_) => Ok(to_case(&ctx, id, "objected")),
        Err(error) => conflict::or_problem(&ctx, id, &pairs, error).await,
    }
}
