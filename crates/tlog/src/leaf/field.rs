//! Salted commitments: a field's value is bound to its leaf, and can still be forgotten.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::name::Name;
use crate::hash::Hash;
use crate::text;

/// What every commitment begins with, so that it can never be the hash of something else.
const DOMAIN: &[u8] = b"korgoo/field/v1\n";

/// 32 bytes of pure chance, one for each field of each leaf, never used twice.
///
/// Without it a value with few possibilities could be guessed from its commitment. Once it is deleted
/// with the value, the commitment says nothing any more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 32]);

/// A field laid open: everything that its commitment was made of.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    name: Name,
    salt: Salt,
    value: String,
}

/// Why an opening is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OpeningError {
    /// Not the base64 of 32 bytes.
    #[error("not a salt of 32 bytes")]
    Salt,
    /// A value that is not in Unicode's form NFC, so not the one that was committed to.
    #[error("the value of {0} is not in form NFC")]
    NotNormal(Name),
}

impl Salt {
    /// A salt from chance, which is the caller's.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Opening {
    /// Open, or close, a field: its value is brought into form NFC.
    #[must_use]
    pub fn new(name: Name, salt: Salt, value: &str) -> Self {
        // Nearly every value is in form already, and to see that costs less than to bring it there.
        let value = if is_nfc(value) { value.to_owned() } else { value.nfc().collect() };
        Self { name, salt, value }
    }

    /// An opening as it was served or kept. A value that is not in form NFC already is refused, so that
    /// no byte of it can be changed unseen.
    ///
    /// # Errors
    /// [`OpeningError::NotNormal`].
    pub fn from_kept(name: Name, salt: Salt, value: &str) -> Result<Self, OpeningError> {
        if !is_nfc(value) {
            return Err(OpeningError::NotNormal(name));
        }
        Ok(Self { name, salt, value: value.to_owned() })
    }

    /// Which field.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// Its salt.
    #[must_use]
    pub const fn salt(&self) -> &Salt {
        &self.salt
    }

    /// Its value, in form NFC.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The commitment: SHA-256 of `korgoo/field/v1`, the name, the salt and the value. A name has no
    /// newline and the salt has one length, so no two openings run together.
    #[must_use]
    pub fn commitment(&self) -> Hash {
        let name = Sha256::new().chain_update(DOMAIN).chain_update(self.name.as_str());
        let salted = name.chain_update(b"\n").chain_update(self.salt.0);
        Hash::from_bytes(salted.chain_update(&self.value).finalize().into())
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::to_base64(&self.0))
    }
}

impl FromStr for Salt {
    type Err = OpeningError;

    fn from_str(text: &str) -> Result<Self, OpeningError> {
        text::array_from_base64(text).map(Self).ok_or(OpeningError::Salt)
    }
}

// Neither a salt nor a value may slip into a log line: whoever has both can undo a forgetting.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opening({}, …)", self.name)
    }
}
