//! The task list of an application: what is done, what waits, and what comes next.

use app::application::{self, View};
use app::policy::{self, Deed};
use axum::extract::Path;
use domain::application::{Application, Procedure, State};
use maud::{Markup, html};
use uuid::Uuid;

use super::progress::{self, Progress};
use super::{application_crumbs, count, name_of, procedure_words, term};
use crate::parts::{Task, TaskState, Tone, link_button, notice, tag, task_list};
use crate::shell::{Ctx, Page, Problem};

/// The page.
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    let application = &view.loaded.record;
    let title = name_of(&ctx, application);
    let body = html! {
        h1 { (title) }
        p { (state_tag(&ctx, application.state)) " " (procedure_words(&ctx, application.procedure, "short")) }
        p .lead { (ctx.t(&format!("state-{}.applicant", application.state.as_str()))) }
        @if let Some(running) = application.term.as_ref().filter(|_| !application.state.is_final()) {
            (term::countdown(&ctx, running))
        }
        (remarks(&ctx, application))
        @if is_writer(&ctx, application) { (to_do(&ctx, id, &view)) }
        @else { (reading(&ctx, id, application)) }
        (other_ways(&ctx, id, application))
    };
    Ok(ctx.page(title.clone(), body).above(application_crumbs(&ctx, id, application)))
}

/// Whether the caller may write in it now.
pub fn is_writer(ctx: &Ctx, application: &Application) -> bool {
    application.state.is_open() && may_write(ctx, application)
}

/// Whether the application is the caller's to write, whatever its state.
pub fn may_write(ctx: &Ctx, application: &Application) -> bool {
    let deed = if application.ex_officio { Deed::ActExOfficio } else { Deed::WriteApplication };
    policy::may(&ctx.caller, deed, Some(application.holder))
}

/// The state as a tag.
pub fn state_tag(ctx: &Ctx, state: State) -> Markup {
    let tone = match state {
        State::Draft | State::Withdrawn | State::Purged => Tone::Plain,
        State::Submitted | State::UnderReview | State::Proposed => Tone::Info,
        State::Returned => Tone::Attention,
        State::Registered => Tone::Good,
        State::Refused => Tone::Bad,
    };
    tag(tone, &ctx.t(&format!("state-{}", state.as_str())))
}

fn remarks(ctx: &Ctx, application: &Application) -> Markup {
    let general = progress::general_remarks(application);
    html! {
        @if !general.is_empty() {
            (notice(Tone::Attention, &ctx.t("entry-remark"), html! {
                @for words in &general { p { (words) } }
            }))
        }
    }
}

fn to_do(ctx: &Ctx, id: Uuid, view: &View) -> Markup {
    let application = &view.loaded.record;
    if application.procedure.is_exclusion() {
        let href = ctx.url(&format!("/applications/{id}/exclusion"));
        return html! { p { (link_button(&ctx.t("action-continue"), &href)) } };
    }
    let sections = progress::sections(view);
    let done = sections.iter().filter(|s| s.state == TaskState::Done).count();
    let tasks: Vec<Task> = sections
        .iter()
        .filter(|progress| !progress.is_optional)
        .map(|progress| task(ctx, id, application, progress))
        .collect();
    let more: Vec<Task> = sections
        .iter()
        .filter(|progress| progress.is_optional)
        .map(|progress| task(ctx, id, application, progress))
        .collect();
    let numbers = [("done", count(done).into()), ("total", count(sections.len()).into())];
    html! {
        @if sections.iter().any(|progress| progress.is_suggestion) {
            (notice(Tone::Info, &ctx.t("applicant-suggestions"), html! { p { (ctx.t("applicant-suggestions.text")) } }))
        }
        h2 { (ctx.t("applicant-tasks")) }
        p #progress { (ctx.ta("applicant-progress", &numbers)) }
        (task_list(ctx, &tasks))
        @if !more.is_empty() {
            h2 { (ctx.t("applicant-tasks-optional")) }
            (task_list(ctx, &more))
        }
        h2 { (ctx.t("applicant-send")) }
        @if progress::is_ready(view) {
            p { (ctx.t("applicant-send.ready")) }
            p { (link_button(&ctx.t("applicant-check"), &ctx.url(&format!("/applications/{id}/check")))) }
        } @else {
            p { (ctx.t("applicant-send.not-ready")) }
            p { a href=(ctx.url(&format!("/applications/{id}/check"))) { (ctx.t("applicant-check")) } }
        }
    }
}

fn task(ctx: &Ctx, id: Uuid, application: &Application, progress: &Progress) -> Task {
    let of = application.procedure.of().as_str();
    let hint = match progress {
        Progress { remarks, state: TaskState::Trouble, .. } => {
            Some(ctx.ta("applicant-remarks-count", &[("n", count(remarks.len()).into())]))
        }
        Progress { is_suggestion: true, .. } => Some(ctx.t("applicant-suggestion")),
        Progress { problems, state: TaskState::InProgress, .. } if !problems.is_empty() => {
            Some(ctx.ta("applicant-gaps-count", &[("n", count(problems.len()).into())]))
        }
        _ => ctx.attr(&format!("section-{of}-{}", progress.section), "hint"),
    };
    Task {
        title: ctx.t(&format!("section-{of}-{}", progress.section)),
        hint,
        href: Some(ctx.url(&format!("/applications/{id}/{}", progress.section))),
        state: progress.state,
    }
}

/// For those who cannot write now: what was written, and what was decided.
fn reading(ctx: &Ctx, id: Uuid, application: &Application) -> Markup {
    let sent = application.submitted_at.is_some() && application.state != State::Purged;
    html! {
        (super::follow::decision(ctx, application))
        @if sent {
            p { a href=(ctx.url(&format!("/applications/{id}/sent"))) { (ctx.t("applicant-confirmation")) } }
        }
        @if application.procedure.has_entry() && application.state != State::Purged {
            p { a href=(ctx.url(&format!("/applications/{id}/check"))) { (ctx.t("applicant-what-was-written")) } }
        }
    }
}

fn other_ways(ctx: &Ctx, id: Uuid, application: &Application) -> Markup {
    let may = policy::may(&ctx.caller, Deed::WriteApplication, Some(application.holder));
    let is_confirmation =
        matches!(application.procedure, Procedure::ConfirmHolder | Procedure::ConfirmArray);
    html! {
        h2 { (ctx.t("applicant-more")) }
        ul {
            li { a href=(ctx.url(&format!("/applications/{id}/history"))) { (ctx.t("applicant-history")) } }
            @if may && !application.state.is_final() && !is_confirmation {
                li { a href=(ctx.url(&format!("/applications/{id}/withdraw"))) { (ctx.t("applicant-withdraw")) } }
            }
        }
    }
}
