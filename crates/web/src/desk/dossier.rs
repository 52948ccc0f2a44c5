//! A registered holder or array as the authority sees it: whole, with every version.

use app::register::Published;
use app::review::{self, Dossier};
use axum::extract::Path;
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::{Holder, Standing};
use domain::law::GroundKind;
use maud::{Markup, html};
use uuid::Uuid;

use super::sections::{Sections, sections};
use super::{case, case_path, compare, review as case_review, story, words};
use crate::entry::forgotten;
use crate::parts::{self, Column, Row, Tone, table, tag};
use crate::shell::{Ctx, Page, Problem};

pub async fn holder(ctx: Ctx, Path(number): Path<String>) -> Result<Page, Problem> {
    show::<Holder>(&ctx, &number).await
}

pub async fn array(ctx: Ctx, Path(number): Path<String>) -> Result<Page, Problem> {
    show::<DataArray>(&ctx, &number).await
}

/// The address of an entry at the desk.
pub fn entry_path(of: Of, number: &str) -> String {
    match of {
        Of::Holder => format!("/desk/holders/{number}"),
        Of::DataArray => format!("/desk/arrays/{number}"),
    }
}

/// The name of an entry in the visitor's language.
pub fn entry_name(ctx: &Ctx, dossier: &Dossier) -> String {
    let name = |code: &str| domain::path::text(&dossier.entry, &format!("name.{code}")).to_owned();
    let names = [name(ctx.lang.code()), name("ky"), name("ru"), name("en")];
    let found = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    format!("{} · {found}", dossier.number)
}

async fn show<R: Published>(ctx: &Ctx, number: &str) -> Result<Page, Problem> {
    let query = ctx.query.as_deref().unwrap_or_default();
    let version = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "version")
        .and_then(|(_, value)| value.parse::<i64>().ok());
    let dossier = review::dossier::<R>(&ctx.state.app, &ctx.caller, number, version).await?;
    let holder = holder_id(ctx, &dossier).await?;
    let entries = review::entries_of_holder(&ctx.state.app, &ctx.caller, holder).await?;
    let cases = review::cases_of_holder(&ctx.state.app, &ctx.caller, holder).await?;
    let cases: Vec<_> = match dossier.of {
        Of::Holder => cases,
        Of::DataArray => {
            cases.into_iter().filter(|c| c.application.subject == dossier.id).collect()
        }
    };
    let title = entry_name(ctx, &dossier);
    let told = forgotten::filled(ctx, &dossier.entry, &dossier.redacted);
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t(&format!("kind-{}", dossier.of.as_str()))) " " (standing(ctx, &dossier)) }
        (version_notice(ctx, &dossier))
        (forgotten::explained(ctx, dossier.of, &dossier.redacted))
        div .case {
            div .case-side { (facts(ctx, &dossier)) (actions(ctx, &dossier)) }
            div .case-main {
                (changes(ctx, &dossier))
                section aria-labelledby="entry" {
                    h2 #entry { (ctx.t("desk-entry-whole")) }
                    (sections(ctx, &Sections { of: dossier.of, entry: &told, faults: &[], earlier: &[], typed: None, folded: &[] }))
                }
                (versions(ctx, &dossier))
                @if dossier.of == Of::Holder && !entries.arrays.is_empty() {
                    section aria-labelledby="arrays" {
                        h2 #arrays { (ctx.t("desk-arrays")) }
                        ul { @for array in &entries.arrays { li { (case_review::entry_link(ctx, "arrays", array)) } } }
                    }
                }
                section aria-labelledby="cases" {
                    h2 #cases { (ctx.t("desk-cases")) }
                    (story::others(ctx, &cases))
                }
            }
        }
    };
    Ok(super::page(ctx, title, body).above(super::crumbs(ctx, None)))
}

async fn holder_id(ctx: &Ctx, dossier: &Dossier) -> Result<Uuid, Problem> {
    match &dossier.holder {
        None => Ok(dossier.id),
        Some(holder) => {
            let (app, caller) = (&ctx.state.app, &ctx.caller);
            Ok(review::dossier::<Holder>(app, caller, &holder.number, None).await?.id)
        }
    }
}

fn standing(ctx: &Ctx, dossier: &Dossier) -> Markup {
    match dossier.standing {
        Standing::Registered => tag(Tone::Good, &ctx.t("standing-registered")),
        Standing::Excluded => tag(Tone::Bad, &ctx.t("standing-excluded")),
    }
}

