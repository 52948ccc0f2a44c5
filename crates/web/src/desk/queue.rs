//! The queue: by legal due time, with filters in the address and exact counts.

use app::review::{self, Case, Counts, Filter, Hands, Queue};
use app::{StaffRole, policy};
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::{Procedure, State};
use maud::{Markup, html};
use uuid::Uuid;

use super::{case_path, filter, words};
use crate::entry::code_label;
use crate::parts::{self, Column, Field, Tab, Tone, empty_state, field};
use crate::shell::{Ctx, Page, Problem};

pub async fn page(ctx: Ctx) -> Result<Page, Problem> {
    let filter = filter::read(ctx.query.as_deref().unwrap_or_default());
    let app = &ctx.state.app;
    let queue = review::queue(app, &ctx.caller, &filter).await?;
    let drafts = review::own_drafts(app, &ctx.caller).await?;
    let waiting = waiting_for_me(&ctx).await?;
    let title = ctx.t("desk-title");
    let body = html! {
        div .page-head {
            h1 { (title) }
            p { a .button.secondary href=(ctx.url("/desk/next")) data-key="next" { (ctx.t("desk-next")) } }
        }
        (proposals(&ctx, &waiting))
        (hands(&ctx, &filter, &queue.counts))
        (filters(&ctx, &filter, &queue.counts))
        (list(&ctx, &filter, &queue))
        (own_drafts(&ctx, &drafts))
        (keys(&ctx))
    };
    let page = super::page(&ctx, title, body);
    Ok(match super::done(&ctx) {
        Some(notice) => page.above(notice),
        None => page,
    })
}

/// The case to open now; back to the queue when there is none.
pub async fn next(ctx: Ctx) -> Result<Response, Problem> {
    let query = ctx.query.as_deref().unwrap_or_default();
    let after = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "after")
        .and_then(|(_, id)| id.parse::<Uuid>().ok());
    let next = review::next_case(&ctx.state.app, &ctx.caller, after).await?;
    let to = next.map_or_else(|| "/desk".to_owned(), case_path);
    Ok(Redirect::to(&ctx.url(&to)).into_response())
}

/// For the second person: what waits for a signature comes first.
async fn waiting_for_me(ctx: &Ctx) -> Result<Vec<Case>, Problem> {
    if !policy::may(&ctx.caller, policy::Deed::ConfirmDecision, None) {
        return Ok(Vec::new());
    }
    let filter = Filter { states: vec![State::Proposed], limit: 20, ..Filter::default() };
    Ok(review::queue(&ctx.state.app, &ctx.caller, &filter).await?.cases)
}

fn proposals(ctx: &Ctx, cases: &[Case]) -> Markup {
    html! {
        @if !cases.is_empty() {
            section .proposals aria-labelledby="proposals" {
                h2 #proposals { (ctx.t("desk-proposals")) }
                ul { @for case in cases {
                    li {
                        a href=(ctx.url(&case_path(case.id))) { (words::case_name(ctx, &case.application)) }
                        " — " (words::procedure(ctx, &case.application))
                        @if let Some(decision) = &case.application.decision {
                            ". " (ctx.ta("desk-proposed-by", &[("name", decision.proposed_by.name.clone().into())]))
                        }
                    }
                } }
            }
        }
    }
}

fn hands(ctx: &Ctx, filter: &Filter, counts: &Counts) -> Markup {
    let mut tabs: Vec<Tab> = [Hands::Anyone, Hands::Mine, Hands::Nobody]
        .into_iter()
        .zip(counts.hands)
        .filter(|(hands, _)| *hands != Hands::Mine || ctx.caller.is_staff(StaffRole::Registrar))
        .map(|(hands, count)| Tab {
            text: ctx.t(match hands {
                Hands::Anyone => "desk-hands-anyone",
                Hands::Mine => "desk-hands-me",
                Hands::Nobody => "desk-hands-nobody",
            }),
            href: filter::address(ctx, &Filter { hands, after: None, ..filter.clone() }),
            current: filter.hands == hands && !filter.is_overdue,
            count: Some(count),
        })
        .collect();
    tabs.push(Tab {
        text: ctx.t("desk-overdue"),
        href: filter::address(ctx, &Filter { is_overdue: true, after: None, ..filter.clone() }),
        current: filter.is_overdue,
        count: Some(counts.overdue),
    });
    if filter.is_overdue {
        for (tab, hands) in tabs.iter_mut().zip([Hands::Anyone, Hands::Mine, Hands::Nobody]) {
            if tab.text != ctx.t("desk-overdue") {
                let filter = Filter { hands, is_overdue: false, after: None, ..filter.clone() };
                tab.href = filter::address(ctx, &filter);
            }
        }
    }
    parts::tabs(ctx, &ctx.t("desk-hands"), &tabs)
}

