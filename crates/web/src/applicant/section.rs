//! One section of a description: one thing per page, kept as it is typed, right or wrong.

use app::application::{self, Saved, View};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::application::Application;
use domain::field::{Catalogue, Of};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::list_rows::{self, Action};
use super::progress;
use super::sent_form::SentForm;
use super::{address, application_crumbs, conflict, items, policy_file, storage, tasks};
use crate::entry::{self, Form};
use crate::parts::{Fault, TaskState, Tone, back_link, field, notice};
use crate::shell::{Ctx, Page, Problem};

/// What an address may say beside the section.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Where to go when done: `check`.
    #[serde(rename = "return")]
    pub back_to: Option<String>,
    /// The list that gets one more row.
    pub add: Option<String>,
    /// Show what is wrong, as after “continue”.
    pub faults: Option<String>,
}

/// A section of an application that is open for writing.
pub struct Place {
    pub id: Uuid,
    pub of: Of,
    pub section: &'static str,
}

impl Place {
    pub fn find(id: Uuid, application: &Application, section: &str) -> Result<Self, Problem> {
        let of = application.procedure.of();
        let known = Catalogue::embedded().sections(of);
        let section = known.into_iter().find(|name| *name == section);
        match section {
            Some(section) if application.procedure.has_entry() => Ok(Place { id, of, section }),
            _ => Err(Problem::not_found()),
        }
    }

    pub fn path(&self) -> String {
        format!("/applications/{}/{}", self.id, self.section)
    }

    fn title(&self, ctx: &Ctx) -> String {
        let id = format!("section-{}-{}", self.of.as_str(), self.section);
        ctx.attr(&id, "question").unwrap_or_else(|| ctx.t(&id))
    }
}

/// The form, or what was written for those who cannot write now.
pub async fn show(
    ctx: Ctx,
    Path((id, section)): Path<(Uuid, String)>,
    Query(wish): Query<Wish>,
) -> Result<Page, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    let place = Place::find(id, &view.loaded.record, &section)?;
    if !tasks::is_writer(&ctx, &view.loaded.record) {
        return Ok(read_only(&ctx, &view, &place));
    }
    let faults = if wish.faults.is_some() { faults(&ctx, &view, &place) } else { Vec::new() };
    Ok(page(&ctx, &view, &place, &wish, &faults))
}

fn read_only(ctx: &Ctx, view: &View, place: &Place) -> Page {
    let title = place.title(ctx);
    let application = &view.loaded.record;
    let body = html! {
        h1 { (title) }
        (entry::section_summary(ctx, place.of, place.section, &application.entry))
    };
    ctx.page(title.clone(), body).above(application_crumbs(ctx, place.id, application))
}

fn faults(ctx: &Ctx, view: &View, place: &Place) -> Vec<Fault> {
    let here = |path: &str| Catalogue::embedded().section_of(place.of, path) == Some(place.section);
    let problems: Vec<_> =
        view.problems.iter().filter(|problem| here(&problem.path)).cloned().collect();
    entry::faults(ctx, place.of, &problems)
}

