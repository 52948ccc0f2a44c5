//! The count itself: dates only.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{CalendarVersion, Step, TermError};
use crate::law::{Calendar, DayOffRule, Starts, TermRule, Unit};

/// The last day, and how it was reached.
pub(super) struct Counted {
    pub last: Date,
    pub steps: Vec<Step>,
    pub calendars: Vec<CalendarVersion>,
}

pub(super) fn count(
    rule: &TermRule,
    start: Date,
    calendar: &Calendar,
) -> Result<Counted, TermError> {
    let mut count = Count { calendar, steps: Vec::new(), years: Vec::new(), calendars: Vec::new() };
    let counted = match rule.unit {
        Unit::CalendarDay => count.calendar_days(rule, start)?,
        Unit::WorkingDay => count.working_days(rule, start)?,
        Unit::Month => count.months(rule, start)?,
    };
    let last = match rule.day_off {
        DayOffRule::Keep => counted,
        DayOffRule::NextWorkingDay => count.next_working_day(counted)?,
    };
    Ok(Counted { last, steps: count.steps, calendars: count.calendars })
}

struct Count<'a> {
    calendar: &'a Calendar,
    steps: Vec<Step>,
    years: Vec<i16>,
    calendars: Vec<CalendarVersion>,
}

impl Count<'_> {
    fn calendar_days(&mut self, rule: &TermRule, start: Date) -> Result<Date, TermError> {
        let from = first_day(rule, start)?;
        let to = add(from, i64::from(rule.amount.saturating_sub(1)).days())?;
        self.steps.push(Step::CountedDays { from, to, days: rule.amount });
        Ok(to)
    }

    fn working_days(&mut self, rule: &TermRule, start: Date) -> Result<Date, TermError> {
        let mut day = first_day(rule, start)?;
        let mut left = rule.amount;
        loop {
            if self.count_or_skip(day) {
                left = left.saturating_sub(1);
            }
            if left == 0 {
                return Ok(day);
            }
            day = add(day, 1.day())?;
        }
    }

    /// Counts a working day into the run of days before it, or notes why it is not counted.
    fn count_or_skip(&mut self, date: Date) -> bool {
        if let Some(reason) = self.day_off(date) {
            self.steps.push(Step::SkippedDayOff { date, reason });
            return false;
        }
        match self.steps.last_mut() {
            Some(Step::CountedDays { to, days, .. }) => {
                *to = date;
                *days += 1;
            }
            _ => self.steps.push(Step::CountedDays { from: date, to: date, days: 1 }),
        }
        true
    }

    /// A term in months ends on the same day of the last month, or on its last day if it has no such day. Where the day of
    /// the event is itself the first day, the last day is the one before.
    fn months(&mut self, rule: &TermRule, start: Date) -> Result<Date, TermError> {
        let end = add(start, i64::from(rule.amount).months())?;
        let cut = end.day() != start.day();
        let to = if rule.starts == Starts::Moment && !cut { add(end, (-1).days())? } else { end };
        self.steps.push(Step::CountedMonths { from: start, to, months: rule.amount });
        if cut {
            self.steps.push(Step::TookEndOfMonth { date: to });
        }
        Ok(to)
    }

    fn next_working_day(&mut self, from: Date) -> Result<Date, TermError> {
        let mut to = from;
        while let Some(reason) = self.day_off(to) {
            self.steps.push(Step::SkippedDayOff { date: to, reason });
            to = add(to, 1.day())?;
        }
        if to != from {
            self.steps.push(Step::MovedToWorkingDay { from, to });
        }
        Ok(to)
    }

    fn day_off(&mut self, date: Date) -> Option<String> {
        self.use_calendar_of(date.year());
        self.calendar.day_off(date).map(str::to_owned)
    }

    /// Notes which edition of a year's calendar was used, or that there was none.
    fn use_calendar_of(&mut self, year: i16) {
        if self.years.contains(&year) {
            return;
        }
        self.years.push(year);
        match self.calendar.version_of(year) {
            Some(version) => self.calendars.push(CalendarVersion { year, version }),
            None => self.steps.push(Step::WeekendsOnly { year }),
        }
    }
}

fn first_day(rule: &TermRule, start: Date) -> Result<Date, TermError> {
    match rule.starts {
        Starts::DayAfter => add(start, 1.day()),
        Starts::Moment => Ok(start),
    }
}

fn add(date: Date, span: Span) -> Result<Date, TermError> {
    date.checked_add(span).map_err(|_| TermError::OutOfRange)
}
