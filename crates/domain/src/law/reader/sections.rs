//! The sections of a law file: `[[entry]]` of a classifier, `[[act_of_law]]`, `[[group]]`, `[[regime]]`, `[[exempt]]`,
//! `[[term]]`, `[[publication]]`, `[[ground]]`, `[[setting]]`, `[[decision_text]]`, `[[check]]`, `[[situation]]`,
//! `[[concept]]`, `[[record_part]]`, and the calendar of a year.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::de::DeValue;

use super::node::Node;
use crate::field::{Catalogue, Of, Publication};
use crate::law::check::Target;
use crate::law::provenance::Defaults;
use crate::law::timeline::SameDay;
use crate::law::{
    ActOfLaw, ClassEntry, Classifier, DayOff, DayOffRule, DecisionText, ExemptBody, GroundKind,
    Group, Law, Problem, Provenance, PublicationRule, Regime, RegistrationMode, Setting,
    SettingValue, Starts, TermRule, Text, Unit, YearCalendar,
};

pub(super) fn read_sections(law: &mut Law, file: &Node<'_>, defaults: &Defaults) {
    read_classifier(law, file, defaults);
    for node in file.section("act_of_law") {
        add(&node, "key", law.acts.add(act(&node, defaults)));
    }
    for node in file.section("group") {
        add(&node, "code", law.groups.add(group(&node, defaults)));
    }
    for node in file.section("regime") {
        add(&node, "key", law.regimes.add(regime(&node, defaults)));
    }
    for node in file.section("exempt") {
        add(&node, "code", law.exempt.add(exempt(&node, defaults)));
    }
    for node in file.section("term") {
        add(&node, "key", law.terms.add(term(&node, defaults)));
    }
    for node in file.section("publication") {
        if let Some(rule) = publication(&node, defaults) {
            add(&node, "path", law.publication.add(rule));
        }
        node.refuse_unknown_keys();
    }
    for node in file.section("ground") {
        read_ground(law, &node, defaults);
    }
    for node in file.section("setting") {
        if let Some(setting) = setting(&node, defaults) {
            add(&node, "key", law.settings.add(setting));
        }
        node.refuse_unknown_keys();
    }
    for node in file.section("decision_text") {
        add(&node, "key", law.decision_texts.add(decision_text(&node, defaults)));
    }
    super::meaning::read_checks(law, file, defaults);
    super::situations::read_situations(law, file, defaults);
    super::linked::read_linked(law, file, defaults);
    read_calendar(law, file, defaults);
    file.refuse_unknown_keys();
}

pub(super) fn add(node: &Node<'_>, key: &'static str, added: Result<(), SameDay>) {
    if added.is_err() {
        node.report(key, Problem::new("same_key_same_day"));
    }
}

fn read_classifier(law: &mut Law, file: &Node<'_>, defaults: &Defaults) {
    let name = file.word_if_any("classifier");
    let parents = file.word_if_any("parents");
    file.refer("parents", Target::Classifier);
    let entries = file.section("entry");
    let Some(name) = name else {
        if !entries.is_empty() {
            file.report("classifier", Problem::new("missing_key"));
        }
        return;
    };
    let classifier =
        law.classifiers.entry(name.clone()).or_insert_with(|| Classifier::named(&name));
    if classifier.provenance.is_none() {
        classifier.provenance = Some(file.provenance(defaults));
    }
    classifier.parents = classifier.parents.take().or(parents);
    for node in entries {
        node.refer("parent", |code| Target::Parent {
            classifier: name.clone(),
            code: node.word("code"),
            parent: code,
        });
        add(&node, "code", classifier.add(entry(&node, defaults)));
        node.refuse_unknown_keys();
    }
}

fn entry(node: &Node<'_>, defaults: &Defaults) -> ClassEntry {
    ClassEntry {
        code: node.word("code"),
        parent: node.word_if_any("parent"),
        name: node.text("name"),
        synonyms: node.synonyms("synonyms"),
        special: node.flag_if_any("special").unwrap_or(false),
        extra: node.extra("extra"),
        provenance: node.provenance(defaults),
    }
}

fn read_ground(law: &mut Law, node: &Node<'_>, defaults: &Defaults) {
    let kind = one_of(node, "kind", &GroundKind::ALL.map(GroundKind::code))
        .and_then(|word| GroundKind::from_code(&word));
    let entry = entry(node, defaults);
    node.refuse_unknown_keys();
    let Some(kind) = kind else { return };
    let name = kind.classifier();
    node.refer("parent", |parent| Target::Parent {
        classifier: name.to_owned(),
        code: entry.code.clone(),
        parent,
    });
    let classifier =
        law.classifiers.entry(name.to_owned()).or_insert_with(|| Classifier::named(name));
    add(node, "code", classifier.add(entry));
}

