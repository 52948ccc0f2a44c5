//! What an entry's page says of its seal: since when, signed by whom, and how to check it without us.

use app::public_log::{Seal, seal_of};
use app::register::{EntryView, Published};
use maud::{Markup, html};

use crate::parts::{Row, Tone, details, summary_list, tag};
use crate::register::address;
use crate::shell::{Ctx, Problem};

/// The section of the page; nothing when this program keeps no log.
pub async fn section<R: Published>(ctx: &Ctx, view: &EntryView) -> Result<Markup, Problem> {
    if ctx.state.app.log().is_none() {
        return Ok(html! {});
    }
    let seal = seal_of::<R>(&ctx.state.app, view.id, view.version).await?;
    Ok(html! {
        section aria-labelledby="seal" {
            h2 #seal { (ctx.t("log-seal")) }
            (summary_list(ctx, &rows(ctx, view, &seal)))
            (details(&ctx.t("log-what"), explanation(ctx)))
        }
    })
}

/// Where a seal stands: the three states and their tones.
pub(super) fn standing(seal: &Seal) -> (&'static str, Tone) {
    match (seal.signed_at, seal.witnessed_at) {
        (None, _) => ("log-standing-waiting", Tone::Attention),
        (Some(_), Some(_)) => ("log-standing-witnessed", Tone::Good),
        (Some(_), None) if seal.wants_witnesses => ("log-standing-registered", Tone::Attention),
        (Some(_), None) => ("log-standing-signed", Tone::Good),
    }
}

fn rows(ctx: &Ctx, view: &EntryView, seal: &Seal) -> Vec<Row> {
    let (text, tone) = standing(seal);
    let version = ctx.ta("register-record-version", &[("n", view.version.into())]);
    let mut rows =
        vec![Row::new(ctx.t("log-standing"), html! { (version) " · " (tag(tone, &ctx.t(text))) })];
    if let Some(at) = seal.signed_at {
        rows.push(Row::text(ctx.t("log-signed-at"), &ctx.date_time(at)));
    }
    if let Some(at) = seal.witnessed_at {
        let by = ctx.list(&seal.witnesses);
        rows.push(Row::text(ctx.t("log-witnessed-at"), &format!("{} · {by}", ctx.date_time(at))));
    }
    if seal.signed_at.is_some() {
        rows.push(Row::text(ctx.t("log-place"), &ctx.number(seal.index + 1)));
        rows.push(Row::new(ctx.t("log-short"), short(ctx, seal)));
        rows.push(Row::new(ctx.t("log-extract"), downloads(ctx, view)));
    }
    rows
}

fn short(ctx: &Ctx, seal: &Seal) -> Markup {
    let path = address::short(&seal.hash.to_hex());
    html! { a .hash href=(path) { (ctx.state.base_url) (path) } }
}

/// The extract for people, and the same for programs.
fn downloads(ctx: &Ctx, view: &EntryView) -> Markup {
    let page = ctx.url(&address::version(view.of, &view.number, view.version));
    let data = address::data(view.of, &view.number, Some(view.version));
    html! {
        @if ctx.state.documents.is_some() {
            a href={ (page) "/extract.pdf" } { (ctx.t("log-extract-pdf")) } " · "
        }
        a href={ (data) "/extract.json" } { (ctx.t("log-extract-data")) } " · "
        a href={ (data) "/proof" } { (ctx.t("log-extract-proof")) }
    }
}

fn explanation(ctx: &Ctx) -> Markup {
    html! {
        p { (ctx.t("log-what.seal")) }
        p { (ctx.t("log-what.witness")) }
        p { (ctx.t("log-what.check")) }
        p { (ctx.t("log-what.limit")) }
        p { a href=(ctx.url("/verify")) { (ctx.t("log-verify-link")) } }
    }
}
