//! The list of data inside an array: a record of its own, numbered and versioned (art. 18).
//!
//! Its agreement by the authority is a later procedure; here it is kept and amended with its array.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::array_entry::DataItem;
use crate::commitment::Sealed;
use crate::field::{Catalogue, Of};
use crate::holder::{EntryRefusal, Standing, in_force};
use crate::record::{Actor, Event, Facets, Happened, Kind, Moment, Record};

/// The items collected in one array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataList {
    /// Register number, never reused.
    pub number: String,
    /// The array it belongs to.
    pub data_array: Uuid,
    /// The holder of the array.
    pub holder: Uuid,
    /// Where it stands.
    pub standing: Standing,
    /// The items.
    pub items: Vec<DataItem>,
    /// Counts the versions of the items, from 1.
    pub version: u32,
    /// When it entered the Register.
    pub registered_at: Timestamp,
}

/// What may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub enum DataListAct {
    /// Enter it with its array.
    Register { number: String, data_array: Uuid, holder: Uuid, items: Vec<DataItem> },
    /// Change the items.
    Amend { items: Vec<DataItem> },
    /// Take it out with its array.
    Exclude,
}

/// What happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub enum DataListEvent {
    /// It entered the Register.
    Registered { number: String, data_array: Uuid, holder: Uuid, items: Vec<DataItem> },
    /// The items changed.
    Amended { items: Vec<DataItem> },
    /// It was taken out.
    Excluded,
}

impl Event for DataListEvent {
    fn name(&self) -> &'static str {
        match self {
            DataListEvent::Registered { .. } => "registered",
            DataListEvent::Amended { .. } => "amended",
            DataListEvent::Excluded => "excluded",
        }
    }

    fn is_public(&self) -> bool {
        true
    }
}

impl Record for DataList {
    const KIND: Kind = Kind::DataList;
    type Act = DataListAct;
    type Event = DataListEvent;
    type Refusal = EntryRefusal;

    fn decide(
        current: Option<&Self>,
        act: DataListAct,
        _by: &Actor,
        _moment: &Moment,
    ) -> Result<Vec<DataListEvent>, EntryRefusal> {
        let event = match act {
            DataListAct::Register { number, data_array, holder, items } => {
                if current.is_some() {
                    return Err(EntryRefusal::AlreadyRegistered);
                }
                DataListEvent::Registered { number, data_array, holder, items }
            }
            DataListAct::Amend { items } => {
                if in_force(current, |list| list.standing)?.items == items {
                    return Err(EntryRefusal::NothingChanged);
                }
                DataListEvent::Amended { items }
            }
            DataListAct::Exclude => {
                in_force(current, |list| list.standing)?;
                DataListEvent::Excluded
            }
        };
        Ok(vec![event])
    }

    fn apply(current: Option<Self>, happened: Happened<'_, DataListEvent>) -> Self {
        match (current, happened.event.clone()) {
            (_, DataListEvent::Registered { number, data_array, holder, items }) => DataList {
                number,
                data_array,
                holder,
                standing: Standing::Registered,
                items,
                version: 1,
                registered_at: happened.at,
            },
            (Some(list), DataListEvent::Amended { items }) => {
                DataList { items, version: list.version + 1, ..list }
            }
            (Some(list), DataListEvent::Excluded) => {
                DataList { standing: Standing::Excluded, ..list }
            }
            (None, _) => unreachable!("decide lets nothing happen before a registration"),
        }
    }

    fn facets(&self) -> Facets {
        Facets {
            status: self.standing.as_str().into(),
            number: Some(self.number.clone()),
            holder: Some(self.holder),
            subject: Some(self.data_array),
            title: self.number.clone(),
            ..Facets::default()
        }
    }

    fn sealed(&self, event: &DataListEvent, fields: &Catalogue) -> Option<Sealed> {
        let act = match event {
            DataListEvent::Registered { .. } => "register",
            DataListEvent::Amended { .. } => "amend",
            DataListEvent::Excluded => "exclude",
        };
        let mut sealed = Sealed::new("list", &self.number, act);
        sealed.frame("version", &self.version.to_string(), true);
        sealed.entry(fields, Of::DataArray, &serde_json::json!({ "items": self.items }));
        Some(sealed)
    }
}
