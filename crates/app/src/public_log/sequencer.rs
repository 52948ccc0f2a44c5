//! The sequencer: leaves become tiles, tiles a head, the head a checkpoint.
//!
//! Every step may be lost, or done and reported as failed; the next round starts from what the signer
//! says it signed last, and does again what it finds undone. The same leaves make the same files.

use jiff::{SignedDuration, Timestamp};
use store::{SignedHead, StoreError};
use tlog::{Grower, Hash, Head, TreeError, prove_consistency, tiles_for_consistency};

use super::files::{edge, fetch, write};
use super::{PublicLog, SignerError};
use crate::App;

/// How long a node may be silent before another takes over.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
const LEASE_NAME: &str = "sequencer";
/// Leaves read from the database at once, and put under one head at most.
const CHUNK: u32 = 1_000;
const MOST: u64 = 50_000;

/// What a round did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advanced {
    /// Another node does it.
    NotOurs,
    /// There was nothing new.
    Nothing,
    /// A new head was signed and kept.
    To(SignedHead),
}

/// Why a round failed.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The database or the files failed: the next round may do.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The signer is away or refuses.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The tiles on disk do not fit the signed head.
    #[error("the log's files: {0}")]
    Tiles(#[from] TreeError),
    /// The database has fewer acts than were signed: it was restored from an older backup.
    #[error(
        "the register holds {have} sealed acts, but {signed} were signed: it was restored from an \
         older backup; bring back the newer one, or the missing acts from a mirror"
    )]
    WentBack {
        /// Public acts in the database.
        have: u64,
        /// Leaves under the newest head that the signer or a witness has seen.
        signed: u64,
    },
    /// The leaves in the database are not what their hashes or places say.
    #[error("leaf {0} is damaged")]
    Damaged(u64),
}

impl LogError {
    /// Whether somebody has to look: waiting will not mend it.
    pub fn is_alarm(&self) -> bool {
        !matches!(self, LogError::Store(_) | LogError::Signer(SignerError::Away(_)))
    }
}

type Result<T> = std::result::Result<T, LogError>;

/// Puts what is new under a signed head, if this node is the one to do it.
pub async fn advance(app: &App, log: &PublicLog, node: &str) -> Result<Advanced> {
    let (store, now) = (app.store(), app.now());
    if !store.take_lease(LEASE_NAME, node, now, now + LEASE).await? {
        return Ok(Advanced::NotOurs);
    }
    let last = log.signer.last().await?;
    let have = store.last_public().await?.unsigned_abs();
    let signed = last.size().max(log.seen_elsewhere());
    if have < signed {
        return Err(LogError::WentBack { have, signed });
    }
    let known = store.newest_head().await?;
    let known_size = known.as_ref().map_or(0, |head| head.size.unsigned_abs());
    if have == last.size() && known_size == last.size() {
        return Ok(Advanced::Nothing);
    }
    let next = grow(app, &last, have).await?;
    let between = tiles_for_consistency(last.size(), next.size()).map_err(TreeError::from)?;
    let proof = prove_consistency(&fetch(store, between, next.size()).await?, &last, &next)?;
    let signed = log.signer.sign(&next, &proof).await?;
    let head = signed_head(&next, &signed.to_string(), app.now());
    store.keep_head(&head).await?;
    if let Some(known) = known {
        sweep(app, known.size.unsigned_abs(), next.size()).await?;
    }
    Ok(Advanced::To(head))
}

fn signed_head(head: &Head, note: &str, signed_at: Timestamp) -> SignedHead {
    SignedHead {
        size: head.size().cast_signed(),
        root: *head.root(),
        note: note.to_owned(),
        signed_at,
        witnessed_at: None,
    }
}

/// Writes the files of the leaves after `last`, and says under which head they then stand.
async fn grow(app: &App, last: &Head, have: u64) -> Result<Head> {
    let store = app.store();
    let mut grower = Grower::resume(&fetch(store, edge(last.size()), last.size()).await?, last)?;
    let until = have.min(last.size() + MOST);
    while grower.size() < until {
        let from = grower.size();
        let leaves = store.leaves(from.cast_signed(), CHUNK).await?;
        for (index, leaf) in (from..until).zip(&leaves) {
            if leaf.index.unsigned_abs() != index || Hash::of_leaf(&leaf.body) != leaf.hash {
                return Err(LogError::Damaged(index));
            }
            grower.push(&leaf.body)?;
        }
        if grower.size() == from {
            return Err(LogError::Damaged(from));
        }
        write(store, grower.take_full()).await?;
    }
    let (files, next) = grower.seal();
    write(store, files).await?;
    Ok(next)
}

/// Partial tiles of the head before the last one are served no more: wider ones hold them.
async fn sweep(app: &App, before: u64, now: u64) -> Result<()> {
    let kept = edge(now);
    for tile in edge(before).into_iter().filter(|tile| !kept.contains(tile)) {
        app.store().drop_log_file(&tile.to_string()).await?;
    }
    Ok(())
}
