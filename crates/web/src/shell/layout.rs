//! The frame around every page.

use super::{Ctx, Page, assets};
use l10n::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(super) fn render(page: &Page) -> Markup {
    let ctx = &page.ctx;
    html! {
        (DOCTYPE)
        html lang=(ctx.lang) {
            (head(page))
            body {
                a .skip href="#main" { (ctx.t("skip-to-content")) }
                (header(ctx))
                main #main .wide[page.wide] tabindex="-1" { (page.main()) }
                (footer(ctx))
            }
        }
    }
}

fn head(page: &Page) -> Markup {
    let ctx = &page.ctx;
    let service = ctx.t("service-name");
    let mistake = (!page.faults.is_empty()).then(|| ctx.t("title-error-prefix"));
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { @if let Some(prefix) = mistake { (prefix) " " } (page.title) " · " (service) }
            @if let Some(text) = &page.description { meta name="description" content=(text); }
            @if let Some(path) = &page.canonical {
                link rel="canonical" href={ (ctx.state.base_url) (ctx.url(path)) };
            }
            @for (media_type, path) in &page.alternates {
                link rel="alternate" type=(media_type) href=(path);
            }
            @if let Some((path, title)) = &page.feed {
                link rel="alternate" type="application/atom+xml" title=(title) href=(path);
            }
            meta name="color-scheme" content="light dark";
            link rel="stylesheet" href=(assets::address("site.css"));
            @for name in &page.styles { link rel="stylesheet" href=(assets::address(name)); }
            link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
            @for other in Language::all() {
                link rel="alternate" hreflang=(other) href=(here(ctx, other));
            }
            script defer src=(assets::address("site.js")) {}
            @for name in &page.scripts { script defer src=(assets::address(name)) {} }
        }
    }
}

fn here(ctx: &Ctx, language: Language) -> String {
    format!("{}{}", ctx.state.base_url, ctx.here_in(language))
}

fn header(ctx: &Ctx) -> Markup {
    html! {
        header .site-header {
            div .bar {
                a .brand href=(ctx.url("/")) {
                    (mark())
                    span .brand-words {
                        span .brand-name { (ctx.t("service-name")) }
                        span .brand-owner { (ctx.t("service-owner")) }
                    }
                }
                (languages(ctx))
            }
            nav .site-nav aria-label=(ctx.t("nav-main")) {
                ul .bar {
                    (nav_item(ctx, "/register", "nav-register"))
                    @if ctx.state.is_archive { (nav_item(ctx, "/verify", "log-verify-link")) }
                    @else { (visitor(ctx)) }
                }
            }
            @if ctx.state.is_archive {
                p .bar .archived { (ctx.ta("archive-banner", &[("date", ctx.date_time(ctx.now).into())])) }
            }
        }
    }
}

/// What somebody may do here, signed in or not.
fn visitor(ctx: &Ctx) -> Markup {
    html! {
                    (nav_item(ctx, "/organisations", "nav-organisations"))
                    @if let Some(viewer) = &ctx.viewer {
                        @if viewer.staff { (nav_item(ctx, "/desk", "nav-desk")) }
                        @if viewer.auditor { (nav_item(ctx, "/desk/audit", "nav-audit")) }
                        @if viewer.admin { (nav_item(ctx, "/admin", "nav-admin")) }
                        li .person { a href=(ctx.url("/account")) { (viewer.name) } }
                        li {
                            form method="post" action=(ctx.url("/sign-out")) {
                                button .plain { (ctx.t("nav-sign-out")) }
                            }
                        }
                    } @else {
                        li .person { a href=(ctx.url("/sign-in")) { (ctx.t("nav-sign-in")) } }
                    }
    }
}

fn nav_item(ctx: &Ctx, path: &str, text: &str) -> Markup {
    let current = match ctx.path.strip_prefix(path) {
        Some("") => Some("page"),
        Some(rest) if rest.starts_with('/') => Some("true"),
        // An application is written for an organisation.
        _ if path == "/organisations" && ctx.path.starts_with("/applications/") => Some("true"),
        _ => None,
    };
    html! { li { a href=(ctx.url(path)) aria-current=[current] { (ctx.t(text)) } } }
}

fn languages(ctx: &Ctx) -> Markup {
    html! {
        nav .languages aria-label=(ctx.t("nav-languages")) {
            ul {
                @for other in Language::all() {
                    li {
                        a href=(ctx.here_in(other)) lang=(other) hreflang=(other)
                            aria-current=[(other == ctx.lang).then_some("true")] {
                            (other.native_name())
                        }
                    }
                }
            }
        }
    }
}

fn footer(ctx: &Ctx) -> Markup {
    html! {
        footer .site-footer {
            div .bar {
                p { (ctx.t("footer-purpose")) }
                ul {
                    li { a href=(ctx.url("/contacts")) { (ctx.t("footer-contacts")) } }
                    li { a href=(ctx.url("/accessibility")) { (ctx.t("footer-accessibility")) } }
                    li { a href=(ctx.url("/open-data")) { (ctx.t("footer-open-data")) } }
                    li { a href=(ctx.url("/licence")) { (ctx.t("footer-licence")) } }
                    li { (ctx.ta("footer-version", &[("version", env!("CARGO_PKG_VERSION").into())])) }
                }
            }
        }
    }
}

/// The mark: the smoke hole of a yurt inside a shield.
fn mark() -> Markup {
    PreEscaped(include_str!("../../assets/mark.svg").to_owned())
}
