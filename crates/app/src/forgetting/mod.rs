//! Forgetting values of the Register, in the transaction of the decision: out of the holder, its
//! arrays and their lists, its applications, and all that was written about them.

mod report;
mod sweep;

use domain::application::Application;
use domain::data_array::{DataArray, DataArrayAct};
use domain::data_list::{DataList, DataListAct};
use domain::field::Of;
use domain::holder::{Holder, HolderAct};
use domain::holder_entry::Basis;
use domain::path;
use domain::record::{Actor, Happened, Kind, Moment, Record};
use domain::redaction::{Forgotten, Gap, places};
use serde_json::{Value, json};
use store::{Emptied, Expected, FieldsAt, Tx};
use uuid::Uuid;

pub use self::report::{Report, Touched};
pub use self::sweep::{COLUMNS, Treatment};
use crate::{Error, Result};

/// One redaction on its way through the records of a holder.
struct Course<'a> {
    holder: Uuid,
    values: Forgotten,
    ground: &'a str,
    basis: &'a Basis,
    by: &'a Actor,
    moment: &'a Moment,
}

/// Forgets what an application names. Says what was touched, and which files nobody uses any more.
pub(crate) async fn carry_out(
    tx: &mut Tx<'_>,
    application: &Application,
    basis: &Basis,
    by: &Actor,
    moment: &Moment,
) -> Result<Report> {
    let values = values_of(tx, application).await?;
    if values.is_empty() {
        return Err(Error::Refused("nothing_to_forget".into()));
    }
    let (holder, ground) = (application.holder, path::text(&application.entry, "ground"));
    let course = Course { holder, values, ground, basis, by, moment };
    let mut report = Report::default();
    course.forget_holder(tx, &mut report).await?;
    course.forget_lists(tx, &mut report).await?;
    course.forget_arrays(tx, &mut report).await?;
    course.forget_applications(tx, &mut report).await?;
    sweep::sweep(tx, holder, &course.values, &mut report).await?;
    Ok(report)
}

/// The values that stand at the places an application names, as the history has them now.
async fn values_of(tx: &mut Tx<'_>, application: &Application) -> Result<Forgotten> {
    let of = application.procedure.of();
    let mut values = Vec::new();
    for place in application.places() {
        let entry = match of {
            Of::Holder => holder_entry(tx, application.subject, place.version).await?,
            Of::DataArray => array_entry(tx, application.subject, place.version).await?,
        };
        if places(of, &entry).contains(&place.path) {
            values.push(path::text(&entry, &place.path).to_owned());
        }
    }
    Ok(Forgotten::new(values))
}

async fn holder_entry(tx: &mut Tx<'_>, id: Uuid, version: i64) -> Result<Value> {
    let found = first_state::<Holder>(tx, id, |revision, _| revision == version).await?;
    Ok(found.map_or_else(|| json!({}), |holder| tree(&holder.entry)))
}

async fn array_entry(tx: &mut Tx<'_>, id: Uuid, version: i64) -> Result<Value> {
    let found = first_state::<DataArray>(tx, id, |revision, _| revision == version).await?;
    let Some(array) = found else { return Ok(json!({})) };
    let wanted = array.list.version;
    let list = first_state::<DataList>(tx, array.list.id, |_, list| list.version == wanted).await?;
    let items = list.map(|list| list.items).unwrap_or_default();
    Ok(tree(&array.whole_entry(items)))
}

/// The first state of a record that fits, with its revision.
async fn first_state<R: Record>(
    tx: &mut Tx<'_>,
    id: Uuid,
    fits: impl Fn(i64, &R) -> bool,
) -> Result<Option<R>> {
    let mut state: Option<R> = None;
    for stored in tx.history::<R>(id).await? {
        let Some(event) = &stored.event else { continue };
        let now = R::apply(state.take(), Happened { event, at: stored.at, by: &stored.by });
        if fits(stored.revision, &now) {
            return Ok(Some(now));
        }
        state = Some(now);
    }
    Ok(None)
}

