//! A small form for the commonest changes: one term or one setting. It only writes the text;
//! trying it out and putting it in force stay where they are.

use crate::{
    parts::{self, Choice, Fault, Field, field},
    shell::Ctx,
};
use domain::law::{DayOffRule, Law, Provenance, SettingValue, Starts, TermRule, Unit};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

/// What the address carries: first only `of`, then everything.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `term:KEY` or `setting:KEY`.
    of: String,
    amount: String,
    unit: String,
    day_off: String,
    value: String,
    source: String,
    #[serde(rename = "from.day")]
    day: String,
    #[serde(rename = "from.month")]
    month: String,
    #[serde(rename = "from.year")]
    year: String,
    write: String,
}

/// What is being changed.
enum Target<'a> {
    Term(&'a TermRule),
    Setting(&'a str, &'a SettingValue, &'a Provenance),
}

/// The name and the text of a change, ready to be tried out.
pub struct Draft {
    pub name: String,
    pub text: String,
}

/// The form as it stands, the text if it is complete, the mistakes if it is not.
pub fn form(ctx: &Ctx, wanted: &Wanted) -> (Markup, Option<Draft>, Vec<Fault>) {
    let law = ctx.state.app.law();
    let Some(target) = target(&law, &wanted.of) else {
        return (choose(ctx, &law), None, Vec::new());
    };
    let asked = wanted.write == "yes";
    let written = if asked { write(ctx, &target, wanted) } else { Err(Vec::new()) };
    let (draft, faults) = match written {
        Ok(draft) => (Some(draft), Vec::new()),
        Err(faults) => (None, faults),
    };
    (fields(ctx, &target, wanted, asked, &faults), draft, faults)
}

/// A name in three languages is better changed in the text itself.
fn target<'a>(law: &'a Law, of: &str) -> Option<Target<'a>> {
    let (sort, key) = of.split_once(':')?;
    match sort {
        "term" => law.terms().get(key).map(Target::Term),
        "setting" => law
            .settings()
            .all()
            .get(key)
            .filter(|setting| !matches!(setting.value, SettingValue::Text(_)))
            .map(|one| Target::Setting(&one.key, &one.value, &one.provenance)),
        _ => None,
    }
}

fn choose(ctx: &Ctx, law: &Law) -> Markup {
    let name = |term: &TermRule| term.name.in_language(ctx.lang.code()).to_owned();
    let terms = law.terms().entries();
    let terms = terms.map(|term| Choice::new(format!("term:{}", term.key), name(term))).collect();
    let settings = law.settings().all().entries();
    let settings = settings
        .map(|setting| format!("setting:{}", setting.key))
        .filter(|of| target(law, of).is_some())
        .map(|of| Choice::new(&of, of.trim_start_matches("setting:")))
        .collect();
    let groups = [
        Choice::new("terms", ctx.t("law-part-terms")).children(terms),
        Choice::new("settings", ctx.t("law-part-settings")).children(settings),
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
            @match target {
                Target::Term(term) => {
                    h3 { (term.name.in_language(ctx.lang.code())) }
                    (field::text(ctx, &of("amount", term.amount.to_string(), &wanted.amount).inputmode("numeric").width(field::Width::Tiny)))
                    (field::radios(ctx, &of("unit", unit(term.unit).into(), &wanted.unit), &choices(ctx, "unit", &UNITS)))
                    (field::radios(ctx, &of("day_off", day_off(term.day_off).into(), &wanted.day_off), &choices(ctx, "day_off", &DAYS_OFF)))
                }
                Target::Setting(key, value, _) => {
                    h3 { code { (key) } }
                    @let field = of("value", plain(value), &wanted.value);
                    @if matches!(value, SettingValue::Flag(_)) { (field::yes_no(ctx, &field, None)) }
                    @else { (field::text(ctx, &field)) }
                }
            }
            (field::date(ctx, &of("from", String::new(), &from)))
            (field::text(ctx, &of("source", String::new(), &wanted.source)))
            (parts::button_secondary(&ctx.t("law-draft-write"), "write", "yes"))
        }
        p { a href=(ctx.url("/admin/law/changes")) { (ctx.t("law-draft-other")) } }
    }
}

