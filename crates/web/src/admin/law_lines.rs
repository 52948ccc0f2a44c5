//! What each part of the law says, line by line, in words.

use crate::entry::{code_label, field_label};
use crate::register::situation_name;
use crate::shell::Ctx;
use domain::field::Catalogue;
use domain::law::{
    ClassEntry, Classifier, Dated, Law, MeaningCheck, Provenance, PublicationRule, SettingValue,
    Situation, TermRule, Text, Unit,
};

/// One entry of the law, whatever its kind.
pub struct Line {
    pub key: String,
    /// Empty where the key is all there is, as with a day of the calendar.
    pub name: String,
    pub words: String,
    pub provenance: Provenance,
}

fn line(key: &str, words: impl Into<String>, provenance: &Provenance) -> Line {
    let name = String::new();
    Line { key: key.to_owned(), name, words: words.into(), provenance: provenance.clone() }
}

/// All lines of a part; none of one that does not exist.
pub fn lines(ctx: &Ctx, law: &Law, part: &str) -> Vec<Line> {
    if let Some(year) = part.strip_prefix("calendar-") {
        return year.parse().map_or(Vec::new(), |year| calendar(ctx, law, year));
    }
    match part {
        "terms" => each(law.terms().all(), |term| (said(ctx, &term.name), term_words(ctx, term))),
        "settings" => each(law.settings().all().all(), |one| {
            (setting_name(ctx, law, &one.key), value(ctx, &one.value))
        }),
        "decision_texts" => {
            each(law.decision_texts().all(), |one| (said(ctx, &one.name), said(ctx, &one.text)))
        }
        "acts" => each(law.acts().all(), |act| (said(ctx, &act.short), said(ctx, &act.name))),
        "regimes" => each(law.regimes().all(), |one| {
            (said(ctx, &one.name), ctx.t(&format!("law-mode-{}", one.mode.code())))
        }),
        "exempt" => {
            each(law.exempt_bodies().all(), |one| (said(ctx, &one.name), said(ctx, &one.reason)))
        }
        "publication" => each(law.publication_rules().all(), |rule| {
            let who = format!("law-publication-{:?}", rule.publication).to_lowercase();
            (field_name(ctx, rule), ctx.t(&who))
        }),
        "situations" => each(law.situations().all(), |one| situation_words(ctx, one)),
        "concepts" => {
            each(law.concepts().all(), |one| (code_of(ctx, &one.key), one.concept.clone()))
        }
        "record_parts" => each(law.record_parts().all(), |one| {
            let sections = one.holder.iter().chain(&one.array);
            let sections = sections.map(|name| ctx.t(&format!("public-section-{name}")));
            (
                format!("{}) {}", one.letter, said(ctx, &one.name)),
                ctx.list(&sections.collect::<Vec<_>>()),
            )
        }),
        "checks" => each(law.checks().all(), |check| check_words(ctx, check)),
        name => law.classifier(name).map_or(Vec::new(), |classifier| {
            each(classifier.all(), |entry| (said(ctx, &entry.name), above(ctx, classifier, entry)))
        }),
    }
}

fn each<'a, T: Dated + 'a>(
    entries: impl Iterator<Item = &'a T>,
    said: impl Fn(&T) -> (String, String),
) -> Vec<Line> {
    let one = |entry: &T| {
        let (name, words) = said(entry);
        Line { name, ..line(entry.key(), words, entry.provenance()) }
    };
    entries.map(one).collect()
}

/// A setting that only a change of the law brought goes by its key.
pub fn setting_name(ctx: &Ctx, law: &Law, key: &str) -> String {
    law.settings().name(key).map_or_else(|| key.to_owned(), |name| said(ctx, name))
}

fn field_name(ctx: &Ctx, rule: &PublicationRule) -> String {
    let field = Catalogue::embedded().at(rule.of, &rule.path);
    field.map_or_else(String::new, |field| field_label(ctx, field))
}

/// What an entry of a list stands under, and whether it needs more care.
fn above(ctx: &Ctx, classifier: &Classifier, entry: &ClassEntry) -> String {
    let own = entry.parent.as_deref().and_then(|code| classifier.get(code));
    let parent = own.map(|parent| said(ctx, &parent.name));
    let special = entry.special.then(|| ctx.t("law-special"));
    let words: Vec<String> = parent.into_iter().chain(special).collect();
    words.join("\n")
}

pub fn said(ctx: &Ctx, text: &Text) -> String {
    text.in_language(ctx.lang.code()).to_owned()
}

pub fn term_words(ctx: &Ctx, term: &TermRule) -> String {
    let unit = match term.unit {
        Unit::CalendarDay => "term-unit-calendar_day",
        Unit::WorkingDay => "term-unit-working_day",
        Unit::Month => "term-unit-month",
    };
    ctx.ta(unit, &[("n", i64::from(term.amount).into())])
}

pub fn value(ctx: &Ctx, value: &SettingValue) -> String {
    match value {
        SettingValue::Flag(true) => ctx.t("answer-yes"),
        SettingValue::Flag(false) => ctx.t("answer-no"),
        SettingValue::Number(number) => ctx.number(*number),
        SettingValue::Word(word) => word.clone(),
        SettingValue::Text(text) => said(ctx, text),
    }
}

/// About what and how grave it is; and why it is asked. The finding itself names a row, so it is not shown here.
fn check_words(ctx: &Ctx, check: &MeaningCheck) -> (String, String) {
    let grave = ctx.t(&format!("severity-{}", check.severity.as_str()));
    let of = ctx.t(&format!("kind-{}", check.of));
    let texts = format!("check-{}", check.key);
    // A "why" that names a found row cannot be said here; how it is mended can.
    let why = ctx.attr(&texts, "why").or_else(|| ctx.attr(&texts, "repair"));
    let off = if check.off { format!(" ({})", ctx.t("law-check-off")) } else { String::new() };
    (format!("{of}, {grave}{off}"), why.unwrap_or_default())
}

/// What a citizen ticks, and whom an array must then be about.
/// The name of the code that a concept is tied to.
fn code_of(ctx: &Ctx, key: &str) -> String {
    key.split_once('.').map_or_else(String::new, |(list, code)| code_label(ctx, list, code))
}

fn situation_words(ctx: &Ctx, situation: &Situation) -> (String, String) {
    let subjects = situation.subjects.iter();
    let subjects: Vec<_> = subjects.map(|code| code_label(ctx, "subject_category", code)).collect();
    (situation_name(ctx, &situation.code), ctx.list(&subjects))
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
