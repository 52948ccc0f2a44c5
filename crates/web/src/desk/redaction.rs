//! Forgetting a value: chosen, given reasons, looked at in every place, sent to the second person.

use app::forgetting::{Report, Touched};
use app::policy::{self, Deed};
use app::register::Published;
use app::review::{self, Asked, Dossier, Forgettable};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::application::Application;
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::Holder;
use domain::law::GroundKind;
use domain::path;
use domain::record::Kind;
use domain::redaction::{Gap, LONG_ENOUGH, Place};
use maud::{Markup, html};

use super::acts::to_case;
use super::case::Open;
use super::dossier::{entry_name, entry_path};
use super::{Pairs, case_path, value, words};
use crate::entry::forgotten::{cannot_undo, place_label};
use crate::parts::{self, Choice, Column, Fault, Field, Row, Tone, field, notice, table};
use crate::shell::{Ctx, Page, Problem};

const LONGEST: usize = 4000;
/// The most letters of a value that stand in the list.
const SHOWN: usize = 200;
/// The most values of one proposal; a form with more is no person's.
const MOST: usize = 500;

pub async fn holder(ctx: Ctx, Path(number): Path<String>) -> Result<Page, Problem> {
    blank::<Holder>(&ctx, &number).await
}

pub async fn array(ctx: Ctx, Path(number): Path<String>) -> Result<Page, Problem> {
    blank::<DataArray>(&ctx, &number).await
}

pub async fn holder_post(
    ctx: Ctx,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    post::<Holder>(&ctx, &number, &pairs).await
}

pub async fn array_post(
    ctx: Ctx,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    post::<DataArray>(&ctx, &number, &pairs).await
}

/// What the form is made from.
struct Known {
    dossier: Dossier,
    values: Vec<Forgettable>,
}

async fn known<R: Published>(ctx: &Ctx, number: &str) -> Result<Known, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    policy::check(caller, Deed::ActExOfficio, None)?;
    let dossier = review::dossier::<R>(app, caller, number, None).await?;
    let values = review::forgettable::<R>(app, caller, number).await?;
    Ok(Known { dossier, values })
}

async fn blank<R: Published>(ctx: &Ctx, number: &str) -> Result<Page, Problem> {
    let known = known::<R>(ctx, number).await?;
    Ok(form(ctx, &known, &Asked::default(), &[]))
}

