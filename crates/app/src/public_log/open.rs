//! The values that everybody may check against the leaves, with their salts.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::audit_anchor::AuditAnchor;
use domain::commitment::{Commitment, Sealed};
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::Holder;
use domain::record::{Kind, Moment, Record};
use store::{Stored, StoredLeaf};
use tlog::leaf::{Leaf, Opening};
use tlog::{FULL, OpeningsLine, Tile};
use uuid::Uuid;

use super::seal::leaf_of;
use crate::register::replay;
use crate::{App, Error, Result};

/// What every version of a record commits to: by the rules it was sealed under, and by those of today.
type Versions = HashMap<i64, (Sealed, Sealed)>;

/// The public values of the leaves of one bundle, one line each: what lies beside `tile/entries/N`.
/// The path is spelled as that of the bundle, `x001/234`.
pub async fn openings_at(app: &App, path: &str) -> Result<String> {
    let bundle: Tile = format!("tile/entries/{path}").parse().map_err(|_| Error::NotFound)?;
    if bundle.width() != FULL {
        return Err(Error::NotFound);
    }
    Ok(openings(app, bundle.index()).await?.iter().map(ToString::to_string).collect())
}

/// The same as data, as far as the newest head covers the bundle.
pub async fn openings(app: &App, bundle: u64) -> Result<Vec<OpeningsLine>> {
    let newest = app.store().newest_head().await?.ok_or(Error::NotFound)?;
    let from = bundle.checked_mul(u64::from(FULL)).and_then(|from| i64::try_from(from).ok());
    let from = from.filter(|from| *from < newest.size).ok_or(Error::NotFound)?;
    let count = (newest.size - from).min(i64::from(FULL));
    let leaves = app.store().leaves(from, u32::try_from(count).unwrap_or(u32::from(FULL))).await?;
    let mut known: HashMap<(Kind, Uuid), Versions> = HashMap::new();
    let mut lines = Vec::with_capacity(leaves.len());
    for leaf in &leaves {
        let key = (leaf.kind, leaf.id);
        let versions = match known.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(versions(app, leaf.kind, leaf.id).await?),
        };
        let openings = open(app, leaf, versions).await?;
        lines.push(OpeningsLine { index: leaf.index.unsigned_abs(), openings });
    }
    Ok(lines)
}

/// The public values of one version of a record.
pub async fn openings_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<Vec<Opening>> {
    openings_of_leaf(app, &leaf_of::<R>(app, id, version).await?).await
}

/// The public values of one leaf.
pub(super) async fn openings_of_leaf(app: &App, leaf: &StoredLeaf) -> Result<Vec<Opening>> {
    open(app, leaf, &versions(app, leaf.kind, leaf.id).await?).await
}

async fn versions(app: &App, kind: Kind, id: Uuid) -> Result<Versions> {
    match kind {
        Kind::Holder => versions_of::<Holder>(app, id).await,
        Kind::DataArray => versions_of::<DataArray>(app, id).await,
        Kind::DataList => versions_of::<DataList>(app, id).await,
        Kind::AuditAnchor => versions_of::<AuditAnchor>(app, id).await,
        Kind::Application => Ok(Versions::new()),
    }
}

async fn versions_of<R: Record>(app: &App, id: Uuid) -> Result<Versions> {
    let today = app.moment();
    let mut versions = Versions::new();
    for (stored, record) in replay::<R>(app.store().history::<R>(id).await?) {
        let then = Moment { at: stored.at, ..today.clone() };
        if let Some(pair) = sealed(&stored, &record, &then).zip(sealed(&stored, &record, &today)) {
            versions.insert(stored.revision, pair);
        }
    }
    Ok(versions)
}

fn sealed<R: Record>(stored: &Stored<R::Event>, record: &R, moment: &Moment) -> Option<Sealed> {
    record.sealed(stored.event.as_ref()?, &moment.fields())
}

/// Opens what the leaf commits to and the rules of today show. What was forgotten has no salt.
async fn open(app: &App, leaf: &StoredLeaf, versions: &Versions) -> Result<Vec<Opening>> {
    let Some((then, today)) = versions.get(&leaf.revision) else { return Ok(Vec::new()) };
    let damaged = |_| Error::Internal(format!("leaf {} cannot be read", leaf.index));
    let names = Leaf::read(&leaf.body).map_err(damaged)?;
    let is_named = |c: &Commitment| names.fields().any(|(name, _)| name.as_str() == c.name);
    // A leaf that would have been too long commits to lists as a whole.
    let forms = [(then.clone(), today.clone()), (then.coarse(), today.coarse())];
    let mut open: Vec<Commitment> = Vec::new();
    for (then, today) in forms {
        let new = then.commitments.into_iter().filter(|c| is_named(c) && today.shows(c));
        for commitment in new {
            if open.iter().all(|known| known.name != commitment.name) {
                open.push(commitment);
            }
        }
    }
    let open: Vec<&Commitment> = open.iter().collect();
    Ok(app.store().openings(leaf.kind, leaf.id, leaf.revision, &open).await?)
}
