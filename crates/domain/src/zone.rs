//! The authority's time zone.

use jiff::Timestamp;
use jiff::civil::{Date, time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

/// A time zone by its name, from the tables inside the binary: the machine's own tables would make the last day of a term
/// depend on where it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// A zone of the IANA tables: `Asia/Bishkek`.
    pub fn named(name: &str) -> Option<Zone> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        Some(Zone { name: name.to_owned(), zone })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its rules, for showing times.
    pub fn rules(&self) -> &TimeZone {
        &self.zone
    }

    /// The date at a moment.
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The last moment of a day, to the microsecond: stores keep no more.
    pub fn last_moment_of(&self, date: Date) -> Option<Timestamp> {
        let last = date.to_datetime(time(23, 59, 59, 999_999_000));
        self.zone.to_ambiguous_timestamp(last).later().ok()
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Zone, String> {
        Zone::named(&name).ok_or_else(|| format!("unknown_zone {name}"))
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.name
    }
}
