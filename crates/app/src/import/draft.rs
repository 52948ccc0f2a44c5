//! Imported entries that wait as drafts or applications.

use domain::application::{Application, Procedure};
use domain::application_act::{ApplicationAct, Start};
use domain::array_entry::ArrayEntry;
use domain::data_array::DataArray;
use domain::holder::Holder;
use domain::holder_entry::HolderEntry;
use domain::record::{Kind, Moment};
use domain::requirement;
use serde::Serialize;
use serde_json::Value;
use store::{Expected, Tx};
use uuid::Uuid;

use super::{
    Import, ImportAs, Imported, Incoming, id_of, identifier_key, open_organisation, refused,
    rejected,
};
use crate::{Error, Result};

pub(super) async fn holder(
    tx: &mut Tx<'_>,
    import: &Import,
    entry: &HolderEntry,
    moment: &Moment,
) -> Result<Imported> {
    let key = identifier_key(&entry.identifier);
    if let Some(present) = tx.load_by_key::<Holder>("identifier", &key).await? {
        let same = present.record.entry == *entry;
        return Ok(if same { Imported::Unchanged } else { rejected("", "registered_already") });
    }
    let holder = id_of(Kind::Holder, "", &key);
    let name = entry.name.in_language("ky");
    open_organisation(tx, holder, name, moment).await?;
    let start = start(Procedure::RegisterHolder, holder, name, holder, tree_of(entry)?);
    draft(tx, import, Kind::Holder, &key, start, moment).await
}

pub(super) async fn array(
    tx: &mut Tx<'_>,
    import: &Import,
    item: &Incoming,
    entry: &ArrayEntry,
    moment: &Moment,
) -> Result<Imported> {
    let Some(holder) = &item.holder else { return Ok(rejected("holder", "required")) };
    let key = identifier_key(holder);
    let registered = tx.load_by_key::<Holder>("identifier", &key).await?;
    let holder = registered.map_or_else(|| id_of(Kind::Holder, "", &key), |holder| holder.id);
    let rows = tx.rows("SELECT name FROM organisation WHERE id = $1", &[holder.into()]).await?;
    let Some(row) = rows.first() else { return Ok(rejected("holder", "holder_not_registered")) };
    let name: String = row.get("name")?;
    let subject = id_of(Kind::DataArray, &import.source, &item.key);
    if tx.load::<DataArray>(subject).await?.is_some() {
        return Ok(Imported::Unchanged);
    }
    let start = start(Procedure::RegisterArray, holder, &name, subject, tree_of(entry)?);
    draft(tx, import, Kind::DataArray, &item.key, start, moment).await
}

fn tree_of(entry: &impl Serialize) -> Result<Value> {
    serde_json::to_value(entry).map_err(|error| Error::Internal(error.to_string()))
}

fn start(procedure: Procedure, holder: Uuid, name: &str, subject: Uuid, entry: Value) -> Start {
    Start {
        procedure,
        holder,
        organisation: name.to_owned(),
        subject,
        base_revision: 0,
        ex_officio: false,
        entry,
    }
}

async fn draft(
    tx: &mut Tx<'_>,
    import: &Import,
    kind: Kind,
    key: &str,
    start: Start,
    moment: &Moment,
) -> Result<Imported> {
    let id = id_of(Kind::Application, &import.source, &format!("{kind}:{key}"));
    if tx.load::<Application>(id).await?.is_some() {
        return Ok(Imported::Unchanged);
    }
    if import.how == ImportAs::Submitted {
        // A rejected row keeps nothing: what cannot be sent is not begun either.
        let problems = requirement::problems(start.procedure.of(), &start.entry, moment);
        if !problems.is_empty() {
            return Ok(Imported::Rejected { problems });
        }
    }
    let (by, start) = (&import.by, ApplicationAct::Start(Box::new(start)));
    // Another application on the same entry may be open: begun by its people, or by another import.
    if let Err(error) = tx.act::<Application>(id, Expected::New, start, by, moment).await {
        return refused(error);
    }
    if import.how == ImportAs::Draft {
        return Ok(Imported::Created { number: None });
    }
    let number = crate::grant::next_number(tx, Kind::Application, moment).await?;
    let submit = ApplicationAct::Submit { number: number.clone() };
    // All was checked above: what fails here must take the whole run with it, draft included.
    tx.act::<Application>(id, Expected::Any, submit, by, moment).await?;
    Ok(Imported::Created { number: Some(number) })
}
