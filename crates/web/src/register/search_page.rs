//! The search over holders and arrays.

use app::register::{Counts, Results, look_and_count};
use domain::field::Of;
use maud::{Markup, html};

use super::wanted::{ORDERS, Wanted, sort_word};
use super::{about_me, changes_page, chips, feeds, filters, results};
use crate::parts::{self, Tab};
use crate::shell::{Ctx, Page, Problem};

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    let mut wanted = Wanted::read(&ctx);
    let app = &ctx.state.app;
    let (found, counts) = match look_and_count(app, &wanted.search(), &filters::SHOWN).await {
        // A cursor of another search or of an older address: the first page is the right answer.
        Err(app::Error::Invalid(_)) => {
            wanted = wanted.first_page();
            look_and_count(app, &wanted.search(), &filters::SHOWN).await?
        }
        found => found?,
    };
    let title = match wanted.text.as_str() {
        "" => ctx.t("register-search-title"),
        text => ctx.ta("register-search-title.for", &[("text", text.into())]),
    };
    let body = body(&ctx, &wanted, &found, &counts);
    let feed = ctx.url(&feeds::of_search(&wanted));
    let page = ctx.page(title, body).wide().description(ctx.t("help-start-lead"));
    Ok(if ctx.state.is_archive { page } else { page.feed(feed, chips::words(&ctx, &wanted)) })
}

fn body(ctx: &Ctx, wanted: &Wanted, found: &Results, counts: &Counts) -> Markup {
    if ctx.state.is_archive {
        return listing(ctx, wanted, found, counts);
    }
    let has_filters = found.total > 0 || !wanted.filters.is_empty();
    html! {
        h1 { (ctx.t("register-search-title")) }
        form .search-form method="get" action=(ctx.url("/register")) role="search" {
            (search_box(ctx, &wanted.text))
            p .no-print { a href=(ctx.url(about_me::PATH)) { (ctx.t("about-link")) } }
            @if let Some(of) = wanted.of { input type="hidden" name="of" value=(of.as_str()); }
            div .with-filters {
                section .results aria-labelledby="results-title" {
                    (tabs(ctx, wanted, counts))
                    (chips::chips(ctx, wanted))
                    @if has_filters { a .to-filters href="#filters-title" { (ctx.t("register-filters")) } }
                    h2 #results-title .total { (total(ctx, found.total)) }
                    @if found.total == 0 { (nothing(ctx, wanted)) }
                    @else {
                        @if !found.has_all_words { p { (ctx.t("register-most-words")) } }
                        (sorting(ctx, wanted))
                        (results::list(ctx, &found.items))
                        (paging(ctx, wanted, found))
                    }
                    (follow(ctx, wanted))
                }
                @if has_filters { (filters::aside(ctx, wanted, counts)) }
            }
        }
    }
}

/// How to hear of what comes later.
fn follow(ctx: &Ctx, wanted: &Wanted) -> Markup {
    html! {
        section .no-print aria-labelledby="follow" {
            h2 #follow { (ctx.t("follow-title")) }
            @let letters = wanted.first_page().address().replacen("/register", "/register/alert", 1);
            ul {
                li { a href=(ctx.url(&letters)) { (ctx.t("alert-link")) } }
                li { a href=(ctx.url(&feeds::of_search(wanted))) { (ctx.t("feed-link")) } }
                li { a href=(ctx.url(changes_page::PATH)) { (ctx.t("changes-link")) } }
            }
        }
    }
}

/// Everything, page by page, where nothing answers a search.
fn listing(ctx: &Ctx, wanted: &Wanted, found: &Results, counts: &Counts) -> Markup {
    html! {
        h1 { (ctx.t("archive-list")) }
        (tabs(ctx, wanted, counts))
        h2 { (total(ctx, found.total)) }
        (results::list(ctx, &found.items))
        (paging(ctx, wanted, found))
    }
}

/// The box and its button: here and on the start page.
pub fn search_box(ctx: &Ctx, text: &str) -> Markup {
    html! {
        div .search-box {
            label for="q" { (ctx.t("register-search-label")) }
            p .hint #q-hint { (ctx.t("register-search-label.hint")) }
            div .search-line {
                input #q type="search" name="q" value=(text) maxlength="200" aria-describedby="q-hint";
                button .button { (ctx.t("register-search-button")) }
            }
        }
    }
}

fn tabs(ctx: &Ctx, wanted: &Wanted, counts: &Counts) -> Markup {
    let tab = |of: Option<Of>, id: &str, count| Tab {
        text: ctx.t(id),
        href: ctx.url(&Wanted { of, ..wanted.first_page() }.address()),
        current: wanted.of == of,
        count: Some(count),
    };
    let tabs = [
        tab(None, "register-tab-all", counts.holders + counts.arrays),
        tab(Some(Of::Holder), "register-tab-holders", counts.holders),
        tab(Some(Of::DataArray), "register-tab-arrays", counts.arrays),
    ];
    parts::tabs(ctx, &ctx.t("register-tabs"), &tabs)
}

fn total(ctx: &Ctx, total: i64) -> String {
    ctx.ta("register-found", &[("n", total.into())])
}

fn nothing(ctx: &Ctx, wanted: &Wanted) -> Markup {
    let is_plain = wanted.text.is_empty() && wanted.filters.is_empty();
    if is_plain {
        let (title, text) = (ctx.t("register-empty"), ctx.t("register-empty.text"));
        return parts::empty_state(&title, &text, None);
    }
    let advice = html! {
        ul {
            li { (ctx.t("register-nothing.spelling")) }
            li { (ctx.t("register-nothing.fewer")) }
            li { (ctx.t("register-nothing.filters")) }
            li { (ctx.t("register-nothing.absent")) }
        }
        p { a href=(ctx.url("/register")) { (ctx.t("register-clear")) } }
    };
    parts::empty_state(
        &ctx.t("register-nothing.text"),
        &ctx.t("register-nothing.try"),
        Some(advice),
    )
}

fn sorting(ctx: &Ctx, wanted: &Wanted) -> Markup {
    // Without words nothing fits better than another: then the newest come first.
    let best = (!wanted.text.is_empty()).then_some(None);
    let current = if best.is_some() { wanted.sort } else { Some(wanted.sort.unwrap_or_default()) };
    html! {
        nav .sorting aria-label=(ctx.t("register-sort")) {
            span { (ctx.t("register-sort")) ":" }
            ul {
                @for sort in best.into_iter().chain(ORDERS.map(Some)) {
                    @let other = Wanted { sort, ..wanted.first_page() };
                    li {
                        a href=(ctx.url(&other.address()))
                            aria-current=[(sort == current).then_some("true")] {
                            (ctx.t(&format!("register-sort.{}", sort.map_or("best", sort_word))))
                        }
                    }
                }
            }
            @if let Some(sort) = wanted.sort {
                input type="hidden" name="sort" value=(sort_word(sort));
            }
        }
    }
}

fn paging(ctx: &Ctx, wanted: &Wanted, found: &Results) -> Markup {
    let next = found.next.clone().map(|after| Wanted { after: Some(after), ..wanted.clone() });
    html! {
        nav .pagination aria-label=(ctx.t("nav-pages")) {
            @if wanted.after.is_some() {
                a href=(ctx.url(&wanted.first_page().address())) { (ctx.t("register-first-page")) }
            }
            @if let Some(next) = next {
                a rel="next" href=(ctx.url(&next.address())) { (ctx.t("register-next-page")) }
            }
        }
    }
}
