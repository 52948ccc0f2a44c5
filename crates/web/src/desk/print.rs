//! The case file on paper: everything, nothing folded, nothing to press.

use axum::extract::Path;
use domain::application::State;
use maud::{Markup, html};
use uuid::Uuid;

use super::case::Open;
use super::sections::{path_label, title};
use super::{case_path, second, story, words};
use crate::entry::section_summary;
use crate::parts::{self, Row};
use crate::shell::{Ctx, Page, Problem};

pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let case = Open::load(&ctx, id).await?;
    let application = case.application();
    let name = words::case_name(&ctx, application);
    let body = html! {
        h1 { (name) }
        p .lead { (words::procedure(&ctx, application)) " " (words::state_tag(&ctx, application.state)) }
        p .no-print { (ctx.t("desk-print.hint")) }
        (facts(&ctx, &case))
        @if let Some(decision) = &application.decision {
            h2 { (ctx.t("desk-decision")) }
            p { (ctx.ta("desk-proposed-by", &[("name", decision.proposed_by.name.clone().into())])) ", " (ctx.date_time(decision.proposed_at)) }
            @if let Some(second) = &decision.confirmed_by {
                p { (ctx.ta("desk-confirmed-by", &[("name", second.name.clone().into())])) }
            }
            (second::of(&ctx, application, decision))
        }
        @if application.state != State::Purged {
            h2 { (ctx.t("desk-entry")) }
            @for section in domain::field::Catalogue::embedded().sections(case.of()) {
                h3 { (title(&ctx, case.of(), section)) }
                (section_summary(&ctx, case.of(), section, case.entry()))
            }
        }
        (remarks(&ctx, &case))
        h2 { (ctx.t("desk-steps")) }
        (story::steps(&ctx, &case.story.steps))
        p { (ctx.ta("desk-printed", &[("date", ctx.date_time(ctx.now).into())])) }
    };
    let crumbs = super::crumbs(&ctx, Some((case.id, &name)));
    Ok(super::page(&ctx, ctx.t("desk-print"), body).above(crumbs))
}

fn facts(ctx: &Ctx, case: &Open) -> Markup {
    let application = case.application();
    let assignee = application.assignee.as_ref().map_or("—", |actor| actor.name.as_str());
    let mut rows = vec![
        Row::text(ctx.t("desk-column-holder"), &application.organisation),
        Row::text(ctx.t("desk-author"), &application.author.name),
        Row::text(ctx.t("desk-column-assignee"), assignee),
    ];
    if let Some(at) = application.submitted_at {
        rows.push(Row::text(ctx.t("desk-column-submitted"), &ctx.date_time(at)));
    }
    if let Some(term) = application.term.as_ref().filter(|_| !application.state.is_final()) {
        rows.push(Row::text(ctx.t("desk-column-due"), &ctx.date(term.due_on())));
    }
    let address = format!("{}{}", ctx.state.base_url, ctx.url(&case_path(case.id)));
    rows.push(Row::text(ctx.t("desk-address"), &address));
    parts::summary_list(ctx, &rows)
}

fn remarks(ctx: &Ctx, case: &Open) -> Markup {
    let remarks = &case.application().remarks;
    html! {
        @if !remarks.is_empty() {
            h2 { (ctx.t("desk-rounds")) }
            ul { @for remark in remarks {
                li {
                    strong { (path_label(ctx, case.of(), &remark.path)) } ": " (remark.words)
                    " (" (ctx.ta("desk-round", &[("n", i64::from(remark.round).into())])) ", " (ctx.date_short(ctx.day(remark.at))) ")"
                }
            } }
        }
    }
}
