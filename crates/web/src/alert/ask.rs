//! Leaving an address.

use app::alert;
use axum::Form;
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

use super::{search, wish};
use crate::account::{field as account_field, refused};
use crate::parts::{self, Fault, Tone, field, field::Width, notice};
use crate::register::wanted::Wanted;
use crate::shell::{Ctx, Page, Problem};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    email: String,
}

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    let hours = hours(&ctx)?;
    Ok(show(&ctx, hours, "", &[]))
}

/// How long an address waits to be confirmed, and how much time lies between letters.
fn hours(ctx: &Ctx) -> Result<(i64, i64), Problem> {
    let app = &ctx.state.app;
    Ok((alert::hours_to_confirm(app)?, alert::hours_between(app)?))
}

fn show(ctx: &Ctx, (wait, often): (i64, i64), email: &str, faults: &[Fault]) -> Page {
    let wanted = plain(ctx);
    let title = ctx.t("alert-title");
    let email = account_field(ctx, "email", email, faults).inputmode("email").autocomplete("email");
    let form = ctx.url(&wanted.address().replacen("/register", "/register/alert", 1));
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("alert-lead")) }
        (search(ctx, &wanted))
        p { (ctx.ta("alert-often", &[("hours", often.into())])) }
        (notice(Tone::Info, &ctx.t("alert-notice"), html! {
            p { (ctx.t("alert-notice.text")) }
            p { (ctx.ta("alert-notice.ends", &[("hours", wait.into())])) }
        }))
        form method="post" action=(form) novalidate {
            (field::text(ctx, &email.width(Width::Half)))
            (parts::form_buttons(ctx, &ctx.t("alert-button"), Some(&ctx.url(&wanted.address()))))
        }
    };
    ctx.page(title.clone(), body).faults(faults)
}

fn plain(ctx: &Ctx) -> Wanted {
    Wanted { sort: None, ..Wanted::read(ctx).first_page() }
}

/// The same answer whether the address is known here or not.
pub async fn send(ctx: Ctx, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let wish = wish(&ctx, &plain(&ctx), ctx.lang);
    if let Err(error) = alert::ask(&ctx.state.app, &ctx.caller, &typed.email, &wish).await {
        let hours = hours(&ctx)?;
        let again = |faults: &[Fault]| show(&ctx, hours, &typed.email, faults);
        return refused(&ctx, error, "email", again);
    }
    let title = ctx.t("alert-sent");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.ta("alert-sent.what", &[("email", typed.email.trim().into())])) }
        p { (ctx.t("alert-sent.next")) }
        @if ctx.state.app.settings().is_demo {
            p { a href=(ctx.url("/demo/outbox")) { (ctx.t("demo-outbox-link")) } }
        }
    };
    Ok(ctx.page(title.clone(), body).into_response())
}
