//! The review of one case: what is asked, what differs, what is wrong, what came before.

use std::collections::BTreeMap;

use app::review::{self, Entries, EntryLine};
use axum::extract::Path;
use domain::application::{Application, State};
use domain::law::GroundKind;
use domain::path;
use maud::{Markup, html};
use uuid::Uuid;

use super::case::{self, Open};
use super::sections::{self, Sections, sections};
use super::{case_path, compare, findings, redaction, second, story, words};
use crate::parts::{self, Choice, Fault, Field, Row, Tone, field, tag};
use crate::shell::{Ctx, Page, Problem};

/// What was typed on the page and must not be lost.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Remarks by path.
    pub remarks: BTreeMap<String, String>,
    /// The second person's reasons.
    pub objection: String,
    /// Why it was not accepted.
    pub faults: Vec<Fault>,
}

impl Typed {
    pub fn remark(&self, path: &str) -> &str {
        self.remarks.get(path).map_or("", String::as_str)
    }
}

pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page, Problem> {
    let case = Open::load(&ctx, id).await?;
    show(&ctx, &case, &Typed::default()).await
}

/// The page, with what was typed on it.
pub async fn show(ctx: &Ctx, case: &Open, typed: &Typed) -> Result<Page, Problem> {
    let application = case.application();
    let holder = application.holder;
    let entries = review::entries_of_holder(&ctx.state.app, &ctx.caller, holder).await?;
    let title = words::case_name(ctx, application);
    let faults = findings::faults(ctx, case);
    let to_forget = redaction::asked(ctx, case).await?;
    let body = html! {
        h1 { (title) }
        p .lead { (words::procedure(ctx, application)) " " (words::state_tag(ctx, application.state)) }
        p { (ctx.t(&format!("state-{}.desk", application.state.as_str()))) }
        div .case {
            div .case-side {
                (facts(ctx, case, &entries))
                (actions(ctx, case))
            }
            div .case-main {
                (second::block(ctx, case, typed))
                (asked(ctx, application))
                (to_forget)
                (differences(ctx, case))
                (findings::findings(ctx, case, &faults))
                (story::rounds(ctx, case))
                (entry(ctx, case, &faults, typed))
                section aria-labelledby="steps" {
                    h2 #steps { (ctx.t("desk-steps")) }
                    (story::steps(ctx, &case.story.steps))
                }
                section aria-labelledby="holder" {
                    h2 #holder { (ctx.t("desk-holder-history")) }
                    (registered(ctx, &entries))
                    (story::others(ctx, &case.others))
                }
            }
        }
        (super::queue::keys(ctx))
    };
    let page = super::page(ctx, title, body).above(super::crumbs(ctx, None)).faults(&typed.faults);
    Ok(match super::done(ctx).filter(|_| typed.faults.is_empty()) {
        Some(notice) => page.above(notice),
        None => page,
    })
}

fn facts(ctx: &Ctx, case: &Open, entries: &Entries) -> Markup {
    let application = case.application();
    let organisation = match &entries.holder {
        Some(EntryLine { number, .. }) => {
            html! { a href=(ctx.url(&format!("/desk/holders/{number}"))) { (application.organisation) } }
        }
        None => html! { (application.organisation) },
    };
    let nobody = ctx.t("desk-nobody");
    let assignee = application.assignee.as_ref().map_or(nobody, |actor| actor.name.clone());
    let mut rows = vec![
        Row::new(ctx.t("desk-column-holder"), organisation),
        Row::text(ctx.t("desk-author"), &application.author.name),
        Row::text(ctx.t("desk-column-assignee"), &assignee),
    ];
    if let Some(at) = application.submitted_at {
        rows.push(Row::text(ctx.t("desk-column-submitted"), &ctx.date_time(at)));
    }
    if application.round > 1 {
        rows.push(Row::text(ctx.t("desk-fact-round"), &ctx.number(application.round.into())));
    }
    if application.ex_officio {
        rows.push(Row::text(ctx.t("desk-fact-begun"), &ctx.t("desk-ex-officio")));
    }
    if application.term.is_some() && !application.state.is_final() {
        rows.push(Row::new(ctx.t("desk-column-due"), words::due(ctx, application)));
    }
    html! {
        (parts::summary_list(ctx, &rows))
        @if let Some(term) = &application.term { (words::term(ctx, term)) }
    }
}

fn actions(ctx: &Ctx, case: &Open) -> Markup {
    let application = case.application();
    let base = ctx.url(&case_path(case.id));
    let registrar = case::is_registrar(ctx);
    let can_take = matches!(application.state, State::Submitted | State::UnderReview);
    let is_draft = application.state == State::Draft;
    let can_purge = !matches!(application.state, State::Purged | State::Registered);
    html! {
        div .case-actions {
            @if registrar && can_take && !case.is_in_hand(ctx) {
                form method="post" action={ (base) "/take" } {
                    (field::hidden("revision", &case.revision().to_string()))
                    (parts::button(&ctx.t("desk-take")))
                }
            }
            @if case.is_in_hand(ctx) {
                p { a .button href={ (base) "/decision" } { (ctx.t("desk-decide")) } }
                @if !application.procedure.is_redaction() {
                    p { a href="#return" { (ctx.t("desk-to-return")) } }
                }
            }
            @if is_draft && application.ex_officio && registrar {
                form method="post" action={ (base) "/send" } { (parts::button(&ctx.t("desk-send"))) }
                p { a href=(ctx.url(&format!("/applications/{}", case.id))) { (ctx.t("desk-write")) } }
            }
            @if registrar && can_take { (give(ctx, case, &base)) }
            ul .plain-links {
                li { a href={ (ctx.url("/desk/next")) "?after=" (case.id) } data-key="next" { (ctx.t("desk-next")) } }
                li { a href={ (base) "/print" } { (ctx.t("desk-print")) } }
                @if can_purge { li { a href={ (base) "/purge" } { (ctx.t("desk-purge")) } } }
            }
        }
    }
}

