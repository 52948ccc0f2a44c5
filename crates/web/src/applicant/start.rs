//! Beginning an application. For arrays one question comes before anything else: state secrets.

use app::application;
use app::policy::{self, Deed};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Procedure;
use domain::field::Of;
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sent_form::SentForm;
use super::templates::{self, Proposal};
use super::{crumbs, home, procedure_words};
use crate::parts::{Choice, Fault, Field, Tone, button, field, notice};
use crate::shell::{Ctx, Page, Problem};

/// What is to begin.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Wish {
    procedure: String,
    subject: String,
    how: String,
}

/// What is to begin, understood.
struct Plan {
    organisation: Uuid,
    procedure: Procedure,
    subject: Option<Uuid>,
    how: String,
}

impl Plan {
    fn new(organisation: Uuid, wish: &Wish) -> Result<Self, Problem> {
        let procedure = match wish.procedure.as_str() {
            "" => Procedure::RegisterArray,
            word => Procedure::from_word(word).ok_or(Problem::not_found())?,
        };
        if procedure.is_confirmation() || procedure.is_redaction() {
            return Err(Problem::not_found());
        }
        let how = wish.how.clone();
        Ok(Plan { organisation, procedure, subject: wish.subject.parse().ok(), how })
    }

    fn of_form(organisation: Uuid, form: &SentForm) -> Result<Self, Problem> {
        let word = |name: &str| form.value(name).to_owned();
        let wish =
            Wish { procedure: word("procedure"), subject: word("subject"), how: word("how") };
        Plan::new(organisation, &wish)
    }

    /// Only what is written about arrays can hold state secrets.
    fn asks_about_secrets(&self) -> bool {
        self.procedure.of() == Of::DataArray && self.procedure.has_entry()
    }

    fn hidden(&self) -> Markup {
        html! {
            (field::hidden("procedure", self.procedure.as_str()))
            @if let Some(subject) = self.subject { (field::hidden("subject", &subject.to_string())) }
            @if !self.how.is_empty() { (field::hidden("how", &self.how)) }
        }
    }

    fn action(&self, ctx: &Ctx) -> String {
        ctx.url(&format!("/organisations/{}/start", self.organisation))
    }

    fn title(&self, ctx: &Ctx) -> String {
        procedure_words(ctx, self.procedure, "verb")
    }
}

/// The first page: the question about state secrets, or what is about to begin.
pub async fn ask(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(wish): Query<Wish>,
) -> Result<Page, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    let plan = Plan::new(id, &wish)?;
    if plan.asks_about_secrets() {
        return Ok(secrets(&ctx, &plan, &[]));
    }
    let body = html! {
        h1 { (plan.title(&ctx)) }
        p .lead { (ctx.t(&format!("applicant-start-{}", plan.procedure.as_str()))) }
        form method="post" action=(plan.action(&ctx)) {
            (plan.hidden())
            div .buttons { (button(&ctx.t("action-continue"))) }
        }
    };
    Ok(page(&ctx, &plan, body))
}

fn page(ctx: &Ctx, plan: &Plan, body: Markup) -> Page {
    let membership = ctx.caller.memberships.iter().find(|m| m.organisation == plan.organisation);
    let name = membership.map_or("", |membership| membership.name.as_str());
    ctx.page(plan.title(ctx), body).above(crumbs(ctx, plan.organisation, name))
}

fn secrets(ctx: &Ctx, plan: &Plan, faults: &[Fault]) -> Page {
    let asked = Field::of(ctx, "secrets", "help-secret-question").faults(faults).heading();
    let body = html! {
        form method="post" action=(plan.action(ctx)) novalidate {
            (plan.hidden())
            (field::yes_no(ctx, &asked, None))
            div .buttons { (button(&ctx.t("action-continue"))) }
        }
    };
    page(ctx, plan, body).faults(faults)
}

/// An answer came: it stops here, asks on, or begins.
pub async fn begin(ctx: Ctx, Path(id): Path<Uuid>, form: SentForm) -> Result<Response, Problem> {
    policy::check(&ctx.caller, Deed::WriteApplication, Some(id))?;
    let plan = Plan::of_form(id, &form)?;
    if plan.asks_about_secrets() {
        match form.value("secrets") {
            "no" => {}
            "yes" => return Ok(stop(&ctx, &plan).into_response()),
            _ => {
                let fault = Fault::new("secrets", ctx.t("applicant-choose-answer"));
                return Ok(secrets(&ctx, &plan, &[fault]).into_response());
            }
        }
    }
    if plan.procedure != Procedure::RegisterArray {
        return one(&ctx, &plan, json!({})).await;
    }
    match plan.how.split_once(':') {
        Some(("template", code)) => from_template(&ctx, &plan, code, &form).await,
        Some(("clone", array)) => clone(&ctx, &plan, array).await,
        _ if plan.how == "blank" => one(&ctx, &plan, json!({})).await,
        _ => ways(&ctx, &plan, form.value("chosen") == "yes").await,
    }
}

/// Nothing is kept: not the answer, not even that the question was asked.
fn stop(ctx: &Ctx, plan: &Plan) -> Page {
    let id = "help-secret-stop-title";
    let body = html! {
        h1 { (ctx.t(id)) }
        p .lead { (ctx.t(&format!("{id}.text"))) }
        p { (ctx.t(&format!("{id}.kept"))) }
        p { (ctx.t(&format!("{id}.next"))) }
        p { a href=(ctx.url(&format!("/organisations/{}", plan.organisation))) { (ctx.t("applicant-to-organisation")) } }
    };
    page(ctx, plan, body)
}