async fn post<R: Published>(ctx: &Ctx, number: &str, pairs: &Pairs) -> Result<Response, Problem> {
    let known = known::<R>(ctx, number).await?;
    let asked = read(pairs);
    let faults = if value(pairs, "action") == "edit" { None } else { Some(wrong(ctx, &asked)) };
    match faults {
        Some(faults) if faults.is_empty() => {}
        faults => {
            let faults = faults.unwrap_or_default();
            return Ok(form(ctx, &known, &asked, &faults).into_response());
        }
    }
    let (app, caller, id) = (&ctx.state.app, &ctx.caller, known.dossier.id);
    if value(pairs, "action") == "propose" {
        let case = review::propose_redaction::<R>(app, caller, id, &asked).await?;
        return Ok(to_case(ctx, case.id, "proposed"));
    }
    match review::foreseen::<R>(app, caller, id, &asked).await {
        Ok(report) => Ok(preview(ctx, &known, &asked, &report).into_response()),
        Err(app::Error::Refused(code)) => {
            let fault = Fault::new("place", ctx.t(&format!("refusal-{code}")));
            Ok(form(ctx, &known, &asked, &[fault]).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What was chosen and typed. What is no place is left out.
fn read(pairs: &Pairs) -> Asked {
    let place = |typed: &str| {
        let (version, path) = typed.split_once(':')?;
        Some(Place { version: version.parse().ok()?, path: path.chars().take(200).collect() })
    };
    let places = pairs.iter().filter(|(name, _)| name == "place");
    Asked {
        places: places.filter_map(|(_, typed)| place(typed)).take(MOST).collect(),
        ground: value(pairs, "ground").to_owned(),
        words: value(pairs, "words").replace("\r\n", "\n"),
    }
}

fn written(place: &Place) -> String {
    format!("{}:{}", place.version, place.path)
}

fn wrong(ctx: &Ctx, asked: &Asked) -> Vec<Fault> {
    let mut faults = Vec::new();
    if asked.places.is_empty() {
        faults.push(Fault::new("place", ctx.t("refusal-nothing_to_forget")));
    }
    if !ctx.state.app.moment().has_ground(GroundKind::Redaction, &asked.ground) {
        faults.push(Fault::new("ground", ctx.t("refusal-ground_missing")));
    }
    if asked.words.is_empty() {
        faults.push(Fault::new("words", ctx.t("refusal-reasons_missing")));
    }
    if asked.words.chars().count() > LONGEST {
        let text = ctx.ta("desk-too-long", &[("max", LONGEST.into())]);
        faults.push(Fault::new("words", text));
    }
    faults
}

fn form(ctx: &Ctx, known: &Known, asked: &Asked, faults: &[Fault]) -> Page {
    let title = ctx.t("desk-start-redaction");
    let dossier = &known.dossier;
    let base = ctx.url(&entry_path(dossier.of, &dossier.number));
    let ground =
        Field::of(ctx, "ground", "field-redaction-ground").value(&asked.ground).faults(faults);
    let reasons = Field::of(ctx, "words", "field-redaction-words")
        .value(&asked.words)
        .maxlength(LONGEST)
        .faults(faults);
    let chosen = asked.places.iter().map(written).collect();
    let values = Field::of(ctx, "place", "field-redaction-place").values(chosen).faults(faults);
    let body = html! {
        h1 { (title) }
        p .lead { (entry_name(ctx, dossier)) }
        p { (ctx.t("desk-redaction-lead")) }
        @if known.values.is_empty() { p { (ctx.t("desk-redaction-none")) } }
        @else {
            form method="post" action={ (base) "/redaction" } {
                (field::checkboxes(ctx, &values, &choices(ctx, known)))
                (field::select(ctx, &ground, &words::grounds(ctx, GroundKind::Redaction)))
                (field::textarea(ctx, &reasons))
                div .buttons {
                    button .button name="action" value="preview" { (ctx.t("desk-redaction-preview")) }
                    a href=(base) { (ctx.t("action-cancel")) }
                }
            }
        }
    };
    super::page(ctx, title, body).above(super::crumbs(ctx, None)).faults(faults)
}

fn choices(ctx: &Ctx, known: &Known) -> Vec<Choice> {
    let one = |it: &Forgettable| {
        let label = place_label(ctx, known.dossier.of, &it.place.path);
        let mut shown: String = it.value.chars().take(SHOWN).collect();
        if shown.len() < it.value.len() {
            shown.push('…');
        }
        Choice::new(written(&it.place), format!("{label}: {shown}"))
            .hint(versions(ctx, &it.versions))
    };
    known.values.iter().map(one).collect()
}

fn versions(ctx: &Ctx, versions: &[i64]) -> String {
    let list = versions.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    ctx.ta("desk-redaction-versions", &[("list", list.into())])
}

/// Every place in which something would be forgotten; only here it can be sent on.
fn preview(ctx: &Ctx, known: &Known, asked: &Asked, report: &Report) -> Page {
    let title = ctx.t("desk-redaction-preview");
    let dossier = &known.dossier;
    let ground = words::ground(ctx, GroundKind::Redaction, &asked.ground);
    let facts = [
        Row::text(ctx.t("field-redaction-ground"), &ground),
        Row::text(ctx.t("field-redaction-words"), &asked.words),
    ];
    let base = ctx.url(&entry_path(dossier.of, &dossier.number));
    let body = html! {
        h1 { (title) }
        p .lead { (entry_name(ctx, dossier)) }
        (parts::summary_list(ctx, &facts))
        (reach(ctx, report))
        p { (ctx.t("desk-redaction-next")) }
        form method="post" action={ (base) "/redaction" } {
            @for place in &asked.places { (field::hidden("place", &written(place))) }
            (field::hidden("ground", &asked.ground))
            (field::hidden("words", &asked.words))
            div .buttons {
                button .button name="action" value="propose" { (ctx.t("desk-sign-propose")) }
                (parts::button_secondary(&ctx.t("desk-preview-edit"), "action", "edit"))
            }
        }
    };
    super::page(ctx, title, body).above(super::crumbs(ctx, None))
}

/// What forgetting reaches, place by place, and what it cannot.
pub fn reach(ctx: &Ctx, report: &Report) -> Markup {
    let columns = ["record", "places"]
        .map(|name| Column::text(ctx.t(&format!("desk-redaction-column-{name}"))));
    let rows: Vec<Vec<Markup>> = report.records.iter().map(|it| touched(ctx, it)).collect();
    let others = report.rows.iter().filter(|(table, _)| **table != "account_event");
    let others: Vec<String> = others
        .map(|(table, n)| {
            ctx.ta(&format!("desk-redaction-rows-{table}"), &[("n", count(*n).into())])
        })
        .collect();
    html! {
        (table(&ctx.t("desk-redaction-where"), &columns, &rows))
        @if !others.is_empty() || !report.files.is_empty() {
            ul {
                @for line in &others { li { (line) } }
                @if !report.files.is_empty() {
                    li { (ctx.ta("desk-redaction-files", &[("n", report.files.len().into())])) }
                }
            }
        }
        p { (ctx.ta("desk-redaction-rule", &[("n", LONG_ENOUGH.into())])) }
        p { (ctx.t("desk-redaction-look")) }
        @if report.accounts > 0 {
            (notice(Tone::Attention, &ctx.t("desk-redaction-accounts"), html! {
                p { (ctx.t("desk-redaction-accounts.text")) }
            }))
        }
        (notice(Tone::Attention, &ctx.t("redacted-final"), cannot_undo(ctx)))
    }
}

fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn touched(ctx: &Ctx, it: &Touched) -> Vec<Markup> {
    let number = if it.number.is_empty() { ctx.t("state-draft") } else { it.number.clone() };
    let kind = ctx.t(&format!("desk-redaction-kind-{}", it.kind.as_str()));
    let link = match it.kind {
        Kind::Application => Some(case_path(it.id)).filter(|_| !it.number.is_empty()),
        Kind::Holder => Some(entry_path(Of::Holder, &it.number)),
        Kind::DataArray => Some(entry_path(Of::DataArray, &it.number)),
        Kind::DataList | Kind::AuditAnchor => None,
    };
    let name = format!("{kind} {number}");
    vec![
        html! { @if let Some(link) = link { a href=(ctx.url(&link)) { (name) } } @else { (name) } },
        html! {
            @if it.gaps.is_empty() { (ctx.t("desk-redaction-words")) }
            ul .values { @for gap in &it.gaps { li { (gap_line(ctx, it.kind, gap)) } } }
        },
    ]
}

fn gap_line(ctx: &Ctx, kind: Kind, gap: &Gap) -> Markup {
    let label = match kind {
        Kind::Holder => place_label(ctx, Of::Holder, &gap.path),
        Kind::DataArray | Kind::DataList => place_label(ctx, Of::DataArray, &gap.path),
        Kind::AuditAnchor => return html! {},
        Kind::Application => return html! { (application_place(ctx, &gap.path)) },
    };
    html! { (label) " · " (versions(ctx, &gap.versions)) }
}

/// An application may describe either.
fn application_place(ctx: &Ctx, place: &str) -> String {
    let fields = domain::field::Catalogue::embedded();
    let of = if fields.at(Of::Holder, place).is_some() { Of::Holder } else { Of::DataArray };
    place_label(ctx, of, place)
}

/// What a case asks to be forgotten: for the second person, with every place.
pub async fn asked(ctx: &Ctx, case: &Open) -> Result<Markup, Problem> {
    let application = case.application();
    if !application.procedure.is_redaction() {
        return Ok(html! {});
    }
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    let report = match application.procedure.of() {
        Of::Holder => review::foreseen_of::<Holder>(app, caller, case.id).await,
        Of::DataArray => review::foreseen_of::<DataArray>(app, caller, case.id).await,
    };
    // Another redaction may have taken it meanwhile: then there is nothing left to be seen.
    let report = match report {
        Err(app::Error::Refused(_)) => None,
        other => other?,
    };
    Ok(html! {
        section aria-labelledby="asked" {
            h2 #asked { (ctx.t("desk-asked")) }
            (parts::summary_list(ctx, &facts(ctx, application)))
            @if let Some(report) = &report { (reach(ctx, report)) }
        }
    })
}

fn facts(ctx: &Ctx, application: &Application) -> Vec<Row> {
    let (of, text) = (application.procedure.of(), |name| path::text(&application.entry, name));
    let places = application.places();
    let places = html! {
        ul .values {
            @for place in &places {
                li { (place_label(ctx, of, &place.path)) " · " (versions(ctx, &[place.version])) }
            }
        }
    };
    let ground = words::ground(ctx, GroundKind::Redaction, text("ground"));
    vec![
        Row::new(ctx.t("field-redaction-place"), places),
        Row::text(ctx.t("field-redaction-ground"), &ground),
        Row::text(ctx.t("field-redaction-words"), text("words")),
    ]
}
