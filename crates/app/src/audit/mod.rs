//! The staff audit log: what members of staff did and read, and the proof that nothing is left out.
//!
//! Acts are noted by the store and by `note` of `account`, in their own transaction. Readings are noted
//! here before the answer is sent. The root goes into the public log ([`anchor`]).

mod anchor;
mod case;
mod check;
mod search;

use std::collections::BTreeMap;

use domain::application::Application;
use domain::record::{Actor, Kind};
use store::{AuditKind, AuditNote, StoreError, audit_subject};
use uuid::Uuid;

use crate::policy::{self, Deed};
use crate::{App, Caller, Result};

pub use anchor::{Anchored, AuditError, anchor};
pub use case::{CaseFile, case, case_leaves};
pub use check::{AuditFault, Checked, check};
pub use search::{Asked, AuditState, Found, LastAnchor, entries, staff, state};
/// An entry of the audit log.
pub use store::{AuditEntry, AuditKind as EntryKind};

/// The kind of subject that an account is.
const PERSON: &str = "person";
/// How much of a parameter is kept: real ones are numbers and ids.
const LONGEST: usize = 200;

/// What an address is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// An application.
    Application(Uuid),
    /// An organisation: the holder that it is or will become.
    Organisation(Uuid),
    /// An entry of the Register by its number.
    Entry(Kind, String),
    /// A person's account.
    Person(Uuid),
    /// No record in particular.
    Place,
}

/// Something that is about to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// By which deed.
    pub deed: Deed,
    /// `GET`, or `POST` when a form comes back.
    pub method: String,
    /// The route, with names in the places of its parameters.
    pub path: String,
    /// The parameters of the path. Never a query: people are looked for by name there.
    pub parameters: Vec<(String, String)>,
    /// What it is about.
    pub about: About,
}

/// Notes a reading, if it is one: the caller sees as staff what is not public. Whoever shows the answer
/// waits for this; if it fails, nothing is shown.
pub async fn read(app: &App, caller: &Caller, reading: &Reading) -> Result<()> {
    let Some(by) = &caller.actor else { return Ok(()) };
    let organisation = organisation_of(app, caller, &reading.about).await?;
    if !policy::reads_as_staff(caller, reading.deed, organisation) {
        return Ok(());
    }
    let mut details = BTreeMap::from([
        ("method".to_owned(), reading.method.clone()),
        ("path".to_owned(), reading.path.clone()),
    ]);
    for (name, value) in &reading.parameters {
        details.insert(format!("parameter.{name}"), value.chars().take(LONGEST).collect());
    }
    let subject = subject_of(app, reading).await?;
    note(
        app,
        AuditNote {
            kind: AuditKind::Reading,
            subject,
            word: reading.deed.word().to_owned(),
            by: by.clone(),
            at: app.now(),
            details,
        },
    )
    .await
}

/// Notes that the program itself reads at the command line what is not public.
pub async fn read_by_program(app: &App, word: &str, place: &str) -> Result<()> {
    note(
        app,
        AuditNote {
            kind: AuditKind::Reading,
            subject: place.to_owned(),
            word: word.to_owned(),
            by: Actor::system(),
            at: app.now(),
            details: BTreeMap::new(),
        },
    )
    .await
}

async fn note(app: &App, note: AuditNote) -> Result<()> {
    let note = &note;
    let noted = app.store().write("note_reading", |tx| {
        Box::pin(async move {
            tx.audit(note.clone());
            Ok::<_, StoreError>(())
        })
    });
    Ok(noted.await?)
}

/// The organisation that an address is about, as far as a member of it may call: then no member of
/// staff reads.
async fn organisation_of(app: &App, caller: &Caller, about: &About) -> Result<Option<Uuid>> {
    if caller.memberships.is_empty() {
        return Ok(None);
    }
    Ok(match about {
        About::Organisation(id) => Some(*id),
        About::Application(id) => {
            app.store().get::<Application>(*id).await?.map(|loaded| loaded.record.holder)
        }
        _ => None,
    })
}

async fn subject_of(app: &App, reading: &Reading) -> Result<String> {
    let place = || reading.deed.place().to_owned();
    Ok(match &reading.about {
        About::Application(id) => audit_subject(Kind::Application.as_str(), *id),
        About::Organisation(id) => audit_subject(Kind::Holder.as_str(), *id),
        About::Person(id) => audit_subject(PERSON, *id),
        About::Entry(kind, number) => search::by_number(app, *kind, number)
            .await?
            .map_or_else(place, |id| audit_subject(kind.as_str(), id)),
        About::Place => place(),
    })
}
