//! The applicant's use cases: begin, write, send, take back.

use domain::application::{Application, Procedure};
use domain::application_act::{ApplicationAct, ApplicationRefusal, Start};
use domain::array_entry::ArrayEntry;
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::difference;
use domain::field::Of;
use domain::holder::{Holder, Standing};
use domain::holder_entry::Names;
use domain::problem::Problem;
use domain::record::{Actor, Kind, Record};
use domain::requirement;
use serde_json::{Value, json};
use store::{Expected, Loaded, Stored, Tx};
use uuid::Uuid;

use crate::policy::{self, Deed};
use crate::register::{json_of, whole_version};
use crate::{App, Caller, Error, Result, grant, hands, notice};

mod attachment;
mod home;
mod save;
mod table;

pub use attachment::{attach, attached};
pub use home::{Home, home, of_organisation};
pub use save::{Saved, save, save_section};
pub(crate) use table::clear_later;
pub use table::{TABLES, clear_tables, drop_table, keep_table, kept_table, start_arrays};

/// Begins an application for an organisation. `prefill` is the description to begin with, for a
/// registration; an amendment begins with what is registered.
pub async fn start(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
    procedure: Procedure,
    subject: Option<Uuid>,
    prefill: Value,
) -> Result<Uuid> {
    let by = policy::actor(caller, Deed::WriteApplication, Some(organisation))?;
    let name = organisation_name(caller, organisation);
    begin(app, by, organisation, name, procedure, subject, prefill, false).await
}

/// Begins an application of the authority itself: after an inspection, a liquidation, a mistake.
pub async fn start_ex_officio(
    app: &App,
    caller: &Caller,
    procedure: Procedure,
    subject: Uuid,
) -> Result<Uuid> {
    let by = policy::actor(caller, Deed::ActExOfficio, None)?;
    let (holder, name) = holder_of(app, procedure.of(), subject).await?;
    begin(app, by, holder, name, procedure, Some(subject), json!({}), true).await
}

pub(crate) async fn holder_of(app: &App, of: Of, subject: Uuid) -> Result<(Uuid, String)> {
    match of {
        Of::Holder => {
            let holder = app.store().get::<Holder>(subject).await?.ok_or(Error::NotFound)?;
            let Holder { entry, number, .. } = &holder.record;
            Ok((subject, called(&entry.name, number)))
        }
        Of::DataArray => {
            let array = app.store().get::<DataArray>(subject).await?.ok_or(Error::NotFound)?;
            let holder = array.record.holder;
            Ok((holder.id, called(&holder.name, &holder.number)))
        }
    }
}

/// The name, or the number where it was forgotten.
fn called(name: &Names, number: &str) -> String {
    let name = name.in_language("ky");
    if name.is_empty() { number.to_owned() } else { name.to_owned() }
}

fn organisation_name(caller: &Caller, organisation: Uuid) -> String {
    let found = caller.memberships.iter().find(|m| m.organisation == organisation);
    found.map(|membership| membership.name.clone()).unwrap_or_default()
}

