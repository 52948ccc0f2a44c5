//! The memory of an application: what each event makes of it.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::application::{Application, Decision, Outcome, Remark, State, Whose};
use crate::application_act::{ApplicationEvent, Start};
use crate::field::Catalogue;
use crate::record::{Actor, Happened};
use crate::redaction::Forgotten;

pub(crate) fn apply(
    current: Option<Application>,
    happened: Happened<'_, ApplicationEvent>,
) -> Application {
    let (at, by) = (happened.at, happened.by);
    match (current, happened.event.clone()) {
        (None, ApplicationEvent::Started(start)) => begun(*start, by.clone(), at),
        (_, ApplicationEvent::Purged { frame, author, started_at, number }) => {
            Application { state: State::Purged, number, ..begun(*frame, author, started_at) }
        }
        (Some(application), event) => changed(application, event, by, at),
        (None, _) => unreachable!("decide lets nothing happen before a start"),
    }
}

fn begun(start: Start, author: Actor, at: Timestamp) -> Application {
    // What is no tree has no branches: nothing could ever be typed into it.
    let entry = Some(start.entry).filter(Value::is_object).unwrap_or_else(|| Map::new().into());
    Application {
        number: None,
        procedure: start.procedure,
        holder: start.holder,
        organisation: start.organisation,
        subject: start.subject,
        base_revision: start.base_revision,
        ex_officio: start.ex_officio,
        entry,
        checked: Vec::new(),
        state: State::Draft,
        round: 0,
        remarks: Vec::new(),
        assignee: None,
        submitted_at: None,
        term: None,
        whose: Whose::default(),
        decision: None,
        author,
        started_at: at,
    }
}

/// What applicant and authority wrote; who acted, when, and on what ground stays.
pub(crate) fn forget(event: &mut ApplicationEvent, values: &Forgotten) {
    match event {
        ApplicationEvent::Started(start) | ApplicationEvent::Purged { frame: start, .. } => {
            values.text(&mut start.organisation);
            values.draft(&mut start.entry);
        }
        ApplicationEvent::Saved { changes } => {
            let mut typed = Value::Object(std::mem::take(changes));
            values.draft(&mut typed);
            if let Value::Object(cleaned) = typed {
                *changes = cleaned;
            }
        }
        ApplicationEvent::Submitted { whose, .. } => {
            values.code(&mut whose.region);
            values.code(&mut whose.sector);
        }
        ApplicationEvent::Returned { remarks, .. } => {
            remarks.iter_mut().for_each(|(_, words)| {
                values.text(words);
            });
        }
        ApplicationEvent::Proposed { reasons, .. }
        | ApplicationEvent::Decided { reasons, .. }
        | ApplicationEvent::Objected { reasons } => {
            values.text(reasons);
        }
        ApplicationEvent::Checked { .. }
        | ApplicationEvent::Assigned { .. }
        | ApplicationEvent::Released
        | ApplicationEvent::Withdrawn => {}
    }
}

/// A section with a remark must be looked at again.
fn uncheck(application: &mut Application, remarks: &[(String, String)]) {
    let of = application.procedure.of();
    let section_of = |path: &str| Catalogue::embedded().section_of(of, path);
    let remarked: Vec<&str> = remarks.iter().filter_map(|(path, _)| section_of(path)).collect();
    application.checked.retain(|section| !remarked.contains(&section.as_str()));
}

/// The registrar who had it gets it back: the applicant has one face to talk to.
fn back_on_the_desk(application: &Application) -> State {
    if application.assignee.is_some() { State::UnderReview } else { State::Submitted }
}

fn changed(
    mut application: Application,
    event: ApplicationEvent,
    by: &Actor,
    at: Timestamp,
) -> Application {
    match event {
        ApplicationEvent::Saved { changes } => {
            if let Value::Object(entry) = &mut application.entry {
                entry.extend(changes);
            }
        }
        ApplicationEvent::Checked { section } => application.checked.push(section),
        ApplicationEvent::Submitted { number, term, whose } => {
            application.number = Some(number);
            application.whose = whose;
            application.submitted_at.get_or_insert(at);
            application.term = term;
            application.round += 1;
            application.state = back_on_the_desk(&application);
        }
        ApplicationEvent::Assigned { to } => {
            application.assignee = Some(to);
            application.state = State::UnderReview;
        }
        ApplicationEvent::Released => {
            application.assignee = None;
            if application.state == State::UnderReview {
                application.state = State::Submitted;
            }
        }
        ApplicationEvent::Returned { remarks, term } => {
            let round = application.round;
            uncheck(&mut application, &remarks);
            application.remarks.extend(remarks.into_iter().map(|(path, words)| Remark {
                path,
                words,
                round,
                at,
            }));
            application.term = term;
            application.state = State::Returned;
        }
        ApplicationEvent::Proposed { outcome, ground, reasons } => {
            let proposed_by = by.clone();
            let confirmed_by = None;
            let decision =
                Decision { outcome, ground, reasons, proposed_by, proposed_at: at, confirmed_by };
            application.decision = Some(decision);
            application.state = State::Proposed;
        }
        ApplicationEvent::Decided { outcome, ground, reasons, proposed_by } => {
            let confirmed_by = proposed_by.is_some().then(|| by.clone());
            let proposed_by = proposed_by.unwrap_or_else(|| by.clone());
            let proposed_at = application.decision.as_ref().map_or(at, |d| d.proposed_at);
            let decision =
                Decision { outcome, ground, reasons, proposed_by, proposed_at, confirmed_by };
            application.decision = Some(decision);
            application.state = match outcome {
                Outcome::Grant => State::Registered,
                Outcome::Refuse => State::Refused,
            };
        }
        ApplicationEvent::Objected { .. } => {
            application.decision = None;
            application.state = back_on_the_desk(&application);
        }
        ApplicationEvent::Withdrawn => {
            // A decision that was only proposed is none.
            application.decision = None;
            application.state = State::Withdrawn;
        }
        ApplicationEvent::Started(_) | ApplicationEvent::Purged { .. } => {
            unreachable!("apply has taken these")
        }
    }
    application
}
