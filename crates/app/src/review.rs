//! The registrar's use cases: queue, assignment, remarks, decision, the second person.

use domain::application::{Application, Outcome, State};
use domain::application_act::ApplicationAct;
use domain::record::{Actor, Kind};
use store::{Axis, Expected, Loaded, Page, Query, Summary};
use uuid::Uuid;

use crate::application::find;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, grant, notice};

/// A page of the queue. Without statuses it shows what waits for the authority.
pub async fn queue(app: &App, caller: &Caller, mut query: Query) -> Result<Page<Summary>> {
    policy::check(caller, Deed::ReadQueue, None)?;
    narrow(&mut query);
    Ok(app.store().find(&query).await?)
}

/// How many applications of the queue have each value on an axis.
pub async fn queue_counts(
    app: &App,
    caller: &Caller,
    mut query: Query,
    axis: Axis<'_>,
) -> Result<Vec<(String, i64)>> {
    policy::check(caller, Deed::ReadQueue, None)?;
    narrow(&mut query);
    Ok(app.store().counts(&query, axis).await?)
}

/// Drafts never show: they are the applicant's own.
fn narrow(query: &mut Query) {
    query.kinds = vec![Kind::Application];
    let draft = State::Draft.as_str();
    query.statuses.retain(|status| status != draft);
    if query.statuses.is_empty() {
        let waiting = State::ALL.into_iter().filter(|state| state.is_with_authority());
        query.statuses = waiting.map(|state| state.as_str().to_owned()).collect();
    }
}

/// Takes an application in hand, or gives it to a colleague.
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
    perform(app, caller, Deed::PurgeApplication, id, None, ApplicationAct::Purge).await
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
    find(app, caller, deed, id).await?;
    let by = caller.actor.clone().ok_or(Error::SignIn)?;
    let expected = seen.map_or(Expected::Any, Expected::Revision);
    let moment = app.moment();
    let (by, act, moment) = (&by, &act, &moment);
    app.store()
        .write("review_application", |tx| {
            Box::pin(async move {
                let done = tx.act::<Application>(id, expected, act.clone(), by, moment).await?;
                if done.record.state == State::Registered {
                    grant::grant(tx, app, id, &done.record, by, moment).await?;
                }
                notice::reviewed(tx, app, &done, act, moment).await?;
                Ok::<_, Error>(done)
            })
        })
        .await
}