fn filters(ctx: &Ctx, filter: &Filter, counts: &Counts) -> Markup {
    let chosen =
        filter.states.len() + filter.procedures.len() + filter.regions.len() + filter.sectors.len();
    let text = Field::new("q", ctx.t("desk-search"))
        .hint(ctx.t("desk-search.hint"))
        .value(filter.text.clone())
        .kind("search");
    html! {
        form .queue-filters method="get" role="search" {
            (field::text(ctx, &text))
            details open[chosen > 0] {
                summary { (ctx.t("desk-filters")) @if chosen > 0 { " " span .count { (ctx.ta("tree-chosen", &[("n", chosen.into())])) } } }
                div .filter-groups {
                    (boxes(ctx, "state", "axis-status", states(ctx, filter, counts)))
                    (boxes(ctx, "procedure", "axis-procedure", procedures(ctx, filter, counts)))
                    (boxes(ctx, "region", "axis-region", codes(ctx, "region", &counts.regions, &filter.regions)))
                    (boxes(ctx, "sector", "axis-sector", codes(ctx, "sector", &counts.sectors, &filter.sectors)))
                }
            }
            (field::hidden("hands", filter::hands_word(filter.hands)))
            @if filter.is_overdue { (field::hidden("overdue", "yes")) }
            div .buttons {
                (parts::button(&ctx.t("desk-apply")))
                a href=(ctx.url("/desk")) { (ctx.t("desk-clear")) }
            }
        }
    }
}

/// One box of a filter.
struct Tick {
    value: String,
    label: String,
    count: i64,
    ticked: bool,
}

fn states(ctx: &Ctx, filter: &Filter, counts: &Counts) -> Vec<Tick> {
    let states = State::ALL.into_iter().filter(|state| *state != State::Draft);
    let tick = |state: State| Tick {
        value: state.as_str().into(),
        label: ctx.t(&format!("state-{}", state.as_str())),
        count: count(&counts.states, state.as_str()),
        ticked: filter.states.contains(&state),
    };
    states.map(tick).collect()
}

fn procedures(ctx: &Ctx, filter: &Filter, counts: &Counts) -> Vec<Tick> {
    let tick = |procedure: Procedure| Tick {
        value: procedure.as_str().into(),
        label: ctx.t(&format!("procedure-{}.short", procedure.as_str())),
        count: count(&counts.procedures, procedure.as_str()),
        ticked: filter.procedures.contains(&procedure),
    };
    Procedure::ALL.into_iter().map(tick).collect()
}

/// Codes of a classifier that occur, the most first; a chosen one stays though nothing answers it.
fn codes(ctx: &Ctx, classifier: &str, found: &[(String, i64)], chosen: &[String]) -> Vec<Tick> {
    let absent = chosen.iter().filter(|code| found.iter().all(|(other, _)| other != *code));
    let all = found.iter().cloned().chain(absent.map(|code| (code.clone(), 0)));
    let tick = |(code, count): (String, i64)| Tick {
        label: code_label(ctx, classifier, &code),
        ticked: chosen.contains(&code),
        value: code,
        count,
    };
    all.map(tick).collect()
}

fn count(counts: &[(String, i64)], word: &str) -> i64 {
    counts.iter().find(|(found, _)| found == word).map_or(0, |(_, count)| *count)
}

fn boxes(ctx: &Ctx, name: &str, title: &str, ticks: Vec<Tick>) -> Markup {
    let shown: Vec<Tick> = ticks.into_iter().filter(|tick| tick.count > 0 || tick.ticked).collect();
    html! {
        @if !shown.is_empty() {
            fieldset .field {
                legend { (ctx.t(title)) }
                div .choices {
                    @for tick in &shown {
                        @let id = format!("{name}-{}", tick.value);
                        div .choice {
                            input type="checkbox" id=(id) name=(name) value=(tick.value) checked[tick.ticked];
                            label for=(id) { (tick.label) " " span .count { (ctx.number(tick.count)) } }
                        }
                    }
                }
            }
        }
    }
}

