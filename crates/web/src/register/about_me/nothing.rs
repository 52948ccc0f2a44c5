//! The situations for which nothing was found, and what can be done then.

use app::register::Group;
use maud::{Markup, html};

use super::asked::Asked;
use super::situation_name;
use crate::parts::empty_state;
use crate::shell::Ctx;

pub fn section(ctx: &Ctx, asked: &Asked, groups: &[&Group]) -> Markup {
    let advice = html! {
        p { (ctx.t("about-none.ask")) }
        ul {
            @if !asked.home.region.is_empty() { (everywhere(ctx, groups)) }
            li { a href=(ctx.url("/register")) { (ctx.t("about-none.search")) } }
        }
    };
    html! {
        section aria-labelledby="none" {
            h2 #none { (ctx.t("about-none")) }
            ul {
                @for group in groups {
                    li id={ "about-" (group.situation) } { (situation_name(ctx, &group.situation)) }
                }
            }
            (empty_state(&ctx.t("about-none.title"), &ctx.t("about-none.text"), Some(advice)))
        }
    }
}

/// The same without the home: a holder may work for the place and not be in it.
fn everywhere(ctx: &Ctx, groups: &[&Group]) -> Markup {
    let codes = groups.iter().map(|group| group.situation.as_str());
    html! { li { a href=(ctx.url(&Asked::everywhere(codes))) { (ctx.t("about-none.everywhere")) } } }
}
