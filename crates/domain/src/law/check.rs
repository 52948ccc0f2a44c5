//! What can be checked only when all files are read: references between them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::settings::NEEDED;
use super::{
    ClassEntry, Classifier, Dated, GroundKind, Law, LawError, Problem, Provenance, calendar,
};

pub(super) fn check(law: &mut Law, errors: &mut Vec<LawError>) {
    let mut found = Vec::new();
    check_acts(law, &mut found);
    check_trees(law, &mut found);
    check_groups(law, &mut found);
    check_grounds(law, &mut found);
    check_calendar(law, &mut found);
    check_settings(law, &mut found);
    errors.extend(
        found.into_iter().map(|(needle, key, problem)| located(law, &needle, key, problem)),
    );
    if let Some(days) = law.settings.word("weekend", Date::MAX).and_then(calendar::weekend) {
        law.calendar.weekend = days;
    }
}

/// A value to look for in the files, the key, the problem.
type Found = (String, String, Problem);

/// The file and line where a wrong reference is written: found by its text, as references are checked after reading.
fn located(law: &Law, needle: &str, key: String, problem: Problem) -> LawError {
    let line_in =
        |text: &str| text.lines().position(|line| holds(line, needle)).map(|line| line + 1);
    let place = law
        .files
        .iter()
        .filter(|_| !needle.is_empty())
        .find_map(|file| Some((file.name.clone(), line_in(&file.text)?)));
    let (file, line) = place.unwrap_or_else(|| (String::new(), 0));
    LawError { file, line, key, problem }
}

/// Whether a line holds a value: `key = "value"` without regard to spaces, or a cell of a row.
fn holds(line: &str, needle: &str) -> bool {
    let bare: String = line.chars().filter(|letter| *letter != ' ').collect();
    bare.contains(needle)
}

fn check_acts(law: &Law, found: &mut Vec<Found>) {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let provenances = all_provenances(law);
    for provenance in &provenances {
        named.extend(provenance.act.as_deref());
    }
    for act in named {
        if law.acts.get(act).is_none() {
            found.push((
                format!("act=\"{act}\""),
                "act".to_owned(),
                Problem::new("unknown_act").with("act", act),
            ));
        }
    }
}

fn all_provenances(law: &Law) -> Vec<&Provenance> {
    let mut all: Vec<&Provenance> = Vec::new();
    all.extend(law.acts.all().map(Dated::provenance));
    all.extend(law.groups.all().map(Dated::provenance));
    all.extend(law.regimes.all().map(Dated::provenance));
    all.extend(law.exempt.all().map(Dated::provenance));
    all.extend(law.terms.all().map(Dated::provenance));
    all.extend(law.settings.all().all().map(Dated::provenance));
    all.extend(law.calendar.years.all().map(Dated::provenance));
    all.extend(law.calendar.days_off.values().map(|day| &day.provenance));
    all.extend(law.calendar.extra_working.values());
    all.extend(law.calendar.shortened.values());
    for classifier in law.classifiers.values() {
        all.extend(classifier.provenance.iter());
        all.extend(classifier.all().map(Dated::provenance));
    }
    all
}

fn check_trees(law: &Law, found: &mut Vec<Found>) {
    for classifier in law.classifiers.values() {
        for entry in classifier.all() {
            let Some(parent) = &entry.parent else { continue };
            let problem = |code| {
                Problem::new(code)
                    .with("classifier", &classifier.name)
                    .with("code", &entry.code)
                    .with("parent", parent)
            };
            let found_at = || {
                (
                    format!("parent=\"{parent}\""),
                    format!("{}.{}.parent", classifier.name, entry.code),
                )
            };
            let elsewhere = classifier.parents.as_deref();
            let parents = elsewhere.map_or(Some(classifier), |name| law.classifiers.get(name));
            if parents.is_none_or(|parents| parents.get(parent).is_none()) {
                let (needle, key) = found_at();
                found.push((
                    needle_of(law, &needle, &entry.code, parent),
                    key,
                    problem("unknown_parent"),
                ));
            } else if elsewhere.is_none() && circles(classifier, entry) {
                let (needle, key) = found_at();
                found.push((needle, key, problem("circle")));
            }
        }
    }
}

/// Whether an entry stands, at some height, under itself.
fn circles(classifier: &Classifier, entry: &ClassEntry) -> bool {
    let above = entry.parent.as_deref().map(|parent| classifier.path(parent)).unwrap_or_default();
    above.iter().any(|above| above.code == entry.code)
}

/// In a CSV file the parent stands beside the code, in TOML behind its key.
fn needle_of(law: &Law, toml: &str, code: &str, parent: &str) -> String {
    let row = format!("{code},{parent},");
    let in_rows = law
        .files
        .iter()
        .any(|file| file.name.ends_with(".csv") && file.text.lines().any(|line| holds(line, &row)));
    if in_rows { row } else { toml.to_owned() }
}

fn check_groups(law: &Law, found: &mut Vec<Found>) {
    for number in 1..=12 {
        let count = law.groups.entries().filter(|group| group.number == number).count();
        if count != 1 {
            let problem =
                Problem::new("group_not_once").with("number", number).with("count", count);
            found.push((format!("number={number}"), "group.number".to_owned(), problem));
        }
    }
}

fn check_grounds(law: &Law, found: &mut Vec<Found>) {
    for kind in GroundKind::ALL {
        if law.grounds(kind).is_empty() {
            found.push((
                String::new(),
                "ground".to_owned(),
                Problem::new("no_grounds").with("kind", kind.code()),
            ));
        }
    }
}

fn check_calendar(law: &Law, found: &mut Vec<Found>) {
    let known = law.classifiers.get("day_off_reason");
    let reasons: BTreeSet<&str> =
        law.calendar.days_off.values().map(|day| day.reason.as_str()).collect();
    for reason in reasons.into_iter().chain([calendar::WEEKEND]) {
        if known.is_none_or(|known| known.get(reason).is_none()) {
            let problem = Problem::new("unknown_reason").with("reason", reason);
            found.push((format!("reason=\"{reason}\""), "day_off.reason".to_owned(), problem));
        }
    }
    for date in law.calendar.extra_working.keys() {
        if let Some(day) = law.calendar.days_off.get(date)
            && law
                .calendar
                .extra_working
                .get(date)
                .is_some_and(|extra| extra.from == day.provenance.from)
        {
            let problem = Problem::new("working_and_off").with("date", date);
            found.push((format!("date={date}"), "extra_working.date".to_owned(), problem));
        }
    }
}

fn check_settings(law: &Law, found: &mut Vec<Found>) {
    for (key, _) in NEEDED {
        if law.settings.all().get(key).is_none() {
            found.push((
                String::new(),
                format!("setting.{key}"),
                Problem::new("missing_setting").with("setting", key),
            ));
        }
    }
}
