//! The acts on an application: who may ask for what in which state, and what then happens.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::application::{Outcome, Procedure, State, Whose};
use crate::problem::Problem;
use crate::record::{Actor, Event};
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
        /// Where the holder is and what it does, as known on that day.
        whose: Whose,
    },
    /// Take it in hand, or give it to a colleague.
    Assign {
        /// Who reviews it.
        to: Actor,
    },
    /// Let go of it: whoever had it in hand reviews no more.
    Release,
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
    Submitted {
        number: String,
        term: Option<Term>,
        #[serde(default)]
        whose: Whose,
    },
    /// Somebody has it in hand.
    Assigned { to: Actor },
    /// Nobody has it in hand any more.
    Released,
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
            ApplicationEvent::Released => "released",
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
    /// Only the authority itself begins it.
    OnlyExOfficio,
    /// A redaction says what is to be forgotten, and there is something.
    NothingToForget,
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
            ApplicationRefusal::OnlyExOfficio => "only_ex_officio",
            ApplicationRefusal::NothingToForget => "nothing_to_forget",
            ApplicationRefusal::TermUnknown(_) => "term_unknown",
        }
    }
}
