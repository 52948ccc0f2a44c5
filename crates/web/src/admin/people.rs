//! People and their roles.

use super::crumbs;
use crate::{
    account::{email_field, faults_of, field},
    parts::{self, Choice, Column, Fault, Field, Row, Tone, field},
    shell::{Ctx, Page, Problem},
};
use app::{
    StaffRole,
    account::{self, PersonView},
};
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    email: String,
    roles: Vec<String>,
}

fn roles_of(words: &[String]) -> Vec<StaffRole> {
    words.iter().filter_map(|word| StaffRole::from_word(word)).collect()
}

pub async fn page(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Page, Problem> {
    show(&ctx, &wanted.q, &Typed::default(), &[]).await
}

async fn show(ctx: &Ctx, q: &str, typed: &Typed, faults: &[Fault]) -> Result<Page, Problem> {
    let people = account::people(&ctx.state.app, &ctx.caller, q, q.is_empty()).await?;
    let title = ctx.t("admin-people");
    let columns =
        ["account-name", "account-email", "account-roles"].map(|id| Column::text(ctx.t(id)));
    let rows: Vec<Vec<Markup>> = people.iter().map(|person| row(ctx, person)).collect();
    let body = html! {
        h1 { (title) }
        form method="get" {
            (field::text(ctx, &Field::of(ctx, "q", "admin-people-search").value(q)))
            (parts::button(&ctx.t("admin-people-find")))
        }
        section {
            @if rows.is_empty() { p { (ctx.t("admin-people-none")) } }
            @else { (parts::table(&title, &columns, &rows)) }
        }
        section {
            h2 { (ctx.t("admin-people-add")) }
            p { (ctx.t("admin-people-add.hint")) }
            form method="post" action=(ctx.url("/admin/people")) novalidate {
                (field::text(ctx, &Field::of(ctx, "name", "admin-people-name").value(&typed.name).faults(faults)))
                (field::text(ctx, &email_field(ctx, &typed.email, faults).autocomplete("off")))
                (role_boxes(ctx, typed.roles.clone(), faults))
                (parts::button(&ctx.t("admin-people-add")))
            }
        }
    };
    Ok(ctx.page(title.clone(), body).above(crumbs(ctx)).faults(faults))
}

fn row(ctx: &Ctx, person: &PersonView) -> Vec<Markup> {
    vec![
        html! { a href=(ctx.url(&format!("/admin/people/{}", person.id))) { (person.name) } },
        html! { (person.email) },
        html! {
            @for role in &person.roles { (parts::tag(Tone::Plain, &role_word(ctx, *role))) " " }
            @if !person.is_active { (parts::tag(Tone::Bad, &ctx.t("admin-people-blocked"))) }
        },
    ]
}

fn role_word(ctx: &Ctx, role: StaffRole) -> String {
    ctx.t(&format!("role-{}", role.as_str()))
}

fn role_boxes(ctx: &Ctx, values: Vec<String>, faults: &[Fault]) -> Markup {
    let choices: Vec<Choice> = StaffRole::ALL
        .into_iter()
        .map(|role| {
            let hint = ctx.t(&format!("role-{}.hint", role.as_str()));
            Choice::new(role.as_str(), role_word(ctx, role)).hint(hint)
        })
        .collect();
    field::checkboxes(ctx, &field(ctx, "roles", "", faults).values(values), &choices)
}

pub async fn add(ctx: Ctx, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let roles = roles_of(&typed.roles);
    let (app, language) = (&ctx.state.app, ctx.lang.code());
    let added =
        account::add_staff(app, &ctx.caller, &typed.email, &typed.name, &roles, None, language);
    match added.await {
        Ok(id) => Ok(Redirect::to(&ctx.url(&format!("/admin/people/{id}"))).into_response()),
        Err(error) => {
            let faults = faults_of(&ctx, error)?;
            Ok(show(&ctx, "", &typed, &faults).await?.into_response())
        }
    }
}

pub async fn one(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    show_one(&ctx, id, &[]).await
}

async fn show_one(ctx: &Ctx, id: Uuid, faults: &[Fault]) -> Result<Page, Problem> {
    let person = account::person(&ctx.state.app, &ctx.caller, id).await?;
    let events = account::events_of(&ctx.state.app, &ctx.caller, id).await?;
    let yes_no = |yes: bool| ctx.t(if yes { "answer-yes" } else { "answer-no" });
    let rows = [
        Row::text(ctx.t("account-email"), &person.email),
        Row::text(ctx.t("account-since"), &ctx.date(ctx.day(person.created_at))),
        Row::text(ctx.t("account-second"), &yes_no(person.has_second_factor)),
        Row::text(ctx.t("admin-people-blocked"), &yes_no(!person.is_active)),
    ];
    let here = ctx.url(&format!("/admin/people/{id}"));
    let values = person.roles.iter().map(|role| role.as_str().to_owned()).collect();
    let status = if person.is_active { "block" } else { "unblock" };
    let body = html! {
        h1 { (person.name) }
        (parts::summary_list(ctx, &rows))
        form method="post" action=(here) {
            (role_boxes(ctx, values, faults))
            (parts::button(&ctx.t("action-save")))
        }
        section {
            h2 { (ctx.t("admin-people-door")) }
            form method="post" action={ (here) "/" (status) } {
                (parts::button_warning(&ctx.t(&format!("admin-people-{status}"))))
            }
            @if person.has_second_factor {
                form method="post" action={ (here) "/reset" } {
                    (parts::button_warning(&ctx.t("admin-people-reset")))
                }
            }
        }
        section {
            h2 { (ctx.t("admin-people-events")) }
            ul .tasks {
                @for event in &events {
                    li {
                        div .task-words {
                            (ctx.t(&format!("account-act-{}", event.act)))
                            p .hint { (ctx.date_time(event.at)) }
                        }
                    }
                }
            }
        }
    };
    Ok(ctx.page(person.name.clone(), body).above(crumbs(ctx)).faults(faults))
}

pub async fn set_roles(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let roles = roles_of(&typed.roles);
    let done = account::set_roles(&ctx.state.app, &ctx.caller, id, &roles).await;
    answer(&ctx, id, done).await
}

/// Block, unblock, forget the second factor.
pub async fn act(ctx: Ctx, Path((id, act)): Path<(Uuid, String)>) -> Result<Response, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    let done = match act.as_str() {
        "block" => account::block(app, caller, id).await,
        "unblock" => account::unblock(app, caller, id).await,
        "reset" => account::reset_second_factor(app, caller, id).await,
        _ => Err(app::Error::NotFound),
    };
    answer(&ctx, id, done).await
}

async fn answer(ctx: &Ctx, id: Uuid, done: app::Result<()>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&ctx.url(&format!("/admin/people/{id}"))).into_response()),
        Err(error) => {
            let faults = faults_of(ctx, error)?;
            Ok(show_one(ctx, id, &faults).await?.into_response())
        }
    }
}
