//! Taking a case, giving it to a colleague, sending it back with remarks.

use app::policy::{self, Deed};
use app::{Error, review};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::case::Open;
use super::review::Typed;
use super::sections::is_place;
use super::{Pairs, case_path, conflict, revision, value};
use crate::parts::Fault;
use crate::shell::{Ctx, Problem};

/// Back to the case, saying what was done.
pub fn to_case(ctx: &Ctx, id: Uuid, done: &str) -> Response {
    Redirect::to(&ctx.url(&format!("{}?done={done}", case_path(id)))).into_response()
}

/// Whoever saw a case free and takes it a moment too late is told who has it.
pub async fn take(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::ReviewApplication, None)?;
    match review::take(&ctx.state.app, &ctx.caller, id, revision(&pairs)).await {
        Ok(_) => Ok(to_case(&ctx, id, "taken")),
        Err(error) => conflict::or_problem(&ctx, id, &pairs, error).await,
    }
}

pub async fn give(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::ReviewApplication, None)?;
    let Ok(person) = value(&pairs, "person").parse::<Uuid>() else {
        return nobody(&ctx, id).await;
    };
    match review::give(&ctx.state.app, &ctx.caller, id, person).await {
        Ok(_) => Ok(to_case(&ctx, id, "given")),
        // Chosen from a list that has changed since: that person is no registrar any more.
        Err(Error::Invalid(_)) => nobody(&ctx, id).await,
        Err(error) => conflict::or_problem(&ctx, id, &pairs, error).await,
    }
}

async fn nobody(ctx: &Ctx, id: Uuid) -> Result<Response, Problem> {
    let case = Open::load(ctx, id).await?;
    let faults = vec![Fault::new("person", ctx.t("desk-give-nobody"))];
    let typed = Typed { faults, ..Typed::default() };
    Ok(super::review::show(ctx, &case, &typed).await?.into_response())
}

/// All remarks come in one form; what was typed comes back whatever happens.
pub async fn send_back(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::ReviewApplication, None)?;
    let case = Open::load(&ctx, id).await?;
    let mut typed = Typed::default();
    for (name, words) in &pairs {
        match name.strip_prefix("remark.") {
            Some(path) if is_place(case.of(), path) && !words.trim().is_empty() => {
                let words = words.trim().replace("\r\n", "\n");
                typed.remarks.insert(path.to_owned(), words);
            }
            _ => {}
        }
    }
    check(&ctx, &mut typed);
    if !typed.faults.is_empty() {
        return Ok(super::review::show(&ctx, &case, &typed).await?.into_response());
    }
    let remarks: Vec<(String, String)> = typed.remarks.clone().into_iter().collect();
    match review::send_back(&ctx.state.app, &ctx.caller, id, revision(&pairs), remarks).await {
        Ok(_) => Ok(to_case(&ctx, id, "returned")),
        Err(error) => conflict::or_problem(&ctx, id, &pairs, error).await,
    }
}

fn check(ctx: &Ctx, typed: &mut Typed) {
    if typed.remarks.is_empty() {
        typed.faults.push(Fault::new("remark.", ctx.t("refusal-remarks_missing")));
    }
    for (path, words) in &typed.remarks {
        if words.chars().count() > super::sections::LONGEST {
            let max = super::sections::LONGEST;
            let text = ctx.ta("desk-too-long", &[("max", max.into())]);
            typed.faults.push(Fault::new(format!("remark.{path}"), text));
        }
    }
}
