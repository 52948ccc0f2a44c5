//! A change written as the text of a law file, and the same in words for whoever puts it in force.

use super::{
    draft::{DAYS_OFF, Target, UNITS, Wanted},
    law_lines::{said, term_words, value},
};
use crate::{
    parts::{Fault, field},
    shell::Ctx,
};
use domain::law::{
    DayOffRule, DecisionText, Law, Setting, SettingValue, Starts, TermRule, Text, Unit,
};
use jiff::civil::Date;

/// The name and the text of a change, and what it says, line by line.
pub struct Draft {
    pub name: String,
    pub text: String,
    pub lines: Vec<(String, String)>,
}

/// What a target's part of the form gives: the text without its provenance, and the new value in words.
type Body = Option<(String, String)>;

pub fn write(
    ctx: &Ctx,
    law: &Law,
    target: &Target<'_>,
    wanted: &Wanted,
) -> Result<Draft, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |name: &str, code: &str| {
        let label = ctx.t(&format!("law-draft-{}", name.replace('.', "-")));
        let text = ctx.ta(&format!("problem-{code}"), &[("field", label.into())]);
        faults.push(Fault::new(name, text));
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
        Target::Term(term) => term_text(ctx, term, wanted, &mut fault),
        Target::Setting(setting) => setting_text(ctx, setting, wanted, &mut fault),
        Target::DecisionText(text) => decision_text(ctx, text, wanted, &mut fault),
    };
    match (from, body) {
        (Some(from), Some((body, then))) if faults.is_empty() => {
            let lines = lines(ctx, law, target, (wanted, from), then);
            Ok(Draft { lines, ..finish(target, wanted, from, &body) })
        }
        _ => Err(faults),
    }
}

fn lines(
    ctx: &Ctx,
    law: &Law,
    target: &Target<'_>,
    (wanted, from): (&Wanted, Date),
    then: String,
) -> Vec<(String, String)> {
    let now = match target {
        Target::Term(term) => in_words(ctx, term),
        Target::Setting(setting) => value(ctx, &setting.value),
        Target::DecisionText(text) => said(ctx, &text.text),
    };
    let lines = [
        ("law-draft-of", target.name(ctx, law)),
        ("law-draft-now", now),
        ("law-draft-then", then),
        ("law-draft-from", ctx.date(from)),
        ("law-draft-source", wanted.source.trim().to_owned()),
    ];
    lines.map(|(id, words)| (ctx.t(id), words)).into()
}

/// How long, and what a day off at the end does.
fn in_words(ctx: &Ctx, term: &TermRule) -> String {
    let rule = match term.day_off {
        DayOffRule::NextWorkingDay => "next_working_day",
        DayOffRule::Keep => "keep",
    };
    let (label, rule) = (ctx.t("law-draft-day_off"), ctx.t(&format!("law-draft-day_off-{rule}")));
    format!("{}. {label}: {rule}", term_words(ctx, term))
}

fn term_text(
    ctx: &Ctx,
    term: &TermRule,
    wanted: &Wanted,
    fault: &mut dyn FnMut(&str, &str),
) -> Body {
    let amount: Option<u32> = wanted.amount.trim().parse().ok().filter(|amount| *amount > 0);
    if amount.is_none() {
        fault("amount", "not_a_number");
    }
    if !UNITS.contains(&wanted.unit.as_str()) {
        fault("unit", "required");
    }
    if !DAYS_OFF.contains(&wanted.day_off.as_str()) {
        fault("day_off", "required");
    }
    let starts = match term.starts {
        Starts::DayAfter => "day_after",
        Starts::Moment => "moment",
    };
    let text = format!(
        "[[term]]\nkey = {}\nname = {}\namount = {}\nunit = {}\nday_off = {}\nstarts = {}\n",
        quoted(&term.key),
        in_three(&term.name),
        amount?,
        quoted(&wanted.unit),
        quoted(&wanted.day_off),
        quoted(starts),
    );
    let then = TermRule {
        amount: amount?,
        unit: match wanted.unit.as_str() {
            "working_day" => Unit::WorkingDay,
            "month" => Unit::Month,
            _ => Unit::CalendarDay,
        },
        day_off: match wanted.day_off.as_str() {
            "keep" => DayOffRule::Keep,
            _ => DayOffRule::NextWorkingDay,
        },
        ..term.clone()
    };
    Some((text, in_words(ctx, &then)))
}

fn setting_text(
    ctx: &Ctx,
    setting: &Setting,
    wanted: &Wanted,
    fault: &mut dyn FnMut(&str, &str),
) -> Body {
    let typed = wanted.value.trim();
    let then = match setting.value {
        SettingValue::Text(_) => SettingValue::Text(three(wanted, fault)?),
        SettingValue::Flag(_) if typed == "yes" => SettingValue::Flag(true),
        SettingValue::Flag(_) if typed == "no" => SettingValue::Flag(false),
        SettingValue::Number(_) if !typed.is_empty() => match typed.parse() {
            Ok(number) => SettingValue::Number(number),
            Err(_) => {
                fault("value", "not_a_number");
                return None;
            }
        },
        SettingValue::Word(_) if !typed.is_empty() => SettingValue::Word(typed.to_owned()),
        _ => {
            fault("value", "required");
            return None;
        }
    };
    let written = match &then {
        SettingValue::Flag(flag) => flag.to_string(),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Word(word) => quoted(word),
        SettingValue::Text(text) => in_three(text),
    };
    let text = format!("[[setting]]\nkey = {}\nvalue = {written}\n", quoted(&setting.key));
    Some((text, value(ctx, &then)))
}

fn decision_text(
    ctx: &Ctx,
    before: &DecisionText,
    wanted: &Wanted,
    fault: &mut dyn FnMut(&str, &str),
) -> Body {
    let then = three(wanted, fault)?;
    let text = format!(
        "[[decision_text]]\nkey = {}\nrefusal = {}\nname = {}\ntext = {}\n",
        quoted(&before.key),
        before.refusal,
        in_three(&before.name),
        in_three(&then),
    );
    Some((text, said(ctx, &then)))
}

/// The words in all three languages; each that is missing is said.
fn three(wanted: &Wanted, fault: &mut dyn FnMut(&str, &str)) -> Option<Text> {
    let mut complete = true;
    for (language, typed) in wanted.texts() {
        if typed.trim().is_empty() {
            fault(&format!("value.{language}"), "required");
            complete = false;
        }
    }
    let [ky, ru, en] = wanted.texts().map(|(_, typed)| typed.trim().replace("\r\n", "\n"));
    complete.then_some(Text { ky, ru, en })
}

/// Act and article stay those of the older wording; the source is what was typed.
fn finish(target: &Target<'_>, wanted: &Wanted, from: Date, body: &str) -> Draft {
    let (key, before) = (target.key(), target.provenance());
    let mut text = body.to_owned();
    for (name, value) in [("act", &before.act), ("article", &before.article)] {
        if let Some(value) = value {
            text += &format!("{name} = {}\n", quoted(value));
        }
    }
    text += &format!("source = {}\nmark = \"C\"\nfrom = {from}\n", quoted(wanted.source.trim()));
    let name = format!("{key}-{from}").replace(['.', '_'], "-");
    Draft { name, text, lines: Vec::new() }
}

fn in_three(text: &Text) -> String {
    let [ky, ru, en] = [&text.ky, &text.ru, &text.en].map(|words| quoted(words));
    format!("{{ ky = {ky}, ru = {ru}, en = {en} }}")
}

/// A string of JSON is a string of TOML too, but for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}
