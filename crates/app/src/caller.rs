//! Who calls: a stranger, an applicant, a member of staff, or the program itself.

use domain::record::Actor;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody is at the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Reviews applications.
    Registrar,
    /// Is the second person: confirms refusals and exclusions.
    Head,
    /// Keeps accounts, law and machinery; sees no casework.
    Administrator,
    /// Reads what the others did and read, and changes nothing.
    Auditor,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [StaffRole; 4] =
        [StaffRole::Registrar, StaffRole::Head, StaffRole::Administrator, StaffRole::Auditor];

    /// The word stored and translated.
    pub fn as_str(self) -> &'static str {
        match self {
            StaffRole::Registrar => "registrar",
            StaffRole::Head => "head",
            StaffRole::Administrator => "administrator",
            StaffRole::Auditor => "auditor",
        }
    }

    /// The role a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        StaffRole::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// What somebody is in an organisation. The order is that of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationRole {
    /// Reads.
    Reader,
    /// Writes drafts.
    Editor,
    /// Writes, submits, invites.
    Owner,
}

impl OrganisationRole {
    /// Every role.
    pub const ALL: [OrganisationRole; 3] =
        [OrganisationRole::Reader, OrganisationRole::Editor, OrganisationRole::Owner];

    /// The word stored and translated.
    pub fn as_str(self) -> &'static str {
        match self {
            OrganisationRole::Reader => "reader",
            OrganisationRole::Editor => "editor",
            OrganisationRole::Owner => "owner",
        }
    }

    /// The role a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        OrganisationRole::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// A membership of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The organisation: the id its holder record has or will have.
    pub organisation: Uuid,
    /// Its name.
    pub name: String,
    /// What the caller is there.
    pub role: OrganisationRole,
}

/// Where a call comes from, as far as the door must know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// The neighbourhood of the address: `203.0.113.0/24`; empty when unknown.
    pub network: String,
    /// What the browser shows because somebody signed in from it before; empty if nothing.
    pub browser: String,
}

/// Who calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The account; none for a stranger.
    pub actor: Option<Actor>,
    /// E-mail of the account.
    pub email: String,
    /// The person's language: `ky`, `ru`, `en`.
    pub language: String,
    /// Whether the second factor was given in this session.
    pub is_strong: bool,
    /// Roles at the authority; they count only in a strong session.
    pub staff: Vec<StaffRole>,
    /// Organisations the caller acts for.
    pub memberships: Vec<Membership>,
    /// Where the call comes from.
    pub visit: Visit,
}

impl Caller {
    /// Nobody in particular.
    pub fn stranger() -> Self {
        Caller::default()
    }

    /// Whether the caller has a role at the authority now.
    pub fn is_staff(&self, role: StaffRole) -> bool {
        self.is_strong && self.staff.contains(&role)
    }

    /// Whether the caller has any role at the authority now.
    pub fn is_any_staff(&self) -> bool {
        self.is_strong && !self.staff.is_empty()
    }

    /// What the caller is in an organisation.
    pub fn role_in(&self, organisation: Uuid) -> Option<OrganisationRole> {
        let found = self.memberships.iter().find(|m| m.organisation == organisation);
        found.map(|membership| membership.role)
    }
}
