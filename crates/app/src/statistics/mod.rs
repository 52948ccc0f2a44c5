//! Statistics of the Register: numbers that anybody can count again.
//!
//! They are counted when the Register has changed, kept for each day, and never counted for a reader.
//! No name of anybody is in them.

mod counts;
mod kept;
mod months;
mod reviews;

use domain::field::Of;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use kept::{days, keep, newest, of_day};

use crate::register::Freshness;

/// The smallest group of applications whose times are told: of fewer, one could be guessed.
pub const SMALLEST_GROUP: usize = 5;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Entries in force.
    Total,
    /// The same by region of the holder.
    Region,
    /// By kind of holder.
    HolderKind,
    /// By field of work of the holder.
    Sector,
    /// Arrays in force with and without special data.
    Special,
    /// Arrays in force whose data leave the country, and others.
    CrossBorder,
    /// Arrays in force by country to which data go.
    TransferCountry,
    /// Entries in force that were confirmed in time, and others.
    Fresh,
    /// Entries registered in a month; the code is `2026-11`.
    Registered,
    /// Applications decided within the last twelve months, by procedure.
    Decided,
    /// The working days from the first sending to the decision in the middle of those.
    MedianDays,
    /// So many working days or fewer took nine of ten of those.
    NinetiethDays,
}

impl Group {
    /// Every group, in the order of the page.
    pub const ALL: [Group; 12] = [
        Group::Total,
        Group::Region,
        Group::HolderKind,
        Group::Sector,
        Group::Special,
        Group::CrossBorder,
        Group::TransferCountry,
        Group::Fresh,
        Group::Registered,
        Group::Decided,
        Group::MedianDays,
        Group::NinetiethDays,
    ];

    /// The axis of the search by which it counts, if it does.
    pub fn axis(self) -> Option<&'static str> {
        match self {
            Group::Region => Some("region"),
            Group::HolderKind => Some("holder_kind"),
            Group::Sector => Some("sector"),
            Group::Special => Some("special"),
            Group::CrossBorder => Some("cross_border"),
            Group::TransferCountry => Some("transfer_country"),
            _ => None,
        }
    }

    /// The word in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Total => "total",
            Group::Fresh => "fresh",
            Group::Registered => "registered",
            Group::Decided => "decided",
            Group::MedianDays => "median_days",
            Group::NinetiethDays => "ninetieth_days",
            axis => axis.axis().unwrap_or_default(),
        }
    }
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it counts.
    pub group: Group,
    /// Of the group, which part: a code of a classifier, a word, a month, a procedure; else empty.
    pub code: String,
    /// Holders or arrays; none for applications.
    pub of: Option<Of>,
    /// The number.
    pub value: i64,
}

/// All numbers of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// The day, in the zone of the authority.
    pub day: Date,
    /// When they were counted.
    pub at: Timestamp,
    /// The place in the feed of public changes up to which they count.
    pub position: i64,
    /// The numbers.
    pub figures: Vec<Figure>,
}

impl Statistics {
    /// The numbers of a group.
    pub fn of_group(&self, group: Group) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(move |figure| figure.group == group)
    }

    /// A number; none counted is none there.
    pub fn value(&self, group: Group, code: &str, of: Option<Of>) -> i64 {
        let is_it = |figure: &&Figure| figure.code == code && figure.of == of;
        self.of_group(group).find(is_it).map_or(0, |figure| figure.value)
    }
}

/// The word of a freshness in the address of a search.
pub fn fresh_word(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::InTime => "in_time",
        Freshness::Overdue => "overdue",
    }
}
