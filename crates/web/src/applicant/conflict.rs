//! Two people wrote in the same section: both texts are shown, one choice is made, nothing is lost.

use app::application::{self, Saved};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Application;
use domain::{difference, path};
use http::StatusCode;
use maud::{Markup, html};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::section::{self, Place};
use super::sent_form::SentForm;
use crate::entry;
use crate::parts::{Tone, field, notice};
use crate::shell::{Ctx, Page, Problem};

/// The name under which the whole text travels through the page.
const TEXT: &str = "text";

/// The page of the choice.
pub fn page(
    ctx: &Ctx,
    place: &Place,
    now: &app::Loaded<Application>,
    mine: &Map<String, Value>,
    form: &SentForm,
) -> Page {
    let title = ctx.t("applicant-conflict");
    let theirs = &now.record.entry;
    let text = Value::Object(mine.clone()).to_string();
    let body = html! {
        h1 { (title) }
        (notice(Tone::Attention, &ctx.t("applicant-conflict.nothing-lost"), html! { p { (ctx.t("applicant-conflict.what")) } }))
        h2 { (ctx.t("applicant-conflict.differences")) }
        (differences(ctx, place, theirs, mine))
        form method="post" action=(ctx.url(&format!("{}/resolve", place.path()))) {
            (field::hidden("revision", &now.revision.to_string()))
            (field::hidden("return", form.value("return")))
            (field::hidden(TEXT, &text))
            div .buttons {
                button .button name="action" value="mine" { (ctx.t("applicant-conflict.mine")) }
                a .button.secondary href=(ctx.url(&place.path())) { (ctx.t("applicant-conflict.theirs")) }
            }
        }
    };
    ctx.page(title.clone(), body).status(StatusCode::CONFLICT)
}

/// What would change if mine replaced theirs.
fn differences(ctx: &Ctx, place: &Place, theirs: &Value, mine: &Map<String, Value>) -> Markup {
    let mut merged = theirs.clone();
    if let Value::Object(branches) = &mut merged {
        let tidied = mine.iter().map(|(name, value)| (name.clone(), path::tidy(value.clone())));
        branches.extend(tidied);
    }
    let changes = difference::between(place.of, theirs, &merged);
    entry::changes(ctx, place.of, &changes, (theirs, &merged))
}

/// Puts the caller's text in the place of the other's.
pub async fn resolve(
    ctx: Ctx,
    Path((id, section)): Path<(Uuid, String)>,
    form: SentForm,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let view = section::open_for_writing(&ctx, id).await?;
    let place = Place::find(id, &view.loaded.record, &section)?;
    let seen = form.value("revision").parse().unwrap_or(0);
    let mine = branches(&place, form.value(TEXT));
    match application::save_section(app, &ctx.caller, id, seen, mine.clone(), None).await? {
        Saved::Kept(_) => Ok(Redirect::to(&ctx.url(&place.path())).into_response()),
        Saved::Overtaken(now) => Ok(page(&ctx, &place, &now, &mine, &form).into_response()),
    }
}

/// The text as branches of this section only.
fn branches(place: &Place, text: &str) -> Map<String, Value> {
    let Ok(Value::Object(sent)) = serde_json::from_str(text) else { return Map::new() };
    let own = entry::decode(place.of, place.section, &[]);
    sent.into_iter().filter(|(name, _)| own.contains_key(name)).collect()
}
