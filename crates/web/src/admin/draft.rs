//! A form for the commonest changes: a term, a setting, a ready text of decisions. It shows in words
//! what will change; what it hands on is the text that a law file would have.

use super::{
    draft_text::{Draft, write},
    law_lines::{said, setting_name},
};
use crate::{
    parts::{self, Choice, Fault, Field, field},
    shell::Ctx,
};
use domain::law::{
    DayOffRule, DecisionText, Law, Provenance, Setting, SettingValue, TermRule, Text, Unit,
};
use maud::{Markup, html};
use serde::Deserialize;

/// What the address carries: first only `of`, then everything.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `term:KEY`, `setting:KEY`, `decision_text:KEY`.
    pub of: String,
    pub amount: String,
    pub unit: String,
    pub day_off: String,
    pub value: String,
    #[serde(rename = "value.ky")]
    pub ky: String,
    #[serde(rename = "value.ru")]
    pub ru: String,
    #[serde(rename = "value.en")]
    pub en: String,
    pub source: String,
    #[serde(rename = "from.day")]
    pub day: String,
    #[serde(rename = "from.month")]
    pub month: String,
    #[serde(rename = "from.year")]
    pub year: String,
    write: String,
}

impl Wanted {
    /// The value in each language, as typed.
    pub fn texts(&self) -> [(&'static str, &str); 3] {
        [("ky", &self.ky), ("ru", &self.ru), ("en", &self.en)]
    }
}

/// What is being changed.
pub enum Target<'a> {
    Term(&'a TermRule),
    Setting(&'a Setting),
    DecisionText(&'a DecisionText),
}

impl Target<'_> {
    pub fn key(&self) -> &str {
        match self {
            Target::Term(term) => &term.key,
            Target::Setting(setting) => &setting.key,
            Target::DecisionText(text) => &text.key,
        }
    }

    pub fn provenance(&self) -> &Provenance {
        match self {
            Target::Term(term) => &term.provenance,
            Target::Setting(setting) => &setting.provenance,
            Target::DecisionText(text) => &text.provenance,
        }
    }

    pub fn name(&self, ctx: &Ctx, law: &Law) -> String {
        match self {
            Target::Term(term) => said(ctx, &term.name),
            Target::Setting(setting) => setting_name(ctx, law, &setting.key),
            Target::DecisionText(text) => said(ctx, &text.name),
        }
    }
}

/// The form as it stands, the change if it is complete, the mistakes if it is not.
pub fn form(ctx: &Ctx, wanted: &Wanted) -> (Markup, Option<Draft>, Vec<Fault>) {
    let law = ctx.state.app.law();
    let Some(target) = target(&law, &wanted.of) else {
        return (choose(ctx, &law), None, Vec::new());
    };
    let asked = wanted.write == "yes";
    let written = if asked { write(ctx, &law, &target, wanted) } else { Err(Vec::new()) };
    let (draft, faults) = match written {
        Ok(draft) => (Some(draft), Vec::new()),
        Err(faults) => (None, faults),
    };
    (fields(ctx, &law, &target, wanted, asked, &faults), draft, faults)
}

fn target<'a>(law: &'a Law, of: &str) -> Option<Target<'a>> {
    let (sort, key) = of.split_once(':')?;
    match sort {
        "term" => law.terms().get(key).map(Target::Term),
        "setting" => law.settings().all().get(key).map(Target::Setting),
        "decision_text" => law.decision_texts().get(key).map(Target::DecisionText),
        _ => None,
    }
}

fn choose(ctx: &Ctx, law: &Law) -> Markup {
    let choice = |sort: &str, target: &Target<'_>| {
        Choice::new(format!("{sort}:{}", target.key()), target.name(ctx, law))
    };
    let terms = law.terms().entries().map(|one| choice("term", &Target::Term(one)));
    let settings = law.settings().all().entries();
    let settings = settings.map(|one| choice("setting", &Target::Setting(one)));
    let texts = law.decision_texts().entries();
    let texts = texts.map(|one| choice("decision_text", &Target::DecisionText(one)));
    let groups = [
        Choice::new("terms", ctx.t("law-part-terms")).children(terms.collect()),
        Choice::new("settings", ctx.t("law-part-settings")).children(settings.collect()),
        Choice::new("texts", ctx.t("law-part-decision_texts")).children(texts.collect()),
    ];
    html! {
        form method="get" action=(ctx.url("/admin/law/changes")) {
            (field::select(ctx, &Field::of(ctx, "of", "law-draft-of"), &groups))
            (parts::button(&ctx.t("law-draft-next")))
        }
    }
}

