//! The page «Open data»: what can be taken, how fresh it is, how to go on with a broken download and how
//! to check it.

use jiff::civil::Date;
use maud::{Markup, html};

use super::kinds::{DATA, DESCRIPTIONS, FileKind};
use crate::parts::{Column, Row, Tone, notice, summary_list, table};
use crate::register::feeds::CHANGES as FEED;
use crate::shell::shelf::{MANIFEST, MadeFile, Manifest};
use crate::shell::{Ctx, Page, WebState};

/// Its address, after the language.
pub const PATH: &str = "/open-data";

/// The licence of the data: its address and its name. A deployment sets it.
pub struct Licence {
    pub address: String,
    pub name: String,
}

impl Licence {
    /// The one in force.
    pub fn of(state: &WebState, language: l10n::Language) -> Self {
        let (law, today) = (state.app.law(), today(state));
        let name = law.settings().text("open_data.licence_name", today);
        Self {
            address: law.settings().word("open_data.licence", today).unwrap_or_default().to_owned(),
            name: name.map(|name| name.in_language(language.code()).to_owned()).unwrap_or_default(),
        }
    }
}

/// Today, in the zone of the authority.
pub fn today(state: &WebState) -> Date {
    state.app.moment().date()
}

/// The page.
pub async fn page(ctx: Ctx) -> Page {
    let title = ctx.t("open-data-title");
    let set = ctx.state.open_data.as_ref().and_then(|shelf| shelf.newest());
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("open-data-lead")) }
        @match &set {
            Some(set) => { (facts(&ctx, set)) (files(&ctx, set)) (help(&ctx)) },
            None => (notice(Tone::Info, &ctx.t("open-data-none"), html! { p { (ctx.t("open-data-none.text")) } })),
        }
        (programs(&ctx))
        (one_entry(&ctx))
    };
    let page = ctx.page(title.clone(), body).canonical(PATH).description(ctx.t("open-data-lead"));
    page.alternate("text/turtle", "/catalog.ttl")
        .alternate("application/ld+json", "/catalog.jsonld")
        .alternate("application/atom+xml", ctx.url(FEED))
}

fn facts(ctx: &Ctx, set: &Manifest) -> Markup {
    let licence = Licence::of(&ctx.state, ctx.lang);
    let size = |id: &str, n: u64| ctx.ta(id, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())]);
    let held = [size("count-holders", set.holders), size("count-arrays", set.arrays)];
    let rows = [
        Row::text(ctx.t("open-data-as-of"), &ctx.date_time(set.as_of)),
        Row::text(ctx.t("open-data-change"), &ctx.number(set.change)),
        Row::text(ctx.t("open-data-holds"), &ctx.list(&held)),
        Row::new(
            ctx.t("open-data-licence"),
            html! { a href=(licence.address) rel="license noopener" { (licence.name) } },
        ),
    ];
    summary_list(ctx, &rows)
}

fn files(ctx: &Ctx, set: &Manifest) -> Markup {
    let columns = [
        Column::text(ctx.t("open-data-file")),
        Column::text(ctx.t("open-data-what")),
        Column::number(ctx.t("open-data-size")),
    ];
    let there = |kind: &FileKind| Some((*kind, set.file(kind.name)?.clone()));
    let data: Vec<_> = DATA.iter().filter_map(there).collect();
    let rows: Vec<Vec<Markup>> = data
        .iter()
        .chain(&DESCRIPTIONS.iter().filter_map(there).collect::<Vec<_>>())
        .map(|(kind, file)| {
            vec![link(kind.name), html! { (what(ctx, kind)) }, html! { (size(ctx, file)) }]
        })
        .collect();
    html! {
        (table(&ctx.t("open-data-files"), &columns, &rows))
        details {
            summary { (ctx.t("open-data-sums")) }
            dl .summary {
                @for (kind, file) in &data {
                    div { dt { (kind.name) } dd { code .hash { (file.sha256) } } }
                }
            }
        }
    }
}

fn link(name: &str) -> Markup {
    html! { a href={ "/open-data/latest/" (name) } { (name) } }
}

fn what(ctx: &Ctx, kind: &FileKind) -> String {
    let text = ctx.t(&kind.message());
    if kind.packed.is_some() { ctx.ta("open-data-packed", &[("what", text.into())]) } else { text }
}

fn size(ctx: &Ctx, file: &MadeFile) -> String {
    let (id, unit) = match file.bytes {
        0..1_000_000 => ("open-data-kilobytes", 1_000),
        1_000_000..1_000_000_000 => ("open-data-megabytes", 1_000_000),
        _ => ("open-data-gigabytes", 1_000_000_000),
    };
    let n = i64::try_from(file.bytes.div_ceil(unit)).unwrap_or(i64::MAX);
    ctx.ta(id, &[("n", n.into())])
}

/// How to go on, and how to check.
fn help(ctx: &Ctx) -> Markup {
    let base = &ctx.state.base_url;
    html! {
        h2 { (ctx.t("open-data-resume")) }
        p { (ctx.t("open-data-resume.text")) }
        pre { code { "curl -L -C - -O " (base) "/open-data/latest/register.ndjson" } }
        h2 { (ctx.t("open-data-check")) }
        p { (ctx.t("open-data-check.text")) }
        pre { code { "curl -L -O " (base) "/open-data/latest/SHA256SUMS\nsha256sum -c --ignore-missing SHA256SUMS" } }
        p { (ctx.t("open-data-forgetting")) }
    }
}

/// Addresses for programs.
fn programs(ctx: &Ctx) -> Markup {
    let place = |path: &str| html! { a href=(path) { (ctx.state.base_url) (path) } };
    let manifest = format!("/open-data/latest/{MANIFEST}");
    let rows = [
        Row::new("DCAT-AP, Turtle", place("/catalog.ttl")),
        Row::new("DCAT-AP, JSON-LD", place("/catalog.jsonld")),
        Row::new(ctx.t("open-data-manifest"), place(&manifest)),
        Row::new(ctx.t("open-data-api"), place("/api/openapi.json")),
        Row::new(ctx.t("open-data-changes"), place("/api/v1/changes")),
        Row::new(ctx.t("open-data-feed"), place(&ctx.url(FEED))),
        Row::new(ctx.t("open-data-log"), place("/log/checkpoint")),
    ];
    html! {
        h2 { (ctx.t("open-data-programs")) }
        (summary_list(ctx, &rows))
    }
}

fn one_entry(ctx: &Ctx) -> Markup {
    html! {
        h2 { (ctx.t("open-data-entry")) }
        p { (ctx.t("open-data-entry.text")) }
        p { a href=(ctx.url("/register")) { (ctx.t("nav-register")) } }
    }
}