const UNITS: [&str; 3] = ["calendar_day", "working_day", "month"];
const DAYS_OFF: [&str; 2] = ["next_working_day", "keep"];

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

fn write(ctx: &Ctx, target: &Target<'_>, wanted: &Wanted) -> Result<Draft, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |name: &str, code: &str| {
        let label = ctx.t(&format!("law-draft-{name}"));
        faults
            .push(Fault::new(name, ctx.ta(&format!("problem-{code}"), &[("field", label.into())])));
    };
    let typed = field::read_date(&wanted.year, &wanted.month, &wanted.day);
    let from: Option<Date> = typed.parse().ok();
    match (typed.is_empty(), from) {
        (true, _) => fault("from", "required"),
        (_, None) => fault("from", "not_a_date"),
        _ => {}
    }
    if wanted.source.trim().is_empty() {
        fault("source", "required");
    }
    let body = match target {
        Target::Term(term) => term_text(term, wanted, &mut fault),
        Target::Setting(key, value, _) => setting_text(key, value, wanted, &mut fault),
    };
    match (from, body) {
        (Some(from), Some(body)) if faults.is_empty() => Ok(finish(target, wanted, from, &body)),
        _ => Err(faults),
    }
}

fn term_text(
    term: &TermRule,
    wanted: &Wanted,
    fault: &mut dyn FnMut(&str, &str),
) -> Option<String> {
    let amount: Option<u32> = wanted.amount.trim().parse().ok().filter(|amount| *amount > 0);
    let known = |words: &[&str], word: &str| words.contains(&word);
    if amount.is_none() {
        fault("amount", "not_a_number");
    }
    if !known(&UNITS, &wanted.unit) {
        fault("unit", "required");
    }
    if !known(&DAYS_OFF, &wanted.day_off) {
        fault("day_off", "required");
    }
    let starts = match term.starts {
        Starts::DayAfter => "day_after",
        Starts::Moment => "moment",
    };
    let [ky, ru, en] = [&term.name.ky, &term.name.ru, &term.name.en].map(|name| quoted(name));
    Some(format!(
        "[[term]]\nkey = {}\nname = {{ ky = {ky}, ru = {ru}, en = {en} }}\namount = {}\n\
         unit = {}\nday_off = {}\nstarts = {}\n",
        quoted(&term.key),
        amount?,
        quoted(&wanted.unit),
        quoted(&wanted.day_off),
        quoted(starts),
    ))
}

fn setting_text(
    key: &str,
    now: &SettingValue,
    wanted: &Wanted,
    fault: &mut dyn FnMut(&str, &str),
) -> Option<String> {
    let typed = wanted.value.trim();
    let value = match now {
        SettingValue::Flag(_) if typed == "yes" => Some("true".to_owned()),
        SettingValue::Flag(_) if typed == "no" => Some("false".to_owned()),
        SettingValue::Number(_) => typed.parse::<i64>().ok().map(|number| number.to_string()),
        SettingValue::Word(_) if !typed.is_empty() => Some(quoted(typed)),
        _ => None,
    };
    if value.is_none() {
        let number = matches!(now, SettingValue::Number(_)) && !typed.is_empty();
        fault("value", if number { "not_a_number" } else { "required" });
    }
    Some(format!("[[setting]]\nkey = {}\nvalue = {}\n", quoted(key), value?))
}

/// Act and article stay those of the older wording; the source is what was typed.
fn finish(target: &Target<'_>, wanted: &Wanted, from: Date, body: &str) -> Draft {
    let (key, before) = match target {
        Target::Term(term) => (term.key.as_str(), &term.provenance),
        Target::Setting(key, _, provenance) => (*key, *provenance),
    };
    let mut text = body.to_owned();
    for (name, value) in [("act", &before.act), ("article", &before.article)] {
        if let Some(value) = value {
            text += &format!("{name} = {}\n", quoted(value));
        }
    }
    text += &format!("source = {}\nmark = \"C\"\nfrom = {from}\n", quoted(wanted.source.trim()));
    Draft { name: format!("{key}-{from}").replace(['.', '_'], "-"), text }
}

/// A string of JSON is a string of TOML too, but for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}
