//! What came before: earlier rounds with what changed since, the steps, the holder's other cases.

use app::review::{Case, Round, Step};
use domain::application::{Outcome, Remark};
use domain::field::{Catalogue, Of};
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::case::Open;
use super::compare::side_by_side;
use super::sections::path_label;
use super::{case_path, words};
use crate::entry::value_text;
use crate::parts::{Column, Tone, table, tag};
use crate::shell::Ctx;

/// The remarks of earlier rounds, each with what was done about it, then all that changed.
pub fn rounds(ctx: &Ctx, case: &Open) -> Markup {
    let returned: Vec<&Round> =
        case.story.rounds.iter().filter(|round| round.returned.is_some()).collect();
    let (of, now) = (case.of(), &case.application().entry);
    html! {
        @if !returned.is_empty() {
            section aria-labelledby="rounds" {
                h2 #rounds { (ctx.t("desk-rounds")) }
                @for round in returned.into_iter().rev() { (round_of(ctx, of, round, now)) }
            }
        }
    }
}

fn round_of(ctx: &Ctx, of: Of, round: &Round, now: &Value) -> Markup {
    let columns = ["field", "words", "before", "after"]
        .map(|name| Column::text(ctx.t(&format!("desk-rounds-{name}"))));
    let rows: Vec<Vec<Markup>> =
        round.remarks.iter().map(|remark| remark_row(ctx, of, remark, &round.entry, now)).collect();
    let caption = ctx.ta("desk-round", &[("n", i64::from(round.number).into())]);
    html! {
        @if let Some((by, at)) = &round.returned {
            p { (ctx.ta("desk-round-returned", &[("n", i64::from(round.number).into()), ("name", by.name.clone().into()), ("date", ctx.date_time(*at).into())])) }
        }
        div .compare { (table(&caption, &columns, &rows)) }
        (crate::parts::details(&ctx.t("desk-rounds-all"), side_by_side(
            ctx, of, (&round.entry, now),
            (&ctx.t("desk-rounds-before"), &ctx.t("desk-rounds-after")),
            &ctx.t("desk-rounds-all"),
        )))
    }
}

fn remark_row(ctx: &Ctx, of: Of, remark: &Remark, then: &Value, now: &Value) -> Vec<Markup> {
    let (old, new) = (text(ctx, of, then, &remark.path), text(ctx, of, now, &remark.path));
    let is_changed = path::get(then, &remark.path) != path::get(now, &remark.path);
    let sign = match (remark.path.is_empty(), is_changed) {
        (true, _) => html! {},
        (_, true) => tag(Tone::Good, &ctx.t("desk-changed")),
        (_, false) => tag(Tone::Attention, &ctx.t("desk-not-changed")),
    };
    vec![
        html! { (path_label(ctx, of, &remark.path)) },
        html! { (remark.words) },
        html! { (old) },
        html! { (new) " " (sign) },
    ]
}

/// The value of one field; lists and rows are compared below the table.
fn text(ctx: &Ctx, of: Of, entry: &Value, place: &str) -> String {
    let field = Catalogue::embedded().at(of, place);
    match (field, path::get(entry, place)) {
        (Some(field), Some(value)) => value_text(ctx, field, entry, value),
        _ => String::new(),
    }
}

/// The steps of the case, oldest first.
pub fn steps(ctx: &Ctx, steps: &[Step]) -> Markup {
    html! {
        ol .story { @for step in steps { li {
            strong { (ctx.t(&format!("act-{}", step.act))) }
            " — " (step.by.name) ", " (ctx.date_time(step.at))
            @if let Some(to) = &step.to { @if *to != step.by.name { ". " (ctx.ta("desk-given-to", &[("name", to.clone().into())])) } }
            @if !step.words.is_empty() { blockquote { (step.words) } }
        } } }
    }
}

/// The holder's other cases: how they ended, on what ground, what was remarked.
pub fn others(ctx: &Ctx, others: &[Case]) -> Markup {
    if others.is_empty() {
        return html! { p { (ctx.t("desk-holder-no-cases")) } };
    }
    html! {
        ul .story { @for other in others {
            @let application = &other.application;
            li {
                a href=(ctx.url(&case_path(other.id))) { (words::case_name(ctx, application)) }
                " — " (words::procedure(ctx, application)) " " (words::state_tag(ctx, application.state))
                ", " (ctx.date_short(ctx.day(other.updated_at)))
                @if let Some(decision) = application.decision.as_ref().filter(|d| d.outcome == Outcome::Refuse) {
                    ". " (words::ground(ctx, domain::law::GroundKind::Refusal, &decision.ground))
                }
                @if !application.remarks.is_empty() {
                    (crate::parts::details(&ctx.ta("desk-remarks-count", &[("n", application.remarks.len().into())]), html! {
                        ul { @for remark in &application.remarks {
                            li { strong { (path_label(ctx, application.procedure.of(), &remark.path)) } ": " (remark.words) }
                        } }
                    }))
                }
            }
        } }
    }
}
