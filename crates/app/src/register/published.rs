//! What a holder and an array of the Register have in common, and what each has of its own.

use domain::array_entry::ArrayEntry;
use domain::data_array::{DataArray, DataArrayEvent};
use domain::data_list::DataList;
use domain::field::Of;
use domain::holder::{Exclusion, Holder, HolderEvent, Standing};
use domain::holder_entry::Basis;
use domain::record::Record;
use domain::redaction::Gap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Loaded;
use uuid::Uuid;

use super::redacted::Forgotten;
use super::replay;
use crate::{App, Error, Result};

/// Who holds an array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderBrief {
    /// Register number.
    pub number: String,
    /// Its name today.
    pub name: domain::holder_entry::Names,
}

/// The list of data of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListBrief {
    /// Register number.
    pub number: String,
    /// Version of its items.
    pub version: u32,
}

/// Where an entry stands, whichever it is.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Register number.
    pub number: &'a str,
    /// Where it stands.
    pub standing: Standing,
    /// Set when excluded.
    pub exclusion: Option<&'a Exclusion>,
    /// When it entered the Register.
    pub registered_at: Timestamp,
    /// When the holder last said "still true"; never, for what was imported.
    pub confirmed_at: Option<Timestamp>,
    /// Why it was last changed.
    pub basis: &'a Basis,
}

/// All that is told of a record.
#[derive(Debug)]
pub struct Told {
    /// The whole description, not yet narrowed.
    pub whole: Value,
    /// For an array: its holder as it stands today.
    pub holder: Option<Loaded<Holder>>,
    /// Of what of it something was forgotten.
    pub(crate) forgotten: Forgotten,
}

/// What a holder or an array shows of itself; the rest of this module is the same for both.
pub trait Published: Record + 'static {
    /// Which of the two.
    const OF: Of;
    /// Where it stands.
    fn facts(&self) -> Facts<'_>;
    /// The whole description, not yet narrowed.
    fn whole(&self, app: &App) -> impl Future<Output = Result<Value>> + Send;
    /// What is told of the record with that id.
    fn told(&self, app: &App, id: Uuid) -> impl Future<Output = Result<Told>> + Send;
    /// Its holder in brief, for an array: by its name of today, if that is known.
    fn holder(&self, today: Option<&Loaded<Holder>>) -> Option<HolderBrief>;
    /// Its list, for an array.
    fn list(&self) -> Option<ListBrief>;
    /// The record of its list and the version of the items, for an array.
    fn list_version(&self) -> Option<(Uuid, u32)>;
    /// What an event says was forgotten, and on what ground.
    fn redaction(event: &Self::Event) -> Option<(&Vec<Gap>, &String)>;
}

/// Both records keep these facts under the same names.
macro_rules! facts {
    ($record:expr) => {
        Facts {
            number: &$record.number,
            standing: $record.standing,
            exclusion: $record.exclusion.as_ref(),
            registered_at: $record.registered_at,
            confirmed_at: $record.freshness(),
            basis: &$record.basis,
        }
    };
}

impl Published for Holder {
    const OF: Of = Of::Holder;

    fn facts(&self) -> Facts<'_> {
        facts!(self)
    }

    async fn whole(&self, _app: &App) -> Result<Value> {
        json_of(&self.entry)
    }

    async fn told(&self, app: &App, id: Uuid) -> Result<Told> {
        let forgotten = Forgotten(app.store().redacted_among(&[id]).await?);
        Ok(Told { whole: json_of(&self.entry)?, holder: None, forgotten })
    }

    fn holder(&self, _today: Option<&Loaded<Holder>>) -> Option<HolderBrief> {
        None
    }

    fn list(&self) -> Option<ListBrief> {
        None
    }

    fn list_version(&self) -> Option<(Uuid, u32)> {
        None
    }

    fn redaction(event: &HolderEvent) -> Option<(&Vec<Gap>, &String)> {
        match event {
            HolderEvent::Redacted { gaps, ground, .. } => Some((gaps, ground)),
            _ => None,
        }
    }
}

impl Published for DataArray {
    const OF: Of = Of::DataArray;

    fn facts(&self) -> Facts<'_> {
        facts!(self)
    }

    async fn whole(&self, app: &App) -> Result<Value> {
        json_of(&whole_version(app, self).await?)
    }

    async fn told(&self, app: &App, id: Uuid) -> Result<Told> {
        let found = app.store().get_two(self.list.id, self.holder.id, id).await?;
        let whole = json_of(&with_items(app, self, found.first).await?)?;
        Ok(Told { whole, holder: found.second, forgotten: Forgotten(found.redacted) })
    }

    fn holder(&self, today: Option<&Loaded<Holder>>) -> Option<HolderBrief> {
        let name = today.map_or(&self.holder.name, |holder| &holder.record.entry.name).clone();
        Some(HolderBrief { number: self.holder.number.clone(), name })
    }

    fn list(&self) -> Option<ListBrief> {
        Some(ListBrief { number: self.list.number.clone(), version: self.list.version })
    }

    fn list_version(&self) -> Option<(Uuid, u32)> {
        Some((self.list.id, self.list.version))
    }

    fn redaction(event: &DataArrayEvent) -> Option<(&Vec<Gap>, &String)> {
        match event {
            DataArrayEvent::Redacted { gaps, ground, .. } => Some((gaps, ground)),
            _ => None,
        }
    }
}

/// A description as the tree that forms, differences and the API speak in.
pub(crate) fn json_of(value: &impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::Internal(error.to_string()))
}

/// A version of an array with the items that its list had then.
pub(crate) async fn whole_version(app: &App, array: &DataArray) -> Result<ArrayEntry> {
    let list = app.store().get::<DataList>(array.list.id).await?;
    with_items(app, array, list).await
}

/// The same, with its list as it stands.
async fn with_items(
    app: &App,
    array: &DataArray,
    list: Option<Loaded<DataList>>,
) -> Result<ArrayEntry> {
    let list = list.ok_or(Error::NotFound)?;
    if list.record.version == array.list.version {
        return Ok(array.whole_entry(list.record.items));
    }
    let history = app.store().history::<DataList>(array.list.id).await?;
    let wanted = |list: &DataList| list.version == array.list.version;
    let found = replay(history).into_iter().map(|(_, list)| list).find(wanted);
    Ok(array.whole_entry(found.ok_or(Error::NotFound)?.items))
}
