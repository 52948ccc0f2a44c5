//! The right edge of a tree and nothing else: enough to grow it, and small enough for a row of a table.

use crate::bundle::MAX_ENTRY;
use crate::hash::Hash;
use crate::reader::TreeError;
use crate::tree::{Head, MAX_SIZE};

/// The complete subtrees that a tree is made of, from the largest to the smallest: at most 63.
///
/// For a tree whose entries are kept elsewhere and of which only the head is published. Whoever serves
/// tiles uses [`Grower`](crate::Grower).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// A tree without leaves.
    #[must_use]
    pub const fn empty() -> Self {
        Self { size: 0, subtrees: Vec::new() }
    }

    /// Go on from the tree with that head, by what [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`TreeError::OtherRoot`] if the subtrees do not hash to the head's root.
    pub fn resume(bytes: &[u8], head: &Head) -> Result<Self, TreeError> {
        let other = || TreeError::OtherRoot { size: head.size() };
        let subtrees = Hash::many_from_bytes(bytes).ok_or_else(other)?;
        let frontier = Self { size: head.size(), subtrees };
        let fits = frontier.subtrees.len() == head.size().count_ones() as usize;
        if fits && frontier.root() == *head.root() { Ok(frontier) } else { Err(other()) }
    }

    /// Add an entry at the end; its index is the size before.
    ///
    /// # Errors
    /// [`TreeError::Full`] if the tree, or a bundle, could not hold it.
    pub fn push(&mut self, entry: &[u8]) -> Result<(), TreeError> {
        if self.size == MAX_SIZE || entry.len() > MAX_ENTRY {
            return Err(TreeError::Full);
        }
        let mut hash = Hash::of_leaf(entry);
        // Each bit that is set in the size is a complete subtree; the low ones join the new leaf.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                hash = Hash::of_node(&left, &hash);
            }
        }
        self.subtrees.push(hash);
        self.size += 1;
        Ok(())
    }

    /// How many leaves there are now.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The head of the tree as it is now.
    #[must_use]
    pub fn head(&self) -> Head {
        Head::new(self.size, self.root()).unwrap_or_else(|_| Head::empty())
    }

    /// The hashes of the subtrees, one after another.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.subtrees.iter().flat_map(|hash| *hash.as_bytes()).collect()
    }

    fn root(&self) -> Hash {
        let joined = self.subtrees.iter().copied().rev();
        let joined = joined.reduce(|right, left| Hash::of_node(&left, &right));
        joined.unwrap_or_else(Hash::of_nothing)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
mod tests {
    use super::*;
    use crate::Grower;

    #[test]
    fn every_size_has_the_head_of_the_whole_tree_also_after_a_rest() {
        let (mut frontier, mut grower) = (Frontier::empty(), Grower::empty());
        for n in 0..1_100_u32 {
            assert_eq!(frontier.head(), grower.head());
            let rested = Frontier::resume(&frontier.to_bytes(), &frontier.head()).unwrap();
            assert_eq!(rested, frontier);
            frontier.push(&n.to_be_bytes()).unwrap();
            grower.push(&n.to_be_bytes()).unwrap();
        }
        assert!(frontier.to_bytes().len() <= 11 * Hash::LEN);
    }

    #[test]
    fn an_edge_of_another_tree_is_refused() {
        let mut frontier = Frontier::empty();
        (0..7_u8).for_each(|n| frontier.push(&[n]).unwrap());
        let (bytes, head) = (frontier.to_bytes(), frontier.head());
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1;
            assert!(Frontier::resume(&wrong, &head).is_err());
        }
        assert!(Frontier::resume(&bytes[Hash::LEN..], &head).is_err());
        let smaller = Head::new(6, *head.root()).unwrap();
        assert!(Frontier::resume(&bytes, &smaller).is_err());
    }

    #[test]
    fn an_entry_that_is_too_long_changes_nothing() {
        let mut frontier = Frontier::empty();
        assert!(frontier.push(&vec![0; MAX_ENTRY + 1]).is_err());
        assert_eq!(frontier, Frontier::empty());
    }
}
