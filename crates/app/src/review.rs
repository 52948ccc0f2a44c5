//! The registrar's use cases: queue, assignment, remarks, decision, the second person.

mod dossier;
mod queue;
mod redaction;
mod story;

use domain::application::{Application, Outcome, State};
use domain::application_act::ApplicationAct;
use domain::path;
use domain::problem::Problem;
use domain::record::Actor;
use store::{Expected, Loaded, Tx};
use uuid::Uuid;

pub use dossier::{Dossier, DossierVersion, dossier};
pub use queue::{Case, Counts, Filter, Hands, Queue, next_case, own_drafts, queue};
pub use redaction::{Asked, Forgettable, foreseen, foreseen_of, forgettable, propose_redaction};
pub use story::{
    Entries, EntryLine, Meanwhile, Round, Step, Story, cases_of_holder, entries_of_holder,
    meanwhile, story,
};

use crate::application::find;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, grant, hands, notice};

/// Takes an application in hand, or gives it to a colleague; only a registrar can have one.
pub async fn assign(
    app: &App,
    caller: &Caller,
    id: Uuid,
    to: Option<Actor>,
) -> Result<Loaded<Application>> {
    let by = policy::actor(caller, Deed::ReviewApplication, None)?;
    let act = ApplicationAct::Assign { to: to.unwrap_or_else(|| by.clone()) };
    perform(app, caller, Deed::ReviewApplication, id, None, act).await
}

/// Takes an application in hand as it was seen: what a colleague took meanwhile is a conflict.
pub async fn take(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
) -> Result<Loaded<Application>> {
    let to = policy::actor(caller, Deed::ReviewApplication, None)?;
    perform(app, caller, Deed::ReviewApplication, id, seen, ApplicationAct::Assign { to }).await
}

/// Asked inside the transaction: the role may be taken away while the form is open.
async fn must_be_registrar(tx: &mut Tx<'_>, act: &ApplicationAct) -> Result<()> {
    match act {
        ApplicationAct::Assign { to } if !hands::is_registrar(tx, to.person).await? => {
            Err(Error::Invalid(vec![Problem::new("person", "role_unknown")]))
        }
        _ => Ok(()),
    }
}

/// The registrars, by name: to whom a case can be given.
pub async fn colleagues(app: &App, caller: &Caller) -> Result<Vec<Actor>> {
    policy::check(caller, Deed::ReadQueue, None)?;
    let sql = "SELECT p.id, p.name FROM person p JOIN staff_role s ON s.person = p.id \
               WHERE s.role = 'registrar' AND p.status = 'active' ORDER BY p.name, p.id";
    let rows = app.store().rows(sql, &[]).await?;
    rows.iter().map(|row| Ok(Actor { person: row.get("id")?, name: row.get("name")? })).collect()
}

/// Gives an application to a colleague; only a registrar can be given one.
pub async fn give(
    app: &App,
    caller: &Caller,
    id: Uuid,
    person: Uuid,
) -> Result<Loaded<Application>> {
    let found = colleagues(app, caller).await?.into_iter().find(|other| other.person == person);
    let to = found.ok_or_else(|| Error::Invalid(vec![Problem::new("person", "role_unknown")]))?;
    assign(app, caller, id, Some(to)).await
}

/// Sends it back with remarks tied to fields.
pub async fn send_back(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    remarks: Vec<(String, String)>,
) -> Result<Loaded<Application>> {
    let act = ApplicationAct::Return { remarks };
    perform(app, caller, Deed::ReviewApplication, id, seen, act).await
}

/// Decides, or proposes the decision to the second person.
pub async fn decide(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    outcome: Outcome,
    ground: String,
    reasons: String,
) -> Result<Loaded<Application>> {
    let act = ApplicationAct::Decide { outcome, ground, reasons };
    perform(app, caller, Deed::DecideApplication, id, seen, act).await
}

/// The second person agrees.
pub async fn confirm(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
) -> Result<Loaded<Application>> {
    perform(app, caller, Deed::ConfirmDecision, id, seen, ApplicationAct::Confirm).await
}

/// The second person does not agree; it goes back to the registrar.
pub async fn object(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    reasons: String,
) -> Result<Loaded<Application>> {
    perform(app, caller, Deed::ConfirmDecision, id, seen, ApplicationAct::Object { reasons }).await
}

/// Destroys the content of an application that holds state secrets; the fact remains (art. 30).
pub async fn purge(app: &App, caller: &Caller, id: Uuid) -> Result<Loaded<Application>> {
    policy::check(caller, Deed::PurgeApplication, None)?;
    let before = find(app, caller, Deed::PurgeApplication, id).await?.record.entry;
    let done =
        perform(app, caller, Deed::PurgeApplication, id, None, ApplicationAct::Purge).await?;
    forget_file(app, path::text(&before, "policy.file")).await?;
    Ok(done)
}

/// Removes the file that was attached, unless a record that stays has the same one.
async fn forget_file(app: &App, hash: &str) -> Result<()> {
    if hash.is_empty() {
        return Ok(());
    }
    let sql = "SELECT id FROM record WHERE CAST(state AS TEXT) LIKE $1 LIMIT 1";
    let others = app.store().rows(sql, &[format!("%{hash}%").into()]).await?;
    if others.is_empty() {
        app.store().delete_file(hash).await?;
    }
    Ok(())
}

async fn perform(
    app: &App,
    caller: &Caller,
    deed: Deed,
    id: Uuid,
    seen: Option<i64>,
    act: ApplicationAct,
) -> Result<Loaded<Application>> {
    policy::check(caller, deed, None)?;
    let found = find(app, caller, deed, id).await?;
    // Nobody decides in a case of their own organisation.
    if caller.role_in(found.record.holder).is_some() {
        return Err(Error::Refused("own_organisation".into()));
    }
    let by = caller.actor.clone().ok_or(Error::SignIn)?;
    let expected = seen.map_or(Expected::Any, Expected::Revision);
    let moment = app.moment();
    let (by, act, moment) = (&by, &act, &moment);
    let (done, files) = app
        .store()
        .write("review_application", |tx| {
            Box::pin(async move {
                must_be_registrar(tx, act).await?;
                let mut done = tx.act::<Application>(id, expected, act.clone(), by, moment).await?;
                let mut files = Vec::new();
                if done.record.state == State::Registered {
                    files = grant::grant(tx, app, id, &done.record, by, moment).await?;
                }
                if redaction::is_carried_out(&done.record) {
                    // The case itself may have said what is forgotten.
                    done = tx.load::<Application>(id).await?.ok_or(Error::NotFound)?;
                    redaction::order_clearing(tx, app, &done.record, &files).await?;
                }
                if done.record.state == State::Purged {
                    notice::forget(tx, id).await?;
                }
                notice::reviewed(tx, app, &done, act, moment).await?;
                Ok::<_, Error>((done, files))
            })
        })
        .await?;
    if redaction::is_carried_out(&done.record) {
        redaction::clear_away(app, &files).await;
    }
    Ok(done)
}
