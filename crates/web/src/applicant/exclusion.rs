//! Asking that an entry be taken out of the Register: a ground and an explanation.

use app::application::{self, Saved, View};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Application;
use domain::law::GroundKind;
use domain::path;
use maud::{Markup, html};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::sent_form::SentForm;
use super::{application_crumbs, tasks};
use crate::entry::code_label;
use crate::parts::{Choice, Fault, Field, Row, Tone, button, field, notice, summary_list};
use crate::shell::{Ctx, Page, Problem};

/// The longest explanation.
const MOST_LETTERS: usize = 2000;

/// The form.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let view = exclusion(&ctx, id).await?;
    Ok(page(&ctx, id, &view, &[]))
}

async fn exclusion(ctx: &Ctx, id: Uuid) -> Result<View, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    let is_exclusion = view.loaded.record.procedure.is_exclusion();
    if is_exclusion && tasks::is_writer(ctx, &view.loaded.record) {
        Ok(view)
    } else {
        Err(Problem::not_found())
    }
}

/// The form with its mistakes.
pub fn page(ctx: &Ctx, id: Uuid, view: &View, faults: &[Fault]) -> Page {
    let application = &view.loaded.record;
    let title = super::procedure_words(ctx, application.procedure, "verb");
    let text = |name: &str| path::text(&application.entry, name);
    let spec = |name: &str| {
        let key = format!("field-exclusion-{name}");
        let mut spec = Field::of(ctx, name, &key).value(text(name)).faults(faults);
        spec.label = ctx.attr(&key, "question").unwrap_or(spec.label);
        spec
    };
    let body = html! {
        h1 { (title) }
        p .lead { (super::name_of(ctx, application)) }
        (notice(Tone::Attention, &ctx.t("applicant-exclusion"), html! { p { (ctx.t("applicant-exclusion.text")) } }))
        form method="post" action=(ctx.url(&format!("/applications/{id}/exclusion"))) novalidate {
            (field::hidden("revision", &view.loaded.revision.to_string()))
            (field::radios(ctx, &spec("ground"), &grounds(ctx)))
            (field::textarea(ctx, &spec("words").maxlength(MOST_LETTERS).optional()))
            div .buttons { (button(&ctx.t("action-continue"))) }
        }
    };
    ctx.page(title.clone(), body).above(application_crumbs(ctx, id, application)).faults(faults)
}

fn grounds(ctx: &Ctx) -> Vec<Choice> {
    let law = ctx.state.app.law();
    let grounds = law.grounds(GroundKind::Exclusion).on(ctx.day(ctx.now));
    let choice = |entry: &domain::law::ClassEntry| {
        Choice::new(&entry.code, entry.name.in_language(ctx.lang.code()))
    };
    grounds.into_iter().map(choice).collect()
}

/// Keeps it, and shows the answers.
pub async fn keep(ctx: Ctx, Path(id): Path<Uuid>, form: SentForm) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    exclusion(&ctx, id).await?;
    let mut changes = Map::new();
    for name in ["ground", "words"] {
        let words: String = form.value(name).chars().take(MOST_LETTERS).collect();
        changes.insert(name.to_owned(), Value::String(words));
    }
    let seen = form.value("revision").parse().unwrap_or(0);
    let saved = application::save_section(app, &ctx.caller, id, seen, changes, None).await?;
    if matches!(saved, Saved::Overtaken(_)) {
        return Err(Problem::conflict());
    }
    let view = exclusion(&ctx, id).await?;
    let ground = path::text(&view.loaded.record.entry, "ground");
    if !app.moment().has_ground(GroundKind::Exclusion, ground) {
        let fault = Fault::new("ground", ctx.t("refusal-ground_missing"));
        return Ok(page(&ctx, id, &view, &[fault]).into_response());
    }
    Ok(Redirect::to(&ctx.url(&format!("/applications/{id}/check"))).into_response())
}

/// What was written, with its way back.
pub fn summary(ctx: &Ctx, id: Uuid, application: &Application, writer: bool) -> Markup {
    let text = |name: &str| path::text(&application.entry, name);
    let (kind, name) = match application.procedure.is_redaction() {
        true => (GroundKind::Redaction, "redaction"),
        false => (GroundKind::Exclusion, "exclusion"),
    };
    let ground = code_label(ctx, kind.classifier(), text("ground"));
    let href = ctx.url(&format!("/applications/{id}/exclusion"));
    let row = |field: &str, value: &str| {
        let row = Row::text(ctx.t(&format!("field-{name}-{field}")), value);
        if writer && application.procedure.is_exclusion() { row.change(href.clone()) } else { row }
    };
    if application.procedure.is_confirmation() {
        return html! {};
    }
    summary_list(ctx, &[row("ground", &ground), row("words", text("words"))])
}
