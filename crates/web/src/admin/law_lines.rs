//! What each part of the law says, line by line, in words.

use crate::shell::Ctx;
use domain::law::{Dated, Law, MeaningCheck, Provenance, SettingValue, TermRule, Text, Unit};

/// One entry of the law, whatever its kind.
pub struct Line {
    pub key: String,
    pub words: String,
    pub provenance: Provenance,
}

fn line(key: &str, words: impl Into<String>, provenance: &Provenance) -> Line {
    Line { key: key.to_owned(), words: words.into(), provenance: provenance.clone() }
}

/// All lines of a part; none of one that does not exist.
pub fn lines(ctx: &Ctx, law: &Law, part: &str) -> Vec<Line> {
    if let Some(year) = part.strip_prefix("calendar-") {
        return year.parse().map_or(Vec::new(), |year| calendar(ctx, law, year));
    }
    match part {
        "terms" => each(law.terms().all(), |term| term_words(ctx, term)),
        "settings" => each(law.settings().all().all(), |setting| value(ctx, &setting.value)),
        "acts" => each(law.acts().all(), |act| said(ctx, &act.name)),
        "regimes" => each(law.regimes().all(), |one| said(ctx, &one.name)),
        "exempt" => each(law.exempt_bodies().all(), |one| said(ctx, &one.name)),
        "publication" => each(law.publication_rules().all(), |rule| {
            ctx.t(&format!("law-publication-{:?}", rule.publication).to_lowercase())
        }),
        "checks" => each(law.checks().all(), |check| check_words(ctx, check)),
        name => law.classifier(name).map_or(Vec::new(), |classifier| {
            each(classifier.all(), |entry| said(ctx, &entry.name))
        }),
    }
}

fn each<'a, T: Dated + 'a>(
    entries: impl Iterator<Item = &'a T>,
    words: impl Fn(&T) -> String,
) -> Vec<Line> {
    entries.map(|entry| line(entry.key(), words(entry), entry.provenance())).collect()
}

fn said(ctx: &Ctx, text: &Text) -> String {
    text.in_language(ctx.lang.code()).to_owned()
}

fn term_words(ctx: &Ctx, term: &TermRule) -> String {
    let unit = match term.unit {
        Unit::CalendarDay => "law-unit-calendar_day",
        Unit::WorkingDay => "law-unit-working_day",
        Unit::Month => "law-unit-month",
    };
    let length = ctx.ta(unit, &[("n", i64::from(term.amount).into())]);
    format!("{}: {length}", said(ctx, &term.name))
}

fn value(ctx: &Ctx, value: &SettingValue) -> String {
    match value {
        SettingValue::Flag(true) => ctx.t("answer-yes"),
        SettingValue::Flag(false) => ctx.t("answer-no"),
        SettingValue::Number(number) => ctx.number(*number),
        SettingValue::Word(word) => word.clone(),
        SettingValue::Text(text) => said(ctx, text),
    }
}

/// How grave it is, about what, and why it is asked. The finding itself names a row, so it is not shown here.
fn check_words(ctx: &Ctx, check: &MeaningCheck) -> String {
    let grave = ctx.t(&format!("severity-{}", check.severity.as_str()));
    let of = ctx.t(&format!("kind-{}", check.of));
    let texts = format!("check-{}", check.key);
    // A "why" that names a found row cannot be said here; how it is mended can.
    let why = ctx.attr(&texts, "why").or_else(|| ctx.attr(&texts, "repair"));
    let off = if check.off { format!(" ({})", ctx.t("law-check-off")) } else { String::new() };
    format!("{of}, {grave}{off}. {}", why.unwrap_or_default())
}

/// The edition first, then every day that is not as its weekday says.
fn calendar(ctx: &Ctx, law: &Law, year: i16) -> Vec<Line> {
    let calendar = law.calendar();
    let editions = calendar.years().history(&year.to_string()).iter();
    let mut all: Vec<Line> = editions
        .map(|edition| {
            let words = ctx.ta("law-calendar-edition", &[("version", (&*edition.version).into())]);
            line(&year.to_string(), words, &edition.provenance)
        })
        .collect();
    let day = |date: jiff::civil::Date, words: &str, from: &Provenance| {
        (date, line(&ctx.date_short(date), words, from))
    };
    let reasons = law.classifier("day_off_reason");
    let off = calendar.days_off(year).map(|off| {
        let reason = reasons.and_then(|reasons| reasons.get(&off.reason));
        let reason = reason.map_or(off.reason.clone(), |reason| said(ctx, &reason.name));
        day(off.date, &reason, &off.provenance)
    });
    let extra = calendar.extra_working(year);
    let extra = extra.map(|(date, from)| day(date, &ctx.t("law-calendar-working"), from));
    let short = calendar.shortened(year);
    let short = short.map(|(date, from)| day(date, &ctx.t("law-calendar-shortened"), from));
    let mut days: Vec<_> = off.chain(extra).chain(short).collect();
    days.sort_by_key(|(date, _)| *date);
    all.extend(days.into_iter().map(|(_, line)| line));
    all
}