/// The page with its form.
pub fn page(ctx: &Ctx, view: &View, place: &Place, wish: &Wish, faults: &[Fault]) -> Page {
    let application = &view.loaded.record;
    let title = place.title(ctx);
    let remarks = progress::remarks_in(application, place.section);
    let shown = list_rows::with_spare_rows(
        place.of,
        place.section,
        &application.entry,
        wish.add.as_deref(),
    );
    let form =
        Form { of: place.of, section: place.section, entry: &shown, faults, remarks: &remarks };
    let is_suggestion = progress::sections(view)
        .iter()
        .any(|progress| progress.section == place.section && progress.is_suggestion);
    let body = html! {
        h1 { (title) }
        @if let Some(hint) = ctx.attr(&format!("section-{}-{}", place.of.as_str(), place.section), "hint") {
            p .lead { (hint) }
        }
        @if is_suggestion {
            (notice(Tone::Info, &ctx.t("applicant-suggestion"), html! { p { (ctx.t("applicant-suggestion.text")) } }))
        }
        form #section-form method="post" action=(ctx.url(&place.path())) novalidate
            enctype=[(place.section == "policy").then_some("multipart/form-data")]
            data-autosave=[(place.section != "policy").then_some("yes")] {
            // Enter in a text box presses the first button: it must be the one that goes on.
            button .visually-hidden tabindex="-1" aria-hidden="true" name="action" value="continue" {}
            (field::hidden("revision", &view.loaded.revision.to_string()))
            @if let Some(back_to) = &wish.back_to { (field::hidden("return", back_to)) }
            (fields(ctx, &form, application))
            (buttons(ctx))
            p #autosave .hint role="status" data-failed=(ctx.t("applicant-autosave-failed")) {}
        }
    };
    let back = ctx.url(&format!("/applications/{}", place.id));
    ctx.page(title.clone(), body)
        .above(application_crumbs(ctx, place.id, application))
        .above(back_link(ctx, &back))
        .style("applicant.css")
        .script("autosave.js")
        .script("address.js")
        .faults(faults)
}

fn fields(ctx: &Ctx, form: &Form<'_>, application: &Application) -> Markup {
    match (form.of, form.section) {
        (Of::Holder, "address") => address::form(ctx, form),
        (Of::Holder, "policy") => policy_file::form(ctx, form),
        (Of::DataArray, "items") => items::form(ctx, form, &application.entry),
        _ => entry::section_form(ctx, form),
    }
}

fn buttons(ctx: &Ctx) -> Markup {
    html! {
        div .buttons {
            button .button type="submit" name="action" value="continue" { (ctx.t("applicant-save-continue")) }
            button .button.secondary type="submit" name="action" value="back" { (ctx.t("applicant-save-back")) }
        }
    }
}

/// Keeps what was sent, and shows what comes next.
pub async fn keep(
    ctx: Ctx,
    Path((id, section)): Path<(Uuid, String)>,
    form: SentForm,
) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let found = open_for_writing(&ctx, id).await?;
    let place = Place::find(id, &found.loaded.record, &section)?;
    let mut action = Action::of(form.value("action"));
    let (changes, mut faults) =
        changes(&ctx, &place, &found.loaded.record, &form, &mut action).await?;
    let looked_at = matches!(action, Action::Continue | Action::Back).then_some(place.section);
    let seen = form.value("revision").parse().unwrap_or(0);
    let saved =
        application::save_section(app, &ctx.caller, id, seen, changes.clone(), looked_at).await?;
    match (saved, action) {
        (Saved::Kept(kept), Action::Autosave) => Ok(autosaved(&ctx, &place, &kept)),
        (Saved::Overtaken(_), Action::Autosave) => Ok(autosave_conflict(&ctx)),
        (Saved::Overtaken(now), _) => {
            Ok(conflict::page(&ctx, &place, &now, &changes, &form).into_response())
        }
        (Saved::Kept(_), action) => {
            let view = application::read(app, &ctx.caller, id).await?;
            after(&ctx, &view, &place, &form, &action, &mut faults)
        }
    }
}

/// The branches of the section as they were sent.
async fn changes(
    ctx: &Ctx,
    place: &Place,
    application: &Application,
    form: &SentForm,
    action: &mut Action,
) -> Result<(Map<String, Value>, Vec<Fault>), Problem> {
    let pairs: Vec<(String, String)> = form.fields().cloned().collect();
    let mut changes = entry::decode(place.of, place.section, &pairs);
    if let Action::Remove(list, index) = action {
        list_rows::remove(&mut changes, list, *index);
    }
    let mut faults = Vec::new();
    match (place.of, place.section) {
        (Of::Holder, "address") => address::complete(ctx, &mut changes, form),
        (Of::DataArray, "items") => {
            let come = items::complete(ctx, &mut changes, &application.entry, form);
            // New rows are described before anybody is told that they are not.
            if come && *action == Action::Continue {
                *action = Action::Again;
            }
        }
        (Of::DataArray, "storage") => storage::complete(&mut changes),
        (Of::Holder, "policy") => {
            faults =
                policy_file::complete(ctx, &mut changes, (place.id, application), form).await?;
        }
        _ => {}
    }
    Ok((changes, faults))
}