fn tree(entry: &impl serde::Serialize) -> Value {
    serde_json::to_value(entry).unwrap_or_default()
}

impl Course<'_> {
    async fn empty<R: Record>(&self, tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Emptied<R>>> {
        let fields = |at| Moment { at, ..self.moment.clone() }.fields().into_owned();
        let fields: FieldsAt<'_> = &fields;
        Ok(tx.forget::<R>(id, &self.values, fields).await?)
    }

    async fn forget_holder(&self, tx: &mut Tx<'_>, report: &mut Report) -> Result<()> {
        let id = self.holder;
        let Some(emptied) = self.empty::<Holder>(tx, id).await? else { return Ok(()) };
        let gaps = report::holder_gaps(&emptied.revisions);
        report.note(&emptied, &emptied.loaded.record.number, &gaps);
        if !gaps.is_empty() {
            let (ground, basis) = (self.ground.to_owned(), self.basis.clone());
            let act = HolderAct::Redact { gaps, ground, basis };
            tx.act::<Holder>(id, Expected::Any, act, self.by, self.moment).await?;
        }
        Ok(())
    }

    async fn forget_lists(&self, tx: &mut Tx<'_>, report: &mut Report) -> Result<()> {
        for id in self.family(tx, Kind::DataList).await? {
            let Some(emptied) = self.empty::<DataList>(tx, id).await? else { continue };
            let gaps: Vec<Gap> = report::list_gaps(&emptied.revisions);
            report.note(&emptied, &emptied.loaded.record.number, &gaps);
            if !gaps.is_empty() {
                let act = DataListAct::Redact { gaps, ground: self.ground.to_owned() };
                tx.act::<DataList>(id, Expected::Any, act, self.by, self.moment).await?;
            }
        }
        Ok(())
    }

    /// Arrays are found by what their holder is today: its name may have gone a moment ago.
    async fn forget_arrays(&self, tx: &mut Tx<'_>, report: &mut Report) -> Result<()> {
        let holder = tx.load::<Holder>(self.holder).await?;
        for id in self.family(tx, Kind::DataArray).await? {
            let Some(emptied) = self.empty::<DataArray>(tx, id).await? else { continue };
            let gaps = report::array_gaps(&emptied.revisions);
            report.note(&emptied, &emptied.loaded.record.number, &gaps);
            let mut array = emptied.loaded;
            if !gaps.is_empty() {
                let (ground, basis) = (self.ground.to_owned(), self.basis.clone());
                let act = DataArrayAct::Redact { gaps, ground, basis };
                array = tx.act::<DataArray>(id, Expected::Any, act, self.by, self.moment).await?;
            }
            if let Some(holder) = &holder {
                let facets = array.record.facets_under(holder.id, &holder.record);
                tx.refresh(&[(array, facets)]).await?;
            }
        }
        Ok(())
    }

    async fn forget_applications(&self, tx: &mut Tx<'_>, report: &mut Report) -> Result<()> {
        for id in self.family(tx, Kind::Application).await? {
            let Some(emptied) = self.empty::<Application>(tx, id).await? else { continue };
            let gaps = report::application_gaps(&emptied.revisions);
            let number = emptied.loaded.record.number.clone().unwrap_or_default();
            report.note(&emptied, &number, &gaps);
        }
        Ok(())
    }

    /// The holder's records of a kind, in one order for all who lock many.
    async fn family(&self, tx: &mut Tx<'_>, kind: Kind) -> Result<Vec<Uuid>> {
        let sql = "SELECT id FROM record WHERE kind = $1 AND holder = $2 ORDER BY id";
        let rows = tx.rows(sql, &[kind.as_str().into(), self.holder.into()]).await?;
        rows.iter().map(|row| row.get("id").map_err(Error::from)).collect()
    }
}
