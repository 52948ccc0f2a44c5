//! Forgetting a value: a registrar proposes it, the second person confirms it, and it is gone. What
//! would be forgotten can be seen before: the same work is done and taken back.

use std::collections::BTreeMap;

use domain::application::{Application, Outcome, Procedure, State};
use domain::application_act::{ApplicationAct, Start};
use domain::field::Of;
use domain::holder_entry::Basis;
use domain::path;
use domain::record::Kind;
use domain::redaction::{Place, places};
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Expected, Loaded, StoreError, Tx};
use uuid::Uuid;

use crate::application::{TABLES, clear_later, find, first_of, holder_of};
use crate::forgetting::{self, Report};
use crate::policy::{self, Deed};
use crate::register::{Published, replay};
use crate::{App, Caller, Error, Result, grant, hands, notice};

/// A value that could be forgotten, where it stands newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgettable {
    /// The newest version that has it, and its place there.
    pub place: Place,
    /// The value: for the desk only.
    pub value: String,
    /// Every version that has it at this place.
    pub versions: Vec<i64>,
}

/// What is asked to be forgotten, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Where the values stand.
    pub places: Vec<Place>,
    /// Code of a ground of forgetting.
    pub ground: String,
    /// Reasons; they should not say the value.
    pub words: String,
}

impl Asked {
    fn entry(&self, name: &Value) -> Value {
        json!({ "name": name, "ground": self.ground, "words": self.words, "places": self.places })
    }
}

fn procedure(of: Of) -> Procedure {
    match of {
        Of::Holder => Procedure::RedactHolder,
        Of::DataArray => Procedure::RedactArray,
    }
}