fn after(
    ctx: &Ctx,
    view: &View,
    place: &Place,
    form: &SentForm,
    action: &Action,
    found: &mut Vec<Fault>,
) -> Result<Response, Problem> {
    let back_to = Some(form.value("return")).filter(|word| *word == "check");
    let wish = Wish { back_to: back_to.map(str::to_owned), ..Wish::default() };
    if *action == Action::Continue {
        if (place.of, place.section) == (Of::Holder, "address") {
            found.extend(address::faults(ctx, &view.loaded.record.entry));
        }
        found.extend(faults(ctx, view, place));
    }
    if !found.is_empty() {
        return Ok(page(ctx, view, place, &wish, found).into_response());
    }
    let carried = back_to.map_or(String::new(), |word| format!("&return={word}"));
    let to = match action {
        Action::Add(list) if list_rows::is_list_of(place.of, place.section, list) => {
            let rows = domain::path::get(&view.loaded.record.entry, list);
            let row = rows.and_then(Value::as_array).map_or(0, Vec::len);
            let anchor = field::id_of(&format!("{list}.{row}"));
            format!("{}?add={list}{carried}#{anchor}", place.path())
        }
        Action::Remove(list, _) if list_rows::is_list_of(place.of, place.section, list) => {
            format!("{}?kept=yes{carried}#{}", place.path(), field::id_of(list))
        }
        Action::Again | Action::Add(_) | Action::Remove(..) => {
            format!("{}?kept=yes{carried}", place.path())
        }
        Action::Back => format!("/applications/{}", place.id),
        _ if back_to.is_some() => format!("/applications/{}/check#{}", place.id, place.section),
        _ => next(view, place),
    };
    Ok(Redirect::to(&ctx.url(&to)).into_response())
}

/// The next section that needs a hand, looking onward first; the answers when there is none.
fn next(view: &View, place: &Place) -> String {
    let all = progress::sections(view);
    let here = all.iter().position(|progress| progress.section == place.section).unwrap_or(0);
    let open = |progress: &&progress::Progress| progress.state != TaskState::Done;
    let onward = all[here + 1..].iter().find(open).or_else(|| all[..here].iter().find(open));
    match onward {
        Some(progress) => format!("/applications/{}/{}", place.id, progress.section),
        None => format!("/applications/{}/check", place.id),
    }
}

/// The revision the next save must name, and the names that new rows got.
fn autosaved(ctx: &Ctx, place: &Place, kept: &app::Loaded<Application>) -> Response {
    let mut keys = Map::new();
    for list in ["purposes", "items"].into_iter().filter(|list| *list == place.section) {
        let rows = kept.record.entry.get(list).and_then(Value::as_array);
        for (index, row) in rows.map_or(&[][..], Vec::as_slice).iter().enumerate() {
            keys.insert(format!("{list}.{index}.key"), row["key"].clone());
        }
    }
    let text = ctx.t("applicant-autosaved");
    Json(json!({"revision": kept.revision, "keys": keys, "text": text})).into_response()
}

fn autosave_conflict(ctx: &Ctx) -> Response {
    let text = ctx.t("applicant-autosave-conflict");
    (http::StatusCode::CONFLICT, Json(json!({ "text": text }))).into_response()
}

/// Whether the caller may see the pages of writing at all; used by pages beside the form.
pub async fn open_for_writing(ctx: &Ctx, id: Uuid) -> Result<View, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    if !tasks::may_write(ctx, &view.loaded.record) {
        return Err(Problem::forbidden());
    }
    Ok(view)
}
