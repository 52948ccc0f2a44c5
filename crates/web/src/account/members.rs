//! Colleagues: who may do what in an organisation, invitations, tokens for its programs.

use super::{email_field, faults_of, field};
use crate::{
    parts::{self, Choice, Crumb, Fault, Tone, field},
    shell::{Ctx, Page, Problem},
};
use app::{
    OrganisationRole,
    organisation::{self, ApiToken, InvitationView, Member, NewApiToken},
    policy::{self, Deed},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// All the forms of the page; each sends what it has.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    email: String,
    role: String,
    organisation: String,
    token_name: String,
}

pub async fn page(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(query): Query<Done>,
) -> Result<Page, Problem> {
    let page = show(&ctx, id, &Typed::default(), None, &[]).await?;
    let told = match query.done.as_str() {
        "invited" => "members-invited",
        "changed" => "account-saved",
        _ => return Ok(page),
    };
    Ok(page.above(parts::notice(Tone::Good, &ctx.t(told), html! {})))
}

async fn show(
    ctx: &Ctx,
    id: Uuid,
    typed: &Typed,
    new_token: Option<&NewApiToken>,
    faults: &[Fault],
) -> Result<Page, Problem> {
    let app = &ctx.state.app;
    let found = organisation::organisation(app, &ctx.caller, id).await?;
    let members = organisation::members(app, &ctx.caller, id).await?;
    let manages = policy::may(&ctx.caller, Deed::ManageOrganisation, Some(id));
    let (invitations, tokens) = match manages {
        true => (
            organisation::invitations(app, &ctx.caller, id).await?,
            organisation::api_tokens(app, &ctx.caller, id).await?,
        ),
        false => Default::default(),
    };
    let title = ctx.t("members-title");
    let body = html! {
        h1 { (title) }
        p .lead { (found.name) }
        @if let Some(token) = new_token { (shown_once(ctx, token)) }
        (member_list(ctx, id, &members, manages))
        @if manages {
            (invite_form(ctx, id, typed, faults))
            (invitation_list(ctx, id, &invitations))
            (rename_form(ctx, id, &found.name, typed, faults))
            (token_section(ctx, id, &tokens, typed, faults))
        }
        @if ctx.caller.role_in(id).is_some() { (leave_form(ctx, id)) }
    };
    let crumbs = [
        Crumb { text: ctx.t("home-mine-title"), href: ctx.url("/organisations") },
        Crumb { text: found.name.clone(), href: ctx.url(&format!("/organisations/{id}")) },
    ];
    let page = ctx.page(title.clone(), body).above(parts::breadcrumbs(ctx, &crumbs));
    Ok(page.faults(faults))
}

fn at(ctx: &Ctx, id: Uuid, rest: &str) -> String {
    ctx.url(&format!("/organisations/{id}{rest}"))
}

fn role_word(ctx: &Ctx, role: OrganisationRole) -> String {
    ctx.t(&format!("role-{}", role.as_str()))
}

fn member_list(ctx: &Ctx, id: Uuid, members: &[Member], manages: bool) -> Markup {
    html! {
        ul .tasks {
            @for member in members {
                li {
                    div .task-words { (member.name) p .hint { (member.email) } }
                    (parts::tag(Tone::Plain, &role_word(ctx, member.role)))
                    @if manages { (member_forms(ctx, id, member)) }
                }
            }
        }
    }
}

fn member_forms(ctx: &Ctx, id: Uuid, member: &Member) -> Markup {
    let place = at(ctx, id, &format!("/members/{}", member.person));
    let label = ctx.ta("members-role-of", &[("name", member.name.as_str().into())]);
    let select = format!("role-{}", member.person);
    html! {
        details .more {
            summary { (ctx.t("action-change")) span .visually-hidden { ": " (member.name) } }
            div {
                form method="post" action=(place) {
                    label for=(select) { (label) }
                    select id=(select) name="role" {
                        @for role in OrganisationRole::ALL.into_iter().rev() {
                            option value=(role.as_str()) selected[role == member.role] { (role_word(ctx, role)) }
                        }
                    }
                    (parts::button(&ctx.t("action-save")))
                }
                form method="post" action={ (place) "/remove" } {
                    (parts::button_warning(&ctx.t("members-remove")))
                }
            }
        }
    }
}

