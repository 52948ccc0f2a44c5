//! "Who holds data about people like me?": a form of situations of life, and the arrays that probably
//! include somebody. The whole question stands in the address, so that it can be shared.

mod answer;
mod asked;
mod form;
mod nothing;

use app::register::{AboutMe, MOST_SITUATIONS, about_me};
use maud::{Markup, html};

use self::asked::Asked;
use crate::parts::{Tone, link_button, notice};
use crate::shell::{Ctx, Page, Problem};

/// Where the page is, after the language.
pub const PATH: &str = "/register/about-me";

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    let asked = Asked::read(&ctx);
    let title = ctx.t("about-title");
    let body = if asked.situations.is_empty() {
        question(&ctx, &asked)
    } else {
        let found = about_me(&ctx.state.app, &asked.situations, &asked.home).await?;
        answered(&ctx, &asked, &found)
    };
    let body = html! { h1 { (title) } (body) };
    let page = ctx.page(title, body).description(ctx.t("about-lead"));
    Ok(if asked.is_sent { page } else { page.canonical(PATH) })
}

/// Nothing was chosen yet.
fn question(ctx: &Ctx, asked: &Asked) -> Markup {
    html! {
        p .lead { (ctx.t("about-lead")) }
        (honest(ctx))
        @if asked.is_sent {
            (notice(Tone::Attention, &ctx.t("about-choose"), html! { p { (ctx.t("about-choose.text")) } }))
        }
        (form::form(ctx, asked))
        (may_ask(ctx))
    }
}

/// What was found, situation by situation; what was not found is told once, after it.
fn answered(ctx: &Ctx, asked: &Asked, found: &AboutMe) -> Markup {
    let (some, none): (Vec<_>, Vec<_>) = found.groups.iter().partition(|group| group.total > 0);
    html! {
        (honest(ctx))
        @if asked.is_too_many { (too_many(ctx)) }
        (chosen(ctx, asked, found))
        @for group in some { (answer::group(ctx, asked, found, group)) }
        @if !none.is_empty() { (nothing::section(ctx, asked, &none)) }
        (may_ask(ctx))
        section .no-print aria-labelledby="choose" {
            h2 #choose { (ctx.t("about-again")) }
            (form::form(ctx, asked))
        }
    }
}

/// The Register lists arrays, not people: nobody shall look for themself here, or believe that they
/// were looked for.
fn honest(ctx: &Ctx) -> Markup {
    notice(
        Tone::Info,
        &ctx.t("about-honest"),
        html! {
            p { (ctx.t("about-honest.text")) }
            p { (ctx.t("about-honest.holder")) }
        },
    )
}

fn too_many(ctx: &Ctx) -> Markup {
    let most = i64::try_from(MOST_SITUATIONS).unwrap_or(i64::MAX);
    let title = ctx.ta("about-too-many", &[("most", most.into())]);
    notice(Tone::Attention, &title, html! { p { (ctx.t("about-too-many.text")) } })
}

/// What the answer is for, with how many were found: on paper there is no form to see it by.
fn chosen(ctx: &Ctx, asked: &Asked, found: &AboutMe) -> Markup {
    html! {
        p #chosen .row-name { (ctx.t("about-chosen")) }
        ul aria-labelledby="chosen" {
            @for group in &found.groups {
                li {
                    a href={ "#about-" (group.situation) } { (situation_name(ctx, &group.situation)) }
                    " " span .count { (ctx.number(group.total)) }
                }
            }
        }
        @if let Some(home) = asked.home_name(ctx) {
            p { strong { (ctx.t("about-home-chosen")) } " " (home) }
            p { (ctx.t("about-nearest")) }
        }
        p .no-print { a href="#choose" { (ctx.t("about-change")) } }
    }
}

/// What follows from the law for everybody who may be in an array (art. 17).
fn may_ask(ctx: &Ctx) -> Markup {
    let moment = ctx.state.app.moment();
    let days = moment.law.term_rule("subject_answer", moment.date()).map(|rule| rule.amount);
    html! {
        section aria-labelledby="ask" {
            h2 #ask { (ctx.t("about-ask")) }
            p { (ctx.t("about-ask.right")) }
            @if let Some(days) = days { p { (ctx.ta("about-ask-term", &[("days", i64::from(days).into())])) } }
            p .no-print { (link_button(&ctx.t("help-start-rights.action"), &ctx.url("/rights"))) }
        }
    }
}

/// What a situation is called; one that only a change of the law brought goes by whom it is about.
pub fn situation_name(ctx: &Ctx, code: &str) -> String {
    let words = ctx.state.texts.find_text(ctx.lang, &format!("situation-{code}"));
    words.unwrap_or_else(|| {
        let law = ctx.state.app.law();
        let situation = law.situations().get(code);
        let subjects = situation.into_iter().flat_map(|situation| &situation.subjects);
        let label = |code: &String| crate::entry::code_label(ctx, "subject_category", code);
        ctx.list(&subjects.map(label).collect::<Vec<_>>())
    })
}
