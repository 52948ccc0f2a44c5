//! Words and small signs that several pages of the desk share.

use domain::application::{Application, State};
use domain::law::GroundKind;
use domain::term::{Step, Term};
use maud::{Markup, html};

use crate::entry::code_label;
use crate::parts::{self, Tone, details, tag};
use crate::shell::Ctx;

pub fn state_tag(ctx: &Ctx, state: State) -> Markup {
    let tone = match state {
        State::Submitted => Tone::Info,
        State::UnderReview => Tone::Plain,
        State::Returned | State::Proposed => Tone::Attention,
        State::Registered => Tone::Good,
        State::Refused | State::Purged => Tone::Bad,
        State::Draft | State::Withdrawn => Tone::Plain,
    };
    tag(tone, &ctx.t(&format!("state-{}", state.as_str())))
}

pub fn procedure(ctx: &Ctx, application: &Application) -> String {
    ctx.t(&format!("procedure-{}.short", application.procedure.as_str()))
}

/// “Number · what it is about”.
pub fn case_name(ctx: &Ctx, application: &Application) -> String {
    let title = application.title_in(ctx.lang.code());
    match &application.number {
        Some(number) => format!("{number} · {title}"),
        None => title,
    }
}

/// The last day as a countdown and as a date; what is late is said in words.
pub fn due(ctx: &Ctx, application: &Application) -> Markup {
    let Some(term) = application.term.as_ref().filter(|_| !application.state.is_final()) else {
        return html! { "—" };
    };
    let state = term.state(ctx.now);
    let date = ctx.date_short(state.due_on);
    let sign = if state.is_overdue() {
        tag(Tone::Bad, &ctx.ta("days-overdue", &[("n", i64::from(state.overdue_by).into())]))
    } else if state.ends_today() {
        tag(Tone::Attention, &ctx.t("due-today"))
    } else {
        let left = ctx.ta("days-left", &[("n", i64::from(state.days_left).into())]);
        if state.days_left <= 2 {
            tag(Tone::Attention, &left)
        } else {
            html! { (left) }
        }
    };
    html! { (sign) " " span .nowrap { (date) } }
}

/// How a term was counted, step by step.
pub fn term(ctx: &Ctx, term: &Term) -> Markup {
    let steps: Vec<Markup> =
        term.steps.iter().map(|step| html! { (step_words(ctx, step)) }).collect();
    let unit = match term.unit {
        domain::law::Unit::CalendarDay => "calendar_day",
        domain::law::Unit::WorkingDay => "working_day",
        domain::law::Unit::Month => "month",
    };
    let amount = ctx.ta(&format!("term-unit-{unit}"), &[("n", i64::from(term.amount).into())]);
    let body = html! {
        p { (ctx.t(&format!("term-{}", term.rule_key))) ": " (amount) "." }
        (parts::steps(&steps))
    };
    details(&ctx.t("term-how"), body)
}

fn step_words(ctx: &Ctx, step: &Step) -> String {
    let date = |date: &jiff::civil::Date| ctx.date(*date);
    match step {
        Step::Started { date: on, .. } => ctx.ta("term-step-started", &[("date", date(on).into())]),
        Step::WeekendsOnly { year } => {
            ctx.ta("term-step-weekends_only", &[("year", year.to_string().into())])
        }
        Step::CountedDays { from, to, days } => ctx.ta(
            "term-step-counted_days",
            &[
                ("from", date(from).into()),
                ("to", date(to).into()),
                ("days", i64::from(*days).into()),
            ],
        ),
        Step::CountedMonths { from, to, months } => ctx.ta(
            "term-step-counted_months",
            &[
                ("from", date(from).into()),
                ("to", date(to).into()),
                ("months", i64::from(*months).into()),
            ],
        ),
        Step::TookEndOfMonth { date: on } => {
            ctx.ta("term-step-took_end_of_month", &[("date", date(on).into())])
        }
        Step::SkippedDayOff { date: on, reason } => {
            let reason = code_label(ctx, "day_off_reason", reason);
            ctx.ta(
                "term-step-skipped_day_off",
                &[("date", date(on).into()), ("reason", reason.into())],
            )
        }
        Step::MovedToWorkingDay { from, to } => ctx.ta(
            "term-step-moved_to_working_day",
            &[("from", date(from).into()), ("to", date(to).into())],
        ),
        Step::Due { date: on, .. } => ctx.ta("term-step-due", &[("date", date(on).into())]),
    }
}

/// A ground with the article it rests on.
pub fn ground(ctx: &Ctx, kind: GroundKind, code: &str) -> String {
    let law = ctx.state.app.law();
    let Some(entry) = law.grounds(kind).get(code) else { return code.to_owned() };
    let name = entry.name.in_language(ctx.lang.code());
    let act = entry.provenance.act.as_deref().and_then(|key| law.acts().get(key));
    match (&entry.provenance.article, act) {
        (Some(article), Some(act)) => {
            let act = act.short.in_language(ctx.lang.code()).to_owned();
            let place =
                ctx.ta("desk-article", &[("article", article.clone().into()), ("act", act.into())]);
            format!("{name} ({place})")
        }
        (None, Some(act)) => format!("{name} ({})", act.short.in_language(ctx.lang.code())),
        _ => name.to_owned(),
    }
}

/// The grounds that may be chosen today.
pub fn grounds(ctx: &Ctx, kind: GroundKind) -> Vec<parts::Choice> {
    let law = ctx.state.app.law();
    let today = ctx.day(ctx.now);
    let choice = |entry: &domain::law::ClassEntry| {
        parts::Choice::new(entry.code.clone(), ground(ctx, kind, &entry.code))
    };
    law.grounds(kind).on(today).into_iter().map(choice).collect()
}
