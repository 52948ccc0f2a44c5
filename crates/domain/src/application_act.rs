//! The acts on an application: who may ask for what in which state, and what then happens.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::application::{Application, Decision, Outcome, Procedure, Remark, State};
use crate::field::Catalogue;
use crate::law::GroundKind;
use crate::path;
use crate::problem::Problem;
use crate::record::{Actor, Event, Happened, Moment};
use crate::requirement;
use crate::term::Term;

/// How an application begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// What is asked for.
    pub procedure: Procedure,
    /// The organisation.
    pub holder: Uuid,
    /// Its name.
    pub organisation: String,
    /// The record it is about, or will be.
    pub subject: Uuid,
    /// The revision of that record; 0 for a registration.
    pub base_revision: i64,
    /// Whether the authority itself began it.
    pub ex_officio: bool,
    /// The description to begin with: empty, a template's, or the registered one.
    pub entry: Value,
}

/// What may be asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum ApplicationAct {
    /// Begin a draft.
    Start(Box<Start>),
    /// Keep what was typed: the named branches of the entry are replaced.
    Save {
        /// Top-level branch → its new value.
        changes: Map<String, Value>,
    },
    /// Say of a section of the form that it is as it should be: also a suggestion must be looked at.
    Check {
        /// The section.
        section: String,
    },
    /// Send it to the authority.
    Submit {
        /// The number to give it, if it has none yet.
        number: String,
    },
    /// Take it in hand, or give it to a colleague.
    Assign {
        /// Who reviews it.
        to: Actor,
    },
    /// Send it back with remarks.
    Return {
        /// Field and words.
        remarks: Vec<(String, String)>,
    },
    /// Decide, or propose to the second person.
    Decide {
        /// How it ends.
        outcome: Outcome,
        /// Code of the ground.
        ground: String,
        /// Reasons.
        reasons: String,
    },
    /// The second person agrees.
    Confirm,
    /// The second person does not.
    Object {
        /// Why.
        reasons: String,
    },
    /// The applicant takes it back.
    Withdraw,
    /// Destroy the content: it holds state secrets (art. 30).
    Purge,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are those of the acts")]
pub enum ApplicationEvent {
    /// A draft was begun.
    Started(Box<Start>),
    /// Something was written.
    Saved { changes: Map<String, Value> },
    /// A section was looked at and found right.
    Checked { section: String },
    /// It was sent; the term of review runs.
    Submitted { number: String, term: Option<Term> },
    /// Somebody has it in hand.
    Assigned { to: Actor },
    /// It was sent back; the term of mending runs.
    Returned { remarks: Vec<(String, String)>, term: Option<Term> },
    /// A decision waits for the second person.
    Proposed { outcome: Outcome, ground: String, reasons: String },
    /// It was decided.
    Decided { outcome: Outcome, ground: String, reasons: String, proposed_by: Option<Actor> },
    /// The second person sent the decision back.
    Objected { reasons: String },
    /// The applicant took it back.
    Withdrawn,
    /// Its content was destroyed; the frame remains so that the record can be rebuilt without it.
    Purged { frame: Box<Start>, author: Actor, started_at: Timestamp, number: Option<String> },
}

impl Event for ApplicationEvent {
    fn name(&self) -> &'static str {
        match self {
            ApplicationEvent::Started(_) => "started",
            ApplicationEvent::Saved { .. } => "saved",
            ApplicationEvent::Checked { .. } => "checked",
            ApplicationEvent::Submitted { .. } => "submitted",
            ApplicationEvent::Assigned { .. } => "assigned",
            ApplicationEvent::Returned { .. } => "returned",
            ApplicationEvent::Proposed { .. } => "proposed",
            ApplicationEvent::Decided { .. } => "decided",
            ApplicationEvent::Objected { .. } => "objected",
            ApplicationEvent::Withdrawn => "withdrawn",
            ApplicationEvent::Purged { .. } => "purged",
        }
    }

    fn erases(&self) -> bool {
        matches!(self, ApplicationEvent::Purged { .. })
    }
}

/// Why an act on an application is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationRefusal {
    /// There is one already.
    AlreadyStarted,
    /// There is none.
    NotStarted,
    /// The act does not belong to the state it is in.
    WrongState(State),
    /// The description has mistakes.
    Faulty(Vec<Problem>),
    /// Nothing was changed, so there is nothing to send.
    NothingChanged,
    /// A return says what to mend.
    RemarksMissing,
    /// A refusal or an exclusion cites a ground.
    GroundMissing,
    /// A refusal gives reasons.
    ReasonsMissing,
    /// Only the person who has it in hand decides.
    NotAssignee,
    /// The second person is another person.
    SamePerson,
    /// The law in force has no such term.
    TermUnknown(String),
}

