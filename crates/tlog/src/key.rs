//! Keys and their names, by C2SP signed-note v1.0.0 and tlog-cosignature v1.0.1.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::cosignature::{self, Time};
use crate::note::SignatureLine;
use crate::text;

/// The longest key name, and the longest origin of a log, in bytes: what the ML-DSA format can hold.
pub const MAX_NAME: usize = 255;

/// The name of a key: a URL without scheme, such as `reestr.dpa.gov.kg/log`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyName(String);

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Empty, longer than [`MAX_NAME`], or with a space, a plus or a control character.
    #[error("not the name of a key")]
    Name,
    /// Not `name+hash+base64`, each part in its one spelling.
    #[error("not a key of the form name+hash+base64")]
    Form,
    /// A kind of key that is not used here, such as ML-DSA (`0x06`), or used elsewhere only.
    #[error("a key of kind {0:#04x} is not used here")]
    Kind(u8),
    /// The hash is not that of the name and the key.
    #[error("the hash in the key is not its own")]
    Hash,
    /// Not a point of the curve, or one of the few weak ones that sign anything.
    #[error("not a usable Ed25519 key")]
    Point,
}

/// What a key is for; its number is the signature type of the specifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A log signs notes: `0x01`.
    Log = 1,
    /// A witness cosigns checkpoints with a time: `0x04`.
    Cosigner = 4,
}

/// The first four bytes of the hash of a key with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub [u8; 4]);

/// A public key with its name: the *vkey* of the specifications, `name+hash+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    kind: KeyKind,
    id: KeyId,
    point: ed25519_dalek::VerifyingKey,
}

impl KeyName {
    /// A name, if it may be one.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn new(name: &str) -> Result<Self, KeyError> {
        let good = (1..=MAX_NAME).contains(&name.len())
            && text::is_plain(name)
            && !name.chars().any(|c| c.is_whitespace() || c == '+');
        if good { Ok(Self(name.to_owned())) } else { Err(KeyError::Name) }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl KeyKind {
    const fn of(number: u8) -> Result<Self, KeyError> {
        match number {
            1 => Ok(Self::Log),
            4 => Ok(Self::Cosigner),
            other => Err(KeyError::Kind(other)),
        }
    }
}

impl VerifierKey {
    /// A key from its parts; `point` is the 32 bytes of RFC 8032.
    ///
    /// # Errors
    /// [`KeyError::Point`].
    pub fn new(name: KeyName, kind: KeyKind, point: &[u8; 32]) -> Result<Self, KeyError> {
        let point = ed25519_dalek::VerifyingKey::from_bytes(point).map_err(|_| KeyError::Point)?;
        if point.is_weak() { Err(KeyError::Point) } else { Ok(Self::of(name, kind, point)) }
    }

    pub(crate) fn of(name: KeyName, kind: KeyKind, point: ed25519_dalek::VerifyingKey) -> Self {
        let id = key_id(&name, kind, point.as_bytes());
        Self { name, kind, id, point }
    }

    /// Whose it is. A log's key has the origin of the log as its name.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// What it is for.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// What its signature lines begin with.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The 32 bytes of the key itself: two keys with different names may share them.
    #[must_use]
    pub fn point(&self) -> &[u8; 32] {
        self.point.as_bytes()
    }

    /// Whether that line says it was made by this key; its signature is not looked at.
    #[must_use]
    pub fn claims(&self, line: &SignatureLine) -> bool {
        line.name() == &self.name && line.id() == self.id
    }

    /// Check the signature of a line over the text of a note. A cosigner's line gives its time.
    ///
    /// `None` if the signature is wrong in any way.
    #[must_use]
    pub fn verify(&self, text: &str, line: &SignatureLine) -> Option<Option<Time>> {
        if !self.claims(line) {
            return None;
        }
        match self.kind {
            KeyKind::Log => self.is_signed(text.as_bytes(), line.signature()).then_some(None),
            KeyKind::Cosigner => {
                let (time, signature) = cosignature::split(line.signature())?;
                let message = cosignature::message(time, text);
                self.is_signed(message.as_bytes(), signature).then_some(Some(time))
            }
        }
    }

    fn is_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = ed25519_dalek::Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.point.verify_strict(message, &signature).is_ok())
    }
}

fn key_id(name: &KeyName, kind: KeyKind, point: &[u8; 32]) -> KeyId {
    let hash = Sha256::new().chain_update(name.as_str()).chain_update([b'\n', kind as u8]);
    let hash: [u8; 32] = hash.chain_update(point).finalize().into();
    let [a, b, c, d, ..] = hash;
    KeyId([a, b, c, d])
}

pub fn join_parts(name: &KeyName, id: KeyId, kind: KeyKind, key: &[u8; 32]) -> String {
    let typed = [&[kind as u8], key.as_slice()].concat();
    format!("{}+{id}+{}", name.as_str(), text::to_base64(&typed))
}

/// The parts of `name+hash+base64`; the hash is not checked yet.
pub fn read_parts(text: &str) -> Result<(KeyName, KeyId, KeyKind, [u8; 32]), KeyError> {
    // The base64 may hold a plus itself, so only the first two count.
    let mut parts = text.splitn(3, '+');
    let mut next = || parts.next().ok_or(KeyError::Form);
    let (name, id, typed) = (KeyName::new(next()?)?, next()?, next()?);
    let id: KeyId = id.parse()?;
    let typed = text::from_base64(typed).ok_or(KeyError::Form)?;
    let (kind, key) = typed.split_first().ok_or(KeyError::Form)?;
    let kind = KeyKind::of(*kind)?;
    Ok((name, id, kind, key.try_into().map_err(|_| KeyError::Form)?))
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for KeyId {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; 4];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| KeyError::Form)?;
        let id = Self(bytes);
        if id.to_string() == text { Ok(id) } else { Err(KeyError::Form) }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&join_parts(&self.name, self.id, self.kind, self.point()))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, id, kind, point) = read_parts(text)?;
        let key = Self::new(name, kind, &point)?;
        if key.id == id { Ok(key) } else { Err(KeyError::Hash) }
    }
}