#[allow(clippy::too_many_arguments, reason = "the parts of a start, named once in `Start`")]
async fn begin(
    app: &App,
    by: Actor,
    holder: Uuid,
    organisation: String,
    procedure: Procedure,
    subject: Option<Uuid>,
    prefill: Value,
    ex_officio: bool,
) -> Result<Uuid> {
    let mut start = first_of(app, holder, &organisation, procedure, subject, prefill).await?;
    start.ex_officio = ex_officio;
    let (id, moment) = (app.new_id(), app.moment());
    let (by, start, moment) = (&by, &start, &moment);
    app.store()
        .write("start_application", |tx| {
            Box::pin(async move {
                let act = ApplicationAct::Start(Box::new(start.clone()));
                tx.act::<Application>(id, Expected::New, act, by, moment).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(id)
}

/// The first act of an application of the organisation.
pub(crate) async fn first_of(
    app: &App,
    holder: Uuid,
    organisation: &str,
    procedure: Procedure,
    subject: Option<Uuid>,
    prefill: Value,
) -> Result<Start> {
    let (subject, base_revision, entry) = base(app, holder, procedure, subject, prefill).await?;
    let organisation = organisation.to_owned();
    Ok(Start { procedure, holder, organisation, subject, base_revision, ex_officio: false, entry })
}

/// The record an application is about, its revision, and the description to begin with.
async fn base(
    app: &App,
    holder: Uuid,
    procedure: Procedure,
    subject: Option<Uuid>,
    prefill: Value,
) -> Result<(Uuid, i64, Value)> {
    match procedure {
        Procedure::RegisterHolder => match app.store().get::<Holder>(holder).await? {
            Some(_) => Err(Error::Refused("already_registered".into())),
            None => Ok((holder, 0, prefill)),
        },
        Procedure::RegisterArray => Ok((app.new_id(), 0, numbered(prefill))),
        _ if procedure.of() == Of::Holder => {
            let found = app.store().get::<Holder>(holder).await?.ok_or(Error::NotFound)?;
            in_force(procedure, found.record.standing)?;
            let entry = json_of(&found.record.entry)?;
            Ok((holder, found.revision, entry_for(procedure, entry)))
        }
        _ => {
            let id = subject.ok_or(Error::NotFound)?;
            let found = app.store().get::<DataArray>(id).await?.ok_or(Error::NotFound)?;
            if found.record.holder.id != holder {
                return Err(Error::NotFound);
            }
            in_force(procedure, found.record.standing)?;
            let entry = json_of(&whole_array(app, &found.record).await?)?;
            Ok((id, found.revision, entry_for(procedure, entry)))
        }
    }
}

fn entry_for(procedure: Procedure, entry: Value) -> Value {
    if procedure.is_exclusion() || procedure.is_redaction() {
        json!({ "name": entry["name"] })
    } else {
        entry
    }
}

/// What was taken out can still forget.
fn in_force(procedure: Procedure, standing: Standing) -> Result<()> {
    match standing {
        Standing::Registered => Ok(()),
        Standing::Excluded if procedure.is_redaction() => Ok(()),
        Standing::Excluded => Err(Error::Refused("already_excluded".into())),
    }
}

/// The array's description with the present items of its list.
pub(crate) async fn whole_array(app: &App, array: &DataArray) -> Result<ArrayEntry> {
    let list = app.store().get::<DataList>(array.list.id).await?.ok_or(Error::NotFound)?;
    Ok(array.whole_entry(list.record.items))
}

/// The whole description of an array in force: to copy it, to look whether it is still true.
pub async fn array_entry(app: &App, array: &DataArray) -> Result<ArrayEntry> {
    whole_array(app, array).await
}

/// Rows get their keys; a description that does not read as one is left as it is.
fn numbered(entry: Value) -> Value {
    match serde_json::from_value::<ArrayEntry>(entry.clone()) {
        Ok(mut array) => {
            array.number_rows();
            serde_json::to_value(array).unwrap_or(entry)
        }
        Err(_) => entry,
    }
}

/// An application with what is still wrong with it.
#[derive(Debug, Clone)]
pub struct View {
    /// The record.
    pub loaded: Loaded<Application>,
    /// What keeps it from being sent.
    pub problems: Vec<Problem>,
    /// The description in force, for an amendment: what the differences are from.
    pub before: Option<Value>,
}

/// Reads an application.
pub async fn read(app: &App, caller: &Caller, id: Uuid) -> Result<View> {
    let loaded = find(app, caller, Deed::ReadApplication, id).await?;
    let application = &loaded.record;
    let problems = if application.procedure.has_entry() && !application.state.is_final() {
        requirement::problems(application.procedure.of(), &application.entry, &app.moment())
    } else {
        Vec::new()
    };
    let before = before(app, application).await?;
    Ok(View { loaded, problems, before })
}

async fn before(app: &App, application: &Application) -> Result<Option<Value>> {
    if application.base_revision == 0 {
        return Ok(None);
    }
    let (id, revision) = (application.subject, application.base_revision);
    match application.procedure.of() {
        Of::Holder => {
            let found = app.store().at_revision::<Holder>(id, revision).await?;
            found.map(|holder| json_of(&holder.record.entry)).transpose()
        }
        Of::DataArray => match app.store().at_revision::<DataArray>(id, revision).await? {
            Some(array) => Ok(Some(json_of(&whole_version(app, &array.record).await?)?)),
            None => Ok(None),
        },
    }
}

/// The application, if it is the caller's to see; otherwise nobody says that it exists.
pub(crate) async fn find(
    app: &App,
    caller: &Caller,
    deed: Deed,
    id: Uuid,
) -> Result<Loaded<Application>> {
    let loaded = app.store().get::<Application>(id).await?.ok_or(Error::NotFound)?;
    let holder = Some(loaded.record.holder);
    if !policy::may(caller, Deed::ReadApplication, holder) {
        return Err(if caller.actor.is_none() { Error::SignIn } else { Error::NotFound });
    }
    if !may_see(caller, &loaded.record) {
        return Err(Error::NotFound);
    }
    if !loaded.record.ex_officio || deed != Deed::WriteApplication {
        policy::check(caller, deed, holder)?;
    } else {
        policy::check(caller, Deed::ActExOfficio, None)?;
    }
    Ok(loaded)
}

/// An unsent draft, which has no number, is its writers' own: the holder's, or the authority's when
/// it began it.
fn may_see(caller: &Caller, application: &Application) -> bool {
    let writes = match application.ex_officio {
        true => policy::may(caller, Deed::ReadQueue, None),
        false => caller.role_in(application.holder).is_some(),
    };
    writes || application.number.is_some()
}

/// Everything that happened to an application.
pub async fn history(
    app: &App,
    caller: &Caller,
    id: Uuid,
) -> Result<Vec<Stored<<Application as Record>::Event>>> {
    find(app, caller, Deed::ReadApplication, id).await?;
    Ok(app.store().history::<Application>(id).await?)
}

/// Sends it to the authority. A confirmation takes effect at once.
pub async fn submit(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
) -> Result<Loaded<Application>> {
    let found = find(app, caller, Deed::ReadApplication, id).await?;
    if found.record.ex_officio {
        policy::check(caller, Deed::ActExOfficio, None)?;
    } else {
        policy::check(caller, Deed::SubmitApplication, Some(found.record.holder))?;
    }
    if found.record.procedure == Procedure::RegisterArray
        || found.record.procedure == Procedure::RegisterHolder
    {
        registration_is_open(app)?;
    }
    must_differ(app, &found.record).await?;
    let by = caller.actor.clone().ok_or(Error::SignIn)?;
    let expected = seen.map_or(Expected::Any, Expected::Revision);
    let moment = app.moment();
    // Sent again after a return, it keeps its number: the series has no holes.
    let (known, holder) = (&found.record.number, found.record.holder);
    let (by, moment) = (&by, &moment);
    app.store()
        .write("submit_application", |tx| {
            Box::pin(async move {
                let number = match known {
                    Some(number) => number.clone(),
                    None => grant::next_number(tx, Kind::Application, moment).await?,
                };
                let whose = hands::whose(tx, holder).await?;
                let act = ApplicationAct::Submit { number, whose };
                let sent = tx.act::<Application>(id, expected, act, by, moment).await?;
                if sent.record.procedure.is_confirmation() {
                    grant::grant(tx, app, id, &sent.record, by, moment).await?;
                }
                notice::submitted(tx, app, &sent, moment).await?;
                Ok::<_, Error>(sent)
            })
        })
        .await
}

/// An amendment in which nothing is amended could never be granted: it is not taken.
async fn must_differ(app: &App, application: &Application) -> Result<()> {
    let procedure = application.procedure;
    if !matches!(procedure, Procedure::AmendHolder | Procedure::AmendArray) {
        return Ok(());
    }
    match before(app, application).await? {
        Some(before)
            if difference::between(procedure.of(), &before, &application.entry).is_empty() =>
        {
            Err(ApplicationRefusal::NothingChanged.into())
        }
        _ => Ok(()),
    }
}

/// Whether new entries are taken now: a regime of law may be closed (domain facts §0).
fn registration_is_open(app: &App) -> Result<()> {
    let moment = app.moment();
    match moment.law.registration_on(moment.date()) {
        domain::law::RegistrationMode::Open => Ok(()),
        _ => Err(Error::Refused("registration_closed".into())),
    }
}

/// Takes it back.
pub async fn withdraw(app: &App, caller: &Caller, id: Uuid) -> Result<Loaded<Application>> {
    let found = find(app, caller, Deed::WriteApplication, id).await?;
    let by = caller.actor.clone().ok_or(Error::SignIn)?;
    let expected = Expected::Revision(found.revision);
    let moment = app.moment();
    let (by, moment) = (&by, &moment);
    app.store()
        .write("withdraw_application", |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let act = ApplicationAct::Withdraw;
                Ok::<_, Error>(tx.act::<Application>(id, expected, act, by, moment).await?)
            })
        })
        .await
}