/// The values of all versions of an entry that could be forgotten, in the order of the form; each
/// value of a field once.
pub async fn forgettable<R: Published>(
    app: &App,
    caller: &Caller,
    number: &str,
) -> Result<Vec<Forgettable>> {
    policy::check(caller, Deed::ActExOfficio, None)?;
    let loaded = app.store().by_number::<R>(number).await?.ok_or(Error::NotFound)?;
    let mut found: BTreeMap<(usize, String, String), Forgettable> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (stored, record) in replay::<R>(app.store().history::<R>(loaded.id).await?) {
        let entry = record.whole(app).await?;
        for path in places(R::OF, &entry) {
            let value = path::text(&entry, &path).trim().to_owned();
            let field = path::general(&path);
            let at = order.iter().position(|known| *known == field).unwrap_or_else(|| {
                order.push(field.clone());
                order.len() - 1
            });
            let place = Place { version: stored.revision, path };
            let one = found.entry((at, field, value.clone())).or_insert_with(|| Forgettable {
                place: place.clone(),
                value,
                versions: Vec::new(),
            });
            one.place = place;
            if one.versions.last() != Some(&stored.revision) {
                one.versions.push(stored.revision);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// What would be forgotten. Nothing is.
pub async fn foreseen<R: Published>(
    app: &App,
    caller: &Caller,
    subject: Uuid,
    asked: &Asked,
) -> Result<Report> {
    policy::check(caller, Deed::ReadQueue, None)?;
    let (holder, name) = holder_of(app, R::OF, subject).await?;
    let entry = asked.entry(&Value::Null);
    let start = Start {
        procedure: procedure(R::OF),
        holder,
        organisation: name,
        subject,
        base_revision: 0,
        ex_officio: true,
        entry,
    };
    let by = caller.actor.clone().ok_or(Error::SignIn)?;
    let (id, moment) = (app.new_id(), app.moment());
    let (by, moment, start) = (&by, &moment, &start);
    let done = app.store().write("foresee_redaction", |tx| {
        Box::pin(async move {
            let act = ApplicationAct::Start(Box::new(start.clone()));
            let draft = tx.act::<Application>(id, Expected::New, act, by, moment).await;
            let draft = draft.map_err(|error| TakenBack::Failed(error.into()))?;
            let basis = Basis::Application { id, number: String::new() };
            let report = forgetting::carry_out(tx, &draft.record, &basis, by, moment).await;
            let mut report = report.map_err(TakenBack::Failed)?;
            report.records.retain(|touched| touched.id != id);
            // An error undoes everything: that is the wish.
            Err::<(), _>(TakenBack::Foreseen(report))
        })
    });
    match done.await {
        Ok(()) => Err(Error::Internal("a preview was not taken back".into())),
        Err(TakenBack::Foreseen(report)) => Ok(report),
        Err(TakenBack::Failed(error)) => Err(error),
    }
}

/// Why the work of a preview is undone.
enum TakenBack {
    Foreseen(Report),
    Failed(Error),
}

impl From<StoreError> for TakenBack {
    fn from(error: StoreError) -> Self {
        TakenBack::Failed(error.into())
    }
}

/// Proposes to forget values of an entry: the case goes to the second person at once.
pub async fn propose_redaction<R: Published>(
    app: &App,
    caller: &Caller,
    subject: Uuid,
    asked: &Asked,
) -> Result<Loaded<Application>> {
    let by = policy::actor(caller, Deed::ActExOfficio, None)?;
    let procedure = procedure(R::OF);
    let (holder, name) = holder_of(app, R::OF, subject).await?;
    if caller.role_in(holder).is_some() {
        return Err(Error::Refused("own_organisation".into()));
    }
    let mut start = first_of(app, holder, &name, procedure, Some(subject), Value::Null).await?;
    start.ex_officio = true;
    start.entry = asked.entry(&start.entry["name"]);
    foreseen::<R>(app, caller, subject, asked).await?;
    let (id, moment) = (app.new_id(), app.moment());
    let (by, moment, start) = (&by, &moment, &start);
    app.store()
        .write("propose_redaction", |tx| {
            Box::pin(async move {
                let act = ApplicationAct::Start(Box::new(start.clone()));
                tx.act::<Application>(id, Expected::New, act, by, moment).await?;
                let number = grant::next_number(tx, Kind::Application, moment).await?;
                let whose = hands::whose(tx, holder).await?;
                let decide = ApplicationAct::Decide {
                    outcome: Outcome::Grant,
                    ground: String::new(),
                    reasons: path::text(&start.entry, "words").to_owned(),
                };
                let submit = ApplicationAct::Submit { number, whose };
                for act in [submit, ApplicationAct::Assign { to: by.clone() }] {
                    tx.act::<Application>(id, Expected::Any, act, by, moment).await?;
                }
                let done =
                    tx.act::<Application>(id, Expected::Any, decide.clone(), by, moment).await?;
                notice::reviewed(tx, app, &done, &decide, moment).await?;
                Ok::<_, Error>(done)
            })
        })
        .await
}

/// What a proposal on the desk would make forgotten, or nothing when it is over.
pub async fn foreseen_of<R: Published>(
    app: &App,
    caller: &Caller,
    id: Uuid,
) -> Result<Option<Report>> {
    let found = find(app, caller, Deed::ReadApplication, id).await?.record;
    if !found.procedure.is_redaction() || found.state.is_final() {
        return Ok(None);
    }
    let text = |name: &str| path::text(&found.entry, name).to_owned();
    let asked = Asked { places: found.places(), ground: text("ground"), words: text("words") };
    foreseen::<R>(app, caller, found.subject, &asked).await.map(Some)
}

/// Whether an application has made something forgotten.
pub(super) fn is_carried_out(application: &Application) -> bool {
    application.procedure.is_redaction() && application.state == State::Registered
}

/// Files that serve nobody go, even if the program dies in the next moment.
pub(super) async fn order_clearing(
    tx: &mut Tx<'_>,
    app: &App,
    application: &Application,
    files: &[String],
) -> Result<()> {
    for hash in files {
        clear_later(tx, app, application.holder, hash, SignedDuration::ZERO).await?;
    }
    Ok(())
}

/// After the transaction: bytes of files, and what old pages and dead rows still hold. What fails here
/// is done by the workers and by the engine in time; the decision stands.
pub(super) async fn clear_away(app: &App, files: &[String]) {
    for hash in files {
        if let Err(error) = clear(app, hash).await {
            tracing::warn!(%error, "a forgotten file is still there; the worker will clear it away");
        }
    }
    if let Err(error) = app.store().scrub().await {
        tracing::warn!(%error, "old pages of the database were not cleared away");
    }
}

/// The file goes, and then the order to clear it away, which names it.
async fn clear(app: &App, hash: &str) -> Result<()> {
    app.store().sweep_file(hash).await?;
    app.store()
        .write("drop_clearing", |tx| {
            Box::pin(async move {
                let sql = "DELETE FROM outbox WHERE channel = $1 AND CAST(body AS TEXT) LIKE $2";
                let values = [TABLES.into(), format!("%{hash}%").into()];
                tx.put_rows(sql, &values).await?;
                Ok(())
            })
        })
        .await
}
