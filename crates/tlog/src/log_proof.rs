//! Proofs to take home, by C2SP tlog-proof (commit `5ba5ee8`): everything needed to check, without a
//! network, that an entry is in the log. Files of this kind end in `.tlog-proof`.

use std::fmt;

use thiserror::Error;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::hash::Hash;
use crate::note::MAX_NOTE;
use crate::policy::{Breach, Policy, Standing};
use crate::proof::{InclusionProof, MAX_PROOF, ProofError};
use crate::text;

/// The first line.
const HEADER: &str = "c2sp.org/tlog-proof@v1\n";

/// The longest proof, in bytes.
pub const MAX_LOG_PROOF: usize = 2 * MAX_NOTE;

/// An index, the way from there to the root, and the checkpoint with that root.
///
/// [`fmt::Display`] prints it; [`LogProof::read`] reads exactly those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProof {
    /// Bytes for the application. Nobody signed them: never trust them.
    pub extra: Option<Vec<u8>>,
    /// Which leaf, from 0.
    pub index: u64,
    /// From the leaf to the root of the checkpoint.
    pub path: InclusionProof,
    /// The log's head, with all signatures that were to be had.
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no proof.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LogProofError {
    /// Longer than [`MAX_LOG_PROOF`], or not the lines of the specification.
    #[error("not a proof of the form c2sp.org/tlog-proof@v1")]
    Form,
    /// The checkpoint in it is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// Why a proof does not prove an entry.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotProved {
    /// The checkpoint is not one to rely on.
    #[error(transparent)]
    Checkpoint(#[from] Breach),
    /// The entry is not at that place of the log.
    #[error(transparent)]
    Path(#[from] ProofError),
}

impl LogProof {
    /// Read a proof.
    ///
    /// # Errors
    /// [`LogProofError`].
    pub fn read(bytes: &[u8]) -> Result<Self, LogProofError> {
        let bytes = (bytes.len() <= MAX_LOG_PROOF).then_some(bytes).ok_or(LogProofError::Form)?;
        let text = std::str::from_utf8(bytes).map_err(|_| LogProofError::Form)?;
        let text = text.strip_prefix(HEADER).ok_or(LogProofError::Form)?;
        let (opening, checkpoint) = text.split_once("\n\n").ok_or(LogProofError::Form)?;
        let (extra, index, path) = read_opening(opening).ok_or(LogProofError::Form)?;
        let checkpoint = SignedCheckpoint::read(checkpoint.as_bytes())?;
        Ok(Self { extra, index, path, checkpoint })
    }

    /// Check that the entry is in the log, by the rules of a policy, its quorum included.
    ///
    /// # Errors
    /// [`NotProved`].
    pub fn verify(&self, entry: &[u8], policy: &Policy) -> Result<Standing, NotProved> {
        let standing = policy.require(&self.checkpoint)?;
        self.verify_path(entry)?;
        Ok(standing)
    }

    /// Check only that the entry leads to the root; whose root it is, is not asked.
    ///
    /// # Errors
    /// [`ProofError`].
    pub fn verify_path(&self, entry: &[u8]) -> Result<(), ProofError> {
        self.path.verify(self.index, &Hash::of_leaf(entry), self.checkpoint.checkpoint().head())
    }
}

type Opening = (Option<Vec<u8>>, u64, InclusionProof);

fn read_opening(opening: &str) -> Option<Opening> {
    let mut lines = opening.split('\n').peekable();
    let extra = match lines.next_if(|line| line.starts_with("extra ")) {
        Some(line) => Some(read_extra(line)?),
        None => None,
    };
    let index = text::decimal(lines.next()?.strip_prefix("index ")?)?;
    let hashes =
        lines.take(MAX_PROOF + 1).map(str::parse).collect::<Result<Vec<Hash>, _>>().ok()?;
    Some((extra, index, InclusionProof::new(hashes).ok()?))
}

/// The line is left out when there is nothing extra, so an empty one is refused.
fn read_extra(line: &str) -> Option<Vec<u8>> {
    text::from_base64(line.strip_prefix("extra ")?).filter(|bytes| !bytes.is_empty())
}

impl fmt::Display for LogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        if let Some(extra) = self.extra.as_deref().filter(|bytes| !bytes.is_empty()) {
            writeln!(f, "extra {}", text::to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.hashes().iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
