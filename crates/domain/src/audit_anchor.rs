//! Heads of the staff audit log made public: one record for each day, one act for each head.
//!
//! The audit log itself is not published. Once its root stands in the public log, no entry before it
//! can be taken out or changed unseen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::commitment::Sealed;
use crate::field::Catalogue;
use crate::record::{Actor, Event, Facets, Happened, Kind, Moment, Record};
use crate::redaction::Forgotten;

/// What its leaves are called in the public log.
const LEAF: &str = "audit-anchor";

/// The heads of one day; the state is the last of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditAnchor {
    /// Its number: [`number_of`] the day.
    pub number: String,
    /// How many entries the head covers.
    pub size: u64,
    /// The root over their leaves, in base64.
    pub root: String,
}

/// What may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub enum AuditAnchorAct {
    /// Make a head public.
    Anchor { number: String, size: u64, root: String },
}

/// What happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub enum AuditAnchorEvent {
    /// A head was made public.
    Anchored { number: String, size: u64, root: String },
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditAnchorRefusal {
    /// The log has not grown since the last head: it may have lost entries.
    NotGrown,
    /// The record is that of another day.
    OtherDay,
}

impl AuditAnchorRefusal {
    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            AuditAnchorRefusal::NotGrown => "not_grown",
            AuditAnchorRefusal::OtherDay => "other_day",
        }
    }
}

/// The number of the record of a day: `staff-audit/2026-11-29`.
pub fn number_of(day: Date) -> String {
    format!("staff-audit/{day}")
}

impl Event for AuditAnchorEvent {
    fn name(&self) -> &'static str {
        "anchored"
    }

    fn is_public(&self) -> bool {
        true
    }
}

impl Record for AuditAnchor {
    const KIND: Kind = Kind::AuditAnchor;
    type Act = AuditAnchorAct;
    type Event = AuditAnchorEvent;
    type Refusal = AuditAnchorRefusal;

    fn decide(
        current: Option<&Self>,
        act: AuditAnchorAct,
        _by: &Actor,
        _moment: &Moment,
    ) -> Result<Vec<AuditAnchorEvent>, AuditAnchorRefusal> {
        let AuditAnchorAct::Anchor { number, size, root } = act;
        if current.is_some_and(|anchor| anchor.number != number) {
            return Err(AuditAnchorRefusal::OtherDay);
        }
        if size <= current.map_or(0, |anchor| anchor.size) {
            return Err(AuditAnchorRefusal::NotGrown);
        }
        Ok(vec![AuditAnchorEvent::Anchored { number, size, root }])
    }

    fn apply(_current: Option<Self>, happened: Happened<'_, AuditAnchorEvent>) -> Self {
        let AuditAnchorEvent::Anchored { number, size, root } = happened.event.clone();
        AuditAnchor { number, size, root }
    }

    fn facets(&self) -> Facets {
        Facets {
            status: "anchored".into(),
            number: Some(self.number.clone()),
            title: self.number.clone(),
            ..Facets::default()
        }
    }

    /// An anchor has no words.
    fn forget(_event: &mut AuditAnchorEvent, _values: &Forgotten) {}

    fn sealed(&self, _event: &AuditAnchorEvent, _fields: &Catalogue) -> Option<Sealed> {
        let mut sealed = Sealed::new(LEAF, &self.number, "anchor");
        sealed.frame("size", &self.size.to_string(), true);
        sealed.frame("root", &self.root, true);
        Some(sealed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
    use super::*;
    use std::sync::Arc;

    fn decide(
        current: Option<&AuditAnchor>,
        day: &str,
        size: u64,
    ) -> Result<Vec<AuditAnchorEvent>, AuditAnchorRefusal> {
        let (number, root) = (number_of(day.parse().unwrap()), "r".to_owned());
        let act = AuditAnchorAct::Anchor { number, size, root };
        let at = "2026-11-29T06:00:00Z".parse().unwrap();
        let moment = Moment { at, law: Arc::new(crate::law::Law::default()) };
        AuditAnchor::decide(current, act, &Actor::system(), &moment)
    }

    #[test]
    fn a_head_follows_only_a_smaller_one_of_its_day() {
        let anchor =
            AuditAnchor { number: "staff-audit/2026-11-29".into(), size: 3, root: "r".into() };
        assert!(decide(None, "2026-11-29", 1).is_ok());
        assert_eq!(decide(None, "2026-11-29", 0), Err(AuditAnchorRefusal::NotGrown));
        assert!(decide(Some(&anchor), "2026-11-29", 4).is_ok());
        assert_eq!(decide(Some(&anchor), "2026-11-29", 3), Err(AuditAnchorRefusal::NotGrown));
        assert_eq!(decide(Some(&anchor), "2026-11-30", 4), Err(AuditAnchorRefusal::OtherDay));
    }

    #[test]
    fn everybody_may_see_size_and_root() {
        let anchor =
            AuditAnchor { number: "staff-audit/2026-11-29".into(), size: 3, root: "cg==".into() };
        let event = AuditAnchorEvent::Anchored {
            number: anchor.number.clone(),
            size: 3,
            root: anchor.root.clone(),
        };
        let sealed = anchor.sealed(&event, Catalogue::embedded()).unwrap();
        let said: Vec<_> = sealed
            .commitments
            .iter()
            .map(|c| (c.name.as_str(), c.value.as_str(), c.is_public))
            .collect();
        let wanted = [("audit-anchor.size", "3", true), ("audit-anchor.root", "cg==", true)];
        assert_eq!(said, wanted);
        assert_eq!((sealed.kind, sealed.act), ("audit-anchor", "anchor"));
    }
}
