//! The chosen filters, each a link that takes it away.

use maud::{Markup, html};

use super::filters::value_name;
use super::wanted::Wanted;
use crate::shell::Ctx;

pub fn chips(ctx: &Ctx, wanted: &Wanted) -> Markup {
    html! {
        @if !wanted.filters.is_empty() {
            div .chips {
                p #chips-title { (ctx.t("register-chosen")) }
                ul aria-labelledby="chips-title" {
                    @for (name, value) in &wanted.filters { li { (chip(ctx, wanted, name, value)) } }
                    li {
                        @let bare = Wanted { filters: Vec::new(), ..wanted.first_page() };
                        a href=(ctx.url(&bare.address())) { (ctx.t("register-clear-filters")) }
                    }
                }
            }
        }
    }
}

fn chip(ctx: &Ctx, wanted: &Wanted, name: &str, value: &str) -> Markup {
    let axis = ctx.t(&format!("register-axis-{name}"));
    html! {
        a .chip href=(ctx.url(&wanted.without(name, value).address())) {
            span .visually-hidden { (ctx.t("register-chip-remove")) " " }
            (axis) ": " (value_name(ctx, name, value))
            span .cross aria-hidden="true" { " ×" }
        }
    }
}
