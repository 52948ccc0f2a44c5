//! Grounds: of processing (art. 5), of refusal, of return, of exclusion, of forgetting.

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
    /// Grounds on which a value of the Register is forgotten.
    Redaction,
}

impl GroundKind {
    /// All kinds.
    pub const ALL: [GroundKind; 5] = [
        GroundKind::Processing,
        GroundKind::Refusal,
        GroundKind::Return,
        GroundKind::Exclusion,
        GroundKind::Redaction,
    ];

    /// The word in `law/grounds.toml`.
    pub fn code(self) -> &'static str {
        match self {
            GroundKind::Processing => "processing",
            GroundKind::Refusal => "refusal",
            GroundKind::Return => "return",
            GroundKind::Exclusion => "exclusion",
            GroundKind::Redaction => "redaction",
        }
    }

    /// The classifier that holds these grounds.
    pub fn classifier(self) -> &'static str {
        match self {
            GroundKind::Processing => "ground",
            GroundKind::Refusal => "refusal_ground",
            GroundKind::Return => "return_ground",
            GroundKind::Exclusion => "exclusion_ground",
            GroundKind::Redaction => "redaction_ground",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<GroundKind> {
        GroundKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
