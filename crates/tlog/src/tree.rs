//! Tree heads, and the shape of the tree: which spans of leaves a proof is made of.

use thiserror::Error;

use crate::hash::Hash;

/// The largest number of leaves that a tree may have here: 2⁶³−1, so that every size fits a
/// database's signed integer and no sum of two positions overflows.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// The head of a tree: how many leaves it has and what they hash to (RFC 6962, section 2.1).
///
/// The size is at most [`MAX_SIZE`], and an empty tree has the root of an empty tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    size: u64,
    root: Hash,
}

/// A size and a root that no tree has together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HeadError {
    /// More leaves than [`MAX_SIZE`].
    #[error("a tree of {0} leaves is larger than any tree may be")]
    TooLarge(u64),
    /// Size 0 with another root than that of an empty tree.
    #[error("an empty tree with the root of another")]
    NotEmpty,
}

impl Head {
    /// A head from a size, in leaves, and a root.
    ///
    /// # Errors
    /// [`HeadError`] if no tree can have that head.
    pub fn new(size: u64, root: Hash) -> Result<Self, HeadError> {
        if size > MAX_SIZE {
            return Err(HeadError::TooLarge(size));
        }
        if size == 0 && root != Hash::of_nothing() {
            return Err(HeadError::NotEmpty);
        }
        Ok(Self { size, root })
    }

    /// The head of the tree without leaves.
    #[must_use]
    pub fn empty() -> Self {
        Self { size: 0, root: Hash::of_nothing() }
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// What the leaves hash to.
    #[must_use]
    pub const fn root(&self) -> &Hash {
        &self.root
    }
}

/// The leaves from `start` up to, and without, `end`; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: u64,
    pub end: u64,
}

/// A complete subtree: 2^level leaves, the `index`-th of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub level: u8,
    pub index: u64,
}

impl Span {
    /// Where RFC 6962 splits it: after the largest power of two smaller than its length.
    fn middle(self) -> u64 {
        self.start + (1 << (self.end - self.start - 1).ilog2())
    }

    /// The complete subtrees it consists of, from left to right: at most 63.
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut at = self.start;
        while at < self.end {
            let level = (self.end - at).ilog2();
            #[expect(clippy::cast_possible_truncation, reason = "a logarithm of 64 bits")]
            nodes.push(Node { level: level as u8, index: at >> level });
            at += 1 << level;
        }
        nodes
    }
}

/// RFC 6962, section 2.1.1: the siblings on the way from leaf `index` to the root of a tree of
/// `size` leaves, the leaf's own sibling first. `index` must be less than `size`.
pub fn inclusion_spans(index: u64, size: u64) -> Vec<Span> {
    let mut here = Span { start: 0, end: size };
    let mut siblings = Vec::new();
    while here.end - here.start > 1 {
        let middle = here.middle();
        let (left, right) = (Span { end: middle, ..here }, Span { start: middle, ..here });
        let sibling;
        (here, sibling) = if index < middle { (left, right) } else { (right, left) };
        siblings.push(sibling);
    }
    siblings.reverse();
    siblings
}

/// RFC 6962, section 2.1.2: what joins the tree of `old` leaves to that of `new`. Both must be more
/// than 0 and `old` not more than `new`.
pub fn consistency_spans(old: u64, new: u64) -> Vec<Span> {
    let mut here = Span { start: 0, end: new };
    let mut spans = Vec::new();
    while here.end != old {
        let middle = here.middle();
        let (left, right) = (Span { end: middle, ..here }, Span { start: middle, ..here });
        let other;
        (here, other) = if old <= middle { (left, right) } else { (right, left) };
        spans.push(other);
    }
    // The old tree itself needs no hash when it is one complete subtree: the verifier has its root.
    if here.start > 0 {
        spans.push(here);
    }
    spans.reverse();
    spans
}
