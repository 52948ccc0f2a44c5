//! The application: what somebody asks the Register to change, from draft to decision (§10.1–10.4).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::application_act::{ApplicationAct, ApplicationEvent, ApplicationRefusal};
use crate::array_entry::ArrayEntry;
use crate::field::Of;
use crate::holder_entry::HolderEntry;
use crate::path;
use crate::record::{Actor, Facets, Happened, Kind, Moment, Record, fold};
use crate::redaction::{Forgotten, Place};
use crate::term::Term;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// Enter a holder in the Register.
    RegisterHolder,
    /// Enter an array.
    RegisterArray,
    /// Change a holder's description.
    AmendHolder,
    /// Change an array's description.
    AmendArray,
    /// Take a holder out.
    ExcludeHolder,
    /// Take an array out.
    ExcludeArray,
    /// Say that a holder's entry is still true.
    ConfirmHolder,
    /// Say that an array's entry is still true.
    ConfirmArray,
    /// Forget values of a holder's entry; the authority's own procedure.
    RedactHolder,
    /// Forget values of an array's entry; the authority's own procedure.
    RedactArray,
}

impl Procedure {
    /// Every procedure.
    pub const ALL: [Procedure; 10] = [
        Procedure::RegisterHolder,
        Procedure::RegisterArray,
        Procedure::AmendHolder,
        Procedure::AmendArray,
        Procedure::ExcludeHolder,
        Procedure::ExcludeArray,
        Procedure::ConfirmHolder,
        Procedure::ConfirmArray,
        Procedure::RedactHolder,
        Procedure::RedactArray,
    ];

    /// The word in addresses, the API and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Procedure::RegisterHolder => "register_holder",
            Procedure::RegisterArray => "register_array",
            Procedure::AmendHolder => "amend_holder",
            Procedure::AmendArray => "amend_array",
            Procedure::ExcludeHolder => "exclude_holder",
            Procedure::ExcludeArray => "exclude_array",
            Procedure::ConfirmHolder => "confirm_holder",
            Procedure::ConfirmArray => "confirm_array",
            Procedure::RedactHolder => "redact_holder",
            Procedure::RedactArray => "redact_array",
        }
    }

    /// The procedure a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Procedure::ALL.into_iter().find(|procedure| procedure.as_str() == word)
    }

    /// Whose description it is about.
    pub fn of(self) -> Of {
        use Procedure::{AmendHolder, ConfirmHolder, ExcludeHolder, RedactHolder, RegisterHolder};
        match self {
            RegisterHolder | AmendHolder | ExcludeHolder | ConfirmHolder | RedactHolder => {
                Of::Holder
            }
            _ => Of::DataArray,
        }
    }

    /// Whether it carries a whole description to be filled in.
    pub fn has_entry(self) -> bool {
        use Procedure::{AmendArray, AmendHolder, RegisterArray, RegisterHolder};
        matches!(self, RegisterHolder | RegisterArray | AmendHolder | AmendArray)
    }

    /// Whether it takes something out of the Register.
    pub fn is_exclusion(self) -> bool {
        matches!(self, Procedure::ExcludeHolder | Procedure::ExcludeArray)
    }

    /// Whether it takes values out of the Register for ever.
    pub fn is_redaction(self) -> bool {
        matches!(self, Procedure::RedactHolder | Procedure::RedactArray)
    }

    /// Whether it only says "still true": no decision is needed.
    pub fn is_confirmation(self) -> bool {
        matches!(self, Procedure::ConfirmHolder | Procedure::ConfirmArray)
    }
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written.
    Draft,
    /// Sent; nobody has taken it yet.
    Submitted,
    /// A registrar reviews it.
    UnderReview,
    /// Sent back with remarks.
    Returned,
    /// A decision waits for the second person.
    Proposed,
    /// Granted: the Register was changed.
    Registered,
    /// Refused, with a ground.
    Refused,
    /// Taken back by the applicant.
    Withdrawn,
    /// Its content was destroyed (state secrets); only the fact remains.
    Purged,
}

impl State {
    /// Every state, in the order of the way.
    pub const ALL: [State; 9] = [
        State::Draft,
        State::Submitted,
        State::UnderReview,
        State::Returned,
        State::Proposed,
        State::Registered,
        State::Refused,
        State::Withdrawn,
        State::Purged,
    ];

    /// The word stored as status and used in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::UnderReview => "under_review",
            State::Returned => "returned",
            State::Proposed => "proposed",
            State::Registered => "registered",
            State::Refused => "refused",
            State::Withdrawn => "withdrawn",
            State::Purged => "purged",
        }
    }

    /// Whether the applicant writes in it now.
    pub fn is_open(self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// Whether the authority has it in hand.
    pub fn is_with_authority(self) -> bool {
        matches!(self, State::Submitted | State::UnderReview | State::Proposed)
    }

    /// Whether it is over.
    pub fn is_final(self) -> bool {
        !self.is_open() && !self.is_with_authority()
    }
}

/// What a registrar says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The field; empty for the whole entry.
    pub path: String,
    /// What to mend, in the registrar's words.
    pub words: String,
    /// In which round of review it was said, from 1.
    pub round: u32,
    /// When.
    pub at: Timestamp,
}

/// How an application ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The Register is changed as asked.
    Grant,
    /// It is not.
    Refuse,
}

/// A decision, proposed or final.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// How it ends.
    pub outcome: Outcome,
    /// Code of the ground, for a refusal or an exclusion.
    pub ground: String,
    /// Reasons, in words the applicant reads.
    pub reasons: String,
    /// Who proposed it.
    pub proposed_by: Actor,
    /// When.
    pub proposed_at: Timestamp,
    /// The second person, when one was needed.
    pub confirmed_by: Option<Actor>,
}

