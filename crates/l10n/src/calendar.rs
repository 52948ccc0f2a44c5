//! Dates and times in words. The server writes them all: Chromium knows no
//! Kyrgyz, and CLDR's Kyrgyz patterns are not those of legal texts.

use crate::{Arg, Language, Translator};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Translator {
    /// «2026-жылдын 22-ноябры», «22 ноября 2026 года», “22 November 2026”.
    pub fn date_long(&self, language: Language, date: Date) -> String {
        self.dated(language, "date-long", date, &[])
    }

    /// `22.11.2026`, in English `22/11/2026`.
    pub fn date_short(&self, language: Language, date: Date) -> String {
        self.dated(language, "date-short", date, &[])
    }

    /// The long date and the time of day in the given zone.
    pub fn date_time(&self, language: Language, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned(zone.clone()).datetime();
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        self.dated(language, "date-time", local.date(), &[("time", time.into())])
    }

    /// «14 күн мурун». A moment that has not come yet reads as “just now”.
    pub fn ago(&self, language: Language, at: Timestamp, now: Timestamp) -> String {
        let seconds = now.as_second() - at.as_second();
        let (id, n) = match seconds {
            s if s < MINUTE => ("ago-now", 0),
            s if s < HOUR => ("ago-minutes", s / MINUTE),
            s if s < DAY => ("ago-hours", s / HOUR),
            s if s < 60 * DAY => ("ago-days", s / DAY),
            s if s < 730 * DAY => ("ago-months", s / (30 * DAY)),
            s => ("ago-years", s / (365 * DAY)),
        };
        self.t_args(language, id, &[("n", n.into())])
    }

    fn dated(&self, language: Language, id: &str, date: Date, more: &[(&str, Arg<'_>)]) -> String {
        let mut args: Vec<(&str, Arg<'_>)> = vec![
            ("year", date.year().to_string().into()),
            ("month", date.month().into()),
            ("day", date.day().into()),
            ("day2", format!("{:02}", date.day()).into()),
            ("month2", format!("{:02}", date.month()).into()),
        ];
        args.extend_from_slice(more);
        self.t_args(language, id, &args)
    }
}
