//! Destroying what holds state secrets (art. 30): explained first, confirmed by the number.

use app::review;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::application::{Application, State};
use maud::html;
use uuid::Uuid;

use super::acts::to_case;
use super::case::Open;
use super::{Pairs, case_path, value, words};
use crate::parts::{self, Fault, Field, Tone, field, notice};
use crate::shell::{Ctx, Page, Problem};

pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let case = Open::load(&ctx, id).await?;
    Ok(form(&ctx, &case, "", &[]))
}

pub async fn post(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    let case = Open::load(&ctx, id).await?;
    let typed = value(&pairs, "number");
    if !typed.eq_ignore_ascii_case(&password(&ctx, case.application())) {
        let fault = Fault::new("number", ctx.t("desk-purge-wrong"));
        return Ok(form(&ctx, &case, typed, &[fault]).into_response());
    }
    review::purge(&ctx.state.app, &ctx.caller, id).await?;
    Ok(to_case(&ctx, id, "purged"))
}

/// What is to be typed: the number; a draft of the authority has none yet, so a word.
fn password(ctx: &Ctx, application: &Application) -> String {
    application.number.clone().unwrap_or_else(|| ctx.t("desk-purge-word"))
}

fn form(ctx: &Ctx, case: &Open, typed: &str, faults: &[Fault]) -> Page {
    let application = case.application();
    let title = ctx.t("desk-purge");
    let name = words::case_name(ctx, application);
    let over = matches!(application.state, State::Purged | State::Registered);
    let word = password(ctx, application);
    let spec = Field::new("number", ctx.ta("desk-purge-type", &[("number", word.into())]))
        .value(typed)
        .width(field::Width::Short)
        .autocomplete("off")
        .faults(faults);
    let body = html! {
        h1 { (title) }
        p .lead { (name) }
        @if over {
            (notice(Tone::Info, &ctx.t("desk-purge-not"), html! { p { (ctx.t("desk-purge-not.text")) } }))
        } @else {
            p { (ctx.t("desk-purge-when")) }
            h2 { (ctx.t("desk-purge-goes")) }
            ul {
                li { (ctx.t("desk-purge-goes.entry")) }
                li { (ctx.t("desk-purge-goes.remarks")) }
                li { (ctx.t("desk-purge-goes.history")) }
            }
            h2 { (ctx.t("desk-purge-stays")) }
            ul {
                li { (ctx.t("desk-purge-stays.number")) }
                li { (ctx.t("desk-purge-stays.steps")) }
            }
            (notice(Tone::Bad, &ctx.t("desk-purge-final"), html! {}))
            form method="post" {
                (field::text(ctx, &spec))
                div .buttons {
                    (parts::button_warning(&ctx.t("desk-purge-button")))
                    a href=(ctx.url(&case_path(case.id))) { (ctx.t("action-cancel")) }
                }
            }
        }
    };
    super::page(ctx, title, body).above(super::crumbs(ctx, Some((case.id, &name)))).faults(faults)
}
