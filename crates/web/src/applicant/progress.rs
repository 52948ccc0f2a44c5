//! How far the sections of an application are.

use app::application::View;
use domain::application::{Application, State};
use domain::field::{Catalogue, Of, Required};
use domain::path;
use domain::problem::Problem;

use crate::parts::TaskState;

/// One section.
pub struct Progress {
    pub section: &'static str,
    pub state: TaskState,
    /// Mistakes and gaps that keep the application from being sent.
    pub problems: Vec<Problem>,
    /// What the registrar said of it in the running round: field and words.
    pub remarks: Vec<(String, String)>,
    /// Filled by a template or a copy, and nobody has looked at it yet.
    pub is_suggestion: bool,
    /// Nothing in it must be filled.
    pub is_optional: bool,
}

/// Every section of the application's form.
pub fn sections(view: &View) -> Vec<Progress> {
    let application = &view.loaded.record;
    if !application.procedure.has_entry() {
        return Vec::new();
    }
    let of = application.procedure.of();
    Catalogue::embedded().sections(of).into_iter().map(|name| progress(view, of, name)).collect()
}

fn progress(view: &View, of: Of, section: &'static str) -> Progress {
    let application = &view.loaded.record;
    let is_here = |path: &str| Catalogue::embedded().section_of(of, path) == Some(section);
    let problems: Vec<Problem> =
        view.problems.iter().filter(|problem| is_here(&problem.path)).cloned().collect();
    let remarks = remarks_in(application, section);
    let has_words = has_words(application, of, section);
    let looked_at = application.checked.iter().any(|checked| checked == section);
    // What was registered, or sent before, somebody has looked at already.
    let is_known = application.base_revision > 0 || application.submitted_at.is_some();
    let trusted = looked_at || (is_known && remarks.is_empty());
    let state = match () {
        () if !remarks.is_empty() && !looked_at => TaskState::Trouble,
        () if trusted && problems.is_empty() => TaskState::Done,
        () if has_words || looked_at => TaskState::InProgress,
        () => TaskState::NotStarted,
    };
    let is_suggestion = has_words && !trusted && remarks.is_empty();
    let is_optional = Catalogue::embedded()
        .of(of)
        .filter(|field| field.section == section)
        .all(|field| field.required == Required::No);
    Progress { section, state, problems, remarks, is_suggestion, is_optional }
}

fn has_words(application: &Application, of: Of, section: &str) -> bool {
    let fields = Catalogue::embedded().of(of).filter(|field| field.section == section);
    fields
        .filter_map(|field| application.entry.get(field.path.split(['.', '[']).next()?))
        .any(|value| !path::is_blank(value))
}

/// The remarks on a section that wait for an answer.
pub fn remarks_in(application: &Application, section: &str) -> Vec<(String, String)> {
    let of = application.procedure.of();
    open_remarks(application)
        .into_iter()
        .filter(|(path, _)| Catalogue::embedded().section_of(of, path) == Some(section))
        .collect()
}

/// The remarks on the whole, and on nothing the form knows.
pub fn general_remarks(application: &Application) -> Vec<String> {
    let of = application.procedure.of();
    open_remarks(application)
        .into_iter()
        .filter(|(path, _)| Catalogue::embedded().section_of(of, path).is_none())
        .map(|(_, words)| words)
        .collect()
}

fn open_remarks(application: &Application) -> Vec<(String, String)> {
    if application.state != State::Returned {
        return Vec::new();
    }
    application.open_remarks().map(|r| (r.path.clone(), r.words.clone())).collect()
}

/// Whether everything is filled, looked at and mended.
pub fn is_ready(view: &View) -> bool {
    let application = &view.loaded.record;
    if application.procedure.is_exclusion() {
        return !path::text(&application.entry, "ground").is_empty();
    }
    view.problems.is_empty() && unready(view).is_empty()
}

/// The sections that still need a hand, in the order of the form.
pub fn unready(view: &View) -> Vec<Progress> {
    let needs_hand = |progress: &Progress| match progress.state {
        TaskState::NotStarted => !progress.problems.is_empty(),
        state => state != TaskState::Done,
    };
    sections(view).into_iter().filter(needs_hand).collect()
}
