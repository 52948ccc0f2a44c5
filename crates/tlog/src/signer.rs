//! Secret keys: who may sign for a log, and who may cosign for a witness.

use std::fmt;

use ed25519_dalek::Signer as _;

use crate::checkpoint::Checkpoint;
use crate::cosignature::{self, Time};
use crate::key::{KeyError, KeyKind, KeyName, VerifierKey, join_parts, read_parts};
use crate::note::SignatureLine;

/// What the secret form of a key begins with, as Go's `note` package writes it.
const SECRET: &str = "PRIVATE+KEY+";

/// The secret key of a log.
#[derive(Debug)]
pub struct LogSigner(Secret);

/// The secret key of a witness.
#[derive(Debug)]
pub struct Cosigner(Secret);

struct Secret {
    public: VerifierKey,
    key: ed25519_dalek::SigningKey,
}

impl Secret {
    fn new(name: KeyName, kind: KeyKind, seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        Self { public: VerifierKey::of(name, kind, key.verifying_key()), key }
    }

    fn read(text: &str, wanted: KeyKind) -> Result<Self, KeyError> {
        let rest = text.strip_prefix(SECRET).ok_or(KeyError::Form)?;
        let (name, id, kind, seed) = read_parts(rest)?;
        let secret = Self::new(name, kind, &seed);
        if kind != wanted {
            return Err(KeyError::Kind(kind as u8));
        }
        if secret.public.id() == id { Ok(secret) } else { Err(KeyError::Hash) }
    }

    fn write(&self) -> String {
        let public = &self.public;
        let parts = join_parts(public.name(), public.id(), public.kind(), self.key.as_bytes());
        format!("{SECRET}{parts}")
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl LogSigner {
    /// A key from 32 bytes of pure chance, which are the secret itself.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        Self(Secret::new(name, KeyKind::Log, seed))
    }

    /// Read what [`LogSigner::to_secret_text`] writes.
    ///
    /// # Errors
    /// [`KeyError`]; a witness's key is refused.
    pub fn from_secret_text(text: &str) -> Result<Self, KeyError> {
        Secret::read(text, KeyKind::Log).map(Self)
    }

    /// `PRIVATE+KEY+name+hash+base64`, as other tools keep it. Whoever reads it can sign.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        self.0.write()
    }

    /// The public key.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.0.public
    }

    /// Sign the text of a note, which ends in a newline. A log must never sign two checkpoints that
    /// contradict each other: ask [`advance`](crate::advance) first, and keep its answer.
    #[must_use]
    pub fn sign(&self, text: &str) -> SignatureLine {
        SignatureLine::new(&self.0.public, self.0.sign(text.as_bytes()).to_vec())
    }
}

impl Cosigner {
    /// A key from 32 bytes of pure chance, which are the secret itself. One key serves one witness.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        Self(Secret::new(name, KeyKind::Cosigner, seed))
    }

    /// Read what [`Cosigner::to_secret_text`] writes.
    ///
    /// # Errors
    /// [`KeyError`]; a log's key is refused.
    pub fn from_secret_text(text: &str) -> Result<Self, KeyError> {
        Secret::read(text, KeyKind::Cosigner).map(Self)
    }

    /// `PRIVATE+KEY+name+hash+base64`. Whoever reads it can cosign.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        self.0.write()
    }

    /// The public key.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.0.public
    }

    /// State that this is the largest consistent tree seen of that log at that time. The witness must
    /// have kept the new head safely before it gives the line away.
    #[must_use]
    pub fn cosign(&self, checkpoint: &Checkpoint, time: Time) -> SignatureLine {
        let message = cosignature::message(time, &checkpoint.to_string());
        let signature = self.0.sign(message.as_bytes());
        SignatureLine::new(&self.0.public, cosignature::join(time, &signature))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the secret key of {}", self.public)
    }
}
