//! Grounds: of processing (art. 5), of refusal, of return, of exclusion.

/// What a ground is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundKind {
    /// Grounds of processing, art. 5.
    Processing,
    /// Grounds on which registration is refused.
    Refusal,
    /// Grounds on which an application is returned for mending.
    Return,
    /// Grounds on which a holder or an array is excluded.
    Exclusion,
}

impl GroundKind {
    /// All kinds.
    pub const ALL: [GroundKind; 4] =
        [GroundKind::Processing, GroundKind::Refusal, GroundKind::Return, GroundKind::Exclusion];

    /// The word in `law/grounds.toml`.
    pub fn code(self) -> &'static str {
        match self {
            GroundKind::Processing => "processing",
            GroundKind::Refusal => "refusal",
            GroundKind::Return => "return",
            GroundKind::Exclusion => "exclusion",
        }
    }

    /// The classifier that holds these grounds.
    pub fn classifier(self) -> &'static str {
        match self {
            GroundKind::Processing => "ground",
            GroundKind::Refusal => "refusal_ground",
            GroundKind::Return => "return_ground",
            GroundKind::Exclusion => "exclusion_ground",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<GroundKind> {
        GroundKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
