//! What of a version was forgotten: where a gap is nobody's omission.

use std::collections::HashSet;

use domain::data_list::{DataList, DataListEvent};
use domain::field::Catalogue;
use domain::redaction::Gap;
use jiff::Timestamp;
use serde::Serialize;
use store::Stored;
use uuid::Uuid;

use super::Published;
use crate::{App, Result};

/// A place of an entry whose value was forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The place: `head.name`, `items.2.words`.
    pub path: String,
    /// When it was forgotten.
    pub at: Timestamp,
    /// Code of the ground.
    pub ground: String,
}

/// Which records have anything forgotten: few, and only their histories are read.
#[derive(Debug)]
pub(crate) struct Forgotten(pub(super) HashSet<Uuid>);

impl Forgotten {
    /// Everything that was forgotten of one version of a record that was asked about.
    pub(crate) async fn marks<R: Published>(
        &self,
        app: &App,
        id: Uuid,
        record: &R,
        version: i64,
    ) -> Result<Vec<Mark>> {
        let mut marks = Vec::new();
        if self.0.contains(&id) {
            let history = app.store().history::<R>(id).await?;
            marks = of_history(&history, version, R::redaction);
        }
        let Some((list, items)) = record.list_version() else { return Ok(marks) };
        if self.0.contains(&list) {
            let history = app.store().history::<DataList>(list).await?;
            // Items keep their version when something of them is forgotten.
            marks.extend(of_history(&history, i64::from(items), |event| match event {
                DataListEvent::Redacted { gaps, ground } => Some((gaps, ground)),
                _ => None,
            }));
        }
        Ok(marks)
    }
}

/// Only what is published of it: who may not read a field need not know that it was emptied.
pub(crate) fn shown<R: Published>(marks: Vec<Mark>, fields: &Catalogue) -> Vec<Mark> {
    let is_shown = |mark: &Mark| mark.path == "source" || fields.shows(R::OF, &mark.path);
    marks.into_iter().filter(is_shown).collect()
}

fn of_history<E>(
    history: &[Stored<E>],
    version: i64,
    redaction: impl Fn(&E) -> Option<(&Vec<Gap>, &String)>,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for stored in history {
        let Some((gaps, ground)) = stored.event.as_ref().and_then(&redaction) else { continue };
        let goes_on = version >= stored.revision && !is_amended(history, stored.revision, version);
        let covers = |gap: &&Gap| {
            gap.versions.contains(&version)
                || (goes_on && gap.versions.contains(&(stored.revision - 1)))
        };
        for gap in gaps.iter().filter(covers) {
            let (path, at, ground) = (gap.path.clone(), stored.at, ground.clone());
            marks.retain(|mark| mark.path != path);
            marks.push(Mark { path, at, ground });
        }
    }
    marks
}

/// Whether the holder has described it anew since: what is empty then, it left empty.
fn is_amended<E>(history: &[Stored<E>], since: i64, until: i64) -> bool {
    let later = |stored: &&Stored<E>| stored.revision > since && stored.revision <= until;
    history.iter().filter(later).any(|stored| stored.act == "amended")
}
