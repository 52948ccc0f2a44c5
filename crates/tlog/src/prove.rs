//! Proofs from tiles: each needs only the tiles on its way, some eight at most.

use std::collections::BTreeSet;

use crate::hash::Hash;
use crate::proof::{ConsistencyProof, InclusionProof, ProofError};
use crate::reader::{Subtrees, TileReader, TreeError, place};
use crate::tile::Tile;
use crate::tree::{Head, MAX_SIZE, Span, consistency_spans, inclusion_spans};

/// The root of the tree of `size` leaves, from its tiles.
///
/// # Errors
/// [`TreeError::Read`] or [`TreeError::Damaged`]; [`TreeError::Full`] if `size` is more than
/// [`MAX_SIZE`].
pub fn root(reader: &impl TileReader, size: u64) -> Result<Hash, TreeError> {
    if size > MAX_SIZE {
        return Err(TreeError::Full);
    }
    Subtrees::new(reader, size).hash(Span { start: 0, end: size })
}

/// The hash of the leaf at `index` of a tree of `size` leaves, from its tile.
///
/// # Errors
/// [`TreeError::Proof`] if there is no such leaf; [`TreeError::Read`]; [`TreeError::Damaged`].
pub fn leaf_hash(reader: &impl TileReader, index: u64, size: u64) -> Result<Hash, TreeError> {
    inside(index, size)?;
    Subtrees::new(reader, size).hash(leaf(index))
}

/// The tiles that [`prove_inclusion`] will read.
///
/// # Errors
/// [`ProofError::OutsideTree`].
pub fn tiles_for_inclusion(index: u64, size: u64) -> Result<BTreeSet<Tile>, ProofError> {
    inside(index, size)?;
    let mut spans = inclusion_spans(index, size);
    spans.push(leaf(index));
    Ok(tiles_of(&spans, size))
}

/// The tiles that [`prove_consistency`] will read.
///
/// # Errors
/// [`ProofError::Shrinks`].
pub fn tiles_for_consistency(old: u64, new: u64) -> Result<BTreeSet<Tile>, ProofError> {
    grows(old, new)?;
    Ok(tiles_of(&spans_between(old, new), new))
}

/// Prove that the leaf at `index` (from 0) is in the tree with that head.
///
/// The proof is checked before it is given away: damaged tiles make an error, never a wrong proof.
///
/// # Errors
/// [`TreeError`].
pub fn prove_inclusion(
    reader: &impl TileReader,
    index: u64,
    head: &Head,
) -> Result<InclusionProof, TreeError> {
    inside(index, head.size())?;
    let mut subtrees = Subtrees::new(reader, head.size());
    let hashes = inclusion_spans(index, head.size()).into_iter().map(|span| subtrees.hash(span));
    let proof = InclusionProof::new(hashes.collect::<Result<_, _>>()?)?;
    let own = subtrees.hash(leaf(index))?;
    proof.verify(index, &own, head).map_err(|_| TreeError::OtherRoot { size: head.size() })?;
    Ok(proof)
}

/// Prove that the tree with head `new` begins with the one with head `old`.
///
/// The proof is checked before it is given away: damaged tiles, or a log that was rewritten, make an
/// error, never a wrong proof.
///
/// # Errors
/// [`TreeError`].
pub fn prove_consistency(
    reader: &impl TileReader,
    old: &Head,
    new: &Head,
) -> Result<ConsistencyProof, TreeError> {
    grows(old.size(), new.size())?;
    let mut subtrees = Subtrees::new(reader, new.size());
    let spans = spans_between(old.size(), new.size());
    let hashes = spans.into_iter().map(|span| subtrees.hash(span));
    let proof = ConsistencyProof::new(hashes.collect::<Result<_, _>>()?)?;
    proof.verify(old, new).map_err(|_| TreeError::OtherRoot { size: new.size() })?;
    Ok(proof)
}

fn spans_between(old: u64, new: u64) -> Vec<Span> {
    if old == 0 { Vec::new() } else { consistency_spans(old, new) }
}

fn tiles_of(spans: &[Span], size: u64) -> BTreeSet<Tile> {
    let nodes = spans.iter().flat_map(|span| span.nodes());
    nodes.filter_map(|node| Some(place(node, size)?.0)).collect()
}

fn leaf(index: u64) -> Span {
    Span { start: index, end: index + 1 }
}

fn inside(index: u64, size: u64) -> Result<(), ProofError> {
    let there = index < size && size <= MAX_SIZE;
    if there { Ok(()) } else { Err(ProofError::OutsideTree { index, size }) }
}

fn grows(old: u64, new: u64) -> Result<(), ProofError> {
    if old <= new && new <= MAX_SIZE { Ok(()) } else { Err(ProofError::Shrinks { old, new }) }
}
