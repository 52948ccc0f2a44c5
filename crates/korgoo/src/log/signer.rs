//! The signer: holds the log's key and the last head it signed, and never goes back behind that.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use app::public_log::{Signer, SignerError};
use store::BoxFuture;
use tlog::{Checkpoint, ConsistencyProof, Head, LogSigner, SignedCheckpoint, VerifierKey, advance};

use super::kept::Kept;
use crate::config::Failure;

/// A signer in this process.
pub struct OwnSigner {
    key: LogSigner,
    state: Mutex<State>,
}

struct State {
    kept: Kept,
    last: Head,
}

impl OwnSigner {
    /// Takes up where the folder says it stopped.
    pub fn open(key: LogSigner, folder: &Path) -> Result<Self, Failure> {
        let failed = |source| Failure::Machine { what: folder.display().to_string(), source };
        let damaged = |problem: String| Failure::Settings {
            file: folder.join("head").display().to_string(),
            problem,
        };
        let kept = Kept::open(folder, "head").map_err(failed)?;
        let last = match kept.read().map_err(failed)? {
            None => Head::empty(),
            Some(note) => {
                let signed = SignedCheckpoint::read(&note).map_err(|e| damaged(e.to_string()))?;
                *signed.verify(key.verifier()).map_err(|e| damaged(e.to_string()))?.head()
            }
        };
        Ok(OwnSigner { key, state: Mutex::new(State { kept, last }) })
    }

    /// The key that others check its signatures by.
    pub fn key(&self) -> &VerifierKey {
        self.key.verifier()
    }

    /// The last head it signed.
    pub fn last_head(&self) -> Head {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).last
    }

    /// Signs the next head. It is kept, durably, before the signature is given away: after a crash
    /// there is never a signature that the signer does not know of.
    pub fn sign_head(
        &self,
        next: &Head,
        proof: &ConsistencyProof,
    ) -> Result<SignedCheckpoint, SignerError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        advance(&state.last, next, proof)
            .map_err(|error| SignerError::Refused(error.to_string()))?;
        let wrong = |error: tlog::CheckpointError| SignerError::Wrong(error.to_string());
        let origin = self.key.verifier().name().as_str();
        let checkpoint = Checkpoint::new(origin, *next).map_err(wrong)?;
        let signed = SignedCheckpoint::sign(checkpoint, &self.key).map_err(wrong)?;
        state
            .kept
            .replace(signed.to_string().as_bytes())
            .map_err(|error| SignerError::Away(error.to_string()))?;
        state.last = *next;
        Ok(signed)
    }
}

impl Signer for OwnSigner {
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>> {
        Box::pin(async { Ok(self.last_head()) })
    }

    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>> {
        Box::pin(async { self.sign_head(next, proof) })
    }
}
