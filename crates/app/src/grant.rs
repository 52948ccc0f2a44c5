//! What a granted application changes in the Register, in the transaction of the decision.

use domain::application::{Application, Procedure};
use domain::array_entry::ArrayEntry;
use domain::data_array::{DataArray, DataArrayAct, HolderRef, ListRef};
use domain::data_list::{DataList, DataListAct};
use domain::field::Of;
use domain::holder::{Holder, HolderAct, Standing};
use domain::holder_entry::Basis;
use domain::path;
use domain::record::{Actor, Kind, Moment};
use store::{Expected, Loaded, Tx, Val};
use uuid::Uuid;

use crate::{App, Error, Result, forgetting};

/// The next number of a kind, by the pattern the law sets: `KG-H-000001`. Never reused.
pub(crate) async fn next_number(tx: &mut Tx<'_>, kind: Kind, moment: &Moment) -> Result<String> {
    let numbers = next_numbers(tx, kind, 1, moment).await?;
    numbers.into_iter().next().ok_or_else(|| Error::Internal(format!("no number for {kind}")))
}

/// As many numbers in a row; none asks nobody.
pub(crate) async fn next_numbers(
    tx: &mut Tx<'_>,
    kind: Kind,
    count: usize,
    moment: &Moment,
) -> Result<Vec<String>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let pattern = moment.law.settings().number_pattern(kind.as_str(), moment.date());
    let pattern = pattern.ok_or_else(|| Error::Internal(format!("no pattern for {kind}")))?;
    let first = tx.next_numbers(kind.as_str(), count as i64).await?.unsigned_abs();
    Ok((first..).take(count).map(|number| pattern.write(number)).collect())
}

/// Changes the Register as the application asks. Names the files that may serve nobody any more.
pub(crate) async fn grant(
    tx: &mut Tx<'_>,
    app: &App,
    id: Uuid,
    application: &Application,
    by: &Actor,
    moment: &Moment,
) -> Result<Vec<String>> {
    let number = application.number.clone().unwrap_or_default();
    let basis = Basis::Application { id, number };
    let (subject, base) = (application.subject, base(tx, application).await?);
    match application.procedure {
        Procedure::RegisterHolder => {
            let number = next_number(tx, Kind::Holder, moment).await?;
            let act = HolderAct::Register { number, entry: application.holder_entry(), basis };
            tx.act::<Holder>(subject, Expected::New, act, by, moment).await?;
        }
        Procedure::AmendHolder => {
            let act = HolderAct::Amend { entry: application.holder_entry(), basis };
            let holder = tx.act::<Holder>(subject, base, act, by, moment).await?;
            refresh_arrays(tx, &holder).await?;
        }
        Procedure::ConfirmHolder => {
            tx.act::<Holder>(subject, base, HolderAct::Confirm { basis }, by, moment).await?;
        }
        Procedure::ExcludeHolder => exclude_holder(tx, application, basis, by, moment).await?,
        Procedure::RegisterArray => {
            let (holder, entry) = (application.holder, application.array_entry());
            register_array(tx, app, subject, holder, entry, basis, by, moment).await?;
        }
        Procedure::AmendArray => {
            amend_array(tx, subject, base, application.array_entry(), basis, by, moment).await?;
        }
        Procedure::ConfirmArray => {
            let act = DataArrayAct::Confirm { basis };
            let array = tx.act::<DataArray>(subject, base, act, by, moment).await?;
            refresh_array(tx, array).await?;
        }
        Procedure::ExcludeArray => {
            let (ground, words) = exclusion(application);
            exclude_array(tx, subject, ground, words, basis, by, moment).await?;
        }
        Procedure::RedactHolder | Procedure::RedactArray => {
            return Ok(forgetting::carry_out(tx, application, &basis, by, moment).await?.files);
        }
    }
    Ok(Vec::new())
}

/// The revision that an application was written upon. That something was forgotten since does not
/// stand in its way: nobody said anything new.
async fn base(tx: &mut Tx<'_>, application: &Application) -> Result<Expected> {
    let kind = match application.procedure.of() {
        Of::Holder => Kind::Holder,
        Of::DataArray => Kind::DataArray,
    };
    let sql = "SELECT act, revision FROM event WHERE kind = $1 AND id = $2 AND revision > $3 \
               ORDER BY revision";
    let mut base = application.base_revision;
    let values: [Val; 3] = [kind.as_str().into(), application.subject.into(), base.into()];
    for row in tx.rows(sql, &values).await? {
        if row.get::<String>("act")? != "redacted" {
            break;
        }
        base = row.get("revision")?;
    }
    Ok(Expected::Revision(base))
}

fn exclusion(application: &Application) -> (String, String) {
    let of = |name| path::text(&application.entry, name).to_owned();
    (of("ground"), of("words"))
}

