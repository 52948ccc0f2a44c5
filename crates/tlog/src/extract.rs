//! Extracts of the Register: `korgoo/extract/v1`, our own format.
//!
//! An extract is everything that is needed to check, without a network, what a version of an entry
//! said: the leaf of its act, the values that may be read with their salts, and the proof that the
//! leaf is in the log. An array brings the leaf of its list of data with it, for the items stand there.
//!
//! The file is JSON in one spelling only: two spaces of indentation, the names in the order below, a
//! newline at the end. So no byte of it can be changed unseen.
//!
//! ```text
//! {
//!   "format": "korgoo/extract/v1",
//!   "parts": [
//!     {
//!       "leaf": "korgoo/leaf/v1\ntype array\n…",
//!       "fields": [
//!         {
//!           "name": "array.name.ky",
//!           "salt": "AAEC…",
//!           "value": "Бейтаптардын картотекасы"
//!         }
//!       ],
//!       "proof": "c2sp.org/tlog-proof@v1\nindex 7\n…"
//!     }
//!   ]
//! }
//! ```

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::leaf::{FieldError, FieldsSeen, Leaf, LeafError, Opening, OpeningError, WordError};
use crate::openings::TextField;
use crate::policy::{Breach, Policy, Standing};
use crate::proof::ProofError;
use crate::{LogProof, LogProofError};

/// The name of the format.
pub const EXTRACT: &str = "korgoo/extract/v1";

/// The longest extract, in bytes.
pub const MAX_EXTRACT: usize = 16 * 1024 * 1024;

/// Most leaves of one extract.
const MAX_PARTS: usize = 8;

/// The field of an array's leaf that names its list: `KG-L-000001/2`.
const ARRAYS_LIST: &str = "array.list";
/// The field of a list's leaf that says which version of its items it is.
const LIST_VERSION: &str = "list.version";

/// An extract: first the leaf it is about, then those it leans on.
///
/// [`fmt::Display`] prints it; [`Extract::read`] reads exactly that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The parts; never none.
    pub parts: Vec<Part>,
}

/// A leaf with its proof and the values laid open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The leaf.
    pub leaf: Leaf,
    /// What it commits to, as far as it may be read.
    pub openings: Vec<Opening>,
    /// That it is in the log.
    pub proof: LogProof,
}

/// Why bytes are no extract.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExtractError {
    /// Longer than [`MAX_EXTRACT`], not JSON of this shape, or not in its one spelling.
    #[error("not an extract of the form {EXTRACT}")]
    Form,
    /// No leaf, or more than an extract has.
    #[error("an extract has one leaf, or a few")]
    Parts,
    /// A leaf in it is refused.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// A name in it is refused.
    #[error(transparent)]
    Name(#[from] WordError),
    /// A value in it is refused.
    #[error(transparent)]
    Opening(#[from] OpeningError),
    /// A proof in it is refused.
    #[error(transparent)]
    Proof(#[from] LogProofError),
}

/// Why an extract proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotExtracted {
    /// The checkpoint is not one to rely on.
    #[error(transparent)]
    Checkpoint(#[from] Breach),
    /// The leaf is not at that place of the log.
    #[error(transparent)]
    Path(#[from] ProofError),
    /// A value is not what was sealed.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// A further leaf is not the one that the first names.
    #[error("leaf {0} does not belong to this extract")]
    Stranger(usize),
}

/// What was found of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSeen {
    /// Which fields were laid open, and which not.
    pub fields: FieldsSeen,
    /// Who signed the head over it; whether enough witnesses did is in there.
    pub standing: Standing,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    format: String,
    parts: Vec<TextPart>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextPart {
    leaf: String,
    fields: Vec<TextField>,
    proof: String,
}

impl Extract {
    /// Read an extract. Written again it is the same bytes.
    ///
    /// # Errors
    /// [`ExtractError`].
    pub fn read(bytes: &[u8]) -> Result<Self, ExtractError> {
        let short = (bytes.len() <= MAX_EXTRACT).then_some(bytes).ok_or(ExtractError::Form)?;
        let text: Text = serde_json::from_slice(short).map_err(|_| ExtractError::Form)?;
        if text.format != EXTRACT {
            return Err(ExtractError::Form);
        }
        if text.parts.is_empty() || text.parts.len() > MAX_PARTS {
            return Err(ExtractError::Parts);
        }
        let parts = text.parts.iter().map(Part::of_text).collect::<Result<_, _>>()?;
        let extract = Self { parts };
        if extract.to_string().as_bytes() == bytes { Ok(extract) } else { Err(ExtractError::Form) }
    }

    /// Check everything: signatures, places in the log, every value. Whether enough witnesses signed is
    /// told, not demanded: a version is registered before it is witnessed.
    ///
    /// # Errors
    /// [`NotExtracted`].
    pub fn verify(&self, policy: &Policy) -> Result<Vec<PartSeen>, NotExtracted> {
        let seen = self.parts.iter().map(|part| part.verify(policy)).collect::<Result<_, _>>()?;
        let strangers = self.parts.iter().enumerate().skip(1);
        match strangers.into_iter().find(|(_, part)| !self.leans_on(part)) {
            Some((at, _)) => Err(NotExtracted::Stranger(at)),
            None => Ok(seen),
        }
    }

    /// Whether the first leaf names this one: an array its list of data, in that version.
    fn leans_on(&self, part: &Part) -> bool {
        let list = self.parts.first().and_then(|first| first.value(ARRAYS_LIST));
        let version = part.value(LIST_VERSION);
        let named = version.map(|version| format!("{}/{version}", part.leaf.subject()));
        part.leaf.kind().as_str() == "list" && named.is_some() && list == named.as_deref()
    }
}

impl Part {
    /// Check the proof of the leaf, and every value against it.
    ///
    /// # Errors
    /// [`NotExtracted`], never [`NotExtracted::Stranger`].
    pub fn verify(&self, policy: &Policy) -> Result<PartSeen, NotExtracted> {
        let standing = policy.weigh(&self.proof.checkpoint)?;
        self.proof.verify_path(self.leaf.to_string().as_bytes())?;
        Ok(PartSeen { fields: self.leaf.check(&self.openings)?, standing })
    }

    /// A value that was laid open.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.openings.iter().find(|opening| opening.name().as_str() == name);
        found.map(Opening::value)
    }

    fn of_text(text: &TextPart) -> Result<Self, ExtractError> {
        let leaf = Leaf::read(text.leaf.as_bytes())?;
        let openings = text.fields.iter().map(TextField::read).collect::<Result<_, _>>()?;
        let proof = LogProof::read(text.proof.as_bytes())?;
        Ok(Self { leaf, openings, proof })
    }

    fn to_text(&self) -> TextPart {
        let fields = self.openings.iter().map(TextField::of).collect();
        TextPart { leaf: self.leaf.to_string(), fields, proof: self.proof.to_string() }
    }
}

impl fmt::Display for Extract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts.iter().map(Part::to_text).collect();
        let text = Text { format: EXTRACT.to_owned(), parts };
        let json = serde_json::to_string_pretty(&text).map_err(|_| fmt::Error)?;
        writeln!(f, "{json}")
    }
}
