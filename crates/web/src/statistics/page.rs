//! The page: the newest numbers, or those of a day.

use app::statistics::{self, Group, SMALLEST_GROUP, Statistics};
use axum::extract::Path;
use domain::field::Of;
use jiff::civil::Date;
use maud::{Markup, html};

use super::chart::{Month, Words, columns, key};
use super::part::{BOTH, codes, heads, number, numbers, section};
use super::{PATH, map};
use crate::parts::{self, Column, Crumb, Tone, notice, table};
use crate::shell::{Ctx, Page, Problem};

/// Days that are listed.
const DAYS: u32 = 31;

pub async fn newest(ctx: Ctx) -> Result<Page, Problem> {
    let statistics = statistics::newest(&ctx.state.app).await?;
    let days = statistics::days(&ctx.state.app, DAYS).await?;
    let title = ctx.t("statistics-title");
    let body = html! { h1 { (title) } (body(&ctx, &statistics)) (other_days(&ctx, &days)) };
    let page = ctx.page(title, body).wide().style("statistics.css").canonical(PATH);
    Ok(page
        .alternate("application/json", "/api/v1/statistics")
        .description(ctx.t("statistics-lead")))
}

pub async fn of_day(ctx: Ctx, Path(day): Path<String>) -> Result<Page, Problem> {
    let day: Date = day.parse().map_err(|_| Problem::not_found())?;
    let statistics = statistics::of_day(&ctx.state.app, day).await?;
    let title = ctx.ta("statistics-of-day", &[("date", ctx.date(day).into())]);
    let body = html! {
        h1 { (title) }
        (notice(Tone::Info, &ctx.t("statistics-past"), html! { p { (ctx.t("statistics-past.text")) } }))
        (body(&ctx, &statistics))
    };
    let crumbs = [Crumb { text: ctx.t("statistics-title"), href: ctx.url(PATH) }];
    let page = ctx
        .page(title, body)
        .wide()
        .style("statistics.css")
        .above(parts::breadcrumbs(&ctx, &crumbs));
    Ok(page
        .canonical(format!("{PATH}/{day}"))
        .alternate("application/json", format!("/api/v1/statistics?day={day}")))
}

fn body(ctx: &Ctx, statistics: &Statistics) -> Markup {
    html! {
        p .lead { (ctx.t("statistics-lead")) }
        (totals(ctx, statistics))
        (origin(ctx, statistics))
        (regions(ctx, statistics))
        (section(ctx, statistics, Group::HolderKind, &BOTH))
        (section(ctx, statistics, Group::Sector, &BOTH))
        (section(ctx, statistics, Group::Special, &[Of::DataArray]))
        (section(ctx, statistics, Group::CrossBorder, &[Of::DataArray]))
        (section(ctx, statistics, Group::TransferCountry, &[Of::DataArray]))
        (section(ctx, statistics, Group::Fresh, &BOTH))
        (months(ctx, statistics))
        (reviews(ctx, statistics))
    }
}

fn totals(ctx: &Ctx, statistics: &Statistics) -> Markup {
    html! {
        ul .numbers {
            @for of in BOTH {
                @let id = if of == Of::Holder { "register-tab-holders" } else { "register-tab-arrays" };
                li { (ctx.t(id)) ": " (number(ctx, statistics, Group::Total, "", of)) }
            }
        }
    }
}

/// When and up to where was counted, and the same numbers for programs.
fn origin(ctx: &Ctx, statistics: &Statistics) -> Markup {
    let day = statistics.day.to_string();
    let position = ctx.number(statistics.position);
    html! {
        p {
            (ctx.ta("statistics-counted", &[("when", ctx.date_time(statistics.at).into())])) " "
            (ctx.ta("statistics-position", &[("position", position.into())]))
        }
        p .no-print { (ctx.t("statistics-again")) }
        ul .no-print {
            li { a href=(ctx.url(&format!("{PATH}/{day}"))) { (ctx.t("statistics-permanent")) } }
            li {
                (ctx.t("statistics-data")) " "
                a href={ "/api/v1/statistics?day=" (day) } { "JSON" } ", "
                a href={ "/api/v1/statistics.csv?day=" (day) } { "CSV" }
            }
            li { a href=(ctx.url("/open-data")) { (ctx.t("statistics-open-data")) } }
        }
    }
}

