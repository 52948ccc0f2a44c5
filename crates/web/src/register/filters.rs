//! Filters with exact counts: boxes to tick, in one form with the search box.

use app::register::Counts;
use maud::{Markup, html};

use super::wanted::{Wanted, classifier};
use crate::entry::code_label;
use crate::shell::Ctx;

/// The axes shown, in this order.
pub const SHOWN: [&str; 8] = [
    "region",
    "holder_kind",
    "sector",
    "subject_category",
    "data_category",
    "special",
    "cross_border",
    "transfer_country",
];

/// How many values of an axis are shown at most; the rest is found by words.
const MOST_SHOWN: usize = 30;

pub fn aside(ctx: &Ctx, wanted: &Wanted, counts: &Counts) -> Markup {
    html! {
        section .filters aria-labelledby="filters-title" {
            h2 #filters-title tabindex="-1" { (ctx.t("register-filters")) }
            @for axis in SHOWN {
                (group(ctx, wanted, axis, counts.axes.get(axis).map_or(&[], Vec::as_slice)))
            }
            (group(ctx, wanted, "fresh", &freshness(counts)))
            (group(ctx, wanted, "status", &counts.standings))
            button .button.secondary { (ctx.t("register-apply")) }
        }
    }
}

fn freshness(counts: &Counts) -> Vec<(String, i64)> {
    let [in_time, overdue] = counts.freshness;
    let both = [("in_time", in_time), ("overdue", overdue)];
    both.into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| (word.to_owned(), n)).collect()
}

/// One axis. What is chosen stays visible even when nothing would be found by it.
fn group(ctx: &Ctx, wanted: &Wanted, axis: &str, counts: &[(String, i64)]) -> Markup {
    let chosen = wanted.chosen(axis);
    let lost = chosen.iter().filter(|value| !counts.iter().any(|(found, _)| found == *value));
    let shown = counts.iter().map(|(value, n)| (value.as_str(), *n)).take(MOST_SHOWN);
    let values = as_tree(ctx, axis, shown.chain(lost.map(|value| (*value, 0))).collect());
    html! {
        @if !values.is_empty() {
            details .filter open[!chosen.is_empty()] {
                summary { (ctx.t(&format!("register-axis-{axis}"))) }
                div .ticks role="group" aria-label=(ctx.t(&format!("register-axis-{axis}"))) {
                    @for (place, value) in values.iter().enumerate() {
                        (tick(ctx, axis, place, value, chosen.contains(&value.code)))
                    }
                }
            }
        }
    }
}

/// A value of a filter.
struct Choice<'a> {
    code: &'a str,
    n: i64,
    /// Whether it stands under its group.
    is_below: bool,
}

/// Values under the groups that they belong to, if these are shown; in both, the order stays.
fn as_tree<'a>(ctx: &Ctx, axis: &str, values: Vec<(&'a str, i64)>) -> Vec<Choice<'a>> {
    let law = ctx.state.app.law();
    let tree = law.classifier(classifier(axis)).filter(|_| axis == "data_category");
    let group = |code: &str| {
        let path = tree.map(|tree| tree.path(code)).unwrap_or_default();
        path.first().map(|top| top.code.clone()).filter(|top| top != code)
    };
    let shown: Vec<(&str, i64, Option<String>)> =
        values.iter().map(|(code, n)| (*code, *n, group(code))).collect();
    let is_shown = |code: &str| values.iter().any(|(shown, _)| *shown == code);
    let mut ordered = Vec::with_capacity(values.len());
    for (code, n, group) in &shown {
        if group.as_deref().is_some_and(is_shown) {
            continue;
        }
        ordered.push(Choice { code, n: *n, is_below: false });
        let below = shown.iter().filter(|(_, _, group)| group.as_deref() == Some(code));
        ordered.extend(below.map(|(code, n, _)| Choice { code, n: *n, is_below: true }));
    }
    ordered
}

fn tick(ctx: &Ctx, axis: &str, place: usize, value: &Choice<'_>, checked: bool) -> Markup {
    let id = format!("f-{axis}-{place}");
    html! {
        div .choice .below[value.is_below] {
            input type="checkbox" id=(id) name=(axis) value=(value.code) checked[checked];
            label for=(id) {
                (value_name(ctx, axis, value.code)) " " span .count { (ctx.number(value.n)) }
            }
        }
    }
}

/// What a value of a filter is called.
pub fn value_name(ctx: &Ctx, axis: &str, value: &str) -> String {
    match axis {
        "special" | "cross_border" => ctx.t(&format!("answer-{value}")),
        "status" => ctx.t(&format!("standing-{value}")),
        "fresh" => ctx.t(&format!("register-fresh-{value}")),
        axis => code_label(ctx, classifier(axis), value),
    }
}
