// A test that fails may panic: that is its way to say so.
#![allow(clippy::unwrap_used)]

mod table;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::law::{DayOffRule, LawFile, Mark, Provenance, Starts, Text, embedded};
use std::sync::LazyLock;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::read(&embedded()).unwrap());

fn rule(amount: u32, unit: Unit, day_off: DayOffRule, starts: Starts) -> TermRule {
    let provenance = Provenance {
        act: None,
        article: None,
        source: "a test".to_owned(),
        mark: Mark::U,
        from: date(2008, 4, 18),
        until: None,
    };
    TermRule {
        key: "sample".to_owned(),
        name: Text::default(),
        amount,
        unit,
        day_off,
        starts,
        provenance,
    }
}

fn with(extra: &str) -> Law {
    let mut files = embedded();
    files.push(LawFile { name: "override-days.toml".to_owned(), text: extra.to_owned() });
    Law::read(&files).unwrap()
}

#[test]
fn last_days_agree_with_the_calendar_on_the_wall() {
    assert!(table::ROWS.len() >= 60);
    for (start, amount, unit, day_off, starts, due, why) in table::ROWS {
        let rule = rule(*amount, *unit, *day_off, *starts);
        let term = Term::compute(&rule, start.parse().unwrap(), &LAW).unwrap();
        assert_eq!(term.due_on().to_string(), *due, "{why}: {start} {amount} {unit:?}");
    }
}

#[test]
fn a_term_ends_with_the_last_moment_of_its_last_day_in_bishkek() {
    let rule = LAW.term_rule("subject_answer", date(2026, 6, 1)).unwrap();
    let term = Term::compute(rule, "2026-06-01T06:00:00Z".parse().unwrap(), &LAW).unwrap();
    assert_eq!(term.due.to_string(), "2026-06-08T17:59:59.999999Z");
    assert_eq!(term.zone.name(), "Asia/Bishkek");
}

#[test]
fn a_term_shows_how_it_was_counted_and_is_kept_word_for_word() {
    let rule = rule(1, Unit::WorkingDay, DayOffRule::NextWorkingDay, Starts::DayAfter);
    let term = Term::compute(&rule, "2026-08-28T06:00:00Z".parse().unwrap(), &LAW).unwrap();
    let off = |day, reason: &str| Step::SkippedDayOff { date: day, reason: reason.to_owned() };
    assert_eq!(
        term.steps[1..5],
        [
            off(date(2026, 8, 29), "weekend"),
            off(date(2026, 8, 30), "weekend"),
            off(date(2026, 8, 31), "independence_day"),
            Step::CountedDays { from: date(2026, 9, 1), to: date(2026, 9, 1), days: 1 },
        ]
    );
    assert_eq!(
        term.calendar_versions,
        [CalendarVersion { year: 2026, version: "2026.1".to_owned() }]
    );
    let kept = serde_json::to_string(&term).unwrap();
    assert_eq!(serde_json::from_str::<Term>(&kept).unwrap(), term);
}

#[test]
fn a_year_without_calendar_is_counted_by_weekends_and_says_so() {
    let rule = rule(1, Unit::WorkingDay, DayOffRule::Keep, Starts::DayAfter);
    let term = Term::compute(&rule, "2031-12-31T06:00:00Z".parse().unwrap(), &LAW).unwrap();
    assert_eq!(term.due_on(), date(2032, 1, 1));
    assert!(term.steps.contains(&Step::WeekendsOnly { year: 2032 }));
    assert!(term.calendar_versions.is_empty());
}

#[test]
fn the_days_left_and_the_days_overdue_are_counted_in_the_authoritys_zone() {
    let rule = rule(7, Unit::CalendarDay, DayOffRule::Keep, Starts::DayAfter);
    let term = Term::compute(&rule, "2026-06-01T06:00:00Z".parse().unwrap(), &LAW).unwrap();
    let state = |now: &str| term.state(now.parse().unwrap());
    assert_eq!(state("2026-06-01T06:00:00Z").days_left, 7);
    assert!(state("2026-06-08T17:59:59Z").ends_today());
    assert!(!state("2026-06-08T17:59:59Z").is_overdue());
    assert_eq!(state("2026-06-08T18:00:00Z").overdue_by, 1);
}