fn version_notice(ctx: &Ctx, dossier: &Dossier) -> Markup {
    let latest = dossier.versions.first().map_or(0, |line| line.version);
    if dossier.version == latest {
        return html! {};
    }
    let title =
        ctx.ta("desk-old-version", &[("n", dossier.version.into()), ("total", latest.into())]);
    let now = ctx.url(&entry_path(dossier.of, &dossier.number));
    parts::notice(
        Tone::Info,
        &title,
        html! { p { a href=(now) { (ctx.t("desk-newest-version")) } } },
    )
}

fn facts(ctx: &Ctx, dossier: &Dossier) -> Markup {
    let mut rows = Vec::new();
    if let Some(holder) = &dossier.holder {
        let href = ctx.url(&entry_path(Of::Holder, &holder.number));
        let name = holder.name.in_language(ctx.lang.code());
        rows.push(Row::new(
            ctx.t("desk-column-holder"),
            html! { a href=(href) { (holder.number) " · " (name) } },
        ));
    }
    if let Some(exclusion) = &dossier.exclusion {
        let ground = words::ground(ctx, GroundKind::Exclusion, &exclusion.ground);
        rows.push(Row::text(ctx.t("field-exclusion-ground"), &ground));
        rows.push(Row::text(ctx.t("field-exclusion-words"), &exclusion.words));
    }
    if let Some((id, number)) = &dossier.open {
        let name = number.clone().unwrap_or_else(|| ctx.t("state-draft"));
        let link = html! { a href=(ctx.url(&case_path(*id))) { (name) } };
        rows.push(Row::new(ctx.t("desk-open-case"), link));
    }
    let public = match dossier.of {
        Of::Holder => format!("/register/holders/{}", dossier.number),
        Of::DataArray => format!("/register/arrays/{}", dossier.number),
    };
    rows.push(Row::new(
        ctx.t("desk-public-page"),
        html! { a href=(ctx.url(&public)) { (dossier.number) } },
    ));
    parts::summary_list(ctx, &rows)
}

/// What the authority may begin itself. While an application is open, or after an exclusion, it can
/// only forget.
fn actions(ctx: &Ctx, dossier: &Dossier) -> Markup {
    if !case::is_registrar(ctx) {
        return html! {};
    }
    let may_change = dossier.standing == Standing::Registered && dossier.open.is_none();
    let base = ctx.url(&entry_path(dossier.of, &dossier.number));
    html! {
        div .case-actions {
            p { (ctx.t("desk-ex-officio.hint")) }
            @if may_change {
                form method="post" action={ (base) "/amendment" } {
                    button .button.secondary { (ctx.t("desk-start-amendment")) }
                }
                p { a href={ (base) "/exclusion" } { (ctx.t("desk-start-exclusion")) } }
            }
            p { a href={ (base) "/redaction" } { (ctx.t("desk-start-redaction")) } }
        }
    }
}

fn changes(ctx: &Ctx, dossier: &Dossier) -> Markup {
    let Some(before) = &dossier.before else { return html! {} };
    let before = forgotten::filled(ctx, before, &dossier.redacted_before);
    let this = forgotten::filled(ctx, &dossier.entry, &dossier.redacted);
    let heads = (ctx.t("desk-version-before"), ctx.t("desk-version-this"));
    html! {
        section aria-labelledby="changes" {
            h2 #changes { (ctx.t("desk-version-changes")) }
            (compare::side_by_side(
                ctx, dossier.of, (&before, &this), (&heads.0, &heads.1), &ctx.t("desk-version-changes"),
            ))
        }
    }
}

fn versions(ctx: &Ctx, dossier: &Dossier) -> Markup {
    let columns = ["version", "act", "by", "at"]
        .map(|name| Column::text(ctx.t(&format!("desk-versions-{name}"))));
    let base = ctx.url(&entry_path(dossier.of, &dossier.number));
    let rows: Vec<Vec<Markup>> = dossier
        .versions
        .iter()
        .map(|line| {
            vec![
                html! { a href={ (base) "?version=" (line.version) } { (line.version) } },
                html! { (ctx.t(&format!("act-{}", line.act))) },
                html! { (line.by.name) },
                html! { (ctx.date_time(line.at)) },
            ]
        })
        .collect();
    html! {
        section aria-labelledby="versions" {
            h2 #versions { (ctx.t("desk-versions")) }
            (table(&ctx.t("desk-versions"), &columns, &rows))
        }
    }
}
