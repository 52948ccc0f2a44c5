//! What can be wrong with a file.

use thiserror::Error;
use tlog::leaf::LeafError;
use tlog::{Breach, ExtractError, LogProofError, NotExtracted, ProofError};

/// Why a file proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// No kind of file that can be verified.
    #[error("neither a PDF, nor an extract, nor a proof")]
    Unknown,
    /// The attachments of the PDF cannot be read.
    #[error("the files attached to the PDF cannot be read: {0}")]
    Pdf(String),
    /// Nothing, or more than one thing, that could be the extract.
    #[error("the PDF has {0} files extract.json attached, not one")]
    Extracts(usize),
    /// A proof that must be attached is not.
    #[error("the PDF lacks the file {0}")]
    ProofMissing(String),
    /// An attached proof is not the one of the extract.
    #[error("the attached file {0} is not the proof in the extract")]
    ProofDiffers(String),
    /// An attached proof belongs to no part of the extract, or stands there twice.
    #[error("the attached file {0} belongs to nothing in the extract")]
    ProofStray(String),
    /// The extract cannot be read.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// A part of the extract, from 1, does not hold.
    #[error("part {0}: {1}")]
    Part(usize, NotExtracted),
    /// Each part holds, but they do not belong together.
    #[error(transparent)]
    Whole(NotExtracted),
    /// The bytes beside the proof of a part name another leaf.
    #[error("part {0}: the extra line of the proof names another leaf")]
    Extra(usize),
    /// An array without the leaf of its list of data.
    #[error("the extract of an array lacks its list of data")]
    NoList,
    /// The proof cannot be read.
    #[error(transparent)]
    Proof(#[from] LogProofError),
    /// A proof without extra bytes does not say of what.
    #[error("the proof does not say which leaf it proves: it has no extra line")]
    NothingNamed,
    /// The extra bytes of a proof are no leaf.
    #[error("the extra line of the proof is no leaf: {0}")]
    Leaf(#[from] LeafError),
    /// The checkpoint of a proof is not one to rely on.
    #[error(transparent)]
    Checkpoint(#[from] Breach),
    /// The leaf is not at that place of the log.
    #[error(transparent)]
    Path(#[from] ProofError),
}
