//! Dated changes to the law: written, tried out, put in force, taken back.

use super::{crumbs, draft, draft_text::Draft};
use crate::{
    parts::{self, Field, Tone, field},
    shell::{Ctx, Page, Problem},
};
use app::law_override::{self, NotTaken, Override};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use domain::law::{Law, LawError};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    text: String,
    keep: String,
}

pub async fn page(ctx: Ctx, Query(wanted): Query<draft::Wanted>) -> Result<Page, Problem> {
    let (form, draft, faults) = draft::form(&ctx, &wanted);
    let kept = ctx.query.as_deref() == Some("done=kept");
    let above = html! {
        @if kept { (parts::notice(Tone::Good, &ctx.t("law-change-kept"), html! {})) }
        @if let Some(draft) = &draft { (to_confirm(&ctx, draft)) }
        section { h2 { (ctx.t("law-draft")) } (form) }
    };
    let typed = draft.map_or_else(Typed::default, |draft| Typed {
        name: draft.name,
        text: draft.text,
        ..Typed::default()
    });
    Ok(show(&ctx, &typed, above, false).await?.faults(&faults))
}

/// What will change, in words, and the button that puts it in force.
fn to_confirm(ctx: &Ctx, draft: &Draft) -> Markup {
    let rows = draft.lines.iter().map(|(name, words)| parts::Row::text(name.clone(), words));
    let rows: Vec<parts::Row> = rows.collect();
    html! {
        section aria-labelledby="to-confirm" {
            h2 #to-confirm { (ctx.t("law-draft-check")) }
            (parts::summary_list(ctx, &rows))
            form method="post" action=(ctx.url("/admin/law/changes")) {
                (field::hidden("name", &draft.name))
                (field::hidden("text", &draft.text))
                button .button name="keep" value="yes" { (ctx.t("law-change-keep")) }
            }
        }
    }
}

/// The text itself is for those who know the format of the law files, and for what the form cannot say.
async fn show(ctx: &Ctx, typed: &Typed, above: Markup, open: bool) -> Result<Page, Problem> {
    let changes = law_override::all(&ctx.state.app, &ctx.caller).await?;
    let title = ctx.t("law-changes");
    let name = Field::of(ctx, "name", "law-change-name").value(&typed.name);
    let text = Field::of(ctx, "text", "law-change-text").value(&typed.text).rows(14);
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("law-changes-lead")) }
        (above)
        details open[open] {
            summary { (ctx.t("law-change-by-text")) }
            form method="post" action=(ctx.url("/admin/law/changes")) novalidate {
                (field::text(ctx, &name))
                (field::textarea(ctx, &text))
                div .buttons {
                    (parts::button(&ctx.t("law-change-try")))
                    (parts::button_secondary(&ctx.t("law-change-keep"), "keep", "yes"))
                }
            }
            (parts::details(&ctx.t("law-change-sample"), html! { pre { code { (SAMPLE) } } }))
        }
        @if !changes.is_empty() { h2 { (ctx.t("law-changes-all")) } (list(ctx, &changes)) }
    };
    Ok(ctx.page(title.clone(), body).above(crumbs(ctx)))
}

/// In the format of the files of `law/`.
const SAMPLE: &str = r#"[[publication]]
of = "holder"
path = "contact.email"
publication = "never"
source = "order of the authority"
mark = "C"
from = 2027-01-01"#;

fn list(ctx: &Ctx, changes: &[Override]) -> Markup {
    html! {
        ul .tasks {
            @for change in changes {
                li {
                    div .task-words {
                        code { (change.name) }
                        p .hint { (ctx.date_time(change.created_at)) }
                        (parts::details(&ctx.t("law-change-text"), html! { pre { code { (change.text) } } }))
                    }
                    @if change.is_active {
                        (parts::tag(Tone::Good, &ctx.t("law-change-stands")))
                        form method="post" action=(ctx.url(&format!("/admin/law/changes/{}/off", change.id))) {
                            button .plain { (ctx.t("law-change-off")) span .visually-hidden { ": " (change.name) } }
                        }
                    } @else {
                        (parts::tag(Tone::Plain, &ctx.t("law-change-ended")))
                    }
                }
            }
        }
    }
}

pub async fn send(ctx: Ctx, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    if typed.keep == "yes" {
        return match law_override::keep(app, &ctx.caller, &typed.name, &typed.text).await {
            Ok(_) => Ok(Redirect::to(&ctx.url("/admin/law/changes?done=kept")).into_response()),
            Err(error) => refused(&ctx, &typed, error).await,
        };
    }
    match law_override::try_out(app, &ctx.caller, &typed.name, &typed.text).await {
        Ok(law) => {
            let above = fits(&ctx, &law);
            Ok(show(&ctx, &typed, above, true).await?.into_response())
        }
        Err(error) => refused(&ctx, &typed, error).await,
    }
}

fn fits(ctx: &Ctx, law: &Law) -> Markup {
    let text = ctx.ta("law-version", &[("version", law.version().into())]);
    parts::notice(Tone::Good, &ctx.t("law-change-fits"), html! { p { (text) } })
}

async fn refused(ctx: &Ctx, typed: &Typed, error: NotTaken) -> Result<Response, Problem> {
    match error {
        NotTaken::Mistakes(errors) => {
            let page = show(ctx, typed, mistakes(ctx, &errors), true).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        NotTaken::App(error) => Err(error.into()),
    }
}

/// File, line and key, as the command line would name them.
fn mistakes(ctx: &Ctx, errors: &[LawError]) -> Markup {
    let body = html! {
        ul {
            @for error in errors {
                li {
                    code { (error.file) ":" (error.line) @if !error.key.is_empty() { " " (error.key) } }
                    ": " (words(ctx, &error.problem))
                }
            }
        }
    };
    parts::notice(Tone::Bad, &ctx.t("law-change-mistakes"), body)
}

/// What is wrong, in words; the law's reader says it by a code.
fn words(ctx: &Ctx, problem: &domain::law::Problem) -> String {
    let mut params = problem.params.clone();
    // A number that may only be too great has no other bound than one.
    params.entry("least").or_insert_with(|| "1".to_owned());
    let args: Vec<_> = params.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    ctx.ta(&format!("law-mistake-{}", problem.code), &args)
}

pub async fn off(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    match law_override::switch_off(&ctx.state.app, &ctx.caller, id).await {
        Ok(()) => Ok(Redirect::to(&ctx.url("/admin/law/changes")).into_response()),
        Err(error) => refused(&ctx, &Typed::default(), error).await,
    }
}
