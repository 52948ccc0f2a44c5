//! What the log says of one version: its leaf, since when it is sealed and witnessed, and its proof.

use domain::record::Record;
use jiff::Timestamp;
use store::{SignedHead, StoredLeaf};
use tlog::{Hash, Head, LogProof, prove_inclusion, tiles_for_inclusion};
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
    /// Who witnessed the first head over it that enough of them signed.
    pub witnesses: Vec<String>,
    /// Whether the policy of the log asks for witnesses at all.
    pub wants_witnesses: bool,
}

/// What the log says of a version of a record.
pub async fn seal_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<Seal> {
    let leaf = leaf_of::<R>(app, id, version).await?;
    let signed = app.store().first_head_over(leaf.index).await?;
    let wants_witnesses = wants_witnesses(app);
    let witnessed = match wants_witnesses {
        true => app.store().first_witnessed_over(leaf.index).await?,
        false => None,
    };
    let witnesses = match &witnessed {
        Some(head) => app.store().cosignatures(head.size).await?,
        None => Vec::new(),
    };
    Ok(Seal {
        index: leaf.index,
        hash: leaf.hash,
        signed_at: signed.map(|head| head.signed_at),
        witnessed_at: witnessed.and_then(|head| head.witnessed_at),
        witnesses: witnesses.into_iter().map(|kept| kept.witness).collect(),
        wants_witnesses,
    })
}

/// Without witnesses no head is marked, and looking for a marked one would go through all of them.
fn wants_witnesses(app: &App) -> bool {
    app.log().is_some_and(|log| log.policy.witnesses().next().is_some())
}

/// The proof that a version is in the log, under the newest head that is witnessed, or else signed.
pub async fn proof_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<LogProof> {
    let leaf = leaf_of::<R>(app, id, version).await?;
    prove(app, &leaf).await
}

/// The proof of a leaf; [`Error::NotSealed`] for the moment before a head covers it.
pub(super) async fn prove(app: &App, leaf: &StoredLeaf) -> Result<LogProof> {
    let newest = app.store().newest_head().await?.ok_or(Error::NotSealed)?;
    let head = head_over(app, leaf.index, &newest).await?;
    let (index, size) = (leaf.index.unsigned_abs(), head.size.unsigned_abs());
    let failed = |error: &dyn std::fmt::Display| Error::Internal(error.to_string());
    let tiles = tiles_for_inclusion(index, size).map_err(|error| failed(&error))?;
    let tiles = fetch(app.store(), tiles, newest.size.unsigned_abs()).await?;
    let root = Head::new(size, head.root).map_err(|error| failed(&error))?;
    let path = prove_inclusion(&tiles, index, &root).map_err(|error| failed(&error))?;
    let checkpoint = with_cosignatures(app, &head).await?;
    Ok(LogProof { index, path, checkpoint, extra: None })
}

/// The newest witnessed head, if it covers the leaf; else the newest.
async fn head_over(app: &App, index: i64, newest: &SignedHead) -> Result<SignedHead> {
    let witnessed = match wants_witnesses(app) {
        true => app.store().newest_witnessed_head().await?,
        false => None,
    };
    let heads = witnessed.into_iter().chain([newest.clone()]);
    heads.into_iter().find(|head| head.size > index).ok_or(Error::NotSealed)
}

pub(super) async fn leaf_of<R: Record>(app: &App, id: Uuid, version: i64) -> Result<StoredLeaf> {
    app.store().leaf_of(R::KIND, id, version).await?.ok_or(Error::NotFound)
}
