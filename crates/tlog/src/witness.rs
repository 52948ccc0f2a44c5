//! The call to a witness, by C2SP tlog-witness v1.0.0: both sides of `add-checkpoint`.

use std::fmt;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::advance::{AdvanceError, advance};
use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::hash::Hash;
use crate::key::VerifierKey;
use crate::note::{MAX_NOTE, SignatureLine};
use crate::proof::{ConsistencyProof, MAX_PROOF};
use crate::text;
use crate::tree::Head;

/// The content type of a 409 that carries the size at which the witness stands.
pub const SIZE_TYPE: &str = "text/x.tlog.size";

/// The longest request body, in bytes.
pub const MAX_REQUEST: usize = MAX_NOTE + 4096;

/// The body of `POST <prefix>/add-checkpoint`: the size that the witness knows, a proof from there,
/// and the checkpoint.
///
/// [`fmt::Display`] prints it; [`AddCheckpoint::read`] reads exactly those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// How many leaves the log believes the witness has seen.
    pub old: u64,
    /// From there to the checkpoint.
    pub proof: ConsistencyProof,
    /// What is to be cosigned.
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no request.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestError {
    /// Longer than [`MAX_REQUEST`], or not an `old` line, hashes, a blank line and a checkpoint.
    #[error("not a request to add a checkpoint")]
    Form,
    /// The checkpoint in it is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// Why a witness does not cosign. [`Refusal::status`] is the HTTP status of each.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The body is no request: 400.
    #[error("{0}")]
    Malformed(#[from] RequestError),
    /// The old size is more than that of the checkpoint: 400.
    #[error("the old size is more than that of the checkpoint")]
    OldAhead,
    /// The witness does not know that log: 404.
    #[error("unknown log")]
    UnknownLog,
    /// No known key of the log signed it, or one signed something else: 403.
    #[error("not signed by the log")]
    NotSigned,
    /// The witness stands at another size: 409, with that size. Ask again from there.
    #[error("the witness stands at {0}")]
    StandsAt(u64),
    /// The same size with another root: 409, without a size. The log is forked.
    #[error("another root is known for that size")]
    Forked,
    /// The proof proves nothing: 422.
    #[error("the checkpoint does not follow from the last one")]
    NotConsistent,
}

/// What a witness answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It cosigned; the lines are to be verified by
    /// [`SignedCheckpoint::take_cosignatures`].
    Cosigned(Vec<SignatureLine>),
    /// It stands at another size: make a proof from there. If it is *more* than ours, we lost leaves.
    StandsAt(u64),
    /// It refuses; 403, 404, 422, and 409 without a size, are alarms.
    Refused(u16),
}

impl AddCheckpoint {
    /// Read a request body.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn read(body: &[u8]) -> Result<Self, RequestError> {
        let body = (body.len() <= MAX_REQUEST).then_some(body).ok_or(RequestError::Form)?;
        let body = std::str::from_utf8(body).map_err(|_| RequestError::Form)?;
        let (opening, checkpoint) = body.split_once("\n\n").ok_or(RequestError::Form)?;
        let (old, proof) = read_opening(opening).ok_or(RequestError::Form)?;
        let checkpoint = SignedCheckpoint::read(checkpoint.as_bytes())?;
        Ok(Self { old, proof, checkpoint })
    }
}

fn read_opening(opening: &str) -> Option<(u64, ConsistencyProof)> {
    let mut lines = opening.split('\n');
    let old = text::decimal(lines.next()?.strip_prefix("old ")?)?;
    // One more than allowed is enough to know that it is too long.
    let hashes =
        lines.take(MAX_PROOF + 1).map(str::parse).collect::<Result<Vec<Hash>, _>>().ok()?;
    Some((old, ConsistencyProof::new(hashes).ok()?))
}

/// What a witness decides, given all keys of logs it trusts and the last head it cosigned of a log.
///
/// `last` is asked with the origin, once the signature is known to be right. The head given back is to
/// be stored by compare-and-swap with the one that `last` gave (none counts as empty); only when that
/// held may the witness cosign. The checks stand in the order of the specification.
///
/// # Errors
/// [`Refusal`].
pub fn judge(
    request: &AddCheckpoint,
    log_keys: &[VerifierKey],
    last: impl FnOnce(&str) -> Option<Head>,
) -> Result<Head, Refusal> {
    let checkpoint = request.checkpoint.checkpoint();
    let origin = checkpoint.origin();
    let keys = log_keys.iter().filter(|key| key.name().as_str() == origin);
    let keys: Vec<VerifierKey> = keys.cloned().collect();
    if keys.is_empty() {
        return Err(Refusal::UnknownLog);
    }
    request.checkpoint.note().verify(&keys).map_err(|_| Refusal::NotSigned)?;
    let next = checkpoint.head();
    if request.old > next.size() {
        return Err(Refusal::OldAhead);
    }
    let last = last(origin).unwrap_or_else(Head::empty);
    if request.old != last.size() {
        return Err(Refusal::StandsAt(last.size()));
    }
    advance(&last, next, &request.proof).map_err(|error| match error {
        AdvanceError::Forked(_) => Refusal::Forked,
        _ => Refusal::NotConsistent,
    })?;
    Ok(*next)
}

impl Refusal {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::OldAhead => 400,
            Self::NotSigned => 403,
            Self::UnknownLog => 404,
            Self::StandsAt(_) | Self::Forked => 409,
            Self::NotConsistent => 422,
        }
    }

    /// The content type and the body of the answer.
    #[must_use]
    pub fn body(&self) -> (&'static str, String) {
        match self {
            Self::StandsAt(size) => (SIZE_TYPE, format!("{size}\n")),
            other => ("text/plain; charset=utf-8", format!("{other}\n")),
        }
    }
}

impl Answer {
    /// Understand the status, content type and body of an answer. What is not as the specification
    /// says counts as a refusal.
    #[must_use]
    pub fn read(status: u16, content_type: Option<&str>, body: &[u8]) -> Self {
        let understood = match status {
            200 => SignatureLine::read_lines(body).ok().map(Self::Cosigned),
            409 if content_type == Some(SIZE_TYPE) => read_size(body).map(Self::StandsAt),
            _ => None,
        };
        understood.unwrap_or(Self::Refused(status))
    }
}

fn read_size(body: &[u8]) -> Option<u64> {
    text::decimal(std::str::from_utf8(body).ok()?.strip_suffix('\n')?)
}

/// Where a witness lets the last checkpoint of a log be read, below its monitoring prefix and a slash.
#[must_use]
pub fn monitoring_path(origin: &str) -> String {
    format!("{}/checkpoint", hex::encode(Sha256::digest(origin)))
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.hashes().iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