/// Who may read a field from a day on; the field must exist, and its hiding or showing be spelled out.
fn publication(node: &Node<'_>, defaults: &Defaults) -> Option<PublicationRule> {
    let of = one_of(node, "of", &["holder", "data_array"]);
    let publication = one_of(node, "publication", &["public", "category", "never"]);
    let (path, provenance) = (node.word("path"), node.provenance(defaults));
    let of = match of?.as_str() {
        "holder" => Of::Holder,
        _ => Of::DataArray,
    };
    let publication = match publication?.as_str() {
        "public" => Publication::Public,
        "category" => Publication::Category,
        _ => Publication::Never,
    };
    if !Catalogue::embedded().of(of).any(|field| field.path == path) {
        node.report("path", Problem::new("unknown_field").with("value", &path));
        return None;
    }
    let key = format!("{}.{path}", of.as_str());
    Some(PublicationRule { key, of, path, publication, provenance })
}

/// A word out of a closed list.
pub(super) fn one_of(node: &Node<'_>, key: &'static str, allowed: &[&str]) -> Option<String> {
    let word = node.word(key);
    if word.is_empty() {
        return None;
    }
    if !allowed.contains(&word.as_str()) {
        node.report(
            key,
            Problem::new("not_allowed").with("value", &word).with("allowed", allowed.join(" ")),
        );
        return None;
    }
    Some(word)
}

fn act(node: &Node<'_>, defaults: &Defaults) -> ActOfLaw {
    let act = ActOfLaw {
        key: node.word("key"),
        number: node.word("number"),
        name: node.text("name"),
        short: node.text("short"),
        provenance: node.provenance(defaults),
    };
    node.refuse_unknown_keys();
    act
}

fn group(node: &Node<'_>, defaults: &Defaults) -> Group {
    let number = node
        .number("number")
        .and_then(|number| u32::try_from(number).ok())
        .filter(|number| (1..=12).contains(number));
    if node.has("number") && number.is_none() {
        node.report("number", Problem::new("out_of_range").with("least", 1).with("most", 12));
    }
    let group = Group {
        code: node.word("code"),
        number: number.unwrap_or_default(),
        name: node.text("name"),
        provenance: node.provenance(defaults),
    };
    node.refuse_unknown_keys();
    group
}

fn regime(node: &Node<'_>, defaults: &Defaults) -> Regime {
    let word = one_of(node, "mode", &RegistrationMode::ALL.map(RegistrationMode::code));
    let mode = RegistrationMode::ALL.into_iter().find(|mode| Some(mode.code()) == word.as_deref());
    let regime = Regime {
        key: node.word("key"),
        name: node.text("name"),
        mode: mode.unwrap_or(RegistrationMode::Closed),
        provenance: node.provenance(defaults),
    };
    node.refuse_unknown_keys();
    regime
}

fn exempt(node: &Node<'_>, defaults: &Defaults) -> ExemptBody {
    let body = ExemptBody {
        code: node.word("code"),
        kinds: node.words("kinds"),
        name: node.text("name"),
        reason: node.text("reason"),
        provenance: node.provenance(defaults),
    };
    node.refuse_unknown_keys();
    body
}

fn term(node: &Node<'_>, defaults: &Defaults) -> TermRule {
    let amount = node
        .number("amount")
        .and_then(|amount| u32::try_from(amount).ok())
        .filter(|amount| (1..=3660).contains(amount));
    if node.has("amount") && amount.is_none() {
        node.report("amount", Problem::new("out_of_range").with("least", 1).with("most", 3660));
    }
    let unit = match one_of(node, "unit", &["calendar_day", "working_day", "month"]).as_deref() {
        Some("working_day") => Unit::WorkingDay,
        Some("month") => Unit::Month,
        _ => Unit::CalendarDay,
    };
    let day_off = match one_of(node, "day_off", &["keep", "next_working_day"]).as_deref() {
        Some("next_working_day") => DayOffRule::NextWorkingDay,
        _ => DayOffRule::Keep,
    };
    let starts = match one_of(node, "starts", &["day_after", "moment"]).as_deref() {
        Some("moment") => Starts::Moment,
        _ => Starts::DayAfter,
    };
    let rule = TermRule {
        key: node.word("key"),
        name: node.text("name"),
        amount: amount.unwrap_or(1),
        unit,
        day_off,
        starts,
        provenance: node.provenance(defaults),
    };
    node.refuse_unknown_keys();
    rule
}

fn decision_text(node: &Node<'_>, defaults: &Defaults) -> DecisionText {
    let text = DecisionText {
        key: node.word("key"),
        refusal: node.flag_if_any("refusal").unwrap_or(false),
        name: node.text("name"),
        text: node.text("text"),
        provenance: node.provenance(defaults),
    };
    node.refuse_unknown_keys();
    text
}

