//! One part of the page: a chart, and the table whose numbers lead to what they count.

use app::statistics::{Figure, Group, Statistics};
use domain::field::Of;
use maud::{Markup, html};

use super::chart::{Bar, Words, bars, key};
use super::source;
use crate::parts::{Column, table};
use crate::register::filters::value_name;
use crate::shell::Ctx;

pub const BOTH: [Of; 2] = [Of::Holder, Of::DataArray];
/// Parts of a group that stand in a chart; the table has them all.
const MOST_BARS: usize = 12;

/// The address of the page that counts the same.
pub fn source_of(ctx: &Ctx, group: Group, code: &str, of: Of) -> Option<String> {
    let figure = Figure { group, code: code.to_owned(), of: Some(of), value: 0 };
    source(&figure).map(|path| ctx.url(&path))
}

/// A number as a link to what it counts.
pub fn number(ctx: &Ctx, statistics: &Statistics, group: Group, code: &str, of: Of) -> Markup {
    let value = ctx.number(statistics.value(group, code, Some(of)));
    html! { a href=[source_of(ctx, group, code, of)] { (value) } }
}

/// The codes of a group, the most first: of arrays, then of holders alone.
pub fn codes(statistics: &Statistics, group: Group) -> Vec<String> {
    let of = |of| statistics.of_group(group).filter(move |figure| figure.of == Some(of));
    let mut codes: Vec<String> = Vec::new();
    for figure in of(Of::DataArray).chain(of(Of::Holder)) {
        if !codes.contains(&figure.code) {
            codes.push(figure.code.clone());
        }
    }
    codes
}

/// What a code of a group is called.
pub fn name(ctx: &Ctx, group: Group, code: &str) -> String {
    match group {
        Group::Fresh => value_name(ctx, "fresh", code),
        group => value_name(ctx, group.axis().unwrap_or_default(), code),
    }
}

/// A section with the arrays of a group as bars, beside the table.
pub fn section(ctx: &Ctx, statistics: &Statistics, group: Group, columns: &[Of]) -> Markup {
    let id = group.as_str();
    let title = ctx.t(&format!("statistics-{id}"));
    let codes = codes(statistics, group);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if codes.is_empty() { p { (ctx.t("statistics-none")) } }
            @else {
                div .figures {
                    div {
                        (key(&[&ctx.t("register-tab-arrays")]))
                        (chart(ctx, statistics, group, &codes))
                    }
                    (numbers(ctx, statistics, group, &codes, columns))
                }
            }
        }
    }
}

fn chart(ctx: &Ctx, statistics: &Statistics, group: Group, codes: &[String]) -> Markup {
    let bar = |code: &String| {
        let value = statistics.value(group, code, Some(Of::DataArray));
        Bar { name: name(ctx, group, code), value, written: ctx.number(value) }
    };
    let drawn: Vec<Bar> = codes.iter().take(MOST_BARS).map(bar).collect();
    let id = format!("chart-{}", group.as_str());
    let title = ctx.t(&format!("statistics-{}", group.as_str()));
    let said: Vec<String> =
        drawn.iter().map(|bar| format!("{}: {}", bar.name, bar.written)).collect();
    let title = format!("{title}: {}", ctx.t("register-tab-arrays"));
    bars(&Words { id: &id, title: &title, shows: &said.join("; ") }, &drawn)
}

/// The numbers of a group, a row for each of its parts.
pub fn numbers(
    ctx: &Ctx,
    statistics: &Statistics,
    group: Group,
    codes: &[String],
    columns: &[Of],
) -> Markup {
    let title = ctx.t(&format!("statistics-{}", group.as_str()));
    let row = |code: &String| {
        let value = |of: &Of| number(ctx, statistics, group, code, *of);
        std::iter::once(html! { (name(ctx, group, code)) })
            .chain(columns.iter().map(value))
            .collect()
    };
    let rows: Vec<Vec<Markup>> = codes.iter().map(row).collect();
    let head = ctx.t(&format!("register-axis-{}", group.as_str()));
    table(&title, &heads(ctx, &head, columns), &rows)
}

/// The heads of a table: what the rows are, then what is counted.
pub fn heads(ctx: &Ctx, first: &str, columns: &[Of]) -> Vec<Column> {
    let head = |of: &Of| match of {
        Of::Holder => Column::number(ctx.t("register-tab-holders")),
        Of::DataArray => Column::number(ctx.t("register-tab-arrays")),
    };
    std::iter::once(Column::text(first)).chain(columns.iter().map(head)).collect()
}
