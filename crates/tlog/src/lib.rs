#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod advance;
mod audit_case;
mod bundle;
mod checkpoint;
mod cosignature;
mod extract;
mod frontier;
mod grow;
mod hash;
mod key;
pub mod leaf;
mod log_proof;
mod note;
mod openings;
mod policy;
mod proof;
mod prove;
mod reader;
mod signer;
mod text;
mod tile;
mod tree;
mod witness;

pub use advance::{AdvanceError, advance};
pub use audit_case::{AuditCase, AuditCaseError, AuditCaseSeen, SeenEntry};
pub use bundle::{BundleError, MAX_ENTRY, append_entry, read_entries};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use cosignature::Time;
pub use extract::{EXTRACT, Extract, ExtractError, MAX_EXTRACT, NotExtracted, Part, PartSeen};
pub use frontier::Frontier;
pub use grow::{File, Grower, Overlay};
pub use hash::{Hash, HashError};
pub use key::{KeyError, KeyId, KeyKind, KeyName, MAX_NAME, VerifierKey};
pub use log_proof::{LogProof, LogProofError, MAX_LOG_PROOF, NotProved};
pub use note::{MAX_NOTE, MAX_SIGNATURES, Note, NoteError, SignatureLine, Verified};
pub use openings::OpeningsLine;
pub use policy::{
    Breach, MAX_POLICY, Policy, PolicyError, PolicyFault, PolicyLog, PolicyWitness, Standing,
};
pub use proof::{ConsistencyProof, InclusionProof, MAX_PROOF, ProofError};
pub use prove::{
    leaf_hash, prove_consistency, prove_inclusion, root, tiles_for_consistency, tiles_for_inclusion,
};
pub use reader::{Cause, TileReader, TreeError};
pub use signer::{Cosigner, LogSigner};
pub use tile::{FULL, Row, Tile, TileError};
pub use tree::{Head, HeadError, MAX_SIZE};
pub use witness::{
    AddCheckpoint, Answer, MAX_REQUEST, Refusal, RequestError, SIZE_TYPE, judge, monitoring_path,
};
