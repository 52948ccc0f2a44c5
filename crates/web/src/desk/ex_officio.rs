//! What the authority begins itself: after an inspection, a liquidation, a mistake.

use app::application;
use app::policy::{self, Deed};
use app::register::Published;
use app::review::{self, Dossier};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Procedure;
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::Holder;
use domain::law::GroundKind;
use maud::html;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::acts::to_case;
use super::dossier::{entry_name, entry_path};
use super::{Pairs, value, words};
use crate::parts::{self, Fault, Field, field};
use crate::shell::{Ctx, Page, Problem};

const LONGEST: usize = 4000;

pub async fn holder(ctx: Ctx, Path(number): Path<String>) -> Result<Page, Problem> {
    blank::<Holder>(&ctx, &number).await
}

pub async fn array(ctx: Ctx, Path(number): Path<String>) -> Result<Page, Problem> {
    blank::<DataArray>(&ctx, &number).await
}

async fn blank<R: Published>(ctx: &Ctx, number: &str) -> Result<Page, Problem> {
    policy::check(&ctx.caller, Deed::ActExOfficio, None)?;
    let dossier = review::dossier::<R>(&ctx.state.app, &ctx.caller, number, None).await?;
    Ok(form(ctx, &dossier, ("", ""), &[]))
}

fn form(ctx: &Ctx, dossier: &Dossier, (ground, reasons): (&str, &str), faults: &[Fault]) -> Page {
    let title = ctx.t("desk-start-exclusion");
    let ground = Field::of(ctx, "ground", "field-exclusion-ground").value(ground).faults(faults);
    let reasons = Field::of(ctx, "words", "field-exclusion-words")
        .value(reasons)
        .maxlength(LONGEST)
        .faults(faults);
    let base = ctx.url(&entry_path(dossier.of, &dossier.number));
    let body = html! {
        h1 { (title) }
        p .lead { (entry_name(ctx, dossier)) }
        p { (ctx.t("desk-exclusion-next")) }
        @if dossier.of == Of::Holder { p { (ctx.t("desk-exclusion-arrays")) } }
        form method="post" action={ (base) "/exclusion" } {
            (field::select(ctx, &ground, &words::grounds(ctx, GroundKind::Exclusion)))
            (field::textarea(ctx, &reasons))
            (parts::form_buttons(ctx, &ctx.t("desk-start-exclusion"), Some(&base)))
        }
    };
    super::page(ctx, title, body).above(super::crumbs(ctx, None)).faults(faults)
}

pub async fn exclude_holder(
    ctx: Ctx,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    exclude::<Holder>(&ctx, &number, &pairs, Procedure::ExcludeHolder).await
}

pub async fn exclude_array(
    ctx: Ctx,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    exclude::<DataArray>(&ctx, &number, &pairs, Procedure::ExcludeArray).await
}

async fn exclude<R: Published>(
    ctx: &Ctx,
    number: &str,
    pairs: &Pairs,
    procedure: Procedure,
) -> Result<Response, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    policy::check(caller, Deed::ActExOfficio, None)?;
    let dossier = review::dossier::<R>(app, caller, number, None).await?;
    let (ground, reasons) = (value(pairs, "ground"), value(pairs, "words"));
    let mut faults = Vec::new();
    if !app.moment().has_ground(GroundKind::Exclusion, ground) {
        faults.push(Fault::new("ground", ctx.t("refusal-ground_missing")));
    }
    if reasons.is_empty() {
        faults.push(Fault::new("words", ctx.t("refusal-reasons_missing")));
    }
    if !faults.is_empty() {
        return Ok(form(ctx, &dossier, (ground, reasons), &faults).into_response());
    }
    let id = application::start_ex_officio(app, caller, procedure, dossier.id).await?;
    let changes: Map<String, Value> = [("ground", ground), ("words", reasons)]
        .into_iter()
        .map(|(name, words)| (name.to_owned(), Value::String(words.to_owned())))
        .collect();
    application::save(app, caller, id, None, changes).await?;
    application::submit(app, caller, id, None).await?;
    Ok(to_case(ctx, id, "sent"))
}

pub async fn amend_holder(ctx: Ctx, Path(number): Path<String>) -> Result<Response, Problem> {
    amend::<Holder>(&ctx, &number, Procedure::AmendHolder).await
}

pub async fn amend_array(ctx: Ctx, Path(number): Path<String>) -> Result<Response, Problem> {
    amend::<DataArray>(&ctx, &number, Procedure::AmendArray).await
}

/// The draft is written on the same pages as an applicant's.
async fn amend<R: Published>(
    ctx: &Ctx,
    number: &str,
    procedure: Procedure,
) -> Result<Response, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    let dossier = review::dossier::<R>(app, caller, number, None).await?;
    let id = application::start_ex_officio(app, caller, procedure, dossier.id).await?;
    Ok(Redirect::to(&ctx.url(&format!("/applications/{id}"))).into_response())
}

/// Sends a draft of the authority into the queue.
pub async fn send(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::ActExOfficio, None)?;
    application::submit(&ctx.state.app, &ctx.caller, id, None).await?;
    Ok(to_case(&ctx, id, "sent"))
}
