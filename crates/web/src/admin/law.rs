//! The law in force: every entry with its article, source, dates; what is unsure is said to be so.

use super::{
    crumbs,
    law_lines::{Line, lines},
};
use crate::{
    parts::{self, Choice, Column, Field, Tone, field},
    shell::{Ctx, Page, Problem},
};
use app::policy::{self, Deed};
use axum::extract::Query;
use domain::law::{Law, Mark, Provenance};
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    part: String,
    unsure: String,
}

/// What is no classifier.
const PARTS: [&str; 11] = [
    "terms",
    "settings",
    "decision_texts",
    "acts",
    "regimes",
    "exempt",
    "publication",
    "checks",
    "situations",
    "concepts",
    "record_parts",
];

/// A calendar is one part per year: `calendar-2026`.
const CALENDAR: &str = "calendar-";

pub async fn page(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Page, Problem> {
    policy::check(&ctx.caller, Deed::ReadLaw, None)?;
    let law = ctx.state.app.law();
    let part = if wanted.part.is_empty() { "terms" } else { &wanted.part };
    let only_unsure = wanted.unsure == "yes";
    let mut lines = lines(&ctx, &law, part);
    lines.retain(|line| !only_unsure || line.provenance.mark == Mark::U);
    let title = ctx.t("admin-law");
    let columns =
        ["law-entry", "law-says", "law-source", "law-holds"].map(|id| Column::text(ctx.t(id)));
    let rows: Vec<Vec<Markup>> = lines.iter().map(|line| row(&ctx, &law, line)).collect();
    let unsure = Choice::new("yes", ctx.t("law-only-unsure"));
    let unsure_field = Field::new("unsure", ctx.t("law-show")).value(wanted.unsure.clone());
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.ta("law-version", &[("version", law.version().into())])) }
        @if policy::may(&ctx.caller, Deed::ChangeLaw, None) {
            p { a href=(ctx.url("/admin/law/changes")) { (ctx.t("law-changes")) } }
        }
        form method="get" {
            (field::select(&ctx, &Field::new("part", ctx.t("law-part")).value(part), &parts_of(&ctx, &law)))
            (field::checkboxes(&ctx, &unsure_field, &[unsure]))
            (parts::button(&ctx.t("law-show")))
        }
        section {
            p { (ctx.ta("law-count", &[("n", i64::try_from(rows.len()).unwrap_or_default().into())])) }
            @if !rows.is_empty() { (parts::table(&part_name(&ctx, part), &columns, &rows)) }
        }
    };
    Ok(ctx.page(title.clone(), body).above(crumbs(&ctx)).wide())
}

fn parts_of(ctx: &Ctx, law: &Law) -> Vec<Choice> {
    let classifiers = law.classifiers().map(|classifier| classifier.name.as_str());
    let years = law.calendar().years().entries().map(|year| format!("{CALENDAR}{}", year.year));
    PARTS
        .into_iter()
        .map(str::to_owned)
        .chain(years)
        .chain(classifiers.map(str::to_owned))
        .map(|part| Choice::new(&part, part_name(ctx, &part)))
        .collect()
}

/// A classifier that only a change of the law brought goes by its code.
fn part_name(ctx: &Ctx, part: &str) -> String {
    if PARTS.contains(&part) {
        return ctx.t(&format!("law-part-{part}"));
    }
    if let Some(year) = part.strip_prefix(CALENDAR) {
        return ctx.ta("law-part-calendar", &[("year", year.into())]);
    }
    let name = ctx.state.texts.find_text(ctx.lang, &format!("classifier-{part}"));
    name.unwrap_or_else(|| part.to_owned())
}

/// What a person calls it, and under it the key by which the law files and the API know it.
fn name(line: &Line) -> Markup {
    html! {
        @if line.name.is_empty() { code { (line.key) } }
        @else { (line.name) br; code .quiet { (line.key) } }
    }
}

fn row(ctx: &Ctx, law: &Law, line: &Line) -> Vec<Markup> {
    let from = &line.provenance;
    vec![
        name(line),
        html! {
            @for part in line.words.lines() { p { (part) } }
            @if from.to_be_confirmed() { (parts::tag(Tone::Attention, &ctx.t("law-unsure"))) }
        },
        origin(ctx, law, from),
        html! {
            (ctx.date_short(from.from))
            @if let Some(until) = from.until { " – " (ctx.date_short(until)) }
        },
    ]
}

/// Act, article and where it was read; an administrator's own words stay as they were written.
pub fn origin(ctx: &Ctx, law: &Law, from: &Provenance) -> Markup {
    let act = from.act.as_deref().and_then(|key| law.acts().get(key));
    let act = act.map(|act| act.short.in_language(ctx.lang.code()).to_owned());
    let place = match (&from.article, act) {
        (Some(article), Some(act)) => {
            let args = [("article", article.clone().into()), ("act", act.into())];
            Some(ctx.ta("desk-article", &args))
        }
        (None, act) => act,
        (article, None) => article.clone(),
    };
    let read = law.source(from).map(|text| text.in_language(ctx.lang.code()));
    html! {
        @if let Some(place) = place { (place) br; }
        span .quiet { (read.unwrap_or(&from.source)) }
    }
}
