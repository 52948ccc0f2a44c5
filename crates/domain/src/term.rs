//! Terms: a last day is counted once, by one engine, and kept for ever with every step of the count.
//!
//! The engine is pure: the law (rules, calendar, zone) and the moment are arguments. The time zone comes from the tables
//! inside the binary and never from the machine, so the same law gives the same day everywhere.

mod count;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::{Law, TermRule, Unit};
pub use crate::zone::Zone;

/// A term as it was counted: with the rule, the calendars and every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Key of the rule.
    pub rule_key: String,
    /// From when that wording of the rule holds.
    pub rule_from: Date,
    /// How many units.
    pub amount: u32,
    /// The unit.
    pub unit: Unit,
    /// The moment of the event that starts it.
    pub start: Timestamp,
    /// The zone in which days begin and end.
    pub zone: Zone,
    /// The last moment of the last day.
    pub due: Timestamp,
    /// Editions of the calendars used, `2026: …`; a year without calendar is not among them.
    pub calendar_versions: Vec<CalendarVersion>,
    /// Version of the whole law.
    pub law_version: String,
    /// How it was counted, in order.
    pub steps: Vec<Step>,
}

/// The edition of one year's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarVersion {
    /// The year.
    pub year: i16,
    /// Its edition.
    pub version: String,
}

/// One step of the count. A page prints them one under another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The event happened; on this date in the authority's zone.
    Started {
        /// The moment.
        at: Timestamp,
        /// Its date in the authority's zone.
        date: Date,
    },
    /// No calendar is known for the year: only weekends were taken as days off.
    WeekendsOnly {
        /// The year.
        year: i16,
    },
    /// Days that were counted, one after another, both ends included.
    CountedDays {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
        /// How many.
        days: u32,
    },
    /// Whole months that were counted.
    CountedMonths {
        /// From this day of the month.
        from: Date,
        /// To this one.
        to: Date,
        /// How many.
        months: u32,
    },
    /// The last month has no such day: its last day was taken.
    TookEndOfMonth {
        /// The day taken.
        date: Date,
    },
    /// A day that was not counted, and why (a code of the classifier `day_off_reason`).
    SkippedDayOff {
        /// The day.
        date: Date,
        /// The reason.
        reason: String,
    },
    /// The last day was a day off and was moved.
    MovedToWorkingDay {
        /// The day off.
        from: Date,
        /// The working day.
        to: Date,
    },
    /// The term ends.
    Due {
        /// The last moment.
        at: Timestamp,
        /// The last day in the authority's zone.
        date: Date,
    },
}

/// How a term stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermState {
    /// The last day.
    pub due_on: Date,
    /// Today in the authority's zone.
    pub today: Date,
    /// Calendar days left after today; 0 on the last day and later.
    pub days_left: u32,
    /// Calendar days since the last day; 0 until it has passed.
    pub overdue_by: u32,
}

impl TermState {
    /// Whether the term has passed.
    pub fn is_overdue(&self) -> bool {
        self.overdue_by > 0
    }

    /// Whether today is the last day.
    pub fn ends_today(&self) -> bool {
        self.today == self.due_on
    }
}

/// Why a term cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// The last day lies outside the calendar that dates can express.
    #[error("term_out_of_range")]
    OutOfRange,
    /// The law names no zone, or one that is not known.
    #[error("term_without_zone")]
    NoZone,
}

impl Term {
    /// Counts a term from the moment of an event.
    pub fn compute(rule: &TermRule, start: Timestamp, law: &Law) -> Result<Term, TermError> {
        let zone = law.settings().zone(start).ok_or(TermError::NoZone)?.clone();
        let first = zone.date_of(start);
        let counted = count::count(rule, first, law.calendar())?;
        let due = zone.last_moment_of(counted.last).ok_or(TermError::OutOfRange)?;
        let mut steps = vec![Step::Started { at: start, date: first }];
        steps.extend(counted.steps);
        steps.push(Step::Due { at: due, date: counted.last });
        Ok(Term {
            rule_key: rule.key.clone(),
            rule_from: rule.provenance.from,
            amount: rule.amount,
            unit: rule.unit,
            start,
            zone,
            due,
            calendar_versions: counted.calendars,
            law_version: law.version(),
            steps,
        })
    }

    /// The last day in the authority's zone.
    pub fn due_on(&self) -> Date {
        self.zone.date_of(self.due)
    }

    /// How the term stands at a moment.
    pub fn state(&self, now: Timestamp) -> TermState {
        let (due_on, today) = (self.due_on(), self.zone.date_of(now));
        let days = (due_on - today).get_days();
        TermState {
            due_on,
            today,
            days_left: days.max(0).unsigned_abs(),
            overdue_by: days.min(0).unsigned_abs(),
        }
    }
}

#[cfg(test)]
mod tests;
