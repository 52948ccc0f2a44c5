//! Checkpoints, by C2SP tlog-checkpoint v1.0.0: the head of a log as a signed note.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::cosignature::Time;
use crate::key::{KeyKind, MAX_NAME, VerifierKey};
use crate::note::{Note, NoteError, SignatureLine};
use crate::signer::LogSigner;
use crate::text;
use crate::tree::{Head, HeadError};

/// The text of a checkpoint: the log's origin and its head. No extension lines: nobody could audit
/// them.
///
/// [`fmt::Display`] prints the three lines, the last newline included; [`FromStr`] reads exactly
/// those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: Head,
}

/// A checkpoint with the signatures under it. They are not verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// Not the three lines of a checkpoint.
    #[error("not an origin, a size and a root")]
    Form,
    /// An extension line, which is not used here.
    #[error("the checkpoint has an extension line")]
    Extension,
    /// A size and a root that no tree has.
    #[error(transparent)]
    Head(#[from] HeadError),
    /// A key of another log, or no log's key.
    #[error("the key is not that of the log {0}")]
    OtherLog(String),
    /// The note around it is refused.
    #[error(transparent)]
    Note(#[from] NoteError),
}

impl Checkpoint {
    /// A checkpoint of the log with that origin, a URL without scheme that never changes.
    ///
    /// # Errors
    /// [`CheckpointError::Form`] if the origin is empty, longer than [`MAX_NAME`] or not one plain
    /// line.
    pub fn new(origin: &str, head: Head) -> Result<Self, CheckpointError> {
        let good = (1..=MAX_NAME).contains(&origin.len()) && text::is_plain(origin);
        if good { Ok(Self { origin: origin.to_owned(), head }) } else { Err(CheckpointError::Form) }
    }

    /// Which log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Its size and root.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }
}

impl SignedCheckpoint {
    /// Sign a checkpoint with the log's key, whose name is the log's origin.
    ///
    /// # Errors
    /// [`CheckpointError::OtherLog`].
    pub fn sign(checkpoint: Checkpoint, signer: &LogSigner) -> Result<Self, CheckpointError> {
        if signer.verifier().name().as_str() != checkpoint.origin {
            return Err(CheckpointError::OtherLog(checkpoint.origin));
        }
        let text = checkpoint.to_string();
        let note = Note::new(text.clone(), vec![signer.sign(&text)])?;
        Ok(Self { checkpoint, note })
    }

    /// Read a signed checkpoint. Written again it is the same bytes.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn read(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::read(bytes)?;
        Ok(Self { checkpoint: note.text().parse()?, note })
    }

    /// What it says. Mean nothing by it before a verification.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with all its signatures.
    #[must_use]
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// Check that the log itself signed it. `key` must be a log's key with the origin as its name.
    ///
    /// # Errors
    /// [`CheckpointError::OtherLog`] or [`CheckpointError::Note`].
    pub fn verify(&self, key: &VerifierKey) -> Result<&Checkpoint, CheckpointError> {
        if key.kind() != KeyKind::Log || key.name().as_str() != self.checkpoint.origin {
            return Err(CheckpointError::OtherLog(self.checkpoint.origin.clone()));
        }
        self.note.verify(std::slice::from_ref(key))?;
        Ok(&self.checkpoint)
    }

    /// Take over the lines that one of these witnesses really signed, as an answer to
    /// `add-checkpoint`; others are left out. Gives the times of those taken.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] if there is no room for another line.
    pub fn take_cosignatures(
        &mut self,
        lines: &[SignatureLine],
        witnesses: &[VerifierKey],
    ) -> Result<Vec<Time>, CheckpointError> {
        let mut times = Vec::new();
        for line in lines {
            let verified = witnesses.iter().find_map(|key| key.verify(self.note.text(), line)?);
            if let Some(time) = verified {
                self.note.add(line.clone())?;
                times.push(time);
            }
        }
        Ok(times)
    }

    /// Add a signature of our own, such as one of a second kind.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] if there is no room for it.
    pub fn add(&mut self, line: SignatureLine) -> Result<(), CheckpointError> {
        Ok(self.note.add(line)?)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.head.size(), self.head.root())
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Form)?;
        let mut lines = lines.split('\n');
        let mut next = || lines.next().ok_or(CheckpointError::Form);
        let (origin, size, root) = (next()?, next()?, next()?);
        if lines.next().is_some() {
            return Err(CheckpointError::Extension);
        }
        let size = text::decimal(size).ok_or(CheckpointError::Form)?;
        let root = root.parse().map_err(|_| CheckpointError::Form)?;
        Self::new(origin, Head::new(size, root)?)
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}