impl ApplicationRefusal {
    /// The code, which is also a translation key.
    pub fn code(&self) -> &'static str {
        match self {
            ApplicationRefusal::AlreadyStarted => "already_started",
            ApplicationRefusal::NotStarted => "not_started",
            ApplicationRefusal::WrongState(_) => "wrong_state",
            ApplicationRefusal::Faulty(_) => "faulty",
            ApplicationRefusal::NothingChanged => "nothing_changed",
            ApplicationRefusal::RemarksMissing => "remarks_missing",
            ApplicationRefusal::GroundMissing => "ground_missing",
            ApplicationRefusal::ReasonsMissing => "reasons_missing",
            ApplicationRefusal::NotAssignee => "not_assignee",
            ApplicationRefusal::SamePerson => "same_person",
            ApplicationRefusal::TermUnknown(_) => "term_unknown",
        }
    }
}

type Decided = Result<Vec<ApplicationEvent>, ApplicationRefusal>;

pub(crate) fn decide(
    current: Option<&Application>,
    act: ApplicationAct,
    by: &Actor,
    moment: &Moment,
) -> Decided {
    let act = match act {
        ApplicationAct::Start(start) if current.is_none() => {
            return Ok(vec![ApplicationEvent::Started(start)]);
        }
        ApplicationAct::Start(_) => return Err(ApplicationRefusal::AlreadyStarted),
        act => act,
    };
    let application = current.ok_or(ApplicationRefusal::NotStarted)?;
    match act {
        ApplicationAct::Start(_) => Err(ApplicationRefusal::AlreadyStarted),
        ApplicationAct::Save { changes } => save(application, changes),
        ApplicationAct::Check { section } => check(application, section),
        ApplicationAct::Submit { number } => submit(application, number, moment),
        ApplicationAct::Assign { to } => assign(application, to),
        ApplicationAct::Return { remarks } => send_back(application, remarks, by, moment),
        ApplicationAct::Decide { outcome, ground, reasons } => {
            judge(application, outcome, ground, reasons, by, moment)
        }
        ApplicationAct::Confirm => confirm(application, by),
        ApplicationAct::Object { reasons } => object(application, reasons, by),
        ApplicationAct::Withdraw => withdraw(application),
        ApplicationAct::Purge => purge(application),
    }
}

fn must(application: &Application, fits: bool) -> Result<(), ApplicationRefusal> {
    if fits { Ok(()) } else { Err(ApplicationRefusal::WrongState(application.state)) }
}

fn save(application: &Application, changes: Map<String, Value>) -> Decided {
    must(application, application.state.is_open())?;
    let changes: Map<String, Value> = changes
        .into_iter()
        .filter(|(branch, value)| application.entry.get(branch) != Some(value))
        .collect();
    Ok(if changes.is_empty() { vec![] } else { vec![ApplicationEvent::Saved { changes }] })
}

fn check(application: &Application, section: String) -> Decided {
    must(application, application.state.is_open())?;
    let known = Catalogue::embedded().sections(application.procedure.of());
    let is_new = known.contains(&section.as_str()) && !application.checked.contains(&section);
    Ok(if is_new { vec![ApplicationEvent::Checked { section }] } else { vec![] })
}

fn submit(application: &Application, number: String, moment: &Moment) -> Decided {
    must(application, application.state.is_open())?;
    if application.procedure.has_entry() {
        let problems =
            requirement::problems(application.procedure.of(), &application.entry, moment);
        if !problems.is_empty() {
            return Err(ApplicationRefusal::Faulty(problems));
        }
    } else if application.procedure.is_exclusion() {
        exclusion_ground(&application.entry, moment)?;
    }
    let number = application.number.clone().unwrap_or(number);
    if application.procedure.is_confirmation() {
        return Ok(vec![
            ApplicationEvent::Submitted { number, term: None },
            ApplicationEvent::Decided {
                outcome: Outcome::Grant,
                ground: String::new(),
                reasons: String::new(),
                proposed_by: None,
            },
        ]);
    }
    let term = Some(term("application_review", moment)?);
    Ok(vec![ApplicationEvent::Submitted { number, term }])
}

fn exclusion_ground(entry: &Value, moment: &Moment) -> Result<(), ApplicationRefusal> {
    let ground = path::text(entry, "ground");
    if ground.is_empty() || !moment.has_ground(GroundKind::Exclusion, ground) {
        return Err(ApplicationRefusal::GroundMissing);
    }
    Ok(())
}

fn term(rule: &str, moment: &Moment) -> Result<Term, ApplicationRefusal> {
    moment.term(rule).map_err(|_| ApplicationRefusal::TermUnknown(rule.to_owned()))
}

fn assign(application: &Application, to: Actor) -> Decided {
    must(application, matches!(application.state, State::Submitted | State::UnderReview))?;
    Ok(vec![ApplicationEvent::Assigned { to }])
}

