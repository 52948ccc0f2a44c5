//! Sending an application, and the page that says it has arrived.

use app::application;
use app::policy::{self, Deed};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::{Application, State};
use maud::{Markup, html};
use uuid::Uuid;

use super::sent_form::SentForm;
use super::{answers, application_crumbs, exclusion, progress, tasks, term};
use crate::entry;
use crate::parts::{Fault, Tone, notice, steps};
use crate::shell::{Ctx, Page, Problem};

/// Sends it.
pub async fn send(ctx: Ctx, Path(id): Path<Uuid>, form: SentForm) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let view = application::read(app, &ctx.caller, id).await?;
    let application = &view.loaded.record;
    let deed = if application.ex_officio { Deed::ActExOfficio } else { Deed::SubmitApplication };
    policy::check(&ctx.caller, deed, Some(application.holder))?;
    let unready = progress::unready(&view);
    if !unready.is_empty() {
        return Ok(answers::show(&ctx, id, &view, &lacking(&ctx, &view)).await?.into_response());
    }
    let seen = form.value("revision").parse().ok();
    match application::submit(app, &ctx.caller, id, seen).await {
        Ok(_) => Ok(Redirect::to(&ctx.url(&format!("/applications/{id}/sent"))).into_response()),
        Err(error) => refused(&ctx, id, error).await,
    }
}

/// A refusal that the applicant can mend stands on the page of the answers.
async fn refused(ctx: &Ctx, id: Uuid, error: app::Error) -> Result<Response, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    let of = view.loaded.record.procedure.of();
    let faults = match error {
        app::Error::Invalid(problems) => entry::faults(ctx, of, &problems),
        app::Error::Refused(code) => vec![Fault::new("main", ctx.t(&format!("refusal-{code}")))],
        other => return Err(other.into()),
    };
    if view.loaded.record.procedure.is_exclusion() {
        return Ok(exclusion::page(ctx, id, &view, &faults).into_response());
    }
    Ok(answers::show(ctx, id, &view, &faults).await?.into_response())
}

fn lacking(ctx: &Ctx, view: &application::View) -> Vec<Fault> {
    let of = view.loaded.record.procedure.of().as_str();
    let text = |progress: &progress::Progress| {
        let name = ctx.t(&format!("section-{of}-{}", progress.section));
        Fault::new(progress.section, ctx.ta("applicant-section-lacks", &[("section", name.into())]))
    };
    progress::unready(view).iter().map(text).collect()
}

/// The confirmation: number, what happens next and by when. It can be opened again at any time.
pub async fn sent(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    let application = &view.loaded.record;
    let Some(number) = application.number.as_deref().filter(|_| application.submitted_at.is_some())
    else {
        return Err(Problem::not_found());
    };
    let title = ctx.t(if application.procedure.is_confirmation() {
        "applicant-confirmed"
    } else {
        "applicant-sent"
    });
    let body = html! {
        h1 { (title) }
        (notice(Tone::Good, &ctx.t("applicant-sent-number"), html! { p { strong { (number) } } }))
        p { (super::name_of(&ctx, application)) ". " (super::procedure_words(&ctx, application.procedure, "short")) }
        @if let Some(at) = application.submitted_at {
            p { (ctx.ta("applicant-sent-at", &[("at", ctx.date_time(at).into())])) }
        }
        (what_next(&ctx, application))
        p .no-print { (ctx.t("applicant-print-hint")) }
        ul .no-print {
            li { a href=(ctx.url(&format!("/applications/{id}"))) { (ctx.t("applicant-to-application")) } }
            li { a href=(ctx.url(&format!("/organisations/{}", application.holder))) { (ctx.t("applicant-to-organisation")) } }
        }
    };
    Ok(ctx.page(title.clone(), body).above(application_crumbs(&ctx, id, application)))
}

fn what_next(ctx: &Ctx, application: &Application) -> Markup {
    if application.procedure.is_confirmation() {
        return html! { p { (ctx.t("applicant-confirmed.text")) } };
    }
    if !application.state.is_with_authority() || application.state == State::Returned {
        return html! {
            p { (tasks::state_tag(ctx, application.state)) " " (ctx.t(&format!("state-{}.applicant", application.state.as_str()))) }
        };
    }
    let lines = ["read", "remarks", "answer"]
        .map(|word| html! { (ctx.t(&format!("applicant-next.{word}"))) });
    html! {
        h2 { (ctx.t("applicant-next")) }
        (steps(&lines))
        @if let Some(running) = &application.term { (term::countdown(ctx, running)) }
    }
}
