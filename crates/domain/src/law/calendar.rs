//! The working-day calendar by year.
//!
//! Days off, extra working days and shortened days are yearly data: the moving feasts are declared every year, and before
//! 2025 the Cabinet moved days off too (domain.md §9.3).

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::{Dated, Provenance, Timeline};

/// The reason of every Saturday and Sunday.
pub const WEEKEND: &str = "weekend";

/// A day off by the calendar of its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOff {
    /// The day.
    pub date: Date,
    /// Why: a code of the classifier `day_off_reason`.
    pub reason: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The calendar of one year.
#[derive(Debug, Clone)]
pub struct YearCalendar {
    pub(super) key: String,
    /// The year.
    pub year: i16,
    /// Which edition of it.
    pub version: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Dated for YearCalendar {
    fn key(&self) -> &str {
        &self.key
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

/// The calendar of all years known.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub(super) years: Timeline<YearCalendar>,
    pub(super) days_off: BTreeMap<Date, DayOff>,
    pub(super) extra_working: BTreeMap<Date, Provenance>,
    pub(super) shortened: BTreeMap<Date, Provenance>,
    pub(super) weekend: Vec<Weekday>,
}

impl Default for Calendar {
    fn default() -> Self {
        Calendar {
            years: Timeline::default(),
            days_off: BTreeMap::new(),
            extra_working: BTreeMap::new(),
            shortened: BTreeMap::new(),
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
        }
    }
}

impl Calendar {
    /// Why a day is off, if it is: the feast's code, or `weekend`. Of a day off and an extra working day the later said holds.
    pub fn day_off(&self, date: Date) -> Option<&str> {
        let off = self.days_off.get(&date);
        let extra = self.extra_working.get(&date);
        if extra.is_some_and(|extra| off.is_none_or(|off| off.provenance.from < extra.from)) {
            return None;
        }
        if let Some(day) = off {
            return Some(&day.reason);
        }
        self.weekend.contains(&date.weekday()).then_some(WEEKEND)
    }

    /// Whether people work on a day.
    pub fn is_working(&self, date: Date) -> bool {
        self.day_off(date).is_none()
    }

    /// Whether a working day is shortened.
    pub fn is_shortened(&self, date: Date) -> bool {
        self.shortened.contains_key(&date)
    }

    /// The edition of a year's calendar; none if the year is not known and only weekends are days off.
    /// A year mended by overrides names every edition it is made of.
    pub fn version_of(&self, year: i16) -> Option<String> {
        let editions = self.years.history(&year.to_string());
        (!editions.is_empty()).then(|| {
            editions.iter().map(|edition| edition.version.as_str()).collect::<Vec<_>>().join("+")
        })
    }

    /// The years known, with their editions.
    pub fn years(&self) -> &Timeline<YearCalendar> {
        &self.years
    }

    /// The days off of a year, weekends not counted.
    pub fn days_off(&self, year: i16) -> impl Iterator<Item = &DayOff> {
        self.days_off.values().filter(move |day| day.date.year() == year)
    }

    /// The extra working days of a year, and where they come from.
    pub fn extra_working(&self, year: i16) -> impl Iterator<Item = (Date, &Provenance)> {
        of_year(&self.extra_working, year)
    }

    /// The shortened days of a year, and where they come from.
    pub fn shortened(&self, year: i16) -> impl Iterator<Item = (Date, &Provenance)> {
        of_year(&self.shortened, year)
    }
}

fn of_year(
    days: &BTreeMap<Date, Provenance>,
    year: i16,
) -> impl Iterator<Item = (Date, &Provenance)> {
    days.iter().map(|(date, from)| (*date, from)).filter(move |(date, _)| date.year() == year)
}

/// Reads the weekend setting: `saturday sunday`.
pub(super) fn weekend(words: &str) -> Option<Vec<Weekday>> {
    words.split_whitespace().map(weekday).collect()
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}