fn has_in_hand(application: &Application, by: &Actor) -> Result<(), ApplicationRefusal> {
    must(application, application.state == State::UnderReview)?;
    match &application.assignee {
        Some(assignee) if assignee.person == by.person => Ok(()),
        _ => Err(ApplicationRefusal::NotAssignee),
    }
}

fn send_back(
    application: &Application,
    remarks: Vec<(String, String)>,
    by: &Actor,
    moment: &Moment,
) -> Decided {
    has_in_hand(application, by)?;
    let remarks: Vec<_> =
        remarks.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect();
    if remarks.is_empty() {
        return Err(ApplicationRefusal::RemarksMissing);
    }
    let term = Some(term("application_mending", moment)?);
    Ok(vec![ApplicationEvent::Returned { remarks, term }])
}

fn judge(
    application: &Application,
    outcome: Outcome,
    ground: String,
    reasons: String,
    by: &Actor,
    moment: &Moment,
) -> Decided {
    has_in_hand(application, by)?;
    if outcome == Outcome::Refuse {
        if !moment.has_ground(GroundKind::Refusal, &ground) {
            return Err(ApplicationRefusal::GroundMissing);
        }
        if reasons.trim().is_empty() {
            return Err(ApplicationRefusal::ReasonsMissing);
        }
    }
    let event = if needs_second_person(application.procedure, outcome, moment) {
        ApplicationEvent::Proposed { outcome, ground, reasons }
    } else {
        ApplicationEvent::Decided { outcome, ground, reasons, proposed_by: None }
    };
    Ok(vec![event])
}

/// Refusals and exclusions always need a second person; registrations when the authority says so.
pub fn needs_second_person(procedure: Procedure, outcome: Outcome, moment: &Moment) -> bool {
    let act = match (outcome, procedure.is_exclusion()) {
        (Outcome::Refuse, _) => "refusal",
        (Outcome::Grant, true) => "exclusion",
        (Outcome::Grant, false) => "registration",
    };
    moment.needs_second_person(act)
}

fn second_person<'a>(
    application: &'a Application,
    by: &Actor,
) -> Result<&'a Decision, ApplicationRefusal> {
    must(application, application.state == State::Proposed)?;
    match &application.decision {
        Some(decision) if decision.proposed_by.person != by.person => Ok(decision),
        _ => Err(ApplicationRefusal::SamePerson),
    }
}

fn confirm(application: &Application, by: &Actor) -> Decided {
    let decision = second_person(application, by)?.clone();
    Ok(vec![ApplicationEvent::Decided {
        outcome: decision.outcome,
        ground: decision.ground,
        reasons: decision.reasons,
        proposed_by: Some(decision.proposed_by),
    }])
}

fn object(application: &Application, reasons: String, by: &Actor) -> Decided {
    second_person(application, by)?;
    if reasons.trim().is_empty() {
        return Err(ApplicationRefusal::ReasonsMissing);
    }
    Ok(vec![ApplicationEvent::Objected { reasons }])
}

fn withdraw(application: &Application) -> Decided {
    must(application, !application.state.is_final())?;
    Ok(vec![ApplicationEvent::Withdrawn])
}

fn purge(application: &Application) -> Decided {
    // What was granted stands in the Register: it must be excluded there, not purged here.
    must(application, !matches!(application.state, State::Purged | State::Registered))?;
    Ok(vec![ApplicationEvent::Purged {
        frame: Box::new(Start {
            procedure: application.procedure,
            holder: application.holder,
            organisation: application.organisation.clone(),
            subject: application.subject,
            base_revision: application.base_revision,
            ex_officio: application.ex_officio,
            entry: Value::Object(Map::new()),
        }),
        author: application.author.clone(),
        started_at: application.started_at,
        number: application.number.clone(),
    }])
}

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
        decision: None,
        author,
        started_at: at,
    }
}

/// A section with a remark must be looked at again.
fn uncheck(application: &mut Application, remarks: &[(String, String)]) {
    let of = application.procedure.of();
    let section_of = |path: &str| Catalogue::embedded().section_of(of, path);
    let remarked: Vec<&str> = remarks.iter().filter_map(|(path, _)| section_of(path)).collect();
    application.checked.retain(|section| !remarked.contains(&section.as_str()));
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
        ApplicationEvent::Submitted { number, term } => {
            application.number = Some(number);
            application.submitted_at.get_or_insert(at);
            application.term = term;
            application.round += 1;
            // The registrar who returned it gets it back: the applicant has one face to talk to.
            let known = application.assignee.is_some();
            application.state = if known { State::UnderReview } else { State::Submitted };
        }
        ApplicationEvent::Assigned { to } => {
            application.assignee = Some(to);
            application.state = State::UnderReview;
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
            application.state = State::UnderReview;
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
