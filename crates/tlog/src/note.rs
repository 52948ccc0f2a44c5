//! Signed notes, by C2SP signed-note v1.0.0.

use std::fmt;

use thiserror::Error;

use crate::cosignature::Time;
use crate::key::{KeyId, KeyName, VerifierKey};
use crate::text;

/// The longest note, in bytes: room for sixteen signatures of the kind that quantum computers cannot
/// forge.
pub const MAX_NOTE: usize = 256 * 1024;

/// The most signature lines; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;

/// What a signature line begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// One signature under a note, of a known key or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

/// A text and the signatures under it. Nothing is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// A signature that was checked and is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified<'a> {
    /// Whose signature it is.
    pub key: &'a VerifierKey,
    /// When it was made, if the key is a cosigner's.
    pub time: Option<Time>,
}

/// Why a note is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoteError {
    /// Longer than [`MAX_NOTE`] bytes.
    #[error("a note of more than {MAX_NOTE} bytes")]
    TooLong,
    /// Not UTF-8, or with a control character other than a newline.
    #[error("not plain UTF-8 text")]
    Text,
    /// No text that ends in a newline, a blank line, and signatures.
    #[error("not a text, a blank line and signatures")]
    Form,
    /// A line among the signatures that is none.
    #[error("line {0} of the signatures is no signature")]
    Signature(usize),
    /// More than [`MAX_SIGNATURES`] lines.
    #[error("more than {MAX_SIGNATURES} signatures")]
    TooMany,
    /// A key that we know signed something else.
    #[error("the signature of {0} is wrong")]
    Wrong(KeyName),
    /// No key that we know signed it.
    #[error("no known key signed the note")]
    Unsigned,
}

impl SignatureLine {
    pub(crate) fn new(key: &VerifierKey, signature: Vec<u8>) -> Self {
        Self { name: key.name().clone(), id: key.id(), signature }
    }

    /// The name of the key that is said to have signed.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The hash of the key that is said to have signed.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The signature without the hash of the key.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Read lines as a witness answers them: each ends in a newline, at least one.
    ///
    /// # Errors
    /// [`NoteError`].
    pub fn read_lines(bytes: &[u8]) -> Result<Vec<Self>, NoteError> {
        let text = plain(bytes)?;
        let lines = text.strip_suffix('\n').ok_or(NoteError::Form)?;
        if lines.split('\n').count() > MAX_SIGNATURES {
            return Err(NoteError::TooMany);
        }
        let numbered = lines.split('\n').zip(1..);
        numbered.map(|(line, n)| Self::read(line).ok_or(NoteError::Signature(n))).collect()
    }

    fn read(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = text::from_base64(base64)?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        let signature = (!signature.is_empty()).then(|| signature.to_vec())?;
        Some(Self { name: KeyName::new(name).ok()?, id: KeyId(*id), signature })
    }
}

impl Note {
    /// A note from a text and signatures.
    ///
    /// # Errors
    /// [`NoteError`] if that note could not be read back.
    pub fn new(text: String, signatures: Vec<SignatureLine>) -> Result<Self, NoteError> {
        let note = Self { text, signatures };
        let read = Self::read(note.to_string().as_bytes())?;
        if read == note { Ok(note) } else { Err(NoteError::Form) }
    }

    /// Read a note. Written again it is the same bytes.
    ///
    /// # Errors
    /// [`NoteError`].
    pub fn read(bytes: &[u8]) -> Result<Self, NoteError> {
        let whole = plain(bytes)?;
        // The text may have blank lines itself: the last one divides.
        let (text, signatures) = whole.rsplit_once("\n\n").ok_or(NoteError::Form)?;
        let signatures = SignatureLine::read_lines(signatures.as_bytes())?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// What was signed, its last newline included. Mean nothing by it before [`Note::verify`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All signatures, known or not.
    #[must_use]
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// Add a signature below the others; one that stands there already is not repeated.
    ///
    /// # Errors
    /// [`NoteError::TooMany`] or [`NoteError::TooLong`].
    pub fn add(&mut self, line: SignatureLine) -> Result<(), NoteError> {
        if self.signatures.contains(&line) {
            return Ok(());
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooMany);
        }
        self.signatures.push(line);
        if self.to_string().len() <= MAX_NOTE {
            return Ok(());
        }
        self.signatures.pop();
        Err(NoteError::TooLong)
    }

    /// Check every signature that one of `keys` is said to have made; others are ignored.
    ///
    /// # Errors
    /// [`NoteError::Wrong`] if any of them is wrong; [`NoteError::Unsigned`] if there is none.
    pub fn verify<'a>(&self, keys: &'a [VerifierKey]) -> Result<Vec<Verified<'a>>, NoteError> {
        let mut found = Vec::new();
        for line in &self.signatures {
            for key in keys.iter().filter(|key| key.claims(line)) {
                let wrong = || NoteError::Wrong(key.name().clone());
                let time = key.verify(&self.text, line).ok_or_else(wrong)?;
                found.push(Verified { key, time });
            }
        }
        if found.is_empty() { Err(NoteError::Unsigned) } else { Ok(found) }
    }
}

/// UTF-8 of bearable length whose only control character is the newline.
fn plain(bytes: &[u8]) -> Result<&str, NoteError> {
    if bytes.len() > MAX_NOTE {
        return Err(NoteError::TooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NoteError::Text)?;
    let good = text.bytes().all(|b| b >= 0x20 || b == b'\n');
    if good { Ok(text) } else { Err(NoteError::Text) }
}

impl fmt::Display for SignatureLine {
    /// The line with its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = [self.id.0.as_slice(), &self.signature].concat();
        writeln!(f, "{DASH}{} {}", self.name, text::to_base64(&body))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| line.fmt(f))
    }
}