#[test]
fn an_extra_working_day_declared_later_is_counted() {
    let law = with(
        "source = \"test\"\nmark = \"U\"\nfrom = 2026-05-01\n\
         calendar = { year = 2026, version = \"2026.2\" }\n[[extra_working]]\ndate = 2026-08-29\n",
    );
    let rule = rule(1, Unit::WorkingDay, DayOffRule::Keep, Starts::DayAfter);
    let term = Term::compute(&rule, "2026-08-28T06:00:00Z".parse().unwrap(), &law).unwrap();
    assert_eq!(term.due_on(), date(2026, 8, 29));
    assert_eq!(term.calendar_versions[0].version, "2026.1+2026.2");
}

#[test]
fn a_term_past_the_end_of_dates_is_an_error_and_not_a_panic() {
    let rule = rule(3660, Unit::Month, DayOffRule::Keep, Starts::DayAfter);
    let term = Term::compute(&rule, "9990-01-01T00:00:00Z".parse().unwrap(), &LAW);
    assert_eq!(term, Err(TermError::OutOfRange));
}

fn any_rule() -> impl Strategy<Value = TermRule> {
    let unit = prop_oneof![Just(Unit::CalendarDay), Just(Unit::WorkingDay), Just(Unit::Month)];
    let day_off = prop_oneof![Just(DayOffRule::Keep), Just(DayOffRule::NextWorkingDay)];
    let starts = prop_oneof![Just(Starts::DayAfter), Just(Starts::Moment)];
    (1u32..60, unit, day_off, starts)
        .prop_map(|(amount, unit, day_off, starts)| rule(amount, unit, day_off, starts))
}

/// Any second from 2025 to 2029: with calendars and without.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    (1_735_689_600i64..1_893_456_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

proptest! {
    #[test]
    fn no_term_ends_before_it_starts(rule in any_rule(), start in any_moment()) {
        let term = Term::compute(&rule, start, &LAW).unwrap();
        prop_assert!(term.due >= start);
    }

    #[test]
    fn a_later_event_never_ends_earlier(rule in any_rule(), start in any_moment(), later in 0i64..864_000) {
        let after = start + jiff::SignedDuration::from_secs(later);
        let (first, second) = (Term::compute(&rule, start, &LAW).unwrap(), Term::compute(&rule, after, &LAW).unwrap());
        prop_assert!(second.due >= first.due);
    }

    #[test]
    fn one_unit_more_never_ends_earlier(rule in any_rule(), start in any_moment()) {
        let more = TermRule { amount: rule.amount + 1, ..rule.clone() };
        prop_assert!(Term::compute(&more, start, &LAW).unwrap().due >= Term::compute(&rule, start, &LAW).unwrap().due);
    }

    #[test]
    fn a_term_that_moves_ends_on_a_working_day(rule in any_rule(), start in any_moment()) {
        let rule = TermRule { day_off: DayOffRule::NextWorkingDay, ..rule };
        prop_assert!(LAW.calendar().is_working(Term::compute(&rule, start, &LAW).unwrap().due_on()));
    }

    #[test]
    fn the_working_days_shown_are_as_many_as_the_term(amount in 1u32..60, start in any_moment()) {
        let rule = rule(amount, Unit::WorkingDay, DayOffRule::Keep, Starts::DayAfter);
        let term = Term::compute(&rule, start, &LAW).unwrap();
        let shown: u32 = term.steps.iter().map(|step| match step { Step::CountedDays { days, .. } => *days, _ => 0 }).sum();
        prop_assert_eq!(shown, amount);
    }
}

proptest! {
    // Each case reads the whole law again: a few are enough.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn one_day_off_more_never_makes_a_term_end_earlier(rule in any_rule(), day in 1i8..28, month in 1i8..12) {
        let law = with(&format!(
            "source = \"test\"\nmark = \"U\"\nfrom = 2026-06-01\n\
             calendar = {{ year = 2026, version = \"more\" }}\n\
             [[day_off]]\ndate = 2026-{month:02}-{day:02}\nreason = \"cabinet_decision\"\n"
        ));
        let start = "2026-01-12T06:00:00Z".parse().unwrap();
        prop_assert!(Term::compute(&rule, start, &law).unwrap().due >= Term::compute(&rule, start, &LAW).unwrap().due);
    }
}
