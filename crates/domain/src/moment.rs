//! The moment of an act: the instant, and the law as it stands then.

use jiff::Timestamp;
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

use crate::field::Catalogue;
use crate::law::{GroundKind, Law};
use crate::term::{Term, TermError, Zone};

/// When an act happens.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The instant, in UTC.
    pub at: Timestamp,
    /// The law, calendars and classifiers; ask it with a date.
    pub law: Arc<Law>,
}

impl Moment {
    /// The zone in which the authority's days begin and end.
    pub fn zone(&self) -> Option<&Zone> {
        self.law.settings().zone(self.at)
    }

    /// The date in the authority's zone.
    pub fn date(&self) -> Date {
        let in_utc = || self.at.to_zoned(jiff::tz::TimeZone::UTC).date();
        self.zone().map_or_else(in_utc, |zone| zone.date_of(self.at))
    }

    /// The fields with the publication rules of today.
    pub fn fields(&self) -> Cow<'static, Catalogue> {
        self.law.fields_on(self.date())
    }

    /// Whether a ground is known and holds today.
    pub fn has_ground(&self, kind: GroundKind, code: &str) -> bool {
        self.law.grounds(kind).get_on(code, self.date()).is_some()
    }

    /// Whether an act (`registration`, `refusal`, `exclusion`) needs a second person.
    pub fn needs_second_person(&self, act: &str) -> bool {
        self.law.settings().needs_second_person(act, self.date())
    }

    /// Counts a term of the law from now.
    pub fn term(&self, rule: &str) -> Result<Term, TermUnknown> {
        let rule = self.law.term_rule(rule, self.date()).ok_or(TermUnknown)?;
        Term::compute(rule, self.at, &self.law).map_err(|_: TermError| TermUnknown)
    }
}

/// The law in force has no such term, or it cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermUnknown;
