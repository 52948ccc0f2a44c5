//! The contract that every kind of record fulfils: it lives by named acts of law.
//!
//! An act is either refused for a stated reason or produces events. Events are kept for ever; the
//! current state is what they add up to. `decide` is the law, `apply` is the memory, `facets` is
//! what worklists, filters and unique keys may see.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{fmt, str::FromStr};
use uuid::Uuid;

use crate::commitment::Sealed;
use crate::field::Catalogue;
pub use crate::moment::Moment;
use crate::redaction::Forgotten;

/// The kinds of record the system keeps. Stored as text; a word here is for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An organisation that holds personal data arrays (art. 3, 17).
    Holder,
    /// A structured set of personal data (art. 3, 30).
    DataArray,
    /// The list of data inside an array (art. 18, 30).
    DataList,
    /// A request to change the Register, from draft to decision.
    Application,
    /// The heads of the staff audit log that were made public on one day.
    AuditAnchor,
}

impl Kind {
    /// Every kind, in the order of the law.
    pub const ALL: [Kind; 5] =
        [Kind::Holder, Kind::DataArray, Kind::DataList, Kind::Application, Kind::AuditAnchor];

    /// The word stored in the database and used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Holder => "holder",
            Kind::DataArray => "data_array",
            Kind::DataList => "data_list",
            Kind::Application => "application",
            Kind::AuditAnchor => "audit_anchor",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or(UnknownKind)
    }
}

/// The word names no kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind of record")]
pub struct UnknownKind;

/// Who acts. The policy table has already said that this person may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person's account; nil for the system itself.
    pub person: Uuid,
    /// The name shown in histories on the day of the act.
    pub name: String,
}

impl Actor {
    /// The program acting by itself: imports at the command line, timers.
    pub fn system() -> Self {
        Actor { person: Uuid::nil(), name: "korgoo".into() }
    }
}

/// What every event tells about itself, whatever the record.
pub trait Event: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// The act in the past tense, as stored and translated: `registered`, `returned`.
    fn name(&self) -> &'static str;
    /// Whether the public feed and log will carry it.
    fn is_public(&self) -> bool {
        false
    }
    /// Whether it orders the bodies of all earlier events of this record to be erased (a purge).
    fn erases(&self) -> bool {
        false
    }
}

/// An event with its circumstances, as `apply` sees it.
#[derive(Debug, Clone, Copy)]
pub struct Happened<'a, E> {
    /// What happened.
    pub event: &'a E,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: &'a Actor,
}

/// A kind of record that lives by acts.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + Sync + Sized {
    /// Its word in the database.
    const KIND: Kind;
    /// What somebody asks for.
    type Act: Send;
    /// What the law lets happen.
    type Event: Event;
    /// Why not: a code that is also a translation key.
    type Refusal: fmt::Debug + Send;

    /// The law. Pure: no clock, no database, no randomness of its own.
    fn decide(
        current: Option<&Self>,
        act: Self::Act,
        by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// How an event changes the record.
    fn apply(current: Option<Self>, happened: Happened<'_, Self::Event>) -> Self;

    /// What worklists, filters and unique keys may see of it.
    fn facets(&self) -> Facets;

    /// Takes values out of the words of an event, in place. What the program goes by stays: numbers,
    /// ids, codes, names of rows, so that the events still add up.
    fn forget(event: &mut Self::Event, values: &Forgotten);

    /// The same for a state kept beside an event that erased what was before it; a kind without such
    /// events has no such states.
    fn forget_in_state(&mut self, _values: &Forgotten) {}

    /// What the public log commits to after an event: for every public event of the Register.
    fn sealed(&self, _event: &Self::Event, _fields: &Catalogue) -> Option<Sealed> {
        None
    }
}

/// The columns extracted from a record each time it is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// The state word: `draft`, `submitted`, `registered`, `excluded` …
    pub status: String,
    /// The number by which people know the record.
    pub number: Option<String>,
    /// The holder (or the organisation that will become one) it belongs to.
    pub holder: Option<Uuid>,
    /// The record it is about, when that is another one (an array of a list, a subject of an application).
    pub subject: Option<Uuid>,
    /// The member of staff who has it in hand.
    pub assignee: Option<Uuid>,
    /// When the running term ends.
    pub due_at: Option<Timestamp>,
    /// When it was last confirmed or changed by the holder: its freshness.
    pub fresh_at: Option<Timestamp>,
    /// What it is called in lists, one text.
    pub title: String,
    /// Words to find it by, folded by [`fold`]; only what may be public for public kinds.
    pub text: String,
    /// Axes with any number of values each, for filters with exact counts (`region`, `data_category` …).
    pub tags: Vec<(&'static str, String)>,
    /// Keys that no two live records of this kind may share.
    pub unique: Vec<(&'static str, String)>,
}

impl Facets {
    /// Adds a value on an axis unless it is empty or already there.
    pub fn tag(&mut self, axis: &'static str, value: &str) {
        let pair = (axis, value.to_owned());
        if !value.is_empty() && !self.tags.contains(&pair) {
            self.tags.push(pair);
        }
    }
}

/// Folds a text for forgiving comparison: lower case, ң→н ө→о ү→у ё→е, one space between words.
///
/// People type Kyrgyz on Russian keyboards; both sides of a search are folded by this.
pub fn fold(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase).map(|c| match c {
        'ң' => 'н',
        'ө' | 'ѳ' => 'о',
        'ү' | 'ұ' => 'у',
        'ё' => 'е',
        c if c.is_alphanumeric() => c,
        _ => ' ',
    });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
