//! The chosen filters, each a link that takes it away.

use domain::field::Of;
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

/// A search in words: what is looked for, and each filter.
pub fn words(ctx: &Ctx, wanted: &Wanted) -> String {
    let kind = match wanted.of {
        None => "register-tab-all",
        Some(Of::Holder) => "register-tab-holders",
        Some(Of::DataArray) => "register-tab-arrays",
    };
    let quoted = || ctx.ta("register-quoted", &[("text", wanted.text.as_str().into())]);
    let text = (!wanted.text.is_empty()).then(quoted);
    let filter = |(name, value): &(String, String)| {
        let axis = ctx.t(&format!("register-axis-{name}"));
        format!("{axis}: {}", value_name(ctx, name, value))
    };
    let all = std::iter::once(ctx.t(kind)).chain(text);
    all.chain(wanted.filters.iter().map(filter)).collect::<Vec<_>>().join(" · ")
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
