//! Check the answers: everything that was written, what differs, what is still wrong, and “send”.

use app::application::{self, View};
use app::policy::{self, Deed};
use axum::extract::Path;
use domain::application::Application;
use domain::difference;
use domain::field::Of;
use maud::{Markup, html};
use uuid::Uuid;

use super::{application_crumbs, progress, tasks};
use crate::entry;
use crate::parts::{Fault, TaskState, Tone, field, notice};
use crate::shell::{Ctx, Page, Problem};

/// The page.
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    Ok(show(&ctx, id, &view, &[]))
}

/// The page with mistakes found while sending.
pub fn show(ctx: &Ctx, id: Uuid, view: &View, faults: &[Fault]) -> Page {
    let application = &view.loaded.record;
    let writer = tasks::is_writer(ctx, application);
    let title = ctx.t(if writer { "applicant-check" } else { "applicant-what-was-written" });
    let body = html! {
        h1 { (title) }
        p .lead { (super::name_of(ctx, application)) }
        @if let Some(before) = &view.before {
            h2 { (ctx.t("applicant-changes")) }
            (entry::changes(
                ctx, application.procedure.of(),
                &difference::between(application.procedure.of(), before, &application.entry),
                (before, &application.entry),
            ))
        }
        @if writer { (lacking(ctx, id, view)) (findings(ctx, view)) }
        @if application.procedure.has_entry() { (written(ctx, id, application, writer)) }
        @else { (super::exclusion::summary(ctx, id, application, writer)) }
        @if writer { (sending(ctx, id, view)) }
    };
    ctx.page(title.clone(), body).above(application_crumbs(ctx, id, application)).faults(faults)
}

/// What keeps it from being sent, section by section, each with a way there.
fn lacking(ctx: &Ctx, id: Uuid, view: &View) -> Markup {
    let of = view.loaded.record.procedure.of();
    let sections = progress::unready(view);
    html! {
        @if !sections.is_empty() {
            (notice(Tone::Attention, &ctx.t("applicant-lacking"), html! {
                ul {
                    @for progress in &sections {
                        li {
                            a href=(ctx.url(&format!("/applications/{id}/{}?return=check&faults=yes", progress.section))) {
                                (ctx.t(&format!("section-{}-{}", of.as_str(), progress.section)))
                            }
                            ": " (reason(ctx, of, progress))
                        }
                    }
                }
            }))
        }
    }
}

fn reason(ctx: &Ctx, of: Of, progress: &progress::Progress) -> String {
    match progress.problems.first() {
        _ if progress.state == TaskState::Trouble => ctx.t("applicant-remark-waits"),
        Some(problem) => entry::problem_text(ctx, of, problem),
        None => ctx.t("applicant-suggestion"),
    }
}

/// What is well formed but does not make sense: the meaning checks speak here.
fn findings(_ctx: &Ctx, _view: &View) -> Markup {
    html! {}
}

fn written(ctx: &Ctx, id: Uuid, application: &Application, writer: bool) -> Markup {
    let of = application.procedure.of();
    html! {
        @for section in domain::field::Catalogue::embedded().sections(of) {
            @let name = ctx.t(&format!("section-{}-{section}.group", of.as_str()));
            section .answers id=(section) {
                h2 { (name) }
                (entry::section_summary(ctx, of, section, &application.entry))
                @if section == "policy" { (policy_link(ctx, id, application)) }
                @if writer {
                    p {
                        a href=(ctx.url(&format!("/applications/{id}/{section}?return=check"))) {
                            (ctx.t("action-change")) span .visually-hidden { ": " (name) }
                        }
                    }
                }
            }
        }
    }
}

fn policy_link(ctx: &Ctx, id: Uuid, application: &Application) -> Markup {
    let has_file = !domain::path::text(&application.entry, "policy.file").is_empty();
    html! {
        @if has_file {
            p { a href=(ctx.url(&format!("/applications/{id}/policy-file"))) { (ctx.t("applicant-policy-open")) } }
        }
    }
}

fn sending(ctx: &Ctx, id: Uuid, view: &View) -> Markup {
    let application = &view.loaded.record;
    let may = application.ex_officio
        || policy::may(&ctx.caller, Deed::SubmitApplication, Some(application.holder));
    html! {
        h2 { (ctx.t("applicant-send")) }
        @if !may {
            (notice(Tone::Info, &ctx.t("applicant-ask-owner"), html! { p { (ctx.t("applicant-ask-owner.text")) } }))
        } @else if progress::is_ready(view) {
            p { (ctx.t("applicant-send.promise")) }
            form method="post" action=(ctx.url(&format!("/applications/{id}/check"))) {
                (field::hidden("revision", &view.loaded.revision.to_string()))
                div .buttons { button .button type="submit" { (ctx.t("applicant-send.action")) } }
            }
        } @else {
            p { (ctx.t("applicant-send.not-ready")) }
        }
    }
}
