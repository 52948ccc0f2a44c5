//! The Register taken away: every entry with its key, page by page, all as of one moment.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::field::{Catalogue, Of};
use domain::holder::{Holder, Standing};
use domain::holder_entry::{Identifier, Names};
use domain::path;
use domain::record::Record;
use jiff::Timestamp;
use serde_json::Value;
use store::{Loaded, Snapshot};
use uuid::Uuid;

use crate::register::{
    ExclusionBrief, HolderBrief, ListBrief, Published, json_of, source_of, whole_version,
};
use crate::{App, Result};

/// An entry on its way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// A holder or an array.
    pub of: Of,
    /// Its register number: importing it again finds the same entry.
    pub number: String,
    /// How many versions it has had; this is the last.
    pub version: i64,
    /// Whether it is in force.
    pub standing: Standing,
    /// Ground and time, when excluded.
    pub excluded: Option<ExclusionBrief>,
    /// When it entered the Register.
    pub registered_at: Timestamp,
    /// When the holder last said "still true"; never, for what was imported.
    pub confirmed_at: Option<Timestamp>,
    /// When this version was made.
    pub recorded_at: Timestamp,
    /// Whether it was brought from another register, perhaps with gaps.
    pub is_imported: bool,
    /// From where, in words, when it was.
    pub source: Option<String>,
    /// For an array: who holds it.
    pub holder: Option<OutgoingHolder>,
    /// For an array: its list of data.
    pub list: Option<ListBrief>,
    /// The description.
    pub tree: Value,
}

/// The holder of an array on its way out.
#[derive(Debug, Clone, PartialEq)]
pub struct OutgoingHolder {
    /// Number and name of today.
    pub brief: HolderBrief,
    /// By which an import finds it.
    pub identifier: Identifier,
}

/// How much of an entry leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything, for moving a register; it holds names of people.
    Whole,
    /// What everybody may read.
    Published,
}

/// Entries to a page.
const PAGE: u32 = 500;

/// One walk through the whole Register, with the excluded. It holds a connection to its end.
pub struct Walk {
    app: App,
    snapshot: Snapshot,
    extent: Extent,
    fields: Cow<'static, Catalogue>,
    /// The place of the newest public change that it sees; 0 in an empty Register.
    pub position: i64,
    /// When the latest of the changes it sees was made.
    pub changed_at: Option<Timestamp>,
}

impl Walk {
    /// Begins; the moment is now.
    pub async fn begin(app: &App, extent: Extent) -> Result<Walk> {
        let mut snapshot = app.store().snapshot().await?;
        let newest = snapshot.last_register_change().await?;
        let changed_at = snapshot.latest_register_time().await?;
        Ok(Walk {
            snapshot,
            extent,
            fields: app.moment().fields(),
            position: newest.map_or(0, |event| event.seq),
            changed_at,
            app: app.clone(),
        })
    }

    /// The entries that come after a number, in the order of numbers; none, when that was the last. The
    /// first come after "".
    pub async fn page(&mut self, of: Of, after: &str) -> Result<Vec<Outgoing>> {
        let entries = match of {
            Of::Holder => self.holders(after).await?,
            Of::DataArray => {
                let arrays = self.snapshot.after_number::<DataArray>(after, PAGE).await?;
                self.arrays(&arrays).await?
            }
        };
        Ok(self.narrowed(of, entries))
    }

    /// Arrays of one holder, excluded ones too, that come after a number; at most so many.
    async fn arrays_of(&mut self, holder: Uuid, after: &str, most: u32) -> Result<Vec<Outgoing>> {
        let arrays = self.snapshot.of_holder_after_number::<DataArray>(holder, after, most).await?;
        let entries = self.arrays(&arrays).await?;
        Ok(self.narrowed(Of::DataArray, entries))
    }

    fn narrowed(&self, of: Of, mut entries: Vec<Outgoing>) -> Vec<Outgoing> {
        for entry in &mut entries {
            if self.extent == Extent::Published {
                entry.tree = self.fields.publish(of, entry.tree.take());
            }
            entry.tree = path::tidy(entry.tree.take());
        }
        entries
    }

    /// Gives the connection back.
    pub async fn end(self) -> Result<()> {
        Ok(self.snapshot.end().await?)
    }

    async fn holders(&mut self, after: &str) -> Result<Vec<Outgoing>> {
        let found = self.snapshot.after_number::<Holder>(after, PAGE).await?;
        found.iter().map(|holder| outgoing(holder, json_of(&holder.record.entry)?)).collect()
    }

    async fn arrays(&mut self, arrays: &[Loaded<DataArray>]) -> Result<Vec<Outgoing>> {
        let lists = self.many::<DataList>(arrays.iter().map(|array| array.record.list.id)).await?;
        let holders =
            self.many::<Holder>(arrays.iter().map(|array| array.record.holder.id)).await?;
        let mut entries = Vec::with_capacity(arrays.len());
        for array in arrays {
            let record = &array.record;
            let whole = match lists.get(&record.list.id) {
                Some(list) if list.version == record.list.version => {
                    record.whole_entry(list.items.clone())
                }
                // Its list went on without it.
                _ => whole_version(&self.app, record).await?,
            };
            let mut entry = outgoing(array, json_of(&whole)?)?;
            entry.holder = self.holder(&record.holder.number, holders.get(&record.holder.id))?;
            entries.push(entry);
        }
        Ok(entries)
    }

    async fn many<R: Record>(
        &mut self,
        ids: impl Iterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, R>> {
        let mut ids: Vec<Uuid> = ids.collect();
        ids.sort();
        ids.dedup();
        let found = self.snapshot.get_many::<R>(&ids).await?;
        Ok(found.into_iter().map(|loaded| (loaded.id, loaded.record)).collect())
    }

    fn holder(&self, number: &str, today: Option<&Holder>) -> Result<Option<OutgoingHolder>> {
        let Some(holder) = today else { return Ok(None) };
        let mut shown = json_of(&holder.entry)?;
        if self.extent == Extent::Published {
            shown = self.fields.publish(Of::Holder, shown);
        }
        let name = shown.get_mut("name").map(Value::take).unwrap_or_default();
        let name: Names = serde_json::from_value(name).unwrap_or_default();
        let brief = HolderBrief { number: number.to_owned(), name };
        Ok(Some(OutgoingHolder { brief, identifier: holder.entry.identifier.clone() }))
    }
}

/// The arrays of a holder as everybody may read them, in the order of their numbers, those after one
/// number; the first come after "".
pub async fn arrays_of(app: &App, holder: Uuid, after: &str, most: u32) -> Result<Vec<Outgoing>> {
    let mut walk = Walk::begin(app, Extent::Published).await?;
    let arrays = walk.arrays_of(holder, after, most).await?;
    walk.end().await?;
    Ok(arrays)
}

fn outgoing<R: Published>(loaded: &Loaded<R>, tree: Value) -> Result<Outgoing> {
    let facts = loaded.record.facts();
    Ok(Outgoing {
        of: R::OF,
        number: facts.number.to_owned(),
        version: loaded.revision,
        standing: facts.standing,
        excluded: facts.exclusion.map(ExclusionBrief::of),
        registered_at: facts.registered_at,
        confirmed_at: facts.confirmed_at,
        recorded_at: loaded.updated_at,
        is_imported: facts.basis.may_be_incomplete(),
        source: source_of(facts.basis).filter(|source| !source.is_empty()),
        holder: None,
        list: loaded.record.list(),
        tree,
    })
}
