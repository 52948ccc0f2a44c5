//! The sequencer: leaves become tiles, tiles a head, the head a checkpoint.
//!
//! Every step may be lost, or done and reported as failed; the next round starts from what the signer
//! says it signed last, and does again what it finds undone. The same leaves make the same files.

use std::collections::BTreeMap;

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
    /// The acts in the database are not those that were signed: after a restore new ones were done.
    #[error(
        "the register's first {0} sealed acts are not those that were signed: after an older backup \
         was brought back, acts were done in the place of lost ones; bring back the newer database"
    )]
    Forked(u64),
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
    let now = app.now();
    if !app.store().take_lease(LEASE_NAME, node, now, now + LEASE).await? {
        return Ok(Advanced::NotOurs);
    }
    let last = log.signer.last().await?;
    match advance_from(app, log, last).await {
        Err(error) if error.is_alarm() && is_late(log, &last).await => {
            tracing::warn!(%error, "another node was faster");
            Ok(Advanced::NotOurs)
        }
        other => other,
    }
}

/// Lets another node take over at once: this one stops.
pub async fn step_aside(app: &App, node: &str) -> Result<()> {
    Ok(app.store().end_lease(LEASE_NAME, node).await?)
}

/// Whether the signer has gone on meanwhile. A node that was slower than its lease finds tiles swept
/// away and its head refused: nobody has to look.
async fn is_late(log: &PublicLog, last: &Head) -> bool {
    log.signer.last().await.is_ok_and(|now| now.size() > last.size())
}

async fn advance_from(app: &App, log: &PublicLog, last: Head) -> Result<Advanced> {
    let store = app.store();
    let known = newest(app).await?;
    let have = store.last_public().await?.unsigned_abs();
    let signed = last.size().max(known.size()).max(log.seen_size());
    if have < signed {
        return Err(LogError::WentBack { have, signed });
    }
    if have == last.size() && known == last {
        return Ok(Advanced::Nothing);
    }
    let promised = Promised::new(known, last, log.seen_head())?;
    let next = grow(app, &promised, have).await?;
    let between = tiles_for_consistency(last.size(), next.size()).map_err(TreeError::from)?;
    let proof = prove_consistency(&fetch(store, between, next.size()).await?, &last, &next)?;
    let signed = log.signer.sign(&next, &proof).await?;
    let head = signed_head(&next, &signed.to_string(), app.now());
    store.keep_head(&head).await?;
    sweep(app, known.size(), next.size()).await?;
    Ok(Advanced::To(head))
}

/// The newest head that is kept; the empty one before the first.
async fn newest(app: &App) -> Result<Head> {
    let Some(kept) = app.store().newest_head().await? else { return Ok(Head::empty()) };
    let size = kept.size.unsigned_abs();
    Head::new(size, kept.root).map_err(|_| LogError::Forked(size))
}

/// Heads that somebody has: the leaves must lead to each of them again. After a restore the database
/// may hold other acts in the place of those that were signed.
struct Promised {
    /// The one to go on from.
    first: Head,
    beyond: BTreeMap<u64, Head>,
}

impl Promised {
    fn new(known: Head, last: Head, seen: Option<Head>) -> Result<Self> {
        let first = if known.size() < last.size() { known } else { last };
        let mut beyond = BTreeMap::new();
        for head in [known, last].into_iter().chain(seen) {
            if head.size() == first.size() && head != first {
                return Err(LogError::Forked(head.size()));
            }
            if head.size() > first.size() {
                beyond.insert(head.size(), head);
            }
        }
        Ok(Promised { first, beyond })
    }

    fn largest(&self) -> u64 {
        self.beyond.keys().next_back().copied().unwrap_or(self.first.size())
    }

    fn check(&self, grower: &Grower) -> Result<()> {
        match self.beyond.get(&grower.size()) {
            Some(head) if *head != grower.head() => Err(LogError::Forked(head.size())),
            _ => Ok(()),
        }
    }
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

/// Writes the files of the leaves that are new, and says under which head they then stand.
async fn grow(app: &App, promised: &Promised, have: u64) -> Result<Head> {
    let store = app.store();
    let (first, largest) = (&promised.first, promised.largest());
    let mut grower = Grower::resume(&fetch(store, edge(first.size()), largest).await?, first)?;
    let until = have.min(largest + MOST);
    while grower.size() < until {
        let from = grower.size();
        let leaves = store.leaves(from.cast_signed(), CHUNK).await?;
        for (index, leaf) in (from..until).zip(&leaves) {
            if leaf.index.unsigned_abs() != index || Hash::of_leaf(&leaf.body) != leaf.hash {
                return Err(LogError::Damaged(index));
            }
            grower.push(&leaf.body)?;
            promised.check(&grower)?;
        }
        if grower.size() == from {
            return Err(LogError::Damaged(from));
        }
        // Until the leaves have led to what was signed, they may be other acts than those.
        if grower.size() >= largest {
            write(store, grower.take_full()).await?;
        }
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
