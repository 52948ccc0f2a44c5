//! The public changes as a page: newest first, of one month or one act if asked.

use app::register::{
    CHANGE_ACTS, ChangesPage, ChangesWanted, MOST_CHANGES, NamedChange, latest_changes,
};
use domain::field::Of;
use jiff::civil::Date;
use maud::{Markup, html};

use super::entry_page::named;
use super::{address, feeds};
use crate::parts::{self, Choice, Column, Fault, Field, fault_at, field, field::Width, table};
use crate::shell::{Ctx, Page, Problem};

/// Where the page is, after the language.
pub const PATH: &str = "/register/changes";
/// How many changes stand on a page.
const ON_A_PAGE: u32 = 50;

/// What the address asks for, with what was typed as the month.
#[derive(Default)]
struct Asked {
    wanted: ChangesWanted,
    month: String,
    fault: Option<Fault>,
}

impl Asked {
    fn read(ctx: &Ctx) -> Self {
        let limit = ON_A_PAGE.min(MOST_CHANGES);
        let wanted = ChangesWanted { limit, ..ChangesWanted::default() };
        let mut asked = Self { wanted, ..Self::default() };
        let query = ctx.query.as_deref().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "of" => asked.wanted.of = of_word(&value),
                "act" => asked.wanted.act = CHANGE_ACTS.into_iter().find(|act| *act == value),
                "before" => asked.wanted.before = value.parse().ok(),
                "month" => asked.month = value.trim().chars().take(40).collect(),
                _ => {}
            }
        }
        asked.read_month(ctx);
        asked
    }

    fn read_month(&mut self, ctx: &Ctx) {
        self.wanted.month = month(&self.month);
        if self.wanted.month.is_none() && !self.month.is_empty() {
            let text = ctx.ta("changes-month-unreadable", &[("typed", self.month.as_str().into())]);
            self.fault = Some(Fault::new("month", text));
        }
    }
}

/// The address of the changes of a kind in a month, `2026-11`.
pub fn of_month(of: Of, act: &str, month: &str) -> String {
    format!("{PATH}?of={}&act={act}&month={month}", of.as_str())
}

fn of_word(word: &str) -> Option<Of> {
    [Of::Holder, Of::DataArray].into_iter().find(|of| of.as_str() == word)
}

/// The first day of a month as it was typed: `2026-11`.
fn month(typed: &str) -> Option<Date> {
    let is_plain = typed.len() == 7 && typed.is_ascii();
    is_plain.then(|| format!("{typed}-01").parse().ok()).flatten()
}

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    let asked = Asked::read(&ctx);
    let found = latest_changes(&ctx.state.app, &asked.wanted).await?;
    let title = ctx.t("changes-title");
    let faults: Vec<Fault> = asked.fault.clone().into_iter().collect();
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("changes-lead")) }
        p .no-print { a href=(ctx.url(feeds::CHANGES)) { (ctx.t("feed-link")) } }
        (form(&ctx, &asked, &faults))
        h2 .total { (ctx.ta("changes-found", &[("n", found.total.into())])) }
        @if found.items.is_empty() { p { (ctx.t("changes-none")) } }
        @else { (list(&ctx, &found.items)) (paging(&ctx, &asked, &found)) }
    };
    let page = ctx.page(title.clone(), body).feed(ctx.url(feeds::CHANGES), title);
    Ok(page.description(ctx.t("changes-lead")).faults(&faults))
}

fn form(ctx: &Ctx, asked: &Asked, faults: &[Fault]) -> Markup {
    let any = Choice::new("", ctx.t("changes-any"));
    let kinds = [Of::Holder, Of::DataArray].map(|of| {
        let id = if of == Of::Holder { "register-tab-holders" } else { "register-tab-arrays" };
        Choice::new(of.as_str(), ctx.t(id))
    });
    let acts = CHANGE_ACTS.map(|act| Choice::new(act, ctx.t(&format!("act-{act}"))));
    let of = Field::new("of", ctx.t("changes-of")).value(asked.wanted.of.map_or("", Of::as_str));
    let act = Field::new("act", ctx.t("changes-act")).value(asked.wanted.act.unwrap_or_default());
    let month = Field::of(ctx, "month", "changes-month").value(&asked.month).width(Width::Short);
    let month = month.error(fault_at(faults, "month").map(|fault| fault.text.clone())).optional();
    html! {
        details .no-print .more open[is_narrowed(asked)] {
            summary { (ctx.t("changes-narrow")) }
            form method="get" action=(ctx.url(PATH)) {
                (field::select(ctx, &of, &[vec![any.clone()], kinds.to_vec()].concat()))
                (field::select(ctx, &act, &[vec![any], acts.to_vec()].concat()))
                (field::text(ctx, &month))
                (parts::button(&ctx.t("register-apply")))
            }
        }
    }
}

fn is_narrowed(asked: &Asked) -> bool {
    asked.wanted.of.is_some() || asked.wanted.act.is_some() || !asked.month.is_empty()
}

fn list(ctx: &Ctx, changes: &[NamedChange]) -> Markup {
    let columns = [
        Column::text(ctx.t("changes-when")),
        Column::text(ctx.t("changes-what")),
        Column::text(ctx.t("changes-entry")),
        Column::number(ctx.t("changes-place")),
    ];
    let rows: Vec<Vec<Markup>> = changes.iter().map(|change| row(ctx, change)).collect();
    table(&ctx.t("changes-title"), &columns, &rows)
}

fn row(ctx: &Ctx, change: &NamedChange) -> Vec<Markup> {
    let line = &change.line;
    let name = named(ctx, &change.name, &line.number);
    vec![
        html! { (ctx.date_time(line.at)) },
        html! { (ctx.t(&format!("act-{}", line.act))) },
        html! {
            @match address::of_change(line) {
                Some(page) => { a href=(ctx.url(&page)) { (name) } },
                None => { (ctx.t("changes-list")) },
            }
            " " span .under .nowrap { (line.number) }
        },
        html! { (ctx.number(line.change)) },
    ]
}

fn paging(ctx: &Ctx, asked: &Asked, found: &ChangesPage) -> Markup {
    html! {
        nav .pagination aria-label=(ctx.t("nav-pages")) {
            @if asked.wanted.before.is_some() {
                a href=(ctx.url(&again(asked, None))) { (ctx.t("register-first-page")) }
            }
            @if let Some(next) = found.next {
                a rel="next" href=(ctx.url(&again(asked, Some(next)))) { (ctx.t("register-next-page")) }
            }
        }
    }
}

fn again(asked: &Asked, before: Option<i64>) -> String {
    let wanted = &asked.wanted;
    let pairs = [
        ("of", wanted.of.map(|of| of.as_str().to_owned())),
        ("act", wanted.act.map(str::to_owned)),
        ("month", wanted.month.map(|_| asked.month.clone())),
        ("before", before.map(|place| place.to_string())),
    ];
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.into_iter().filter_map(|(name, value)| Some((name, value?))));
    format!("{PATH}?{}", query.finish())
}
