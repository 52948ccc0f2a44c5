//! Inclusion and consistency proofs, and their verification.
//!
//! RFC 6962 section 2.1 says what they are, RFC 9162 sections 2.1.3.2 and 2.1.4.2 how to check them.
//! [`prove_inclusion`](crate::prove_inclusion) and [`prove_consistency`](crate::prove_consistency)
//! make them.

use thiserror::Error;

use crate::hash::Hash;
use crate::tree::Head;

/// The most hashes that any proof has in a tree of at most [`MAX_SIZE`](crate::MAX_SIZE) leaves.
pub const MAX_PROOF: usize = 63;

/// That a leaf stands at an index of a tree: the sibling hashes from the leaf up.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InclusionProof(Vec<Hash>);

/// That a tree begins with another: nothing was changed or taken away, only added.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ConsistencyProof(Vec<Hash>);

/// Why a proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProofError {
    /// More hashes than [`MAX_PROOF`].
    #[error("a proof of more than {MAX_PROOF} hashes")]
    TooLong,
    /// The index is not in the tree.
    #[error("leaf {index} is not in a tree of {size}")]
    OutsideTree {
        /// The index asked about, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The newer tree is the smaller one.
    #[error("a tree of {old} leaves cannot shrink to {new}")]
    Shrinks {
        /// Leaves in the older tree.
        old: u64,
        /// Leaves in the newer tree.
        new: u64,
    },
    /// The number of hashes is not what these sizes need, or the hashes lead to another root.
    #[error("the proof does not lead to the root")]
    Wrong,
}

impl InclusionProof {
    /// A proof from its hashes, the leaf's sibling first.
    ///
    /// # Errors
    /// [`ProofError::TooLong`].
    pub fn new(hashes: Vec<Hash>) -> Result<Self, ProofError> {
        checked(hashes).map(Self)
    }

    /// The hashes, the leaf's sibling first.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.0
    }

    /// Check that the leaf with hash `leaf` stands at `index` (from 0) of the tree with that head.
    ///
    /// # Errors
    /// [`ProofError::OutsideTree`] or [`ProofError::Wrong`].
    pub fn verify(&self, index: u64, leaf: &Hash, head: &Head) -> Result<(), ProofError> {
        if index >= head.size() {
            return Err(ProofError::OutsideTree { index, size: head.size() });
        }
        let mut climb = Climb { here: index, last: head.size() - 1 };
        let mut root = *leaf;
        for sibling in &self.0 {
            root = match climb.step().ok_or(ProofError::Wrong)? {
                Side::Left => Hash::of_node(sibling, &root),
                Side::Right => Hash::of_node(&root, sibling),
            };
        }
        right_if(climb.last == 0 && root == *head.root())
    }
}

impl ConsistencyProof {
    /// A proof from its hashes, in the order of RFC 6962.
    ///
    /// # Errors
    /// [`ProofError::TooLong`].
    pub fn new(hashes: Vec<Hash>) -> Result<Self, ProofError> {
        checked(hashes).map(Self)
    }

    /// The hashes, in the order of RFC 6962.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.0
    }

    /// Check that the tree with head `new` begins with the one with head `old`.
    ///
    /// Every tree begins with the empty one, and with itself; both are proved by no hashes.
    ///
    /// # Errors
    /// [`ProofError::Shrinks`] or [`ProofError::Wrong`].
    pub fn verify(&self, old: &Head, new: &Head) -> Result<(), ProofError> {
        if old.size() > new.size() {
            return Err(ProofError::Shrinks { old: old.size(), new: new.size() });
        }
        if old.size() == new.size() {
            return right_if(self.0.is_empty() && old.root() == new.root());
        }
        if old.size() == 0 {
            return right_if(self.0.is_empty());
        }
        self.verify_growth(old, new)
    }

    /// Both sizes are more than 0 and differ.
    fn verify_growth(&self, old: &Head, new: &Head) -> Result<(), ProofError> {
        let mut climb = Climb { here: old.size() - 1, last: new.size() - 1 };
        climb.skip_complete();
        let (first, rest) = self.start(old)?;
        let (mut old_root, mut new_root) = (first, first);
        for hash in rest {
            match climb.step().ok_or(ProofError::Wrong)? {
                Side::Left => {
                    old_root = Hash::of_node(hash, &old_root);
                    new_root = Hash::of_node(hash, &new_root);
                }
                Side::Right => new_root = Hash::of_node(&new_root, hash),
            }
        }
        right_if(climb.last == 0 && old_root == *old.root() && new_root == *new.root())
    }

    /// Where both trees start: the old root itself if it is one complete subtree.
    fn start(&self, old: &Head) -> Result<(Hash, &[Hash]), ProofError> {
        if old.size().is_power_of_two() {
            return Ok((*old.root(), &self.0));
        }
        self.0.split_first().map(|(first, rest)| (*first, rest)).ok_or(ProofError::Wrong)
    }
}

/// On which side of the way up a sibling stands.
enum Side {
    Left,
    Right,
}

/// The way from a node to the root: its index in its row, and that of the row's last node.
struct Climb {
    here: u64,
    last: u64,
}

impl Climb {
    fn up(&mut self) {
        self.here >>= 1;
        self.last >>= 1;
    }

    /// Go up while this is a right child: those subtrees are complete.
    fn skip_complete(&mut self) {
        while self.here & 1 == 1 {
            self.up();
        }
    }

    /// One hash further; `None` at the top.
    fn step(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let left = self.here & 1 == 1 || self.here == self.last;
        if left {
            // The last node of a row may have no sibling for some rows.
            while self.here & 1 == 0 && self.here != 0 {
                self.up();
            }
        }
        self.up();
        Some(if left { Side::Left } else { Side::Right })
    }
}

fn checked(hashes: Vec<Hash>) -> Result<Vec<Hash>, ProofError> {
    if hashes.len() > MAX_PROOF { Err(ProofError::TooLong) } else { Ok(hashes) }
}

fn right_if(right: bool) -> Result<(), ProofError> {
    if right { Ok(()) } else { Err(ProofError::Wrong) }
}
