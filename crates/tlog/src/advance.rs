//! The one rule of whoever signs heads, the log's signer and every witness: never go back, never
//! sideways.

use thiserror::Error;

use crate::proof::{ConsistencyProof, ProofError};
use crate::tree::Head;

/// Why the next head is not signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AdvanceError {
    /// The tree became smaller: a database restored from an older backup, or worse.
    #[error("the log went back from {last} leaves to {next}")]
    WentBack {
        /// Leaves in the last head signed.
        last: u64,
        /// Leaves in the next.
        next: u64,
    },
    /// The same size with another root: the log was forked.
    #[error("two roots for {0} leaves")]
    Forked(u64),
    /// The proof does not join the two heads.
    #[error("the next head does not follow from the last")]
    NotConsistent,
}

/// Whether `next` may be signed after `last` (the empty head if none was signed yet).
///
/// The signer holds `last` safely on its own disk, asks this, stores `next` by compare-and-swap with
/// `last`, and only then gives a signature away. A crash between the two costs nothing: the same head
/// may be signed again.
///
/// # Errors
/// [`AdvanceError`]: an alarm, never to be retried with another proof.
pub fn advance(last: &Head, next: &Head, proof: &ConsistencyProof) -> Result<(), AdvanceError> {
    if next.size() == last.size() && next.root() != last.root() {
        return Err(AdvanceError::Forked(last.size()));
    }
    proof.verify(last, next).map_err(|error| match error {
        ProofError::Shrinks { old, new } => AdvanceError::WentBack { last: old, next: new },
        _ => AdvanceError::NotConsistent,
    })
}
