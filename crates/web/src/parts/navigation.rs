use crate::shell::Ctx;
use maud::{Markup, html};

/// One step of the way to a page.
pub struct Crumb {
    pub text: String,
    pub href: String,
}

/// The way to this page, without the page itself.
pub fn breadcrumbs(ctx: &Ctx, crumbs: &[Crumb]) -> Markup {
    html! {
        nav .crumbs aria-label=(ctx.t("nav-crumbs")) {
            ol { @for crumb in crumbs { li { a href=(crumb.href) { (crumb.text) } } } }
        }
    }
}

/// One step back in a form.
pub fn back_link(ctx: &Ctx, href: &str) -> Markup {
    html! { p .back { a href=(href) { (ctx.t("action-back")) } } }
}

/// A part of a record that has its own address.
pub struct Tab {
    pub text: String,
    pub href: String,
    pub current: bool,
    pub count: Option<i64>,
}

/// Tabs that are links: each part has its own page.
pub fn tabs(ctx: &Ctx, label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav .tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.text)
                            @if let Some(n) = tab.count { " " span .count { (ctx.number(n)) } }
                        }
                    }
                }
            }
        }
    }
}

/// “Previous” and “next”, with what is shown of how many.
pub fn pagination(ctx: &Ctx, shown: &str, previous: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        nav .pagination aria-label=(ctx.t("nav-pages")) {
            @if let Some(href) = previous { a rel="prev" href=(href) { (ctx.t("page-previous")) } }
            p { (shown) }
            @if let Some(href) = next { a rel="next" href=(href) { (ctx.t("page-next")) } }
        }
    }
}