fn give(ctx: &Ctx, case: &Open, base: &str) -> Markup {
    let now = case.application().assignee.as_ref().map(|actor| actor.person);
    let choices: Vec<Choice> = case
        .colleagues
        .iter()
        .filter(|other| Some(other.person) != now && Some(other.person) != case::me(ctx))
        .map(|other| Choice::new(other.person.to_string(), &other.name))
        .collect();
    if choices.is_empty() {
        return html! {};
    }
    let spec = Field::new("person", ctx.t("desk-give-to"));
    parts::details(
        &ctx.t("desk-give"),
        html! {
            form method="post" action={ (base) "/give" } {
                (field::select(ctx, &spec, &choices))
                button .button.secondary { (ctx.t("desk-give")) }
            }
        },
    )
}

/// An exclusion says on what ground; there is nothing else to read in it.
fn asked(ctx: &Ctx, application: &Application) -> Markup {
    if !application.procedure.is_exclusion() {
        return html! {};
    }
    let code = path::text(&application.entry, "ground");
    let rows = [
        Row::text(
            ctx.t("field-exclusion-ground"),
            &words::ground(ctx, GroundKind::Exclusion, code),
        ),
        Row::text(ctx.t("field-exclusion-words"), path::text(&application.entry, "words")),
    ];
    html! {
        section aria-labelledby="asked" {
            h2 #asked { (ctx.t("desk-asked")) }
            (parts::summary_list(ctx, &rows))
        }
    }
}

fn differences(ctx: &Ctx, case: &Open) -> Markup {
    let (Some(before), true) = (&case.view.before, case.application().procedure.has_entry()) else {
        return html! {};
    };
    let heads = (ctx.t("desk-compare-before"), ctx.t("desk-compare-after"));
    html! {
        section aria-labelledby="differences" {
            h2 #differences { (ctx.t("desk-differences")) }
            (compare::side_by_side(
                ctx, case.of(), (before, case.entry()), (&heads.0, &heads.1), &ctx.t("desk-differences-caption"),
            ))
        }
    }
}

/// The whole entry; for the one who reviews it, inside the one form that sends all remarks.
fn entry(ctx: &Ctx, case: &Open, faults: &[Fault], typed: &Typed) -> Markup {
    if case.application().state == State::Purged {
        return html! {};
    }
    let earlier: Vec<(String, String)> =
        case.application().remarks.iter().map(|r| (r.path.clone(), r.words.clone())).collect();
    let folded = match &case.view.before {
        Some(before) => compare::unchanged(case.of(), before, case.entry()),
        None => Vec::new(),
    };
    // What the authority proposes to itself is not sent back to anybody.
    let in_hand = case.is_in_hand(ctx) && !case.application().procedure.is_redaction();
    let shown = sections(
        ctx,
        &Sections {
            of: case.of(),
            entry: case.entry(),
            faults,
            earlier: &earlier,
            typed: in_hand.then_some(typed),
            folded: &folded,
        },
    );
    html! {
        section aria-labelledby="entry" {
            h2 #entry { (ctx.t("desk-entry")) }
            @if in_hand {
                form method="post" action={ (ctx.url(&case_path(case.id))) "/return" } data-keep=(format!("{}:{}", case.id, case.revision())) {
                    (field::hidden("revision", &case.revision().to_string()))
                    (shown)
                    (return_box(ctx, typed))
                }
            } @else { (shown) }
        }
    }
}

fn return_box(ctx: &Ctx, typed: &Typed) -> Markup {
    let label = sections::path_label(ctx, domain::field::Of::Holder, "");
    let whole = Field::new("remark.", label)
        .hint(ctx.t("desk-return.hint"))
        .value(typed.remark(""))
        .maxlength(4000)
        .faults(&typed.faults)
        .optional();
    html! {
        div #return .return-box tabindex="-1" data-place {
            h3 { (ctx.t("desk-return")) }
            (field::textarea(ctx, &whole))
            p data-count hidden { (ctx.t("desk-return.count")) " " strong { "0" } }
            (parts::button(&ctx.t("desk-return.button")))
        }
    }
}

/// What the holder has in the Register.
fn registered(ctx: &Ctx, entries: &Entries) -> Markup {
    html! {
        @match &entries.holder {
            Some(holder) => p { (entry_link(ctx, "holders", holder)) },
            None => p { (ctx.t("desk-holder-not-registered")) },
        }
        @if !entries.arrays.is_empty() {
            ul { @for array in &entries.arrays { li { (entry_link(ctx, "arrays", array)) } } }
        }
    }
}

pub fn entry_link(ctx: &Ctx, kind: &str, entry: &EntryLine) -> Markup {
    html! {
        a href=(ctx.url(&format!("/desk/{kind}/{}", entry.number))) { (entry.number) " · " (entry.title) }
        @if entry.standing == "excluded" { " " (tag(Tone::Bad, &ctx.t("standing-excluded"))) }
    }
}
