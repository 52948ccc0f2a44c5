//! The decision: outcome, ground, reasons; first what the applicant will read, then the signature.

use app::review;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::application::{Outcome, State};
use domain::application_decide::needs_second_person;
use domain::law::{DecisionText, GroundKind};
use maud::{Markup, html};
use uuid::Uuid;

use super::acts::to_case;
use super::case::Open;
use super::letter::{Letter, letter};
use super::second::outcome_word;
use super::{Pairs, case_path, conflict, revision, value, words};
use crate::parts::{self, Choice, Fault, Field, Tone, field, notice};
use crate::shell::{Ctx, Page, Problem};

const LONGEST: usize = 8000;

/// What was typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    outcome: Option<Outcome>,
    ground: String,
    reasons: String,
    faults: Vec<Fault>,
}

impl Typed {
    fn read(pairs: &Pairs) -> Self {
        let outcome = match value(pairs, "outcome") {
            "grant" => Some(Outcome::Grant),
            "refuse" => Some(Outcome::Refuse),
            _ => None,
        };
        let reasons = value(pairs, "reasons").replace("\r\n", "\n");
        Typed { outcome, ground: value(pairs, "ground").into(), reasons, faults: Vec::new() }
    }

    /// Puts a ready text of the law behind what was typed; nothing typed is replaced.
    fn use_template(&mut self, ctx: &Ctx, code: &str) {
        let law = ctx.state.app.law();
        let Some(ready) = law.decision_texts().on(code, ctx.day(ctx.now)) else {
            self.faults.push(Fault::new("template", ctx.t("desk-template-none")));
            return;
        };
        if !self.reasons.is_empty() {
            self.reasons.push('\n');
        }
        self.reasons += ready.text.in_language(ctx.lang.code());
    }

    fn check(&mut self, ctx: &Ctx) {
        match self.outcome {
            None => self.faults.push(Fault::new("outcome", ctx.t("desk-outcome-missing"))),
            Some(Outcome::Refuse) => {
                if !ctx.state.app.moment().has_ground(GroundKind::Refusal, &self.ground) {
                    self.faults.push(Fault::new("ground", ctx.t("refusal-ground_missing")));
                }
                if self.reasons.is_empty() {
                    self.faults.push(Fault::new("reasons", ctx.t("refusal-reasons_missing")));
                }
            }
            Some(Outcome::Grant) => self.ground.clear(),
        }
        if self.reasons.chars().count() > LONGEST {
            let text = ctx.ta("desk-too-long", &[("max", LONGEST.into())]);
            self.faults.push(Fault::new("reasons", text));
        }
    }
}

pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let case = Open::load(&ctx, id).await?;
    let outcome = (ctx.query.as_deref() == Some("outcome=refuse")).then_some(Outcome::Refuse);
    Ok(form_page(&ctx, &case, &Typed { outcome, ..Typed::default() }, case.revision()))
}

pub async fn post(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    app::policy::check(&ctx.caller, app::policy::Deed::DecideApplication, None)?;
    let case = Open::load(&ctx, id).await?;
    let seen = revision(&pairs).unwrap_or_else(|| case.revision());
    let mut typed = Typed::read(&pairs);
    let action = value(&pairs, "action");
    if action == "template" {
        typed.use_template(&ctx, value(&pairs, "template"));
        return Ok(form_page(&ctx, &case, &typed, seen).into_response());
    }
    typed.check(&ctx);
    let Some(outcome) = typed.outcome.filter(|_| typed.faults.is_empty() && action != "edit")
    else {
        if action == "edit" {
            typed.faults.clear();
        }
        return Ok(form_page(&ctx, &case, &typed, seen).into_response());
    };
    if action != "decide" {
        return Ok(preview_page(&ctx, &case, &typed, outcome, seen).into_response());
    }
    let Typed { ground, reasons, .. } = typed;
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    match review::decide(app, caller, id, Some(seen), outcome, ground, reasons).await {
        Ok(done) => Ok(to_case(&ctx, id, done_word(done.record.state))),
        Err(error) => conflict::or_problem(&ctx, id, &pairs, error).await,
    }
}

fn done_word(state: State) -> &'static str {
    match state {
        State::Proposed => "proposed",
        State::Refused => "refused",
        _ => "granted",
    }
}

fn form_page(ctx: &Ctx, case: &Open, typed: &Typed, seen: i64) -> Page {
    let title = ctx.t("desk-decision");
    let name = words::case_name(ctx, case.application());
    let body = html! {
        h1 { (title) }
        p .lead { (name) }
        @if case.is_in_hand(ctx) { (form(ctx, case, typed, seen)) }
        @else {
            (notice(Tone::Attention, &ctx.t("desk-not-in-hand"), html! { p { (ctx.t("refusal-not_assignee")) } }))
        }
    };
    let crumbs = super::crumbs(ctx, Some((case.id, &name)));
    super::page(ctx, title, body).above(crumbs).faults(&typed.faults)
}

