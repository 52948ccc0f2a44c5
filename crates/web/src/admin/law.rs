//! The law in force: every entry with its article, source, dates; what is unsure is said to be so.

use super::crumbs;
use crate::{
    parts::{self, Choice, Column, Field, Tone, field},
    shell::{Ctx, Page, Problem},
};
use app::policy::{self, Deed};
use axum::extract::Query;
use domain::law::{Law, Mark, Provenance, SettingValue, Unit};
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    part: String,
    unsure: String,
}

/// One entry of the law, whatever its kind.
struct Line {
    key: String,
    words: String,
    provenance: Provenance,
}

/// What is no classifier.
const PARTS: [&str; 6] = ["terms", "settings", "acts", "regimes", "exempt", "publication"];

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
    let rows: Vec<Vec<Markup>> = lines.iter().map(|line| row(&ctx, line)).collect();
    let unsure = Choice::new("yes", ctx.t("law-only-unsure"));
    let unsure_field = Field::new("unsure", ctx.t("law-show")).value(wanted.unsure.clone());
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.ta("law-version", &[("version", law.version().into())])) }
        p { a href=(ctx.url("/admin/law/changes")) { (ctx.t("law-changes")) } }
        form method="get" {
            (field::select(&ctx, &Field::new("part", ctx.t("law-part")).value(part), &parts_of(&ctx, &law)))
            (field::checkboxes(&ctx, &unsure_field, &[unsure]))
            (parts::button(&ctx.t("law-show")))
        }
        p { (ctx.ta("law-count", &[("n", i64::try_from(rows.len()).unwrap_or_default().into())])) }
        @if !rows.is_empty() { (parts::table(&part_name(&ctx, part), &columns, &rows)) }
    };
    Ok(ctx.page(title.clone(), body).above(crumbs(&ctx)).wide())
}

fn parts_of(ctx: &Ctx, law: &Law) -> Vec<Choice> {
    let classifiers = law.classifiers().map(|classifier| classifier.name.as_str());
    PARTS
        .into_iter()
        .chain(classifiers)
        .map(|part| Choice::new(part, part_name(ctx, part)))
        .collect()
}

/// Classifiers go by the name of their file.
fn part_name(ctx: &Ctx, part: &str) -> String {
    match PARTS.contains(&part) {
        true => ctx.t(&format!("law-part-{part}")),
        false => part.replace('_', " "),
    }
}

fn lines(ctx: &Ctx, law: &Law, part: &str) -> Vec<Line> {
    let language = ctx.lang.code();
    let line = |key: &str, words: String, provenance: &Provenance| Line {
        key: key.to_owned(),
        words,
        provenance: provenance.clone(),
    };
    match part {
        "terms" => law
            .terms()
            .all()
            .map(|term| {
                let unit = match term.unit {
                    Unit::CalendarDay => "law-unit-calendar_day",
                    Unit::WorkingDay => "law-unit-working_day",
                    Unit::Month => "law-unit-month",
                };
                let length = ctx.ta(unit, &[("n", i64::from(term.amount).into())]);
                line(
                    &term.key,
                    format!("{}: {length}", term.name.in_language(language)),
                    &term.provenance,
                )
            })
            .collect(),
        "settings" => law
            .settings()
            .all()
            .all()
            .map(|setting| line(&setting.key, value(ctx, &setting.value), &setting.provenance))
            .collect(),
        "acts" => law
            .acts()
            .all()
            .map(|act| line(&act.key, act.name.in_language(language).into(), &act.provenance))
            .collect(),
        "regimes" => law
            .regimes()
            .all()
            .map(|one| line(&one.key, one.name.in_language(language).into(), &one.provenance))
            .collect(),
        "exempt" => law
            .exempt_bodies()
            .all()
            .map(|one| line(&one.code, one.name.in_language(language).into(), &one.provenance))
            .collect(),
        "publication" => law
            .publication_rules()
            .all()
            .map(|rule| {
                let word = format!("law-publication-{:?}", rule.publication).to_lowercase();
                line(&rule.key, ctx.t(&word), &rule.provenance)
            })
            .collect(),
        name => law
            .classifier(name)
            .into_iter()
            .flat_map(|classifier| classifier.all())
            .map(|entry| {
                line(&entry.code, entry.name.in_language(language).into(), &entry.provenance)
            })
            .collect(),
    }
}

fn value(ctx: &Ctx, value: &SettingValue) -> String {
    match value {
        SettingValue::Flag(true) => ctx.t("answer-yes"),
        SettingValue::Flag(false) => ctx.t("answer-no"),
        SettingValue::Number(number) => ctx.number(*number),
        SettingValue::Word(word) => word.clone(),
        SettingValue::Text(text) => text.in_language(ctx.lang.code()).to_owned(),
    }
}

fn row(ctx: &Ctx, line: &Line) -> Vec<Markup> {
    let from = &line.provenance;
    vec![
        html! { code { (line.key) } },
        html! {
            (line.words)
            @if from.to_be_confirmed() { " " (parts::tag(Tone::Attention, &ctx.t("law-unsure"))) }
        },
        html! {
            @if let Some(act) = &from.act { (act) " " }
            @if let Some(article) = &from.article { (article) ". " }
            (from.source)
        },
        html! {
            (ctx.date_short(from.from))
            @if let Some(until) = from.until { " – " (ctx.date_short(until)) }
        },
    ]
}
