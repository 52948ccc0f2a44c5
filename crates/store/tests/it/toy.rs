//! A toy record with everything the store must bear: keys, tags, public events, a purge.

use std::sync::Arc;

use domain::{
    law::Law,
    record::{Actor, Event, Facets, Happened, Kind, Moment, Record, fold},
    redaction::Forgotten,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Toy {
    pub name: String,
    pub key: Option<String>,
    pub number: Option<String>,
    pub status: String,
    pub regions: Vec<String>,
    pub holder: Option<Uuid>,
    pub assignee: Option<Uuid>,
    pub due_at: Option<Timestamp>,
    pub fresh_at: Option<Timestamp>,
    pub last_by: String,
    pub last_at: Timestamp,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq)]
pub struct Draft {
    pub name: String,
    pub key: Option<String>,
    pub regions: Vec<String>,
    pub holder: Option<Uuid>,
    pub assignee: Option<Uuid>,
    pub due_at: Option<Timestamp>,
    pub fresh_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub enum Act {
    Create(Draft),
    Rename(String),
    Rekey(Option<String>),
    Register(String),
    Regions(Vec<String>),
    Exclude,
    RenameThenPurge(String),
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Happening {
    Created { draft: Draft },
    Renamed { name: String },
    Rekeyed { key: Option<String> },
    Registered { number: String },
    Moved { regions: Vec<String> },
    Excluded {},
    Purged {},
}

impl Event for Happening {
    fn name(&self) -> &'static str {
        match self {
            Happening::Created { .. } => "created",
            Happening::Renamed { .. } => "renamed",
            Happening::Rekeyed { .. } => "rekeyed",
            Happening::Registered { .. } => "registered",
            Happening::Moved { .. } => "moved",
            Happening::Excluded {} => "excluded",
            Happening::Purged {} => "purged",
        }
    }

    fn is_public(&self) -> bool {
        matches!(self, Happening::Registered { .. } | Happening::Excluded {})
    }

    fn erases(&self) -> bool {
        matches!(self, Happening::Purged {})
    }
}

#[derive(Debug, PartialEq)]
pub enum No {
    AlreadyThere,
    NotThere,
    Empty,
}

impl Record for Toy {
    const KIND: Kind = Kind::DataArray;
    type Act = Act;
    type Event = Happening;
    type Refusal = No;

    fn decide(
        current: Option<&Self>,
        act: Act,
        _: &Actor,
        _: &Moment,
    ) -> Result<Vec<Happening>, No> {
        match (current, act) {
            (_, Act::Nothing) => Ok(vec![]),
            (None, Act::Create(draft)) => Ok(vec![Happening::Created { draft }]),
            (Some(_), Act::Create(_)) => Err(No::AlreadyThere),
            (None, _) => Err(No::NotThere),
            (_, Act::Rename(name)) if name.is_empty() => Err(No::Empty),
            (_, Act::Rename(name)) => Ok(vec![Happening::Renamed { name }]),
            (_, Act::Rekey(key)) => Ok(vec![Happening::Rekeyed { key }]),
            (_, Act::Register(number)) => Ok(vec![Happening::Registered { number }]),
            (_, Act::Regions(regions)) => Ok(vec![Happening::Moved { regions }]),
            (_, Act::Exclude) => Ok(vec![Happening::Excluded {}]),
            (_, Act::RenameThenPurge(name)) => {
                Ok(vec![Happening::Renamed { name }, Happening::Purged {}])
            }
        }
    }

    fn apply(current: Option<Self>, happened: Happened<'_, Happening>) -> Self {
        let mut toy = current.unwrap_or_else(|| Toy::blank(happened.at));
        toy.last_by = happened.by.name.clone();
        toy.last_at = happened.at;
        match happened.event.clone() {
            Happening::Created { draft } => toy.draw(draft),
            Happening::Renamed { name } => toy.name = name,
            Happening::Rekeyed { key } => toy.key = key,
            Happening::Registered { number } => {
                toy.status = "registered".into();
                toy.number = Some(number);
            }
            Happening::Moved { regions } => toy.regions = regions,
            Happening::Excluded {} => {
                toy.status = "excluded".into();
                toy.key = None;
            }
            Happening::Purged {} => {
                toy = Toy { number: toy.number, ..Toy::blank(happened.at) };
                toy.status = "purged".into();
            }
        }
        toy
    }

    fn forget(event: &mut Happening, values: &Forgotten) {
        match event {
            Happening::Created { draft } => {
                values.text(&mut draft.name);
            }
            Happening::Renamed { name } => {
                values.text(name);
            }
            _ => {}
        }
    }

    fn forget_in_state(&mut self, values: &Forgotten) {
        values.text(&mut self.name);
    }

    fn facets(&self) -> Facets {
        let mut facets = Facets {
            status: self.status.clone(),
            number: self.number.clone(),
            holder: self.holder,
            assignee: self.assignee,
            due_at: self.due_at,
            fresh_at: self.fresh_at,
            title: self.name.clone(),
            text: fold(&self.name),
            unique: self.key.iter().map(|key| ("inn", key.clone())).collect(),
            ..Facets::default()
        };
        self.regions.iter().for_each(|region| facets.tag("region", region));
        facets
    }
}

impl Toy {
    fn blank(at: Timestamp) -> Toy {
        Toy {
            name: String::new(),
            key: None,
            number: None,
            status: "draft".into(),
            regions: vec![],
            holder: None,
            assignee: None,
            due_at: None,
            fresh_at: None,
            last_by: String::new(),
            last_at: at,
        }
    }

    fn draw(&mut self, draft: Draft) {
        self.name = draft.name;
        self.key = draft.key;
        self.regions = draft.regions;
        self.holder = draft.holder;
        self.assignee = draft.assignee;
        self.due_at = draft.due_at;
        self.fresh_at = draft.fresh_at;
    }
}

pub fn clerk() -> Actor {
    Actor { person: Uuid::from_u128(7), name: "Айгүл".into() }
}

/// A fixed morning and so many seconds; with nanoseconds, which the databases cannot keep.
pub fn at(second: i64) -> Timestamp {
    Timestamp::new(1_790_000_000 + second, 123_456_789).unwrap()
}

pub fn moment(second: i64) -> Moment {
    Moment { at: at(second), law: Arc::new(Law::default()) }
}

pub fn named(name: &str) -> Draft {
    Draft { name: name.into(), ..Draft::default() }
}