fn form(ctx: &Ctx, case: &Open, typed: &Typed, seen: i64) -> Markup {
    let procedure = case.application().procedure;
    let ground = Field::new("ground", ctx.t("desk-ground"))
        .hint(ctx.t("desk-ground.hint"))
        .value(typed.ground.clone())
        .faults(&typed.faults);
    let ground = field::select(ctx, &ground, &words::grounds(ctx, GroundKind::Refusal));
    let grant = match procedure {
        it if it.is_exclusion() => "desk-outcome-exclude",
        it if it.is_redaction() => "desk-outcome-redact",
        _ => "desk-outcome-grant",
    };
    let choices = [
        Choice::new("grant", ctx.t(grant)),
        Choice::new("refuse", ctx.t("desk-outcome-refuse")).reveals(ground),
    ];
    let outcome = Field::new("outcome", ctx.t("desk-outcome"))
        .value(typed.outcome.map(outcome_word).unwrap_or_default())
        .faults(&typed.faults);
    let reasons = Field::new("reasons", ctx.t("desk-reasons"))
        .hint(ctx.t("desk-reasons.hint"))
        .value(typed.reasons.clone())
        .rows(8)
        .maxlength(LONGEST)
        .faults(&typed.faults);
    html! {
        form method="post" data-keep=(format!("decision:{}:{}", case.id, case.revision())) {
            (field::hidden("revision", &seen.to_string()))
            // Enter in a field presses the first button of a form: that is the harmless one.
            button .visually-hidden name="action" value="preview" tabindex="-1" aria-hidden="true" {}
            (field::radios(ctx, &outcome, &choices))
            (templates(ctx, typed))
            (field::textarea(ctx, &reasons))
            div .buttons {
                button .button name="action" value="preview" { (ctx.t("desk-to-preview")) }
                a href=(ctx.url(&case_path(case.id))) { (ctx.t("action-cancel")) }
            }
        }
    }
}

fn templates(ctx: &Ctx, typed: &Typed) -> Markup {
    let law = ctx.state.app.law();
    let ready = law.decision_texts().entries_on(ctx.day(ctx.now));
    let group = |refusal: bool, title: &str| {
        let of = ready.iter().filter(|text| text.refusal == refusal);
        let name = |text: &&&DecisionText| text.name.in_language(ctx.lang.code()).to_owned();
        let choices = of.map(|text| Choice::new(text.key.clone(), name(&text))).collect();
        Choice::new(title, ctx.t(title)).children(choices)
    };
    let groups = [group(false, "desk-template-grant"), group(true, "desk-template-refuse")];
    let choices: Vec<Choice> =
        groups.into_iter().filter(|group| !group.children.is_empty()).collect();
    let spec = Field::new("template", ctx.t("desk-template")).optional().faults(&typed.faults);
    html! {
        div .with-button {
            (field::select(ctx, &spec, &choices))
            (parts::button_secondary(&ctx.t("desk-template-use"), "action", "template"))
        }
    }
}

/// What the applicant will read; only here the decision can be signed.
fn preview_page(ctx: &Ctx, case: &Open, typed: &Typed, outcome: Outcome, seen: i64) -> Page {
    let application = case.application();
    let moment = ctx.state.app.moment();
    let proposes = needs_second_person(application.procedure, outcome, &moment);
    let title = ctx.t("desk-preview");
    let name = words::case_name(ctx, application);
    let (ground, reasons) = (typed.ground.as_str(), typed.reasons.as_str());
    let button = match (proposes, outcome) {
        (true, _) => "desk-sign-propose",
        (false, Outcome::Grant) => "desk-sign-grant",
        (false, Outcome::Refuse) => "desk-sign-refuse",
    };
    let body = html! {
        h1 { (title) }
        p .lead { (name) }
        (letter(ctx, &Letter { application, outcome, ground, reasons }))
        @if proposes { p { (ctx.t("desk-preview-second")) } }
        form method="post" {
            (field::hidden("revision", &seen.to_string()))
            (field::hidden("outcome", outcome_word(outcome)))
            (field::hidden("ground", ground))
            (field::hidden("reasons", reasons))
            div .buttons {
                button .button name="action" value="decide" { (ctx.t(button)) }
                (parts::button_secondary(&ctx.t("desk-preview-edit"), "action", "edit"))
            }
        }
    };
    super::page(ctx, title, body).above(super::crumbs(ctx, Some((case.id, &name))))
}
