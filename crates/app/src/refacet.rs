//! Facets computed anew for every record: a new version of the program may see more, or otherwise.
//!
//! Command line only: whoever can start the program on the machine of the database may.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::application::Application;
use domain::audit_anchor::AuditAnchor;
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::Holder;
use domain::record::{Facets, Kind, Record};
use store::{Loaded, Tx};
use uuid::Uuid;

use crate::{App, Error, Result};

/// Records to a transaction: the site goes on working between them.
const HANDFUL: u32 = 200;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refaceted {
    /// How many records were looked at.
    pub records: usize,
    /// Records whose unique keys now belong to another one: they stay as they were.
    pub lost: Vec<(Kind, Uuid)>,
}

/// Computes the facets of every record from its state, and saves them. No event, no new version.
pub async fn all(app: &App) -> Result<Refaceted> {
    let mut done = Refaceted::default();
    each::<Holder>(app, &mut done).await?;
    each::<DataArray>(app, &mut done).await?;
    each::<DataList>(app, &mut done).await?;
    each::<Application>(app, &mut done).await?;
    each::<AuditAnchor>(app, &mut done).await?;
    Ok(done)
}

async fn each<R: Seen>(app: &App, done: &mut Refaceted) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let work = app.store().write("refacet", |tx| Box::pin(handful::<R>(tx, after)));
        let (ids, lost) = work.await?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        done.records += ids.len();
        done.lost.extend(lost.into_iter().map(|id| (R::KIND, id)));
    }
}

async fn handful<R: Seen>(tx: &mut Tx<'_>, after: Uuid) -> Result<(Vec<Uuid>, Vec<Uuid>)> {
    let records = tx.load_after::<R>(after, HANDFUL).await?;
    let ids = records.iter().map(|record| record.id).collect();
    let seen = R::seen(tx, records).await?;
    let lost = tx.refresh(&seen).await?;
    Ok((ids, lost))
}

/// How a kind of record is seen today.
trait Seen: Record {
    fn seen(
        _tx: &mut Tx<'_>,
        records: Vec<Loaded<Self>>,
    ) -> impl Future<Output = Result<Vec<(Loaded<Self>, Facets)>>> + Send {
        let seen = records.into_iter().map(|it| {
            let facets = it.record.facets();
            (it, facets)
        });
        std::future::ready(Ok(seen.collect()))
    }
}

impl Seen for Holder {}
impl Seen for DataList {}
impl Seen for Application {}
impl Seen for AuditAnchor {}

impl Seen for DataArray {
    async fn seen(
        tx: &mut Tx<'_>,
        records: Vec<Loaded<Self>>,
    ) -> Result<Vec<(Loaded<Self>, Facets)>> {
        let mut holders: HashMap<Uuid, Loaded<Holder>> = HashMap::new();
        let mut seen = Vec::with_capacity(records.len());
        for array in records {
            let id = array.record.holder.id;
            let holder = match holders.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    place.insert(tx.load::<Holder>(id).await?.ok_or(Error::NotFound)?)
                }
            };
            let facets = array.record.facets_under(holder.id, &holder.record);
            seen.push((array, facets));
        }
        Ok(seen)
    }
}
