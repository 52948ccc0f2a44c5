//! “Still true”: the organisation says that nothing changed. No decision is needed.

use app::application;
use app::policy::{self, Deed};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Procedure;
use domain::field::Of;
use domain::path;
use maud::html;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sent_form::SentForm;
use super::{crumbs, start};
use crate::entry;
use crate::parts::{Tone, field, notice};
use crate::shell::{Ctx, Page, Problem};

/// Which entry; none means the organisation itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    subject: Option<Uuid>,
}

/// Shows the entry and asks.
pub async fn ask(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(which): Query<Which>,
) -> Result<Page, Problem> {
    let home = application::home(&ctx.state.app, &ctx.caller, id).await?;
    let (of, entry) = registered(&ctx, &home, which.subject).await?;
    let title = ctx.t("applicant-still-true");
    let may = policy::may(&ctx.caller, Deed::SubmitApplication, Some(id));
    let body = html! {
        h1 { (title) }
        @let own = path::text(&entry, &format!("name.{}", ctx.lang.code()));
        p .lead { @if own.is_empty() { (path::text(&entry, "name.ky")) } @else { (own) } }
        p { (ctx.t("applicant-still-true.text")) }
        @for section in domain::field::Catalogue::embedded().sections(of) {
            h2 { (ctx.t(&format!("section-{}-{section}.group", of.as_str()))) }
            (entry::section_summary(&ctx, of, section, &entry))
        }
        @if may {
            form method="post" {
                @if let Some(subject) = which.subject { (field::hidden("subject", &subject.to_string())) }
                div .buttons {
                    button .button type="submit" { (ctx.t("applicant-still-true.action")) }
                    a href=(ctx.url(&amend(id, which.subject))) { (ctx.t("applicant-still-true.changed")) }
                }
            }
        } @else {
            (notice(Tone::Info, &ctx.t("applicant-ask-owner"), html! { p { (ctx.t("applicant-ask-owner.text")) } }))
        }
    };
    Ok(ctx.page(title.clone(), body).above(crumbs(&ctx, id, &home.name)))
}

fn amend(id: Uuid, subject: Option<Uuid>) -> String {
    match subject {
        Some(subject) => {
            format!("/organisations/{id}/start?procedure=amend_array&subject={subject}")
        }
        None => format!("/organisations/{id}/start?procedure=amend_holder"),
    }
}

async fn registered(
    ctx: &Ctx,
    home: &application::Home,
    subject: Option<Uuid>,
) -> Result<(Of, Value), Problem> {
    let json = |value: Result<Value, serde_json::Error>| value.map_err(Problem::internal);
    match subject {
        None => {
            let holder = home.holder.as_ref().ok_or(Problem::not_found())?;
            Ok((Of::Holder, json(serde_json::to_value(&holder.record.entry))?))
        }
        Some(subject) => {
            let array = home.arrays.iter().find(|array| array.id == subject);
            let array = array.ok_or(Problem::not_found())?;
            let entry = application::array_entry(&ctx.state.app, &array.record).await?;
            Ok((Of::DataArray, json(serde_json::to_value(entry))?))
        }
    }
}

/// Says it.
pub async fn say(ctx: Ctx, Path(id): Path<Uuid>, form: SentForm) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    policy::check(&ctx.caller, Deed::SubmitApplication, Some(id))?;
    let subject: Option<Uuid> = form.value("subject").parse().ok();
    let procedure =
        if subject.is_some() { Procedure::ConfirmArray } else { Procedure::ConfirmHolder };
    let begun = match application::start(app, &ctx.caller, id, procedure, subject, json!({})).await
    {
        Ok(begun) => begun,
        Err(error) => return start::stands_open(&ctx, id, procedure, error),
    };
    application::submit(app, &ctx.caller, begun, None).await?;
    Ok(Redirect::to(&ctx.url(&format!("/applications/{begun}/sent"))).into_response())
}
