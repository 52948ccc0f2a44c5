//! “Must I register?”: three everyday questions. Answers stand in the address and are not kept.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;

use crate::parts::{Choice, Fault, Field, button, field, link_button};
use crate::shell::{Ctx, Page};

/// The answers so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answers {
    who: Option<String>,
    keep: Option<String>,
    special: Option<String>,
    next: Option<String>,
}

/// The page: the first question without an answer, or the outcome.
pub async fn page(ctx: Ctx, Query(answers): Query<Answers>) -> Page {
    let word = |answer: &Option<String>| answer.clone().unwrap_or_default();
    match (&*word(&answers.who), &*word(&answers.keep), &*word(&answers.special)) {
        ("person", ..) | ("organisation", "no", _) => outcome(&ctx, "help-must-no-title", None),
        ("organisation", "yes", "yes") => exempt(&ctx),
        ("organisation", "yes", "no") => {
            let action = link_button(&ctx.t("applicant-must-begin"), &ctx.url("/organisations"));
            outcome(&ctx, "help-must-yes-title", Some(action))
        }
        ("organisation", "yes", _) => question(&ctx, &answers, 3, "special", &["yes", "no"]),
        ("organisation", ..) => question(&ctx, &answers, 2, "keep", &["yes", "no"]),
        _ => question(&ctx, &answers, 1, "who", &["organisation", "person"]),
    }
}

fn question(ctx: &Ctx, answers: &Answers, number: i64, name: &str, words: &[&str]) -> Page {
    let id = format!("help-must-{name}");
    let choices: Vec<Choice> =
        words.iter().map(|word| Choice::new(*word, ctx.t(&format!("{id}.{word}")))).collect();
    // The form was sent, and this answer did not come with it.
    let is_missing = answers.next.as_deref() == Some(name);
    let faults = if is_missing {
        vec![Fault::new(name, ctx.t("applicant-choose-answer"))]
    } else {
        Vec::new()
    };
    let asked = Field::of(ctx, name, &id).faults(&faults).heading();
    let body = html! {
        @if number == 1 { p .lead { (ctx.t("help-must-lead")) } }
        p .hint { (ctx.ta("applicant-question-of", &[("number", number.into()), ("total", 3.into())])) }
        form method="get" novalidate {
            @if number > 1 { (field::hidden("who", "organisation")) }
            @if number > 2 { (field::hidden("keep", "yes")) }
            (field::hidden("next", name))
            (field::radios(ctx, &asked, &choices))
            (button(&ctx.t("action-continue")))
        }
        @if number > 1 { p { a href=(ctx.url("/must-i-register")) { (ctx.t("applicant-must-again")) } } }
    };
    ctx.page(ctx.t("help-must-title"), body).faults(&faults)
}

fn outcome(ctx: &Ctx, id: &str, action: Option<Markup>) -> Page {
    let title = ctx.t(id);
    ctx.page(title.clone(), outcome_body(ctx, id, html! {}, action))
}

fn outcome_body(ctx: &Ctx, id: &str, more: Markup, action: Option<Markup>) -> Markup {
    html! {
        h1 { (ctx.t(id)) }
        p .lead { (ctx.t(&format!("{id}.text"))) }
        p { (ctx.t(&format!("{id}.article"))) }
        (more)
        p { (ctx.t(&format!("{id}.next"))) }
        @if let Some(action) = action { p { (action) } }
        p { a href=(ctx.url("/must-i-register")) { (ctx.t("applicant-must-again")) } }
    }
}

/// The bodies of the law whose data are outside the authority's control (A8), each with its reason.
fn exempt(ctx: &Ctx) -> Page {
    let law = ctx.state.app.law();
    let language = ctx.lang.code();
    let bodies = law.exempt_bodies().entries_on(ctx.day(ctx.now));
    let more = html! {
        ul {
            @for body in bodies.iter().filter(|b| !matches!(&*b.code, "state_secret" | "personal_household")) {
                li { strong { (body.name.in_language(language)) } ". " (body.reason.in_language(language)) }
            }
        }
    };
    let id = "help-must-exempt-title";
    ctx.page(ctx.t(id), outcome_body(ctx, id, more, None))
}
