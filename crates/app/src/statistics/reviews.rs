//! How long the authority takes: working days from the first sending of an application to its decision.
//!
//! Applications are not public, so nobody else can count these numbers again; they are told of groups
//! only that are large enough to hide each application in them.

use std::collections::{BTreeMap, HashMap};

use domain::law::Calendar;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::{Figure, Group, SMALLEST_GROUP};
use crate::{App, Error, Result};

/// Decisions of so many months are looked at, and sendings of twice as many.
const MONTHS: i32 = 12;

/// What happened to one application.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    application: Uuid,
    procedure: String,
    act: String,
    on: Date,
}

pub(super) async fn times(app: &App) -> Result<Vec<Figure>> {
    let moment = app.moment();
    let since = moment.date().saturating_sub(MONTHS.months());
    let steps = steps(app, since.saturating_sub(MONTHS.months())).await?;
    let days = days(&steps, since, moment.law.calendar());
    Ok(days.into_iter().flat_map(|(procedure, days)| told(&procedure, days)).collect())
}

async fn steps(app: &App, since: Date) -> Result<Vec<Step>> {
    let moment = app.moment();
    let zone = moment.zone().ok_or_else(|| Error::Internal("no zone".into()))?;
    let since = since.to_zoned(zone.rules().clone());
    let since = since.map_err(|error| Error::Internal(error.to_string()))?.timestamp();
    // What the authority began of its own accord was waited for by nobody.
    let sql = "SELECT e.id, e.act, e.at, t.value FROM event e JOIN tag t ON t.kind = e.kind \
               AND t.id = e.id AND t.axis = 'procedure' JOIN tag o ON o.kind = e.kind \
               AND o.id = e.id AND o.axis = 'ex_officio' WHERE o.value = 'no' \
               AND e.kind = 'application' AND e.act IN ('submitted', 'decided') \
               AND e.at >= $1 ORDER BY e.seq";
    let rows = app.store().rows(sql, &[since.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Step {
                application: row.get("id")?,
                procedure: row.get("value")?,
                act: row.get("act")?,
                on: zone.date_of(row.get::<Timestamp>("at")?),
            })
        })
        .collect()
}

/// The working days of each decision since a day, by procedure.
fn days(steps: &[Step], since: Date, calendar: &Calendar) -> BTreeMap<String, Vec<i64>> {
    let mut sent: HashMap<Uuid, Date> = HashMap::new();
    let mut days: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for step in steps {
        let first = *sent.entry(step.application).or_insert(step.on);
        if step.act == "decided" && step.on >= since {
            let took = working_days(first, step.on, calendar);
            days.entry(step.procedure.clone()).or_default().push(took);
        }
    }
    days
}

/// The working days after one day up to another; none on the same day.
fn working_days(from: Date, to: Date, calendar: &Calendar) -> i64 {
    let days = from.series(1.day()).skip(1).take_while(|day| *day <= to);
    days.filter(|day| calendar.is_working(*day)).count().try_into().unwrap_or(i64::MAX)
}

/// The numbers of a group, if it is large enough.
fn told(procedure: &str, mut days: Vec<i64>) -> Vec<Figure> {
    if days.len() < SMALLEST_GROUP {
        return Vec::new();
    }
    days.sort_unstable();
    let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let numbers = [
        (Group::Decided, count),
        (Group::MedianDays, at_rank(&days, 50)),
        (Group::NinetiethDays, at_rank(&days, 90)),
    ];
    let code = || procedure.to_owned();
    numbers.map(|(group, value)| Figure { group, code: code(), of: None, value }).into()
}

/// The smallest number that so many of a hundred do not exceed.
fn at_rank(sorted: &[i64], of_hundred: usize) -> i64 {
    let rank = (sorted.len() * of_hundred).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn law() -> domain::law::Law {
        domain::law::Law::read(&domain::law::embedded()).unwrap_or_else(|_| unreachable!())
    }

    fn step(n: u128, act: &str, on: Date) -> Step {
        let (application, procedure) = (Uuid::from_u128(n), "register_holder".to_owned());
        Step { application, procedure, act: act.to_owned(), on }
    }

    #[test]
    fn a_weekend_is_no_time_and_the_first_sending_counts() {
        let law = law();
        // A Friday, the Monday after it, and the Tuesday.
        let (friday, monday) = (date(2026, 6, 5), date(2026, 6, 8));
        let steps = [
            step(1, "submitted", friday),
            step(2, "submitted", friday),
            step(1, "decided", friday),
            step(2, "submitted", monday),
            step(2, "decided", monday.tomorrow().unwrap_or(monday)),
        ];
        let found = days(&steps, friday, law.calendar());
        assert_eq!(found["register_holder"], [0, 2]);
        assert!(days(&steps, date(2026, 7, 1), law.calendar()).is_empty(), "older than asked for");
    }

    #[test]
    fn of_few_nothing_is_told() {
        assert!(told("register_holder", vec![1, 2, 3, 4]).is_empty());
        let values = |days| told("x", days).iter().map(|one| one.value).collect::<Vec<_>>();
        assert_eq!(values(vec![9, 1, 3, 2, 4]), [5, 3, 9]);
        assert_eq!(values((1..=10).collect()), [10, 5, 9]);
    }
}