fn fields(
    ctx: &Ctx,
    law: &Law,
    target: &Target<'_>,
    wanted: &Wanted,
    asked: bool,
    faults: &[Fault],
) -> Markup {
    let of = |name: &str, now: String, typed: &str| {
        let value = if asked { typed.to_owned() } else { now };
        Field::of(ctx, name, &format!("law-draft-{name}")).value(value).faults(faults)
    };
    let from = field::read_date(&wanted.year, &wanted.month, &wanted.day);
    html! {
        form method="get" action=(ctx.url("/admin/law/changes")) novalidate {
            (field::hidden("of", &wanted.of))
            h3 { (target.name(ctx, law)) }
            @match target {
                Target::Term(term) => {
                    (field::text(ctx, &of("amount", term.amount.to_string(), &wanted.amount).inputmode("numeric").width(field::Width::Tiny)))
                    (field::radios(ctx, &of("unit", unit(term.unit).into(), &wanted.unit), &choices(ctx, "unit", &UNITS)))
                    (field::radios(ctx, &of("day_off", day_off(term.day_off).into(), &wanted.day_off), &choices(ctx, "day_off", &DAYS_OFF)))
                }
                Target::Setting(Setting { value: SettingValue::Text(now), .. }) => {
                    (in_languages(ctx, now, wanted, asked, faults, 3))
                }
                Target::Setting(setting) => {
                    @let field = of("value", plain(&setting.value), &wanted.value);
                    @if matches!(setting.value, SettingValue::Flag(_)) { (field::yes_no(ctx, &field, None)) }
                    @else { (field::text(ctx, &field)) }
                }
                Target::DecisionText(text) => { (in_languages(ctx, &text.text, wanted, asked, faults, 4)) }
            }
            (field::date(ctx, &of("from", String::new(), &from)))
            (field::text(ctx, &of("source", String::new(), &wanted.source)))
            (parts::button_secondary(&ctx.t("law-draft-write"), "write", "yes"))
        }
        p { a href=(ctx.url("/admin/law/changes")) { (ctx.t("law-draft-other")) } }
    }
}

/// The same words in the three languages, each in a box of its own.
fn in_languages(
    ctx: &Ctx,
    now: &Text,
    wanted: &Wanted,
    asked: bool,
    faults: &[Fault],
    rows: usize,
) -> Markup {
    html! {
        @for (language, typed) in wanted.texts() {
            @let value = if asked { typed } else { now.in_language(language) };
            @let name = format!("value.{language}");
            (field::textarea(ctx, &Field::of(ctx, name.clone(), &format!("law-draft-value-{language}"))
                .value(value).rows(rows).lang(language).faults(faults)))
        }
    }
}

pub const UNITS: [&str; 3] = ["calendar_day", "working_day", "month"];
pub const DAYS_OFF: [&str; 2] = ["next_working_day", "keep"];

fn choices(ctx: &Ctx, name: &str, words: &[&str]) -> Vec<Choice> {
    let words = words.iter();
    words.map(|word| Choice::new(*word, ctx.t(&format!("law-draft-{name}-{word}")))).collect()
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::CalendarDay => "calendar_day",
        Unit::WorkingDay => "working_day",
        Unit::Month => "month",
    }
}

fn day_off(rule: DayOffRule) -> &'static str {
    match rule {
        DayOffRule::Keep => "keep",
        DayOffRule::NextWorkingDay => "next_working_day",
    }
}

/// A value as it is typed; radios know `yes` and `no`.
fn plain(value: &SettingValue) -> String {
    match value {
        SettingValue::Flag(true) => "yes".into(),
        SettingValue::Flag(false) => "no".into(),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Word(word) => word.clone(),
        SettingValue::Text(_) => String::new(),
    }
}
