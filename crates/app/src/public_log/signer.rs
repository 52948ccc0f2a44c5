//! Who signs heads: a process of its own in a real deployment, a part of this one in the demonstration.

use store::BoxFuture;
use tlog::{ConsistencyProof, Head, SignedCheckpoint};

/// Why the signer gave no signature.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// It cannot be reached, or could not keep its state: try again later.
    #[error("the signer is away: {0}")]
    Away(String),
    /// It refuses for good: an alarm, for somebody has to look.
    #[error("the signer refuses: {0}")]
    Refused(String),
    /// It answered something that it should not.
    #[error("the signer's answer is wrong: {0}")]
    Wrong(String),
}

/// Holds the key, and the last head it signed; never goes back behind that.
pub trait Signer: Send + Sync {
    /// The last head that was signed; the empty one before the first.
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>>;

    /// Signs the next head, once it is proved to follow from the last one. The same head may be signed
    /// again: an answer may have been lost.
    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>>;
}
