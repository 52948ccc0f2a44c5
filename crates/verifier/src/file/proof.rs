//! A proof on its own: its extra bytes are the leaf, or on paper only the hash of the leaf.

use tlog::leaf::Leaf;
use tlog::{Hash, LogProof, Policy};

use super::{Fault, PartReport};

pub fn verify(bytes: &[u8], policy: &Policy) -> Result<Vec<PartReport>, Fault> {
    let proof = LogProof::read(bytes)?;
    let standing = policy.weigh(&proof.checkpoint)?;
    let (leaf, hash) = named(proof.extra.as_deref().ok_or(Fault::NothingNamed)?)?;
    // Nobody signed the extra bytes. They are believed because their hash leads to the signed root.
    proof.path.verify(proof.index, &hash, proof.checkpoint.checkpoint().head())?;
    Ok(vec![PartReport::alone(leaf, &hash, &proof, standing)])
}

/// No leaf is as short as a hash.
fn named(extra: &[u8]) -> Result<(Option<Leaf>, Hash), Fault> {
    if let Ok(hash) = extra.try_into() {
        return Ok((None, Hash::from_bytes(hash)));
    }
    let leaf = Leaf::read(extra)?;
    let hash = leaf.hash();
    Ok((Some(leaf), hash))
}
