//! Small typed values of a deployment, each dated and with its source.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::timeline::SameDay;
use super::{Dated, Problem, Provenance, Text, Timeline};
use crate::zone::Zone;

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A word: a zone, a pattern.
    Word(String),
    /// A name in three languages.
    Text(Text),
}

impl SettingValue {
    /// The sort of value, as named in error reports.
    pub fn sort(&self) -> &'static str {
        match self {
            SettingValue::Flag(_) => "flag",
            SettingValue::Number(_) => "number",
            SettingValue::Word(_) => "word",
            SettingValue::Text(_) => "text",
        }
    }
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its key: `second_person.refusal`.
    pub key: String,
    /// What it is called; a later wording may leave it to the earlier one.
    #[serde(default)]
    pub name: Text,
    /// Its value.
    pub value: SettingValue,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Dated for Setting {
    fn key(&self) -> &str {
        &self.key
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

/// All settings with their history.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    entries: Timeline<Setting>,
    /// The zones that are named, by name: every act asks for the date in one.
    zones: BTreeMap<String, Zone>,
}

/// Settings without which the system does not start, and their sorts.
pub(super) const NEEDED: [(&str, &str); 18] = [
    ("registration_open", "flag"),
    ("second_person.registration", "flag"),
    ("second_person.refusal", "flag"),
    ("second_person.exclusion", "flag"),
    ("number.holder", "word"),
    ("number.data_array", "word"),
    ("number.data_list", "word"),
    ("number.application", "word"),
    ("authority.zone", "word"),
    ("authority.name", "text"),
    ("authority.short_name", "text"),
    ("confirmation_interval_months", "number"),
    ("outbox_retention_days", "number"),
    ("open_data.interval_hours", "number"),
    ("open_data.kept", "number"),
    ("open_data.licence", "word"),
    ("open_data.licence_name", "text"),
    ("weekend", "word"),
];

impl Settings {
    pub(super) fn add(&mut self, setting: Setting) -> Result<(), SameDay> {
        if let ("authority.zone", SettingValue::Word(name)) = (&*setting.key, &setting.value) {
            self.zones.extend(Zone::named(name).map(|zone| (name.clone(), zone)));
        }
        self.entries.add(setting)
    }

    /// All settings with their history.
    pub fn all(&self) -> &Timeline<Setting> {
        &self.entries
    }

    /// What a setting is called: by its newest wording that says so.
    pub fn name(&self, key: &str) -> Option<&Text> {
        let mut names = self.entries.history(key).iter().rev().map(|setting| &setting.name);
        names.find(|name| **name != Text::default())
    }

    /// The value that holds on a day. Before a setting's first day its first value holds: a setting has no gap.
    pub fn on(&self, key: &str, date: Date) -> Option<&SettingValue> {
        let found = self.entries.on(key, date).or_else(|| self.entries.history(key).first());
        found.map(|setting| &setting.value)
    }

    /// A yes/no setting; an unknown one is no.
    pub fn flag(&self, key: &str, date: Date) -> bool {
        matches!(self.on(key, date), Some(SettingValue::Flag(true)))
    }

    /// A number.
    pub fn number(&self, key: &str, date: Date) -> Option<i64> {
        match self.on(key, date) {
            Some(SettingValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// A word.
    pub fn word(&self, key: &str, date: Date) -> Option<&str> {
        match self.on(key, date) {
            Some(SettingValue::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// A name in three languages.
    pub fn text(&self, key: &str, date: Date) -> Option<&Text> {
        match self.on(key, date) {
            Some(SettingValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The zone in which the authority's days begin and end.
    pub fn zone(&self, at: Timestamp) -> Option<&Zone> {
        self.zones.get(self.word("authority.zone", utc_date(at))?)
    }

    /// The pattern of numbers of a kind: `holder`, `data_array`, `data_list`, `application`.
    pub fn number_pattern(&self, kind: &str, date: Date) -> Option<NumberPattern> {
        NumberPattern::parse(self.word(&format!("number.{kind}"), date)?)
    }

    /// Whether an act (`registration`, `refusal`, `exclusion`) needs a second person.
    pub fn needs_second_person(&self, act: &str, date: Date) -> bool {
        self.flag(&format!("second_person.{act}"), date)
    }

    /// The authority's name, empty only if the settings lack it.
    pub fn authority_name(&self, date: Date) -> Option<&Text> {
        self.text("authority.name", date)
    }
}

/// How a registration number is written: `KG-H-{:06}` gives `KG-H-000001`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPattern {
    before: String,
    width: usize,
    after: String,
}

impl NumberPattern {
    /// Reads a pattern: text with exactly one `{}` or `{:0WIDTH}`.
    pub fn parse(pattern: &str) -> Option<NumberPattern> {
        let (before, rest) = pattern.split_once('{')?;
        let (hole, after) = rest.split_once('}')?;
        if after.contains(['{', '}']) || before.contains('}') {
            return None;
        }
        let width = match hole {
            "" => 0,
            _ => hole.strip_prefix(":0")?.parse().ok().filter(|width| *width <= 12)?,
        };
        Some(NumberPattern { before: before.to_owned(), width, after: after.to_owned() })
    }

    /// Writes a number.
    pub fn write(&self, number: u64) -> String {
        format!("{}{number:0width$}{}", self.before, self.after, width = self.width)
    }
}

/// Which zone holds is asked before any zone is known.
fn utc_date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// What is wrong with a value of a known setting.
pub(super) fn problem(key: &str, value: &SettingValue) -> Option<Problem> {
    if let Some((_, sort)) = NEEDED.iter().find(|(needed, _)| *needed == key)
        && value.sort() != *sort
    {
        return Some(Problem::new("wrong_type").with("expected", sort));
    }
    let good = match (key, value) {
        (_, SettingValue::Word(word)) if key.starts_with("number.") => {
            NumberPattern::parse(word).is_some()
        }
        ("authority.zone", SettingValue::Word(word)) => Zone::named(word).is_some(),
        ("weekend", SettingValue::Word(word)) => {
            super::calendar::weekend(word).is_some_and(|days| days.len() < 7)
        }
        ("confirmation_interval_months", SettingValue::Number(months)) => {
            (1..=120).contains(months)
        }
        ("outbox_retention_days", SettingValue::Number(days)) => (1..=3650).contains(days),
        ("open_data.interval_hours", SettingValue::Number(hours)) => (1..=8760).contains(hours),
        ("open_data.kept", SettingValue::Number(sets)) => (1..=50).contains(sets),
        ("open_data.licence", SettingValue::Word(address)) => {
            address.starts_with("https://") || address.starts_with("http://")
        }
        _ => true,
    };
    (!good).then(|| Problem::new("bad_value"))
}