fn regions(ctx: &Ctx, statistics: &Statistics) -> Markup {
    let codes = codes(statistics, Group::Region);
    html! {
        section aria-labelledby="region" {
            h2 #region { (ctx.t("statistics-region")) }
            p { (ctx.t("statistics-region.text")) }
            div .figures {
                (map::tiles(ctx, statistics))
                @if codes.is_empty() { p { (ctx.t("statistics-none")) } }
                @else { (numbers(ctx, statistics, Group::Region, &codes, &BOTH)) }
            }
        }
    }
}

fn months(ctx: &Ctx, statistics: &Statistics) -> Markup {
    let group = Group::Registered;
    let codes = codes(statistics, group);
    let title = ctx.t("statistics-registered");
    let value = |code: &str, of| statistics.value(group, code, Some(of));
    let month = |code: &String| Month {
        name: code.rsplit('-').next().unwrap_or_default().to_owned(),
        values: [value(code, Of::DataArray), value(code, Of::Holder)],
    };
    let drawn: Vec<Month> = codes.iter().map(month).collect();
    let most = drawn.iter().flat_map(|month| month.values).max().unwrap_or_default();
    let shows = ctx.t("statistics-registered.shows");
    let words = Words { id: "chart-registered", title: &title, shows: &shows };
    let row = |code: &String| {
        let value = |of| number(ctx, statistics, group, code, of);
        std::iter::once(html! { (code) }).chain(BOTH.map(value)).collect()
    };
    let rows: Vec<Vec<Markup>> = codes.iter().map(row).collect();
    html! {
        section aria-labelledby="registered" {
            h2 #registered { (title) }
            div .figures {
                div {
                    (key(&[&ctx.t("register-tab-arrays"), &ctx.t("register-tab-holders")]))
                    (columns(&words, &drawn, &ctx.number(most)))
                }
                (table(&title, &heads(ctx, &ctx.t("changes-month"), &BOTH), &rows))
            }
        }
    }
}

fn reviews(ctx: &Ctx, statistics: &Statistics) -> Markup {
    let title = ctx.t("statistics-reviews");
    let columns = [
        Column::text(ctx.t("statistics-procedure")),
        Column::number(ctx.t("statistics-decided")),
        Column::number(ctx.t("statistics-median")),
        Column::number(ctx.t("statistics-ninetieth")),
    ];
    let groups = [Group::Decided, Group::MedianDays, Group::NinetiethDays];
    let row = |code: &String| {
        let value = |group| html! { (ctx.number(statistics.value(group, code, None))) };
        let name = html! { (ctx.t(&format!("procedure-{code}"))) };
        std::iter::once(name).chain(groups.map(value)).collect()
    };
    let decided: Vec<String> =
        statistics.of_group(Group::Decided).map(|figure| figure.code.clone()).collect();
    let rows: Vec<Vec<Markup>> = decided.iter().map(row).collect();
    let least = i64::try_from(SMALLEST_GROUP).unwrap_or_default();
    html! {
        section aria-labelledby="reviews" {
            h2 #reviews { (title) }
            p { (ctx.t("statistics-reviews.text")) }
            p { (ctx.ta("statistics-hidden", &[("least", least.into())])) }
            @if !rows.is_empty() { div .alone { (table(&title, &columns, &rows)) } }
        }
    }
}

fn other_days(ctx: &Ctx, days: &[Date]) -> Markup {
    html! {
        section .no-print aria-labelledby="days" {
            h2 #days { (ctx.t("statistics-days")) }
            ul .days {
                @for day in days {
                    li { a href=(ctx.url(&format!("{PATH}/{day}"))) { (ctx.date(*day)) } }
                }
            }
        }
    }
}