/// Where the holder is and what it does, as known when the application was last sent: the desk
/// filters by it, and an array's own description does not say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    /// Code of the region.
    pub region: String,
    /// Code of the sector.
    pub sector: String,
}

impl From<&HolderEntry> for Whose {
    fn from(entry: &HolderEntry) -> Self {
        Whose { region: entry.address.region.clone(), sector: entry.sector.clone() }
    }
}

/// A request to change the Register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Given when first submitted.
    pub number: Option<String>,
    /// What is asked for.
    pub procedure: Procedure,
    /// The organisation: the id its holder record has or will have.
    pub holder: Uuid,
    /// Its name, for lists before it is registered.
    pub organisation: String,
    /// The record it is about; for a registration, the id the record will get.
    pub subject: Uuid,
    /// The revision of that record the applicant saw; 0 for a registration.
    pub base_revision: i64,
    /// Whether the authority itself began it (after an inspection, a liquidation).
    pub ex_officio: bool,
    /// The description, a tree of paths. For an exclusion: `ground`, `words`; for a redaction
    /// `places` too, which name the values without saying them.
    pub entry: Value,
    /// Sections of the form that the applicant has looked at since they were filled or remarked.
    #[serde(default)]
    pub checked: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// Rounds of review so far.
    pub round: u32,
    /// What the registrar said.
    pub remarks: Vec<Remark>,
    /// Who reviews it.
    pub assignee: Option<Actor>,
    /// When it was first submitted.
    pub submitted_at: Option<Timestamp>,
    /// The term that runs now: of review, or of mending.
    pub term: Option<Term>,
    /// Where the holder is and what it does.
    #[serde(default)]
    pub whose: Whose,
    /// The decision.
    pub decision: Option<Decision>,
    /// Who wrote it: gets the notices.
    pub author: Actor,
    /// When it was begun.
    pub started_at: Timestamp,
}

impl Application {
    /// The description as a holder's.
    pub fn holder_entry(&self) -> HolderEntry {
        serde_json::from_value(path::filled(&self.entry)).unwrap_or_default()
    }

    /// The description as an array's.
    pub fn array_entry(&self) -> ArrayEntry {
        serde_json::from_value(path::filled(&self.entry)).unwrap_or_default()
    }

    /// For a redaction: where the values stand that are to be forgotten.
    pub fn places(&self) -> Vec<Place> {
        let places = self.entry.get("places").cloned();
        places.and_then(|places| serde_json::from_value(places).ok()).unwrap_or_default()
    }

    /// The remarks of the running round.
    pub fn open_remarks(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.round == self.round)
    }

    /// What it is about, in one line of Kyrgyz: for lists that know no reader.
    pub fn title(&self) -> String {
        self.title_in("ky")
    }

    /// What it is about, in the reader's language where there is a name in it.
    pub fn title_in(&self, language: &str) -> String {
        let own = match self.procedure.of() {
            Of::Holder => self.holder_entry().name,
            Of::DataArray => self.array_entry().name,
        };
        let own = own.in_language(language);
        if own.is_empty() { self.organisation.clone() } else { own.to_owned() }
    }
}

impl Record for Application {
    const KIND: Kind = Kind::Application;
    type Act = ApplicationAct;
    type Event = ApplicationEvent;
    type Refusal = ApplicationRefusal;

    fn decide(
        current: Option<&Self>,
        act: ApplicationAct,
        by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<ApplicationEvent>, ApplicationRefusal> {
        crate::application_decide::decide(current, act, by, moment)
    }

    fn apply(current: Option<Self>, happened: Happened<'_, ApplicationEvent>) -> Self {
        crate::application_apply::apply(current, happened)
    }

    fn forget(event: &mut ApplicationEvent, values: &Forgotten) {
        crate::application_apply::forget(event, values);
    }

    fn forget_in_state(&mut self, values: &Forgotten) {
        values.text(&mut self.organisation);
        values.draft(&mut self.entry);
    }

    fn facets(&self) -> Facets {
        let title = self.title();
        let number = self.number.clone();
        let words = [title.as_str(), &self.organisation, number.as_deref().unwrap_or_default()];
        let mut facets = Facets {
            status: self.state.as_str().into(),
            text: fold(&words.join(" ")),
            number,
            holder: Some(self.holder),
            subject: Some(self.subject),
            assignee: self.assignee.as_ref().map(|actor| actor.person),
            due_at: self.term.as_ref().filter(|_| !self.state.is_final()).map(|term| term.due),
            title,
            ..Facets::default()
        };
        facets.tag("procedure", self.procedure.as_str());
        facets.tag("ex_officio", if self.ex_officio { "yes" } else { "no" });
        let whose = self.whose_now();
        facets.tag("region", &whose.region);
        facets.tag("sector", &whose.sector);
        self.claim_subject(&mut facets);
        facets
    }
}

impl Application {
    /// A holder's own description says it best; an array's does not say it.
    fn whose_now(&self) -> Whose {
        match self.procedure.has_entry() && self.procedure.of() == Of::Holder {
            true => Whose::from(&self.holder_entry()),
            false => self.whose.clone(),
        }
    }

    /// Only one application at a time may be open on a record: two would overwrite each other. To
    /// forget overwrites nothing, and nobody's draft may keep it waiting.
    fn claim_subject(&self, facets: &mut Facets) {
        if !self.state.is_final() && !self.procedure.is_redaction() {
            facets.unique.push(("open_subject", self.subject.to_string()));
        }
    }
}