fn invite_form(ctx: &Ctx, id: Uuid, typed: &Typed, faults: &[Fault]) -> Markup {
    let roles: Vec<Choice> = OrganisationRole::ALL
        .into_iter()
        .rev()
        .map(|role| {
            let key = format!("role-{}", role.as_str());
            Choice::new(role.as_str(), ctx.t(&key)).hint(ctx.t(&format!("{key}.hint")))
        })
        .collect();
    let role = if typed.role.is_empty() { "editor" } else { &typed.role };
    html! {
        section {
            h2 { (ctx.t("members-invite")) }
            form method="post" action=(at(ctx, id, "/invitations")) novalidate {
                (field::text(ctx, &email_field(ctx, &typed.email, faults).autocomplete("off")))
                (field::radios(ctx, &field(ctx, "role", role, faults), &roles))
                (parts::button(&ctx.t("members-invite-button")))
            }
        }
    }
}

fn invitation_list(ctx: &Ctx, id: Uuid, invitations: &[InvitationView]) -> Markup {
    html! {
        @if !invitations.is_empty() {
            section {
                h2 { (ctx.t("members-invitations")) }
                ul .tasks {
                    @for invitation in invitations {
                        li {
                            div .task-words {
                                (invitation.email)
                                p .hint {
                                    (ctx.ta("members-until", &[("date", ctx.date(ctx.day(invitation.expires_at)).into())]))
                                }
                            }
                            (parts::tag(Tone::Plain, &role_word(ctx, invitation.role)))
                            form method="post" action=(at(ctx, id, &format!("/invitations/{}/revoke", invitation.id))) {
                                button .plain {
                                    (ctx.t("members-revoke")) span .visually-hidden { ": " (invitation.email) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rename_form(ctx: &Ctx, id: Uuid, name: &str, typed: &Typed, faults: &[Fault]) -> Markup {
    let name = if typed.organisation.is_empty() { name } else { &typed.organisation };
    html! {
        section {
            h2 { (ctx.t("members-rename")) }
            p { (ctx.t("members-rename.hint")) }
            form method="post" action=(at(ctx, id, "/name")) novalidate {
                (field::text(ctx, &field(ctx, "organisation", name, faults)))
                (parts::button(&ctx.t("action-save")))
            }
        }
    }
}

fn token_section(
    ctx: &Ctx,
    id: Uuid,
    tokens: &[ApiToken],
    typed: &Typed,
    faults: &[Fault],
) -> Markup {
    html! {
        section {
            h2 { (ctx.t("tokens-title")) }
            p { (ctx.t("tokens-lead")) }
            @if !tokens.is_empty() {
                ul .tasks {
                    @for token in tokens { (one_token(ctx, id, token)) }
                }
            }
            form method="post" action=(at(ctx, id, "/tokens")) novalidate {
                (field::text(ctx, &field(ctx, "token_name", &typed.token_name, faults)))
                (parts::button_secondary(&ctx.t("tokens-create"), "create", "1"))
            }
        }
    }
}

fn one_token(ctx: &Ctx, id: Uuid, token: &ApiToken) -> Markup {
    let used = token.last_used_at.map_or(ctx.t("tokens-unused"), |at| {
        ctx.ta("tokens-used", &[("when", ctx.ago(at).into())])
    });
    html! {
        li {
            div .task-words {
                (token.name)
                p .hint {
                    (used)
                    @if let Some(until) = token.expires_at {
                        " " (ctx.ta("members-until", &[("date", ctx.date(ctx.day(until)).into())]))
                    }
                }
            }
            form method="post" action=(at(ctx, id, &format!("/tokens/{}/revoke", token.id))) {
                button .plain { (ctx.t("tokens-revoke")) span .visually-hidden { ": " (token.name) } }
            }
        }
    }
}

fn shown_once(ctx: &Ctx, token: &NewApiToken) -> Markup {
    let body = html! { p { code { (token.text) } } p { (ctx.t("tokens-once.hint")) } };
    parts::notice(Tone::Attention, &ctx.t("tokens-once"), body)
}

fn leave_form(ctx: &Ctx, id: Uuid) -> Markup {
    html! {
        section {
            h2 { (ctx.t("members-leave")) }
            p { (ctx.t("members-leave.hint")) }
            form method="post" action=(at(ctx, id, "/leave")) {
                (parts::button_warning(&ctx.t("members-leave.button")))
            }
        }
    }
}

/// Back to the page, or the page again with the mistakes.
async fn answer(
    ctx: &Ctx,
    id: Uuid,
    typed: &Typed,
    result: app::Result<()>,
    done: &str,
) -> Result<Response, Problem> {
    match result {
        Ok(()) => {
            let place = at(ctx, id, &format!("/members?done={done}"));
            Ok(Redirect::to(&place).into_response())
        }
        Err(error) => {
            let faults = faults_of(ctx, error)?;
            Ok(show(ctx, id, typed, None, &faults).await?.into_response())
        }
    }
}

fn role(ctx: &Ctx, id: Uuid, typed: &Typed) -> app::Result<OrganisationRole> {
    policy::check(&ctx.caller, Deed::ManageOrganisation, Some(id))?;
    let problem = domain::problem::Problem::new("role", "role_unknown");
    OrganisationRole::from_word(&typed.role).ok_or(app::Error::Invalid(vec![problem]))
}

pub async fn invite(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let result = match role(&ctx, id, &typed) {
        Ok(role) => organisation::invite(app, &ctx.caller, id, &typed.email, role).await,
        Err(error) => Err(error),
    };
    answer(&ctx, id, &typed, result, "invited").await
}

pub async fn revoke_invitation(
    ctx: Ctx,
    Path((id, invitation)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let result = organisation::revoke_invitation(app, &ctx.caller, id, &invitation).await;
    answer(&ctx, id, &Typed::default(), result, "changed").await
}

pub async fn set_role(
    ctx: Ctx,
    Path((id, person)): Path<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let result = match role(&ctx, id, &typed) {
        Ok(role) => organisation::set_role(app, &ctx.caller, id, person, role).await,
        Err(error) => Err(error),
    };
    answer(&ctx, id, &Typed::default(), result, "changed").await
}

pub async fn remove(ctx: Ctx, Path((id, person)): Path<(Uuid, Uuid)>) -> Result<Response, Problem> {
    let result = organisation::remove_member(&ctx.state.app, &ctx.caller, id, person).await;
    answer(&ctx, id, &Typed::default(), result, "changed").await
}

pub async fn leave(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    match organisation::leave(&ctx.state.app, &ctx.caller, id).await {
        Ok(()) => Ok(super::to(&ctx, "/organisations")),
        result => answer(&ctx, id, &Typed::default(), result, "changed").await,
    }
}

pub async fn rename(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let result = organisation::rename(&ctx.state.app, &ctx.caller, id, &typed.organisation).await;
    answer(&ctx, id, &typed, result, "changed").await
}

/// The token is in this answer and nowhere else: no redirect could carry it.
pub async fn create_token(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    match organisation::create_token(app, &ctx.caller, id, &typed.token_name).await {
        Ok(token) => {
            Ok(show(&ctx, id, &Typed::default(), Some(&token), &[]).await?.into_response())
        }
        Err(error) => answer(&ctx, id, &typed, Err(error), "changed").await,
    }
}

pub async fn revoke_token(
    ctx: Ctx,
    Path((id, token)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let result = organisation::revoke_token(&ctx.state.app, &ctx.caller, id, &token).await;
    answer(&ctx, id, &Typed::default(), result, "changed").await
}
