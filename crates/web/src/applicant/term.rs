//! A running term: how much is left, until when, and how it was counted.

use domain::law::Unit;
use domain::term::{Step, Term};
use maud::{Markup, html};

use crate::entry::code_label;
use crate::parts::{Tone, details, steps, tag};
use crate::shell::Ctx;

/// Near its end a term is shown so that it is noticed.
const NEAR: u32 = 3;

/// “7 days left” as a tag.
pub fn left(ctx: &Ctx, term: &Term) -> Markup {
    let state = term.state(ctx.now);
    let days = |n: u32| [("n", i64::from(n).into())];
    if state.is_overdue() {
        tag(Tone::Bad, &ctx.ta("days-overdue", &days(state.overdue_by)))
    } else if state.ends_today() {
        tag(Tone::Attention, &ctx.t("due-today"))
    } else {
        let tone = if state.days_left <= NEAR { Tone::Attention } else { Tone::Plain };
        tag(tone, &ctx.ta("days-left", &days(state.days_left)))
    }
}

/// What runs, what is left, the last day, and the count on demand.
pub fn countdown(ctx: &Ctx, term: &Term) -> Markup {
    html! {
        p {
            (ctx.t(&format!("term-{}", term.rule_key))) ": "
            strong { (ctx.ta("applicant-until", &[("date", ctx.date(term.due_on()).into())])) } " "
            (left(ctx, term))
        }
        (how_counted(ctx, term))
    }
}

/// The steps of the count, folded away.
pub fn how_counted(ctx: &Ctx, term: &Term) -> Markup {
    let unit = match term.unit {
        Unit::CalendarDay => "term-unit-calendar_day",
        Unit::WorkingDay => "term-unit-working_day",
        Unit::Month => "term-unit-month",
    };
    let lines: Vec<Markup> = term.steps.iter().map(|s| html! { (step_text(ctx, s)) }).collect();
    details(
        &ctx.t("term-how"),
        html! {
            p { (ctx.ta(unit, &[("n", i64::from(term.amount).into())])) }
            (steps(&lines))
        },
    )
}

fn step_text(ctx: &Ctx, step: &Step) -> String {
    let day = |name: &'static str, date: jiff::civil::Date| (name, ctx.date(date).into());
    match step {
        Step::Started { date, .. } => ctx.ta("term-step-started", &[day("date", *date)]),
        Step::WeekendsOnly { year } => {
            ctx.ta("term-step-weekends_only", &[("year", year.to_string().into())])
        }
        Step::CountedDays { from, to, days } => ctx.ta(
            "term-step-counted_days",
            &[day("from", *from), day("to", *to), ("days", i64::from(*days).into())],
        ),
        Step::CountedMonths { from, to, months } => ctx.ta(
            "term-step-counted_months",
            &[day("from", *from), day("to", *to), ("months", i64::from(*months).into())],
        ),
        Step::TookEndOfMonth { date } => {
            ctx.ta("term-step-took_end_of_month", &[day("date", *date)])
        }
        Step::SkippedDayOff { date, reason } => {
            let reason = code_label(ctx, "day_off_reason", reason);
            ctx.ta("term-step-skipped_day_off", &[day("date", *date), ("reason", reason.into())])
        }
        Step::MovedToWorkingDay { from, to } => {
            ctx.ta("term-step-moved_to_working_day", &[day("from", *from), day("to", *to)])
        }
        Step::Due { date, .. } => ctx.ta("term-step-due", &[day("date", *date)]),
    }
}
