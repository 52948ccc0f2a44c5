//! Why a use case was not done, in terms every front can show.

use domain::application_act::ApplicationRefusal;
use domain::holder::EntryRefusal;
use domain::problem::Problem;
use store::{ActError, StoreError};
use uuid::Uuid;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was given has mistakes, each at its place.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Problem>),
    /// The law refuses the act; the code is the translation key `refusal-CODE`.
    #[error("refused: {0}")]
    Refused(String),
    /// There is no such thing, or its existence is not for the caller to know.
    #[error("not found")]
    NotFound,
    /// The caller must sign in first.
    #[error("sign in")]
    SignIn,
    /// The caller is known, and may not.
    #[error("forbidden")]
    Forbidden,
    /// Somebody else changed it meanwhile.
    #[error("conflict: it stands at revision {current}")]
    Conflict {
        /// Where it stands now.
        current: i64,
    },
    /// Another live record holds the key.
    #[error("duplicate {scope} {value}")]
    Duplicate {
        /// The kind of key: `identifier`, `open_subject`.
        scope: String,
        /// The key.
        value: String,
        /// The record that holds it.
        id: Uuid,
    },
    /// Too many tries; later again.
    #[error("too many")]
    TooMany,
    /// Too many tries; the same may be tried again after this wait.
    #[error("too soon: wait {0:#}")]
    TooSoon(jiff::SignedDuration),
    /// The act is in the Register, and the log's signature over it is still to come: in a moment.
    #[error("not sealed yet")]
    NotSealed,
    /// The machinery failed; the caller sees only a reference.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::BadCursor => Error::Invalid(vec![Problem::new("cursor", "bad_cursor")]),
            error => Error::Internal(error.to_string()),
        }
    }
}

impl From<ApplicationRefusal> for Error {
    fn from(refusal: ApplicationRefusal) -> Self {
        match refusal {
            ApplicationRefusal::Faulty(problems) => Error::Invalid(problems),
            refusal => Error::Refused(refusal.code().into()),
        }
    }
}

impl From<EntryRefusal> for Error {
    fn from(refusal: EntryRefusal) -> Self {
        match refusal {
            EntryRefusal::Faulty(problems) => Error::Invalid(problems),
            refusal => Error::Refused(refusal.code().into()),
        }
    }
}

impl<R: Into<Error>> From<ActError<R>> for Error {
    fn from(error: ActError<R>) -> Self {
        match error {
            ActError::Refused(refusal) => refusal.into(),
            ActError::Conflict { current } => Error::Conflict { current },
            ActError::Duplicate { scope, value, id } => Error::Duplicate { scope, value, id },
            ActError::NotFound => Error::NotFound,
            ActError::Store(error) => error.into(),
        }
    }
}
