//! What the applicant will read: the decision in plain words, and how to appeal against a refusal.

use domain::application::{Application, Outcome};
use domain::law::GroundKind;
use domain::path;
use maud::{Markup, html};

use super::words;
use crate::shell::Ctx;

/// A decision as it is about to be, or was, made.
pub struct Letter<'a> {
    pub application: &'a Application,
    pub outcome: Outcome,
    pub ground: &'a str,
    pub reasons: &'a str,
}

pub fn letter(ctx: &Ctx, letter: &Letter<'_>) -> Markup {
    let application = letter.application;
    let law = ctx.state.app.law();
    let authority = law.settings().authority_name(ctx.day(ctx.now));
    let asked = match application.procedure {
        procedure if procedure.is_exclusion() => Some(GroundKind::Exclusion),
        procedure if procedure.is_redaction() => Some(GroundKind::Redaction),
        _ => None,
    };
    html! {
        article .letter {
            @if let Some(name) = authority { p .quiet { (name.in_language(ctx.lang.code())) } }
            p { (application.organisation) }
            p { strong { (sentence(ctx, letter)) } }
            @if letter.outcome == Outcome::Refuse {
                p { (ctx.t("desk-letter-ground")) " " (words::ground(ctx, GroundKind::Refusal, letter.ground)) "." }
            } @else if let Some(kind) = asked {
                @let code = path::text(&application.entry, "ground");
                p { (ctx.t("desk-letter-ground")) " " (words::ground(ctx, kind, code)) "." }
            }
            @if !letter.reasons.trim().is_empty() {
                p { (ctx.t("desk-letter-reasons")) }
                blockquote { @for line in letter.reasons.lines() { p { (line) } } }
            }
            @if letter.outcome == Outcome::Refuse { (appeal(ctx)) }
        }
    }
}

fn sentence(ctx: &Ctx, letter: &Letter<'_>) -> String {
    let key = match (letter.outcome, letter.application.procedure.is_exclusion()) {
        (Outcome::Refuse, _) => "desk-letter-refused",
        (Outcome::Grant, true) => "desk-letter-excluded",
        (Outcome::Grant, false) if letter.application.procedure.is_redaction() => {
            "desk-letter-redacted"
        }
        (Outcome::Grant, false) => "desk-letter-granted",
    };
    let number = letter.application.number.clone().unwrap_or_default();
    let title = letter.application.title();
    ctx.ta(key, &[("number", number.into()), ("title", title.into())])
}

/// The way against a refusal; the terms are those of the law in force.
fn appeal(ctx: &Ctx) -> Markup {
    let moment = ctx.state.app.moment();
    let until = moment.term("refusal_appeal").ok().map(|term| ctx.date(term.due_on()));
    let days = moment.law.term_rule("complaint_consideration", moment.date()).map(|r| r.amount);
    html! {
        h3 { (ctx.t("help-appeal-title")) }
        ul {
            li { (ctx.t("help-appeal-agency.text")) }
            @if let Some(until) = until { li { (ctx.ta("desk-letter-appeal-until", &[("date", until.into())])) } }
            @if let Some(days) = days { li { (ctx.ta("help-appeal-term", &[("days", i64::from(days).into())])) } }
            li { (ctx.t("help-appeal-court.text")) }
            li { (ctx.t("help-appeal-again")) }
        }
    }
}