fn setting(node: &Node<'_>, defaults: &Defaults) -> Option<Setting> {
    let key = node.word("key");
    let provenance = node.provenance(defaults);
    let value = match node.value("value") {
        None => {
            node.report("value", Problem::new("missing_key"));
            return None;
        }
        Some(DeValue::Boolean(flag)) => SettingValue::Flag(*flag),
        Some(DeValue::Integer(_)) => SettingValue::Number(node.number("value")?),
        Some(DeValue::String(word)) => SettingValue::Word(word.to_string()),
        Some(DeValue::Table(_)) => SettingValue::Text(node.text("value")),
        Some(_) => {
            node.report(
                "value",
                Problem::new("wrong_type").with("expected", "flag_number_word_or_text"),
            );
            return None;
        }
    };
    if let Some(problem) = crate::law::settings::problem(&key, &value) {
        node.report("value", problem);
    }
    let name = if node.has("name") { node.text("name") } else { Text::default() };
    Some(Setting { key, name, value, provenance })
}

/// The longest run of days one entry may cover: a slip in a year must not make a year of holidays.
const LONGEST_RUN: i32 = 31;

fn read_calendar(law: &mut Law, file: &Node<'_>, defaults: &Defaults) {
    let off = file.section("day_off");
    let extra = file.section("extra_working");
    let shortened = file.section("shortened");
    let Some(head) = file.table_if_any("calendar") else {
        if !(off.is_empty() && extra.is_empty() && shortened.is_empty()) {
            file.report("calendar", Problem::new("missing_key"));
        }
        return;
    };
    let Some(year) = calendar_head(law, &head, defaults) else { return };
    for node in off {
        let reason = node.word("reason");
        node.refer("reason", Target::Reason);
        for (date, provenance) in days(&node, year, defaults) {
            let day = DayOff { date, reason: reason.clone(), provenance };
            place(&node, &mut law.calendar.days_off, date, day, |day| &day.provenance);
        }
        node.refuse_unknown_keys();
    }
    let calendar = &mut law.calendar;
    let sections = [(extra, &mut calendar.extra_working), (shortened, &mut calendar.shortened)];
    for (index, (nodes, known)) in sections.into_iter().enumerate() {
        for node in nodes {
            for (date, provenance) in days(&node, year, defaults) {
                let off = calendar.days_off.get(&date);
                if index == 0 && off.is_some_and(|day| day.provenance.from == provenance.from) {
                    node.report("date", Problem::new("working_and_off").with("date", date));
                }
                place(&node, known, date, provenance, |provenance| provenance);
            }
            node.refuse_unknown_keys();
        }
    }
}

/// A day may be said again only by a later edition, which then holds.
fn place<T>(
    node: &Node<'_>,
    days: &mut BTreeMap<Date, T>,
    date: Date,
    day: T,
    of: impl Fn(&T) -> &Provenance,
) {
    let known = days.get(&date).map(|day| of(day).from);
    match known {
        Some(from) if from == of(&day).from => {
            node.report("date", Problem::new("same_key_same_day").with("date", date))
        }
        Some(from) if from > of(&day).from => {}
        _ => drop(days.insert(date, day)),
    }
}

fn calendar_head(law: &mut Law, head: &Node<'_>, defaults: &Defaults) -> Option<i16> {
    let number = head.number("year")?;
    let version = head.word("version");
    let provenance = head.provenance(defaults);
    head.refuse_unknown_keys();
    let Some(year) = i16::try_from(number).ok().filter(|year| (1991..=2200).contains(year)) else {
        head.report("year", Problem::new("out_of_range").with("least", 1991).with("most", 2200));
        return None;
    };
    add(
        head,
        "year",
        law.calendar.years.add(YearCalendar { key: year.to_string(), year, version, provenance }),
    );
    Some(year)
}

/// The days of an entry: `date`, or `date` to `to`, both included, all in the year of the file.
fn days(node: &Node<'_>, year: i16, defaults: &Defaults) -> Vec<(Date, Provenance)> {
    let provenance = node.provenance(defaults);
    let Some(first) = node.date("date") else { return Vec::new() };
    let last = node.date_if_any("to").unwrap_or(first);
    if last < first {
        node.report("to", Problem::new("ends_before_it_begins").with("from", first));
        return Vec::new();
    }
    if first.year() != year || last.year() != year {
        node.report("date", Problem::new("not_in_year").with("year", year));
        return Vec::new();
    }
    if (last - first).get_days() >= LONGEST_RUN {
        node.report("to", Problem::new("out_of_range").with("most", LONGEST_RUN));
        return Vec::new();
    }
    first
        .series(jiff::Span::new().days(1))
        .take_while(|date| *date <= last)
        .map(|date| (date, provenance.clone()))
        .collect()
}
