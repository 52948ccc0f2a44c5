//! What an application and its holder have been through: rounds, remarks, decisions.

use domain::application::{Application, Remark};
use domain::application_act::ApplicationEvent;
use domain::record::{Actor, Event, Kind};
use jiff::Timestamp;
use serde_json::Value;
use store::{Order, Query, Stored, Summary};
use uuid::Uuid;

use super::queue::{Case, cases};
use crate::application::find;
use crate::policy::{self, Deed};
use crate::register::replay;
use crate::{App, Caller, Result};

/// One round of review.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its number, from 1.
    pub number: u32,
    /// The description as it was sent.
    pub entry: Value,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// What the registrar said of it.
    pub remarks: Vec<Remark>,
    /// Who sent it back, and when.
    pub returned: Option<(Actor, Timestamp)>,
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The record's revision after it.
    pub revision: i64,
    /// The act in the past tense.
    pub act: String,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Reasons, when the act gives them.
    pub words: String,
    /// To whom it was given.
    pub to: Option<String>,
}

/// Everything since the first submission.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Story {
    /// The rounds, oldest first; the last is the running one.
    pub rounds: Vec<Round>,
    /// The steps, oldest first; what the applicant wrote between them is left out.
    pub steps: Vec<Step>,
}

/// What happened since a person looked.
#[derive(Debug, Clone, PartialEq)]
pub struct Meanwhile {
    /// The description that the person saw.
    pub entry: Value,
    /// What happened since.
    pub steps: Vec<Step>,
}

/// The story of an application.
pub async fn story(app: &App, caller: &Caller, id: Uuid) -> Result<Story> {
    policy::check(caller, Deed::ReadQueue, None)?;
    find(app, caller, Deed::ReadApplication, id).await?;
    let history = app.store().history::<Application>(id).await?;
    let steps = history.iter().filter(|stored| is_told(&stored.act)).map(step).collect();
    let mut rounds = Vec::new();
    for (stored, application) in replay::<Application>(history) {
        tell(&mut rounds, &stored, &application);
    }
    Ok(Story { rounds, steps })
}

/// What the applicant wrote is told by the differences between rounds, not key by key.
fn is_told(act: &str) -> bool {
    !matches!(act, "saved" | "started" | "checked")
}

fn tell(rounds: &mut Vec<Round>, stored: &Stored<ApplicationEvent>, application: &Application) {
    match &stored.event {
        Some(ApplicationEvent::Submitted { .. }) => rounds.push(Round {
            number: application.round,
            entry: application.entry.clone(),
            submitted_at: stored.at,
            remarks: Vec::new(),
            returned: None,
        }),
        Some(ApplicationEvent::Returned { .. }) => {
            if let Some(round) = rounds.last_mut() {
                round.remarks = application.open_remarks().cloned().collect();
                round.returned = Some((stored.by.clone(), stored.at));
            }
        }
        Some(event) if event.erases() => rounds.clear(),
        _ => {}
    }
}

fn step(stored: &Stored<ApplicationEvent>) -> Step {
    let (words, to) = match &stored.event {
        Some(ApplicationEvent::Objected { reasons })
        | Some(ApplicationEvent::Decided { reasons, .. })
        | Some(ApplicationEvent::Proposed { reasons, .. }) => (reasons.clone(), None),
        Some(ApplicationEvent::Assigned { to }) => (String::new(), Some(to.name.clone())),
        _ => (String::new(), None),
    };
    let (act, by) = (stored.act.clone(), stored.by.clone());
    Step { revision: stored.revision, act, by, at: stored.at, words, to }
}

/// What happened to an application since the revision a person saw.
pub async fn meanwhile(app: &App, caller: &Caller, id: Uuid, seen: i64) -> Result<Meanwhile> {
    policy::check(caller, Deed::ReadQueue, None)?;
    find(app, caller, Deed::ReadApplication, id).await?;
    let history = app.store().history::<Application>(id).await?;
    let steps = history.iter().filter(|stored| stored.revision > seen).map(step).collect();
    let states = replay::<Application>(history);
    let known = states.into_iter().rfind(|(stored, _)| stored.revision <= seen);
    let entry = known.map_or(Value::Null, |(_, application)| application.entry);
    Ok(Meanwhile { entry, steps })
}

/// The holder's other applications, newest first; what was never sent is left out.
pub async fn cases_of_holder(app: &App, caller: &Caller, holder: Uuid) -> Result<Vec<Case>> {
    policy::check(caller, Deed::ReadQueue, None)?;
    let query = Query {
        kinds: vec![Kind::Application],
        holder: Some(holder),
        number_prefix: Some(String::new()),
        limit: 50,
        with_state: true,
        ..Query::default()
    };
    cases(&app.store().find(&query).await?)
}

/// An entry of the Register in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Register number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Where it stands: `registered`, `excluded`.
    pub standing: String,
}

impl From<Summary> for EntryLine {
    fn from(found: Summary) -> Self {
        let number = found.number.unwrap_or_default();
        EntryLine { number, title: found.title, standing: found.status }
    }
}

/// What a holder has in the Register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// The holder itself.
    pub holder: Option<EntryLine>,
    /// Its arrays, by number.
    pub arrays: Vec<EntryLine>,
}

/// What the holder has in the Register: itself and its arrays.
pub async fn entries_of_holder(app: &App, caller: &Caller, holder: Uuid) -> Result<Entries> {
    policy::check(caller, Deed::ReadQueue, None)?;
    let own =
        Query { kinds: vec![Kind::Holder], ids: Some(vec![holder]), limit: 1, ..Query::default() };
    let arrays = Query {
        kinds: vec![Kind::DataArray],
        holder: Some(holder),
        order: Order::Number,
        limit: 200,
        ..Query::default()
    };
    let holder = app.store().find(&own).await?.items.into_iter().next().map(EntryLine::from);
    let arrays = app.store().find(&arrays).await?.items.into_iter().map(EntryLine::from).collect();
    Ok(Entries { holder, arrays })
}
