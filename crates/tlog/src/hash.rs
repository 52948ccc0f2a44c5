//! Hashes of RFC 6962, section 2.1, over SHA-256.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::text;

/// The hash of a leaf, of a node or of a whole tree: 32 bytes.
///
/// As text it is standard base64 (44 characters), as in every C2SP format; [`Hash::to_hex`] is for
/// addresses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; Self::LEN]);

/// A text that is not the base64, or the hex, of 32 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a hash of 32 bytes in its one spelling")]
pub struct HashError;

impl Hash {
    /// Bytes in a hash.
    pub const LEN: usize = 32;

    /// A hash from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// The root of the tree without leaves: the hash of nothing.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf: SHA-256 of a zero byte and the entry.
    #[must_use]
    pub fn of_leaf(entry: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
    }

    /// The hash of an inner node: SHA-256 of a one byte and both children.
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let joined = Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0);
        Self(joined.finalize().into())
    }

    /// Sixty-four small hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// Read what [`Hash::to_hex`] writes.
    ///
    /// # Errors
    /// [`HashError`] for anything else, capital letters included.
    pub fn from_hex(text: &str) -> Result<Self, HashError> {
        let mut bytes = [0; Self::LEN];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| HashError)?;
        let hash = Self(bytes);
        if hash.to_hex() == text { Ok(hash) } else { Err(HashError) }
    }

    /// The hashes that stand one after another in the bytes of a tile; `None` if the bytes are no
    /// whole number of hashes.
    #[must_use]
    pub fn many_from_bytes(bytes: &[u8]) -> Option<Vec<Self>> {
        let (hashes, rest) = bytes.as_chunks::<{ Self::LEN }>();
        rest.is_empty().then(|| hashes.iter().copied().map(Self).collect())
    }

    /// The root of a complete subtree whose leaves are `hashes`: a power of two of them, at least
    /// one. `None` for another number.
    #[must_use]
    pub(crate) fn of_complete(hashes: &[Self]) -> Option<Self> {
        if !hashes.len().is_power_of_two() {
            return None;
        }
        let mut row = hashes.to_vec();
        while row.len() > 1 {
            let (pairs, _) = row.as_chunks::<2>();
            row = pairs.iter().map(|[left, right]| Self::of_node(left, right)).collect();
        }
        row.first().copied()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::to_base64(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        text::array_from_base64(text).map(Self).ok_or(HashError)
    }
}
