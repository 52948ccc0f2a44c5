//! What a redaction touches, place by place; never the values themselves.

use std::collections::BTreeMap;

use domain::application::Application;
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::field::Of;
use domain::holder::{Exclusion, Holder};
use domain::holder_entry::Basis;
use domain::record::{Kind, Record};
use domain::redaction::{Gap, add_gaps, emptied};
use serde_json::json;
use store::Emptied;
use uuid::Uuid;

use super::tree;

/// A record in which something was, or would be, forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// The number people know it by; empty for a draft.
    pub number: String,
    /// The places of its description, with their versions. For an application none is a place in
    /// words beside it: a remark, a reason, the name of the organisation.
    pub gaps: Vec<Gap>,
}

/// What a redaction touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The records.
    pub records: Vec<Touched>,
    /// How many rows of other tables, by table.
    pub rows: BTreeMap<&'static str, u64>,
    /// Files that serve nobody any more, by their hashes.
    pub files: Vec<String>,
    /// Names and addresses of members' accounts that say the same; they stay.
    pub accounts: u64,
}

impl Report {
    pub(super) fn note<R: Record>(&mut self, emptied: &Emptied<R>, number: &str, gaps: &[Gap]) {
        if emptied.changed {
            let (kind, id) = (R::KIND, emptied.loaded.id);
            let (number, gaps) = (number.to_owned(), gaps.to_vec());
            self.records.push(Touched { kind, id, number, gaps });
        }
    }

    pub(super) fn count(&mut self, table: &'static str, rows: u64) {
        if rows > 0 {
            *self.rows.entry(table).or_default() += rows;
        }
    }
}

/// Revisions of a record as they were and as they are now.
type Revisions<R> = [(i64, R, R)];

pub(super) fn holder_gaps(revisions: &Revisions<Holder>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (revision, before, after) in revisions {
        let mut paths = emptied(Of::Holder, &tree(&before.entry), &tree(&after.entry));
        paths.extend(frame(&before.basis, &after.basis));
        paths.extend(reasons(before.exclusion.as_ref(), after.exclusion.as_ref()));
        add_gaps(&mut gaps, *revision, paths);
    }
    gaps
}

pub(super) fn array_gaps(revisions: &Revisions<DataArray>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (revision, before, after) in revisions {
        let mut paths = emptied(Of::DataArray, &tree(&before.entry), &tree(&after.entry));
        paths.extend(frame(&before.basis, &after.basis));
        paths.extend(reasons(before.exclusion.as_ref(), after.exclusion.as_ref()));
        add_gaps(&mut gaps, *revision, paths);
    }
    gaps
}

/// What the log commits to beside the description: where an import came from.
fn frame(before: &Basis, after: &Basis) -> Option<String> {
    let source = |basis: &Basis| match basis {
        Basis::Import { source, .. } => Some(source.clone()),
        Basis::Application { .. } => None,
    };
    (source(before) != source(after)).then(|| "source".to_owned())
}

/// And why it was taken out.
fn reasons(before: Option<&Exclusion>, after: Option<&Exclusion>) -> Option<String> {
    (before != after).then(|| "exclusion.words".to_owned())
}

/// Versions of a list are those of its items: arrays name them.
pub(super) fn list_gaps(revisions: &Revisions<DataList>) -> Vec<Gap> {
    let (mut gaps, mut last) = (Vec::new(), 0);
    for (_, before, after) in revisions.iter().filter(|(_, before, _)| before.version > 0) {
        let version = i64::from(before.version);
        if version == last {
            continue;
        }
        last = version;
        let items = |list: &DataList| json!({ "items": list.items });
        add_gaps(&mut gaps, version, emptied(Of::DataArray, &items(before), &items(after)));
    }
    gaps
}

pub(super) fn application_gaps(revisions: &Revisions<Application>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (revision, before, after) in revisions {
        let of = before.procedure.of();
        add_gaps(&mut gaps, *revision, emptied(of, &before.entry, &after.entry));
    }
    gaps
}
