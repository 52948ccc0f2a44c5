//! A holder in plain words: who it is, how to reach it, which arrays it holds.

use app::register::{EntryView, Results, Search, look_for};
use domain::field::Of;
use domain::holder::Holder;
use domain::path;
use maud::{Markup, html};

use super::entry_page::Shown;
use super::{address, results, tied, wanted::Wanted};
use crate::entry::{forgotten, section_summary};
use crate::shell::{Ctx, Problem};

/// How many of its arrays stand on a holder's page.
const MOST_ARRAYS: u32 = 50;

impl Shown for Holder {
    async fn story(ctx: &Ctx, view: &EntryView) -> Result<Markup, Problem> {
        let search = Search {
            of: Some(Of::DataArray),
            holder: Some(view.id),
            limit: MOST_ARRAYS,
            order: Some(app::Order::Title),
            ..Search::default()
        };
        let arrays = look_for(&ctx.state.app, &search).await?;
        let superior =
            tied::holders(ctx, &[path::text(&view.entry, "subordination.holder")]).await?;
        Ok(html! {
            (arrays_held(ctx, view, &arrays))
            @for section in ["contacts", "address", "identity"] { (self::section(ctx, view, section)) }
            (subordination(ctx, view, &superior))
            (section(ctx, view, "head"))
            (policy(ctx, view))
        })
    }
}

fn arrays_held(ctx: &Ctx, view: &EntryView, arrays: &Results) -> Markup {
    html! {
        section aria-labelledby="arrays" {
            h2 #arrays { (ctx.t("register-arrays-held")) }
            @if arrays.total == 0 { p { (ctx.t("register-arrays-none")) } }
            @else {
                p .hint { (ctx.ta("count-arrays", &[("n", arrays.total.into())])) }
                (results::list(ctx, &arrays.items))
                @if arrays.next.is_some() {
                    @let all = Wanted { text: view.number.clone(), of: Some(Of::DataArray), ..Wanted::default() };
                    p { a href=(ctx.url(&all.address())) { (ctx.t("register-arrays-all")) } }
                }
            }
        }
    }
}

fn section(ctx: &Ctx, view: &EntryView, name: &str) -> Markup {
    tied::section(ctx, name, section_summary(ctx, Of::Holder, name, &view.entry))
}

fn subordination(ctx: &Ctx, view: &EntryView, superior: &tied::Holders) -> Markup {
    let number = path::text(&view.entry, "subordination.holder");
    let words = path::text(&view.entry, "subordination.words");
    html! {
        @if !number.is_empty() || !words.is_empty() {
            (tied::section(ctx, "subordination", html! {
                @if !number.is_empty() { p { (superior.link(ctx, number)) } }
                @if !words.is_empty() { p { (words) } }
            }))
        }
    }
}

fn policy(ctx: &Ctx, view: &EntryView) -> Markup {
    let link = path::text(&view.entry, "policy.link");
    let (file, name) =
        (path::text(&view.entry, "policy.file"), path::text(&view.entry, "policy.file_name"));
    let is_link = link.starts_with("https://") || link.starts_with("http://");
    tied::section(
        ctx,
        "policy",
        html! {
            @if link.is_empty() && file.is_empty() { p { (ctx.t("register-policy-none")) } }
            @if is_link { p { a href=(link) rel="nofollow noopener" { (link) } } }
            @if !is_link && !link.is_empty() { p { (link) } }
            @if forgotten::is_sign(file) { p { em { (file) } } }
            @else if !file.is_empty() {
                @let href = format!("{}/policy", address::entry(Of::Holder, &view.number));
                p { a href=(ctx.url(&href)) { @if name.is_empty() { (ctx.t("register-policy-file")) } @else { (name) } } }
            }
        },
    )
}
