//! The home of an organisation: what is registered, what is on its way, what to do next.

use app::application::{self, Home};
use app::policy::{self, Deed};
use axum::extract::{Path, Query};
use domain::application::{Application, Procedure, State};
use domain::data_array::DataArray;
use domain::holder::{Holder, Standing};
use domain::term::Term;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{count, name_of, procedure_words, tasks, term};
use crate::parts::{
    Column, Crumb, Tone, breadcrumbs, empty_state, link_button, notice, table, tag,
};
use crate::shell::{Ctx, Page, Problem};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    made: Option<u16>,
}

/// The page after several applications were begun at once.
pub fn after_making(ctx: &Ctx, organisation: Uuid, made: usize) -> String {
    ctx.url(&format!("/organisations/{organisation}?made={made}"))
}

fn made(ctx: &Ctx, n: u16) -> Markup {
    let title = ctx.ta("applicant-made", &[("n", i64::from(n).into())]);
    notice(Tone::Good, &title, html! { p { (ctx.t("applicant-made-text")) } })
}

/// The page.
pub async fn page(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Page, Problem> {
    let home = application::home(&ctx.state.app, &ctx.caller, id).await?;
    let may = policy::may(&ctx.caller, Deed::WriteApplication, Some(id));
    let running: Vec<_> =
        home.applications.iter().filter(|found| !found.record.state.is_final()).collect();
    let over: Vec<_> =
        home.applications.iter().filter(|found| found.record.state.is_final()).collect();
    let body = html! {
        h1 { (home.name) }
        @if let Some(n) = done.made.filter(|n| *n > 0) { (made(&ctx, n)) }
        (waiting(&ctx, &home))
        h2 { (ctx.t("applicant-organisation")) }
        (holder(&ctx, id, &home, may))
        p { a href=(ctx.url(&format!("/organisations/{id}/members"))) { (ctx.t("members-title")) } }
        h2 { (ctx.t("applicant-running")) }
        @if running.is_empty() { p { (ctx.t("applicant-running.none")) } }
        @else { (applications(&ctx, &ctx.t("applicant-running"), &running)) }
        h2 { (ctx.t("applicant-arrays-title")) }
        (arrays(&ctx, id, &home, may))
        @if !over.is_empty() {
            h2 { (ctx.t("applicant-over")) }
            (applications(&ctx, &ctx.t("applicant-over"), &over))
        }
    };
    let crumbs = [Crumb { text: ctx.t("nav-organisations"), href: ctx.url("/organisations") }];
    Ok(ctx.page(home.name.clone(), body).above(breadcrumbs(&ctx, &crumbs)).style("applicant.css"))
}

/// What the authority sent back comes first.
fn waiting(ctx: &Ctx, home: &Home) -> Markup {
    let returned = home.applications.iter().filter(|f| f.record.state == State::Returned);
    let returned: Vec<_> = returned.collect();
    html! {
        @if !returned.is_empty() {
            (notice(Tone::Attention, &ctx.t("applicant-returned"), html! {
                ul {
                    @for found in &returned {
                        li {
                            a href=(ctx.url(&format!("/applications/{}", found.id))) { (name_of(ctx, &found.record)) }
                            ": " (ctx.ta("applicant-remarks-count", &[("n", count(found.record.open_remarks().count()).into())]))
                        }
                    }
                }
            }))
        }
    }
}

fn holder(ctx: &Ctx, id: Uuid, home: &Home, may: bool) -> Markup {
    let begun = home.applications.iter().find(|found| {
        found.record.procedure == Procedure::RegisterHolder && !found.record.state.is_final()
    });
    match (&home.holder, begun) {
        (Some(found), _) => registered(ctx, id, &found.record, may),
        (None, Some(found)) => html! {
            p { (tasks::state_tag(ctx, found.record.state)) " " (ctx.t(&format!("state-{}.applicant", found.record.state.as_str()))) }
            p { a href=(ctx.url(&format!("/applications/{}", found.id))) { (ctx.t("applicant-to-application")) } }
        },
        (None, None) => {
            let href = ctx.url(&format!("/organisations/{id}/start?procedure=register_holder"));
            let action = may.then(|| {
                link_button(&procedure_words(ctx, Procedure::RegisterHolder, "verb"), &href)
            });
            empty_state(
                &ctx.t("applicant-organisation.none"),
                &ctx.t("applicant-organisation.next"),
                action,
            )
        }
    }
}

fn registered(ctx: &Ctx, id: Uuid, holder: &Holder, may: bool) -> Markup {
    let start = |word: &str| ctx.url(&format!("/organisations/{id}/start?procedure={word}"));
    html! {
        p {
            (standing(ctx, holder.standing)) " "
            a href=(ctx.url(&format!("/register/holders/{}", holder.number))) { (holder.number) }
            " · " (freshness(ctx, holder.confirmed_at))
        }
        @if may && holder.standing == Standing::Registered {
            ul .row-actions {
                li { a href=(ctx.url(&format!("/organisations/{id}/still-true"))) { (procedure_words(ctx, Procedure::ConfirmHolder, "verb")) } }
                li { a href=(start("amend_holder")) { (procedure_words(ctx, Procedure::AmendHolder, "verb")) } }
                li { a href=(start("exclude_holder")) { (procedure_words(ctx, Procedure::ExcludeHolder, "verb")) } }
            }
        }
    }
}

fn standing(ctx: &Ctx, standing: Standing) -> Markup {
    let tone = if standing == Standing::Registered { Tone::Good } else { Tone::Plain };
    tag(tone, &ctx.t(&format!("standing-{}", standing.as_str())))
}

fn freshness(ctx: &Ctx, at: Timestamp) -> String {
    ctx.ta("freshness", &[("ago", ctx.ago(at).into())])
}

fn applications(ctx: &Ctx, caption: &str, found: &[&app::Loaded<Application>]) -> Markup {
    let mut columns = vec![
        Column::text(ctx.t("applicant-column-what")),
        Column::text(ctx.t("applicant-column-kind")),
        Column::text(ctx.t("applicant-column-number")),
        Column::text(ctx.t("applicant-column-state")),
    ];
    let has_terms = found.iter().any(|one| running_term(&one.record).is_some());
    if has_terms {
        columns.push(Column::text(ctx.t("applicant-column-until")));
    }
    let rows: Vec<Vec<Markup>> =
        found.iter().map(|one| application_row(ctx, one, has_terms)).collect();
    html! { div .captioned { (table(caption, &columns, &rows)) } }
}

fn running_term(application: &Application) -> Option<&Term> {
    application.term.as_ref().filter(|_| !application.state.is_final())
}

fn application_row(ctx: &Ctx, found: &app::Loaded<Application>, has_terms: bool) -> Vec<Markup> {
    let application = &found.record;
    let mut row = vec![
        html! { a href=(ctx.url(&format!("/applications/{}", found.id))) { (name_of(ctx, application)) } },
        html! { (procedure_words(ctx, application.procedure, "short")) },
        html! { span .nowrap { (application.number.as_deref().unwrap_or("—")) } },
        html! { (tasks::state_tag(ctx, application.state)) },
    ];
    if has_terms {
        row.push(html! {
            @if let Some(running) = running_term(application) {
                (ctx.date_short(running.due_on())) " " (term::left(ctx, running))
            } @else { "—" }
        });
    }
    row
}

fn arrays(ctx: &Ctx, id: Uuid, home: &Home, may: bool) -> Markup {
    let href = ctx.url(&format!("/organisations/{id}/start?procedure=register_array"));
    let verb = procedure_words(ctx, Procedure::RegisterArray, "verb");
    let action = may.then(|| link_button(&verb, &href));
    let import = html! {
        @if may { p { a href=(ctx.url(&format!("/organisations/{id}/import"))) { (ctx.t("applicant-import")) } } }
    };
    if home.arrays.is_empty() {
        let (title, text) =
            (ctx.t("applicant-arrays-title.none"), ctx.t("applicant-arrays-title.next"));
        return html! { (empty_state(&title, &text, action)) (import) };
    }
    let columns = [
        Column::text(ctx.t("applicant-column-what")),
        Column::text(ctx.t("applicant-column-number")),
        Column::text(ctx.t("applicant-column-state")),
        Column::text(ctx.t("applicant-column-actions")),
    ];
    let rows: Vec<Vec<Markup>> =
        home.arrays.iter().map(|found| array_row(ctx, id, found, may)).collect();
    html! {
        div .captioned { (table(&ctx.t("applicant-arrays-title"), &columns, &rows)) }
        (export_links(ctx, id))
        @if let Some(action) = action { p { (action) } }
        (import)
    }
}

fn export_links(ctx: &Ctx, id: Uuid) -> Markup {
    html! {
        p {
            (ctx.t("applicant-export"))
            @for format in ["xlsx", "csv", "ndjson"] {
                " " a href=(ctx.url(&format!("/organisations/{id}/export.{format}"))) { (format.to_uppercase()) }
            }
        }
    }
}

fn array_row(ctx: &Ctx, id: Uuid, found: &app::Loaded<DataArray>, may: bool) -> Vec<Markup> {
    let array = &found.record;
    let public = ctx.url(&format!("/register/arrays/{}", array.number));
    vec![
        html! { (array.entry.name.in_language(ctx.lang.code())) },
        html! { a .nowrap href=(public) { (array.number) } },
        html! { (standing(ctx, array.standing)) " " (freshness(ctx, array.confirmed_at)) },
        html! { @if may && array.standing == Standing::Registered { (array_actions(ctx, id, found)) } },
    ]
}

fn array_actions(ctx: &Ctx, id: Uuid, found: &app::Loaded<DataArray>) -> Markup {
    let subject = found.id;
    let still_true = format!("/organisations/{id}/still-true?subject={subject}");
    let start = |rest: &str| format!("/organisations/{id}/start?{rest}");
    let name = found.record.entry.name.in_language(ctx.lang.code());
    let actions = [
        (still_true, "applicant-act-still-true"),
        (start(&format!("procedure=amend_array&subject={subject}")), "applicant-act-amend"),
        (start(&format!("procedure=register_array&how=clone:{subject}")), "applicant-act-clone"),
        (start(&format!("procedure=exclude_array&subject={subject}")), "applicant-act-exclude"),
    ];
    html! {
        ul .row-actions {
            @for (href, text) in &actions {
                li { a href=(ctx.url(href)) { (ctx.t(text)) span .visually-hidden { ": " (name) } } }
            }
        }
    }
}
