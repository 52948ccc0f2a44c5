//! Somebody else was faster: what happened meanwhile, and what was typed, both in full.

use app::{Error, review};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{Markup, html};
use uuid::Uuid;

use super::case::Open;
use super::compare::side_by_side;
use super::sections::path_label;
use super::{Pairs, case_path, revision, story, words};
use crate::parts::{Tone, notice};
use crate::shell::{Ctx, Problem};

/// A stale or refused act shows both sides; everything else is an ordinary problem.
pub async fn or_problem(
    ctx: &Ctx,
    id: Uuid,
    pairs: &Pairs,
    error: Error,
) -> Result<Response, Problem> {
    let reason = match &error {
        Error::Conflict { .. } => ctx.t("desk-conflict.lead"),
        Error::Refused(code) => ctx.t(&format!("refusal-{code}")),
        _ => return Err(error.into()),
    };
    let case = Open::load(ctx, id).await?;
    let seen = revision(pairs).unwrap_or_else(|| case.revision());
    let meanwhile = review::meanwhile(&ctx.state.app, &ctx.caller, id, seen).await?;
    let title = ctx.t("desk-conflict");
    let heads = (ctx.t("desk-conflict-seen"), ctx.t("desk-conflict-now"));
    let body = html! {
        h1 { (title) }
        (notice(Tone::Attention, &reason, html! { p { (ctx.t("desk-conflict.kept")) } }))
        p { (words::case_name(ctx, case.application())) " " (words::state_tag(ctx, case.application().state)) }
        h2 { (ctx.t("desk-conflict-meanwhile")) }
        @if meanwhile.steps.is_empty() { p { (ctx.t("desk-conflict-nothing")) } }
        @else { (story::steps(ctx, &meanwhile.steps)) }
        @if case.application().procedure.has_entry() && meanwhile.entry.is_object() {
            (side_by_side(
                ctx, case.of(), (&meanwhile.entry, &case.application().entry),
                (&heads.0, &heads.1), &ctx.t("desk-conflict-entry"),
            ))
        }
        h2 { (ctx.t("desk-conflict-yours")) }
        (yours(ctx, &case, pairs))
        p { a .button href=(ctx.url(&case_path(id))) { (ctx.t("desk-conflict-open")) } }
    };
    let page = super::page(ctx, title, body).above(super::crumbs(ctx, None));
    Ok(page.status(StatusCode::CONFLICT).into_response())
}

/// What was typed, as text to be copied.
fn yours(ctx: &Ctx, case: &Open, pairs: &Pairs) -> Markup {
    let typed: Vec<(String, &String)> = pairs
        .iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .filter_map(|(name, words)| Some((label(ctx, case, name)?, words)))
        .collect();
    html! {
        @if typed.is_empty() { p { (ctx.t("desk-conflict-no-words")) } }
        @for (label, words) in typed {
            section .kept {
                h3 { (label) }
                blockquote { @for line in words.lines() { p { (line) } } }
            }
        }
    }
}

fn label(ctx: &Ctx, case: &Open, name: &str) -> Option<String> {
    match name {
        "reasons" => Some(ctx.t("desk-reasons")),
        "objection" => Some(ctx.t("desk-objection")),
        _ => name.strip_prefix("remark.").map(|path| path_label(ctx, case.of(), path)),
    }
}
