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
    pub const ALL: [Deed; 20] = [
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
    ];

    /// The table. Any one of the grants is enough.
    pub fn grants(self) -> &'static [Grant] {
        use Grant::{Anyone, Member, SignedIn, Staff};
        use OrganisationRole::{Editor, Owner, Reader};
        use StaffRole::{Administrator, Head, Registrar};
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