fn list(ctx: &Ctx, filter: &Filter, queue: &Queue) -> Markup {
    if queue.cases.is_empty() {
        return nothing(ctx, filter);
    }
    let columns = ["case", "holder", "submitted", "due", "assignee", "state"]
        .map(|name| Column::text(ctx.t(&format!("desk-column-{name}"))));
    let rows: Vec<Vec<Markup>> = queue.cases.iter().map(|case| row(ctx, case)).collect();
    let caption = ctx.ta("desk-found", &[("n", queue.total.into())]);
    let next = queue
        .next
        .clone()
        .map(|after| filter::address(ctx, &Filter { after: Some(after), ..filter.clone() }));
    let shown =
        ctx.ta("desk-shown", &[("n", queue.cases.len().into()), ("total", queue.total.into())]);
    html! {
        div .queue { (parts::table(&caption, &columns, &rows)) }
        (parts::pagination(ctx, &shown, None, next.as_deref()))
        @if filter.after.is_some() {
            p { a href=(filter::address(ctx, &Filter { after: None, ..filter.clone() })) { (ctx.t("desk-first-page")) } }
        }
    }
}

fn row(ctx: &Ctx, case: &Case) -> Vec<Markup> {
    let application = &case.application;
    let submitted = application.submitted_at.map(|at| ctx.date_short(ctx.day(at)));
    vec![
        html! {
            a href=(ctx.url(&case_path(case.id))) data-place { (words::case_name(ctx, application)) }
            br;
            span .quiet { (words::procedure(ctx, application)) }
            @if application.ex_officio { " " (parts::tag(Tone::Info, &ctx.t("desk-ex-officio"))) }
        },
        html! { (application.organisation) },
        html! { (submitted.unwrap_or_default()) },
        words::due(ctx, application),
        html! { (application.assignee.as_ref().map_or_else(|| ctx.t("desk-nobody"), |a| a.name.clone())) },
        words::state_tag(ctx, application.state),
    ]
}

fn nothing(ctx: &Ctx, filter: &Filter) -> Markup {
    let plain = Filter { limit: filter.limit, ..Filter::default() };
    if *filter == plain {
        return empty_state(&ctx.t("desk-empty"), &ctx.t("desk-empty.text"), None);
    }
    let all = html! { p { a href=(ctx.url("/desk")) { (ctx.t("desk-clear")) } } };
    empty_state(&ctx.t("desk-none-found"), &ctx.t("desk-none-found.text"), Some(all))
}

fn own_drafts(ctx: &Ctx, drafts: &[Case]) -> Markup {
    html! {
        @if !drafts.is_empty() {
            section aria-labelledby="own-drafts" {
                h2 #own-drafts { (ctx.t("desk-own-drafts")) }
                ul { @for draft in drafts {
                    li {
                        a href=(ctx.url(&case_path(draft.id))) { (draft.application.title()) }
                        " — " (words::procedure(ctx, &draft.application)) ", " (draft.application.author.name)
                    }
                } }
            }
        }
    }
}

/// What the keys do; they can be changed or switched off (WCAG 2.1.4). Shown by the script that
/// makes them work.
pub fn keys(ctx: &Ctx) -> Markup {
    let keys = [("down", "j"), ("up", "k"), ("remark", "c"), ("next", "n")];
    html! {
        div #keys hidden {
            (parts::details(&ctx.t("desk-keys"), html! {
                p { (ctx.t("desk-keys.text")) }
                div .key-list {
                    div .choice {
                        input type="checkbox" id="keys-on" checked;
                        label for="keys-on" { (ctx.t("desk-keys.on")) }
                    }
                    @for (act, key) in keys {
                        div .key {
                            label for={ "key-" (act) } { (ctx.t(&format!("desk-key-{act}"))) }
                            input .w-tiny id={ "key-" (act) } data-act=(act) value=(key) maxlength="1" autocomplete="off" spellcheck="false";
                        }
                    }
                }
            }))
        }
    }
}
