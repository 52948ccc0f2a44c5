//! The page behind the link of an invitation.

use super::{home, to};
use crate::{
    parts,
    shell::{Ctx, Page, Problem},
};
use app::{Error, organisation};
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use maud::html;

pub async fn page(ctx: Ctx, Path(token): Path<String>) -> Result<Page, Problem> {
    let invitation = match organisation::invitation(&ctx.state.app, &ctx.caller, &token).await {
        Ok(invitation) => invitation,
        Err(Error::Invalid(_)) => return Ok(no_link(&ctx)),
        Err(error) => return Err(error.into()),
    };
    let title = ctx.ta("invitation-title", &[("organisation", invitation.name.as_str().into())]);
    let here = ctx.url(&format!("/invitations/{token}"));
    let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
    let role = format!("role-{}", invitation.role.as_str());
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t(&role)) ". " (ctx.t(&format!("{role}.hint"))) }
        @if let Some(viewer) = &ctx.viewer {
            p { (ctx.ta("invitation-as", &[("name", viewer.name.as_str().into())])) }
            form method="post" action=(here) { (parts::button(&ctx.t("invitation-accept"))) }
        } @else {
            p { (ctx.t("invitation-account")) }
            div .buttons {
                (parts::link_button(&ctx.t("sign-up-link"), &format!("{}?invitation={token}", ctx.url("/sign-up"))))
                a href={ (ctx.url("/sign-in")) "?next=" (next) } { (ctx.t("invitation-sign-in")) }
            }
        }
    };
    Ok(ctx.page(title.clone(), body))
}

fn no_link(ctx: &Ctx) -> Page {
    let title = ctx.t("invitation-no-link");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("invitation-no-link.what")) }
        p { (ctx.t("invitation-no-link.next")) }
        p { a href=(ctx.url("/organisations")) { (ctx.t(home::title_id(ctx))) } }
    };
    ctx.page(title.clone(), body).status(StatusCode::GONE)
}

pub async fn accept(ctx: Ctx, Path(token): Path<String>) -> Result<Response, Problem> {
    match organisation::accept(&ctx.state.app, &ctx.caller, &token).await {
        Ok(id) => Ok(to(&ctx, &format!("/organisations/{id}"))),
        Err(Error::Invalid(_)) => Ok(no_link(&ctx).into_response()),
        Err(error) => Err(error.into()),
    }
}
