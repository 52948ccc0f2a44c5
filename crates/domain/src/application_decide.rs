//! The law of an application: in which state who may ask for what (§10.1–10.4).

use serde_json::{Map, Value};

use crate::application::{Application, Decision, Outcome, Procedure, State, Whose};
use crate::application_act::{ApplicationAct, ApplicationEvent, ApplicationRefusal, Start};
use crate::field::Catalogue;
use crate::law::GroundKind;
use crate::path;
use crate::record::{Actor, Moment};
use crate::requirement;
use crate::term::Term;

type Decided = Result<Vec<ApplicationEvent>, ApplicationRefusal>;

pub(crate) fn decide(
    current: Option<&Application>,
    act: ApplicationAct,
    by: &Actor,
    moment: &Moment,
) -> Decided {
    let act = match act {
        ApplicationAct::Start(start) if current.is_none() => return begin(start),
        ApplicationAct::Start(_) => return Err(ApplicationRefusal::AlreadyStarted),
        act => act,
    };
    let application = current.ok_or(ApplicationRefusal::NotStarted)?;
    match act {
        ApplicationAct::Start(_) => Err(ApplicationRefusal::AlreadyStarted),
        ApplicationAct::Save { changes } => save(application, changes),
        ApplicationAct::Check { section } => check(application, section),
        ApplicationAct::Submit { number, whose } => submit(application, number, whose, moment),
        ApplicationAct::Assign { to } => assign(application, to),
        ApplicationAct::Release => release(application),
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

/// To forget is the authority's own act: whoever wants it asks the authority.
fn begin(start: Box<Start>) -> Decided {
    if start.procedure.is_redaction() && !start.ex_officio {
        return Err(ApplicationRefusal::OnlyExOfficio);
    }
    Ok(vec![ApplicationEvent::Started(start)])
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

fn submit(application: &Application, number: String, whose: Whose, moment: &Moment) -> Decided {
    must(application, application.state.is_open())?;
    if application.procedure.has_entry() {
        let problems =
            requirement::problems(application.procedure.of(), &application.entry, moment);
        if !problems.is_empty() {
            return Err(ApplicationRefusal::Faulty(problems));
        }
    } else if application.procedure.is_exclusion() {
        cited_ground(GroundKind::Exclusion, &application.entry, moment)?;
    } else if application.procedure.is_redaction() {
        redaction_reasons(application, moment)?;
    }
    let number = application.number.clone().unwrap_or(number);
    if application.procedure.is_confirmation() {
        return Ok(vec![
            ApplicationEvent::Submitted { number, term: None, whose },
            ApplicationEvent::Decided {
                outcome: Outcome::Grant,
                ground: String::new(),
                reasons: String::new(),
                proposed_by: None,
            },
        ]);
    }
    let term = Some(term("application_review", moment)?);
    Ok(vec![ApplicationEvent::Submitted { number, term, whose }])
}

fn cited_ground(
    kind: GroundKind,
    entry: &Value,
    moment: &Moment,
) -> Result<(), ApplicationRefusal> {
    let ground = path::text(entry, "ground");
    if ground.is_empty() || !moment.has_ground(kind, ground) {
        return Err(ApplicationRefusal::GroundMissing);
    }
    Ok(())
}

fn redaction_reasons(application: &Application, moment: &Moment) -> Result<(), ApplicationRefusal> {
    cited_ground(GroundKind::Redaction, &application.entry, moment)?;
    if path::text(&application.entry, "words").trim().is_empty() {
        return Err(ApplicationRefusal::ReasonsMissing);
    }
    if application.places().is_empty() {
        return Err(ApplicationRefusal::NothingToForget);
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

/// A case in nobody's hands shows to every registrar; one in the hands of somebody who left, to none.
fn release(application: &Application) -> Decided {
    must(application, !application.state.is_final())?;
    let is_held = application.assignee.is_some();
    Ok(if is_held { vec![ApplicationEvent::Released] } else { vec![] })
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

/// Refusals and exclusions need a second person; registrations when the authority says so. What is
/// forgotten cannot be brought back: no setting lets one person do it alone.
pub fn needs_second_person(procedure: Procedure, outcome: Outcome, moment: &Moment) -> bool {
    if procedure.is_redaction() {
        return true;
    }
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