/// The same stop for other ways in.
pub fn stop_page(ctx: &Ctx, organisation: Uuid) -> Page {
    let (subject, how) = (None, String::new());
    stop(ctx, &Plan { organisation, procedure: Procedure::RegisterArray, subject, how })
}

async fn one(ctx: &Ctx, plan: &Plan, prefill: Value) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let (id, procedure) = (plan.organisation, plan.procedure);
    match application::start(app, &ctx.caller, id, procedure, plan.subject, prefill).await {
        Ok(begun) => Ok(Redirect::to(&ctx.url(&format!("/applications/{begun}"))).into_response()),
        Err(error) => stands_open(ctx, id, procedure, error),
    }
}

/// Another application on the same entry is open: the way leads there.
pub fn stands_open(
    ctx: &Ctx,
    organisation: Uuid,
    procedure: Procedure,
    error: app::Error,
) -> Result<Response, Problem> {
    let open = match error {
        app::Error::Duplicate { scope, id, .. } if scope == "open_subject" => id,
        other => return Err(other.into()),
    };
    let plan = Plan { organisation, procedure, subject: None, how: String::new() };
    let body = html! {
        h1 { (plan.title(ctx)) }
        (notice(Tone::Attention, &ctx.t("refusal-duplicate_open_subject"), html! {
            p { a href=(ctx.url(&format!("/applications/{open}"))) { (ctx.t("applicant-to-application")) } }
        }))
    };
    Ok(page(ctx, &plan, body).status(StatusCode::CONFLICT).into_response())
}

/// Blank, from a template, or like an array that is there.
async fn ways(ctx: &Ctx, plan: &Plan, was_asked: bool) -> Result<Response, Problem> {
    let home = application::home(&ctx.state.app, &ctx.caller, plan.organisation).await?;
    let law = ctx.state.app.law();
    let today = ctx.day(ctx.now);
    let language = ctx.lang.code();
    let mut choices = Vec::new();
    for found in law.classifier("organisation_template").map(|c| c.on(today)).unwrap_or_default() {
        let proposed: Vec<String> =
            templates::proposals(ctx, &found.code).into_iter().map(|p| p.name).collect();
        if !proposed.is_empty() {
            let choice =
                Choice::new(format!("template:{}", found.code), found.name.in_language(language));
            choices.push(choice.hint(ctx.list(&proposed)));
        }
    }
    for array in &home.arrays {
        let name = array.record.entry.name.in_language(language);
        let label = ctx.ta("applicant-how-clone", &[("name", name.into())]);
        choices.push(Choice::new(format!("clone:{}", array.id), label));
    }
    choices.push(Choice::new("blank", ctx.t("applicant-how-blank")));
    let faults = if was_asked {
        vec![Fault::new("how", ctx.t("applicant-choose-answer"))]
    } else {
        Vec::new()
    };
    let asked = Field::of(ctx, "how", "applicant-how").faults(&faults).heading();
    let body = html! {
        form method="post" action=(plan.action(ctx)) novalidate {
            (plan.hidden()) (field::hidden("secrets", "no")) (field::hidden("chosen", "yes"))
            (field::radios(ctx, &asked, &choices))
            div .buttons { (button(&ctx.t("action-continue"))) }
        }
    };
    Ok(page(ctx, plan, body).faults(&faults).into_response())
}

/// A copy of one of the organisation's own arrays.
async fn clone(ctx: &Ctx, plan: &Plan, array: &str) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let home = application::home(app, &ctx.caller, plan.organisation).await?;
    let found = home.arrays.iter().find(|found| found.id.to_string() == array);
    let found = found.ok_or(Problem::not_found())?;
    let entry = application::array_entry(app, &found.record).await?;
    one(ctx, plan, serde_json::to_value(entry).map_err(Problem::internal)?).await
}

/// The arrays of a template: ticked ones become drafts.
async fn from_template(
    ctx: &Ctx,
    plan: &Plan,
    code: &str,
    form: &SentForm,
) -> Result<Response, Problem> {
    let proposals = templates::proposals(ctx, code);
    if proposals.is_empty() {
        return Err(Problem::not_found());
    }
    let picked = form.values("arrays");
    let chosen: Vec<Proposal> =
        proposals.into_iter().filter(|proposal| picked.contains(&proposal.code)).collect();
    if chosen.is_empty() {
        let proposals = templates::proposals(ctx, code);
        let was_asked = form.value("ticked") == "yes";
        return Ok(arrays(ctx, plan, &proposals, was_asked).into_response());
    }
    let entries = chosen.into_iter().map(|proposal| proposal.entry).collect();
    let (app, id) = (&ctx.state.app, plan.organisation);
    let begun = application::start_arrays(app, &ctx.caller, id, entries, None).await?;
    Ok(Redirect::to(&home::after_making(ctx, id, begun)).into_response())
}

fn arrays(ctx: &Ctx, plan: &Plan, proposals: &[Proposal], was_asked: bool) -> Page {
    let choices: Vec<Choice> = proposals.iter().map(|p| Choice::new(&p.code, &p.name)).collect();
    let faults = if was_asked {
        vec![Fault::new("arrays", ctx.t("applicant-tick-one"))]
    } else {
        Vec::new()
    };
    let mut asked = Field::of(ctx, "arrays", "applicant-arrays").faults(&faults).heading();
    if !was_asked {
        asked = asked.values(proposals.iter().map(|p| p.code.clone()).collect());
    }
    let body = html! {
        form method="post" action=(plan.action(ctx)) novalidate {
            (plan.hidden()) (field::hidden("secrets", "no")) (field::hidden("ticked", "yes"))
            (field::checkboxes(ctx, &asked, &choices))
            div .buttons { (button(&ctx.t("applicant-arrays.action"))) }
        }
    };
    page(ctx, plan, body).faults(&faults)
}
