//! One table says who may do what: deed × role × relation. Every use case asks it; a test holds
//! every route against it.

use domain::record::Actor;
use uuid::Uuid;

use crate::{Caller, Error, OrganisationRole, Result, StaffRole};

/// Something a use case does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the words say it; the table below says who")]
pub enum Deed {
    ReadSite,
    ReadRegister,
    ReadLaw,
    UseAccount,
    OpenOrganisation,
    ReadOrganisation,
    ManageOrganisation,
    ReadApplication,
    WriteApplication,
    SubmitApplication,
    ReadQueue,
    ReviewApplication,
    ActExOfficio,
    DecideApplication,
    ConfirmDecision,
    PurgeApplication,
    ManagePeople,
    ChangeLaw,
    ReadMachinery,
    SignIn,
    ReadAudit,
}

/// To whom a deed is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Everybody.
    Anyone,
    /// Whoever has signed in.
    SignedIn,
    /// A role at the authority, in a session with the second factor.
    Staff(StaffRole),
    /// At least this role in the organisation concerned.
    Member(OrganisationRole),
}

impl Deed {
    /// Every deed.
    pub const ALL: [Deed; 21] = [
        Deed::ReadSite,
        Deed::ReadRegister,
        Deed::ReadLaw,
        Deed::UseAccount,
        Deed::OpenOrganisation,
        Deed::ReadOrganisation,
        Deed::ManageOrganisation,
        Deed::ReadApplication,
        Deed::WriteApplication,
        Deed::SubmitApplication,
        Deed::ReadQueue,
        Deed::ReviewApplication,
        Deed::ActExOfficio,
        Deed::DecideApplication,
        Deed::ConfirmDecision,
        Deed::PurgeApplication,
        Deed::ManagePeople,
        Deed::ChangeLaw,
        Deed::ReadMachinery,
        Deed::SignIn,
        Deed::ReadAudit,
    ];

    /// The table. Any one of the grants is enough.
    pub fn grants(self) -> &'static [Grant] {
        use Grant::{Anyone, Member, SignedIn, Staff};
        use OrganisationRole::{Editor, Owner, Reader};
        use StaffRole::{Administrator, Auditor, Head, Registrar};
        match self {
            Deed::ReadSite | Deed::ReadRegister | Deed::SignIn => &[Anyone],
            Deed::UseAccount | Deed::OpenOrganisation => &[SignedIn],
            Deed::ReadOrganisation => &[Member(Reader), Staff(Registrar), Staff(Head)],
            Deed::ReadApplication => &[Member(Reader), Staff(Registrar), Staff(Head)],
            Deed::WriteApplication => &[Member(Editor)],
            Deed::SubmitApplication | Deed::ManageOrganisation => &[Member(Owner)],
            Deed::ReadQueue => &[Staff(Registrar), Staff(Head)],
            Deed::ReviewApplication | Deed::DecideApplication | Deed::ActExOfficio => {
                &[Staff(Registrar)]
            }
            Deed::ConfirmDecision => &[Staff(Head)],
            Deed::PurgeApplication => &[Staff(Registrar), Staff(Head)],
            Deed::ManagePeople | Deed::ChangeLaw | Deed::ReadMachinery => &[Staff(Administrator)],
            Deed::ReadLaw => &[Staff(Administrator), Staff(Registrar), Staff(Head)],
            Deed::ReadAudit => &[Staff(Auditor)],
        }
    }

    /// Whether its answers show what is not public. One's own account is one's own, and the law is
    /// everybody's.
    pub fn reads_closed_records(self) -> bool {
        !matches!(
            self,
            Deed::ReadSite
                | Deed::ReadRegister
                | Deed::ReadLaw
                | Deed::ChangeLaw
                | Deed::UseAccount
                | Deed::OpenOrganisation
                | Deed::SignIn
        )
    }

    /// The word of the deed in the audit log. For ever.
    pub fn word(self) -> &'static str {
        match self {
            Deed::ReadSite => "read-site",
            Deed::ReadRegister => "read-register",
            Deed::ReadLaw => "read-law",
            Deed::UseAccount => "use-account",
            Deed::OpenOrganisation => "open-organisation",
            Deed::ReadOrganisation => "read-organisation",
            Deed::ManageOrganisation => "manage-organisation",
            Deed::ReadApplication => "read-application",
            Deed::WriteApplication => "write-application",
            Deed::SubmitApplication => "submit-application",
            Deed::ReadQueue => "read-queue",
            Deed::ReviewApplication => "review-application",
            Deed::ActExOfficio => "act-ex-officio",
            Deed::DecideApplication => "decide-application",
            Deed::ConfirmDecision => "confirm-decision",
            Deed::PurgeApplication => "purge-application",
            Deed::ManagePeople => "manage-people",
            Deed::ChangeLaw => "change-law",
            Deed::ReadMachinery => "read-machinery",
            Deed::SignIn => "sign-in",
            Deed::ReadAudit => "read-audit",
        }
    }

    /// The place that stands in the audit log where no record is meant.
    pub fn place(self) -> &'static str {
        match self {
            Deed::ManagePeople => "people",
            Deed::ReadMachinery => "machinery",
            Deed::ReadAudit => "audit",
            _ => "queue",
        }
    }
}

/// Whether the caller may, in relation to an organisation if there is one.
pub fn may(caller: &Caller, deed: Deed, organisation: Option<Uuid>) -> bool {
    deed.grants().iter().any(|grant| match grant {
        Grant::Anyone => true,
        Grant::SignedIn => caller.actor.is_some(),
        Grant::Staff(role) => caller.is_staff(*role),
        Grant::Member(least) => {
            organisation.and_then(|id| caller.role_in(id)).is_some_and(|role| role >= *least)
        }
    })
}

/// Whether the caller sees by this deed, as staff, what is not public. Whoever acts as a member of the
/// organisation concerned does not.
pub fn reads_as_staff(caller: &Caller, deed: Deed, organisation: Option<Uuid>) -> bool {
    let role = organisation.and_then(|id| caller.role_in(id));
    let is_member = deed.grants().iter().any(
        |grant| matches!(grant, Grant::Member(least) if role.is_some_and(|role| role >= *least)),
    );
    deed.reads_closed_records() && caller.is_any_staff() && !is_member
}

/// Lets the caller through, or says why not.
pub fn check(caller: &Caller, deed: Deed, organisation: Option<Uuid>) -> Result<()> {
    if may(caller, deed, organisation) {
        Ok(())
    } else if caller.actor.is_none() {
        Err(Error::SignIn)
    } else {
        Err(Error::Forbidden)
    }
}

/// Lets the caller through and says as whom.
pub fn actor(caller: &Caller, deed: Deed, organisation: Option<Uuid>) -> Result<Actor> {
    check(caller, deed, organisation)?;
    caller.actor.clone().ok_or(Error::SignIn)
}