async fn registered_holder(tx: &mut Tx<'_>, id: Uuid) -> Result<Loaded<Holder>> {
    match tx.load::<Holder>(id).await? {
        Some(holder) if holder.record.standing == Standing::Registered => Ok(holder),
        _ => Err(Error::Refused("holder_not_registered".into())),
    }
}

/// Enters an array with its list of data: two records, two numbers, one transaction.
#[allow(clippy::too_many_arguments, reason = "who, what, why, when of one act of law")]
pub(crate) async fn register_array(
    tx: &mut Tx<'_>,
    app: &App,
    id: Uuid,
    holder: Uuid,
    mut entry: ArrayEntry,
    basis: Basis,
    by: &Actor,
    moment: &Moment,
) -> Result<Loaded<DataArray>> {
    entry.number_rows();
    let holder = registered_holder(tx, holder).await?;
    let holder = HolderRef::new(holder.id, &holder.record.number, &holder.record.entry);
    let list_id = app.new_id();
    let number = next_number(tx, Kind::DataList, moment).await?;
    let list = DataListAct::Register {
        number: number.clone(),
        data_array: id,
        holder: holder.id,
        items: entry.items.clone(),
    };
    let list = tx.act::<DataList>(list_id, Expected::New, list, by, moment).await?;
    let list = ListRef { id: list_id, number, version: list.record.version };
    let number = next_number(tx, Kind::DataArray, moment).await?;
    let act = DataArrayAct::Register { number, holder, entry: Box::new(entry), list, basis };
    Ok(tx.act::<DataArray>(id, Expected::New, act, by, moment).await?)
}

pub(crate) async fn amend_array(
    tx: &mut Tx<'_>,
    id: Uuid,
    base: Expected,
    mut entry: ArrayEntry,
    basis: Basis,
    by: &Actor,
    moment: &Moment,
) -> Result<()> {
    entry.number_rows();
    let array = tx.load::<DataArray>(id).await?.ok_or(Error::NotFound)?.record;
    let holder = registered_holder(tx, array.holder.id).await?;
    let holder = HolderRef::new(holder.id, &holder.record.number, &holder.record.entry);
    let mut list = array.list;
    let stored = tx.load::<DataList>(list.id).await?.ok_or(Error::NotFound)?.record;
    if stored.items != entry.items {
        let act = DataListAct::Amend { items: entry.items.clone() };
        let amended = tx.act::<DataList>(list.id, Expected::Any, act, by, moment).await?;
        list.version = amended.record.version;
    }
    let act = DataArrayAct::Amend { holder, entry: Box::new(entry), list, basis };
    tx.act::<DataArray>(id, base, act, by, moment).await?;
    Ok(())
}

async fn exclude_array(
    tx: &mut Tx<'_>,
    id: Uuid,
    ground: String,
    words: String,
    basis: Basis,
    by: &Actor,
    moment: &Moment,
) -> Result<()> {
    let act = DataArrayAct::Exclude { ground, words, basis };
    let array = tx.act::<DataArray>(id, Expected::Any, act, by, moment).await?;
    tx.act::<DataList>(array.record.list.id, Expected::Any, DataListAct::Exclude, by, moment)
        .await?;
    refresh_array(tx, array).await
}

/// After a holder's change: its arrays are found by the new name, place and kind, those that were
/// taken out too.
pub(crate) async fn refresh_arrays(tx: &mut Tx<'_>, holder: &Loaded<Holder>) -> Result<()> {
    let arrays = tx.load_of_holder::<DataArray>(holder.id).await?;
    let seen = arrays.into_iter().map(|array| {
        let facets = array.record.facets_under(holder.id, &holder.record);
        (array, facets)
    });
    tx.refresh(&seen.collect::<Vec<_>>()).await?;
    Ok(())
}

/// After an act that left the array's words about its holder as they were.
async fn refresh_array(tx: &mut Tx<'_>, array: Loaded<DataArray>) -> Result<()> {
    let Some(holder) = tx.load::<Holder>(array.record.holder.id).await? else { return Ok(()) };
    let facets = array.record.facets_under(holder.id, &holder.record);
    tx.refresh(&[(array, facets)]).await?;
    Ok(())
}

/// A holder leaves with all its arrays: an array without a holder would have nobody to answer for it.
async fn exclude_holder(
    tx: &mut Tx<'_>,
    application: &Application,
    basis: Basis,
    by: &Actor,
    moment: &Moment,
) -> Result<()> {
    let (ground, words) = exclusion(application);
    let sql = "SELECT id FROM record WHERE kind = $1 AND holder = $2 AND status = 'registered'";
    let values: [Val; 2] = [Kind::DataArray.as_str().into(), application.subject.into()];
    for row in tx.rows(sql, &values).await? {
        let id: Uuid = row.get("id")?;
        exclude_array(tx, id, ground.clone(), words.clone(), basis.clone(), by, moment).await?;
    }
    let act = HolderAct::Exclude { ground, words, basis };
    tx.act::<Holder>(application.subject, Expected::Any, act, by, moment).await?;
    Ok(())
}
