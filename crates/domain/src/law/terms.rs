//! Terms: how long, in what unit, from when, and what a day off does.

use serde::{Deserialize, Serialize};

use super::{Dated, Provenance, Text};

/// The unit of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Every day counts.
    CalendarDay,
    /// Only working days count.
    WorkingDay,
    /// Whole months: the term ends on the same day of the month.
    Month,
}

/// What happens when the last day is a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOffRule {
    /// The term ends on that day all the same.
    Keep,
    /// The term ends on the next working day.
    NextWorkingDay,
}

/// Which day is the first day of the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starts {
    /// The day after the event.
    DayAfter,
    /// The day of the event itself.
    Moment,
}

/// One term of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermRule {
    /// Its key: `application_review`.
    pub key: String,
    /// Its name for people.
    pub name: Text,
    /// How many units; never zero.
    pub amount: u32,
    /// The unit.
    pub unit: Unit,
    /// What a day off at the end does.
    pub day_off: DayOffRule,
    /// Which day is counted first.
    pub starts: Starts,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Dated for TermRule {
    fn key(&self) -> &str {
        &self.key
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}
