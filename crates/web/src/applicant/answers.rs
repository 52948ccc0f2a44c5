//! Check the answers: everything that was written, what differs, what is still wrong, and “send”.

use app::application::{self, View};
use app::check;
use app::policy::{self, Deed};
use axum::extract::Path;
use domain::application::Application;
use domain::check::Finding;
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
    show(&ctx, id, &view, &[]).await
}

/// The page with mistakes found while sending.
pub async fn show(ctx: &Ctx, id: Uuid, view: &View, faults: &[Fault]) -> Result<Page, Problem> {
    let application = &view.loaded.record;
    let found = found(ctx, application).await?;
    let writer = tasks::is_writer(ctx, application);
    let title = ctx.t(if writer { "applicant-check" } else { "applicant-what-was-written" });
    let body = html! {
        h1 { (title) }
        p .lead { (super::name_of(ctx, application)) }
        @if let Some(before) = view.before.as_ref().filter(|_| application.procedure.has_entry()) {
            h2 { (ctx.t("applicant-changes")) }
            (entry::changes(
                ctx, application.procedure.of(),
                &difference::between(application.procedure.of(), before, &application.entry),
                (before, &application.entry),
            ))
        }
        @if writer { (lacking(ctx, id, view)) (findings(ctx, id, application, &found)) }
        @if application.procedure.has_entry() { (written(ctx, id, application, writer)) }
        @else { (super::exclusion::summary(ctx, id, application, writer)) }
        @if writer { (sending(ctx, id, view)) }
    };
    let crumbs = application_crumbs(ctx, id, application);
    Ok(ctx.page(title.clone(), body).above(crumbs).style("applicant.css").faults(faults))
}

async fn found(ctx: &Ctx, application: &Application) -> Result<Vec<Finding>, Problem> {
    if !application.procedure.has_entry() || !application.state.is_open() {
        return Ok(Vec::new());
    }
    let of = application.procedure.of();
    let (holder, subject) = (application.holder, application.subject);
    let app = &ctx.state.app;
    Ok(check::findings_for(app, of, holder, subject, &application.entry).await?)
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

/// What is well formed but does not make sense: the registrar sees the same list.
fn findings(ctx: &Ctx, id: Uuid, application: &Application, found: &[Finding]) -> Markup {
    let link = |section: &str, _: &str| {
        Some(ctx.url(&format!("/applications/{id}/{section}?return=check")))
    };
    html! {
        @if !found.is_empty() {
            h2 { (ctx.t("applicant-findings")) }
            p { (ctx.t("applicant-findings.text")) }
            (entry::findings(ctx, application.procedure.of(), found, link))
        }
    }
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
        div .no-print {
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
}
