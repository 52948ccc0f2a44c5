//! What the log says of one version: its leaf, since when it is sealed and witnessed, its proof, and
//! the values that may be laid open.

use domain::commitment::Sealed;
use domain::record::Record;
use jiff::Timestamp;
use store::{Stored, StoredLeaf};
use tlog::{
    Hash, Head, LogProof,
    leaf::{Leaf, Opening},
    prove_inclusion, tiles_for_inclusion,
};
use uuid::Uuid;

use super::files::{fetch, with_cosignatures};
use crate::{App, Error, Result};

/// Where a version stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Its leaf's index, from 0.
    pub index: i64,
    /// Its leaf's hash: the short address of its extract.
    pub hash: Hash,
    /// Since when the log's own signature covers it; not yet, for a moment after the act.
    pub signed_at: Option<Timestamp>,
    /// Since when enough witnesses have signed too.
    pub witnessed_at: Option<Timestamp>,
}

/// What the log says of a version of a record.
pub async fn seal_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<Seal> {
    let leaf = leaf_of::<R>(app, id, version).await?;
    let signed = app.store().first_head_over(leaf.index).await?;
    let witnessed = app.store().first_witnessed_over(leaf.index).await?;
    Ok(Seal {
        index: leaf.index,
        hash: leaf.hash,
        signed_at: signed.map(|head| head.signed_at),
        witnessed_at: witnessed.and_then(|head| head.witnessed_at),
    })
}

/// The proof that a version is in the log, under the newest head that is witnessed, or else signed.
pub async fn proof_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<LogProof> {
    let leaf = leaf_of::<R>(app, id, version).await?;
    let witnessed = app.store().newest_witnessed_head().await?;
    let covers = |head: &store::SignedHead| head.size > leaf.index;
    let head = match witnessed.filter(covers) {
        Some(head) => head,
        None => app.store().newest_head().await?.filter(covers).ok_or(Error::NotFound)?,
    };
    let (index, size) = (leaf.index.unsigned_abs(), head.size.unsigned_abs());
    let failed = |error: &dyn std::fmt::Display| Error::Internal(error.to_string());
    let tiles = tiles_for_inclusion(index, size).map_err(|error| failed(&error))?;
    let newest = app.store().newest_head().await?.map_or(size, |head| head.size.unsigned_abs());
    let tiles = fetch(app.store(), tiles, newest).await?;
    let root = Head::new(size, head.root).map_err(|error| failed(&error))?;
    let path = prove_inclusion(&tiles, index, &root).map_err(|error| failed(&error))?;
    let checkpoint = with_cosignatures(app, &head).await?;
    Ok(LogProof { index, path, checkpoint, extra: None })
}

async fn leaf_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<StoredLeaf> {
    app.store().leaf_of(R::KIND, id, version).await?.ok_or(Error::NotFound)
}

/// The values of a version that everybody may check against its leaf, with their salts.
///
/// What was public when it was sealed and is public no more stays closed.
pub async fn openings_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<Vec<Opening>> {
    let record = app.store().at_revision::<R>(id, version).await?.ok_or(Error::NotFound)?.record;
    let history = app.store().history::<R>(id).await?;
    let stored = history.into_iter().find(|stored| stored.revision == version);
    let stored = stored.ok_or(Error::NotFound)?;
    let then = sealed(app, &record, &stored, stored.at);
    let today = sealed(app, &record, &stored, app.now());
    let (Some(mut then), Some(mut today)) = (then, today) else { return Err(Error::NotFound) };
    if !is_committed(&leaf_of::<R>(app, id, version).await?, &then) {
        (then, today) = (then.coarse(), today.coarse());
    }
    let open = |c: &&domain::commitment::Commitment| c.is_public && today.commitments.contains(c);
    let open: Vec<_> = then.commitments.iter().filter(open).collect();
    Ok(app.store().openings(R::KIND, id, version, &open).await?)
}

/// Whether the leaf has these very commitments; else it was too long and has the coarse ones.
fn is_committed(leaf: &StoredLeaf, sealed: &Sealed) -> bool {
    let leaf = Leaf::read(&leaf.body).ok();
    let names: Vec<&str> =
        leaf.iter().flat_map(Leaf::fields).map(|(name, _)| name.as_str()).collect();
    sealed.commitments.iter().all(|c| names.contains(&c.name.as_str()))
}

fn sealed<R: Record>(
    app: &App,
    record: &R,
    stored: &Stored<R::Event>,
    at: Timestamp,
) -> Option<Sealed> {
    let moment = domain::record::Moment { at, ..app.moment() };
    record.sealed(stored.event.as_ref()?, &moment.fields())
}
