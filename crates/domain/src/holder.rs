//! The holder in the Register: registered, amended, confirmed, excluded; never deleted. Single values
//! can be forgotten.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::commitment::Sealed;
use crate::field::{Catalogue, Of};
use crate::holder_entry::{Basis, HolderEntry, Names};
use crate::problem::Problem;
use crate::record::{Actor, Event, Facets, Happened, Kind, Moment, Record, fold};
use crate::redaction::{Forgotten, Gap, fields_of};
use crate::requirement;

/// Where an entry of the Register stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In force.
    Registered,
    /// Taken out, with date and ground; the entry stays readable.
    Excluded,
}

impl Standing {
    /// The word used as status.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Registered => "registered",
            Standing::Excluded => "excluded",
        }
    }
}

/// Why and when an entry was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Code of a ground of exclusion.
    pub ground: String,
    /// Reasons, in own words; not published.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// A holder of personal data arrays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Register number, never reused.
    pub number: String,
    /// Where it stands.
    pub standing: Standing,
    /// Its description.
    pub entry: HolderEntry,
    /// When it entered the Register.
    pub registered_at: Timestamp,
    /// When the holder last said "still true", by registering, amending or confirming.
    pub confirmed_at: Timestamp,
    /// Set when excluded.
    pub exclusion: Option<Exclusion>,
    /// Why it was last changed.
    pub basis: Basis,
}

/// What may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolderAct {
    /// Enter it in the Register.
    Register {
        /// The number given to it.
        number: String,
        /// Its description.
        entry: HolderEntry,
        /// Why.
        basis: Basis,
    },
    /// Change its description.
    Amend {
        /// The new description.
        entry: HolderEntry,
        /// Why.
        basis: Basis,
    },
    /// Say that everything is still true.
    Confirm {
        /// Why.
        basis: Basis,
    },
    /// Take it out.
    Exclude {
        /// Code of a ground of exclusion.
        ground: String,
        /// Reasons.
        words: String,
        /// Why.
        basis: Basis,
    },
    /// Say that values of it were forgotten; they are out of its history already.
    Redact {
        /// Which.
        gaps: Vec<Gap>,
        /// Code of a ground of forgetting.
        ground: String,
        /// Why.
        basis: Basis,
    },
}

/// What happened to it. Every event is public and makes a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are those of the acts")]
pub enum HolderEvent {
    /// It entered the Register.
    Registered { number: String, entry: Box<HolderEntry>, basis: Basis },
    /// Its description changed.
    Amended { entry: Box<HolderEntry>, basis: Basis },
    /// It was confirmed.
    Confirmed { basis: Basis },
    /// It was taken out.
    Excluded { ground: String, words: String, basis: Basis },
    /// Values of it were forgotten.
    Redacted { gaps: Vec<Gap>, ground: String, basis: Basis },
}

impl Event for HolderEvent {
    fn name(&self) -> &'static str {
        match self {
            HolderEvent::Registered { .. } => "registered",
            HolderEvent::Amended { .. } => "amended",
            HolderEvent::Confirmed { .. } => "confirmed",
            HolderEvent::Excluded { .. } => "excluded",
            HolderEvent::Redacted { .. } => "redacted",
        }
    }

    fn is_public(&self) -> bool {
        true
    }
}

/// Why an act on an entry of the Register is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryRefusal {
    /// It is in the Register already.
    AlreadyRegistered,
    /// It is not in the Register.
    NotRegistered,
    /// It was taken out; nothing can change it any more.
    AlreadyExcluded,
    /// The new description equals the present one.
    NothingChanged,
    /// An exclusion needs a ground.
    GroundMissing,
    /// The description has mistakes.
    Faulty(Vec<Problem>),
}

impl EntryRefusal {
    /// The code, which is also a translation key.
    pub fn code(&self) -> &'static str {
        match self {
            EntryRefusal::AlreadyRegistered => "already_registered",
            EntryRefusal::NotRegistered => "not_registered",
            EntryRefusal::AlreadyExcluded => "already_excluded",
            EntryRefusal::NothingChanged => "nothing_changed",
            EntryRefusal::GroundMissing => "ground_missing",
            EntryRefusal::Faulty(_) => "faulty",
        }
    }
}

/// Refuses an entry with mistakes; an import may leave things out.
pub(crate) fn accept(
    of: Of,
    entry: &impl Serialize,
    basis: &Basis,
    moment: &Moment,
) -> Result<(), EntryRefusal> {
    let mut problems = requirement::problems(of, entry, moment);
    if basis.may_be_incomplete() {
        problems.retain(|problem| !problem.is_absence());
    }
    if problems.is_empty() { Ok(()) } else { Err(EntryRefusal::Faulty(problems)) }
}

/// The present record, if it is there and in force.
pub(crate) fn in_force<T>(
    current: Option<&T>,
    standing: impl Fn(&T) -> Standing,
) -> Result<&T, EntryRefusal> {
    let current = current.ok_or(EntryRefusal::NotRegistered)?;
    match standing(current) {
        Standing::Registered => Ok(current),
        Standing::Excluded => Err(EntryRefusal::AlreadyExcluded),
    }
}

impl Holder {
    /// When the holder last said "still true"; an import says nothing of the kind.
    pub fn freshness(&self) -> Option<Timestamp> {
        (!self.basis.may_be_incomplete()).then_some(self.confirmed_at)
    }
}

impl Record for Holder {
    const KIND: Kind = Kind::Holder;
    type Act = HolderAct;
    type Event = HolderEvent;
    type Refusal = EntryRefusal;

    fn decide(
        current: Option<&Self>,
        act: HolderAct,
        _by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<HolderEvent>, EntryRefusal> {
        let event = match act {
            HolderAct::Register { number, entry, basis } => {
                if current.is_some() {
                    return Err(EntryRefusal::AlreadyRegistered);
                }
                accept(Of::Holder, &entry, &basis, moment)?;
                HolderEvent::Registered { number, entry: Box::new(entry), basis }
            }
            HolderAct::Amend { entry, basis } => {
                let present = in_force(current, |holder| holder.standing)?;
                if present.entry == entry {
                    return Err(EntryRefusal::NothingChanged);
                }
                accept(Of::Holder, &entry, &basis, moment)?;
                HolderEvent::Amended { entry: Box::new(entry), basis }
            }
            HolderAct::Confirm { basis } => {
                in_force(current, |holder| holder.standing)?;
                HolderEvent::Confirmed { basis }
            }
            HolderAct::Exclude { ground, words, basis } => {
                in_force(current, |holder| holder.standing)?;
                if ground.is_empty() {
                    return Err(EntryRefusal::GroundMissing);
                }
                HolderEvent::Excluded { ground, words, basis }
            }
            HolderAct::Redact { gaps, ground, basis } => {
                may_be_redacted(current, &gaps, &ground)?;
                HolderEvent::Redacted { gaps, ground, basis }
            }
        };
        Ok(vec![event])
    }

    fn apply(current: Option<Self>, happened: Happened<'_, HolderEvent>) -> Self {
        let at = happened.at;
        match (current, happened.event.clone()) {
            (_, HolderEvent::Registered { number, entry, basis }) => Holder {
                number,
                standing: Standing::Registered,
                entry: *entry,
                registered_at: at,
                confirmed_at: at,
                exclusion: None,
                basis,
            },
            (Some(holder), HolderEvent::Amended { entry, basis }) => {
                Holder { entry: *entry, basis, confirmed_at: at, ..holder }
            }
            (Some(holder), HolderEvent::Confirmed { basis }) => {
                Holder { basis, confirmed_at: at, ..holder }
            }
            (Some(holder), HolderEvent::Excluded { ground, words, basis }) => Holder {
                standing: Standing::Excluded,
                exclusion: Some(Exclusion { ground, words, at }),
                basis,
                ..holder
            },
            (Some(holder), HolderEvent::Redacted { .. }) => holder,
            (None, _) => unreachable!("decide lets nothing happen before a registration"),
        }
    }

    fn facets(&self) -> Facets {
        let entry = &self.entry;
        let mut facets = Facets {
            status: self.standing.as_str().into(),
            number: Some(self.number.clone()),
            fresh_at: self.freshness(),
            title: title_of(&entry.name, &self.number),
            text: search_text(&self.number, entry),
            ..Facets::default()
        };
        facets.tag("region", &entry.address.region);
        facets.tag("district", &entry.address.district);
        facets.tag("holder_kind", &entry.kind);
        facets.tag("sector", &entry.sector);
        facets.tag("ownership", &entry.ownership);
        facets.tag("country", &entry.address.country);
        // A forgotten identifier is nobody's.
        if self.standing == Standing::Registered && !entry.identifier.value.is_empty() {
            let key = format!("{}:{}", entry.identifier.scheme, entry.identifier.value);
            facets.unique.push(("identifier", key));
        }
        facets
    }

    fn forget(event: &mut HolderEvent, values: &Forgotten) {
        match event {
            HolderEvent::Registered { entry, basis, .. }
            | HolderEvent::Amended { entry, basis } => {
                values.typed(Of::Holder, entry.as_mut());
                basis.forget(values);
            }
            HolderEvent::Excluded { words, basis, .. } => {
                values.text(words);
                basis.forget(values);
            }
            HolderEvent::Confirmed { basis } | HolderEvent::Redacted { basis, .. } => {
                basis.forget(values);
            }
        }
    }

    fn sealed(&self, event: &HolderEvent, fields: &Catalogue) -> Option<Sealed> {
        let act = match event {
            HolderEvent::Registered { .. } => "register",
            HolderEvent::Amended { .. } => "amend",
            HolderEvent::Confirmed { .. } => "confirm",
            HolderEvent::Excluded { .. } => "exclude",
            HolderEvent::Redacted { .. } => "redact",
        };
        let mut sealed = Sealed::new("holder", &self.number, act);
        sealed.entry(fields, Of::Holder, &serde_json::to_value(&self.entry).ok()?);
        circumstances(&mut sealed, &self.basis, self.exclusion.as_ref());
        if let HolderEvent::Redacted { gaps, ground, .. } = event {
            redaction(&mut sealed, gaps, ground);
        }
        Some(sealed)
    }
}

/// What it is called in lists; a name that was forgotten leaves the number.
pub(crate) fn title_of(name: &Names, number: &str) -> String {
    let name = name.in_language("ky");
    if name.is_empty() { number.to_owned() } else { name.to_owned() }
}

/// An entry can forget whether it is in force or not. The description is not checked: a field that
/// must be filled may be empty afterwards.
pub(crate) fn may_be_redacted<T>(
    current: Option<&T>,
    gaps: &[Gap],
    ground: &str,
) -> Result<(), EntryRefusal> {
    if current.is_none() {
        return Err(EntryRefusal::NotRegistered);
    }
    if ground.is_empty() {
        return Err(EntryRefusal::GroundMissing);
    }
    if gaps.is_empty() { Err(EntryRefusal::NothingChanged) } else { Ok(()) }
}

/// Commits to what was forgotten and on what ground; never to the value.
pub(crate) fn redaction(sealed: &mut Sealed, gaps: &[Gap], ground: &str) {
    sealed.frame("redaction.ground", ground, true);
    sealed.frame("redaction.fields", &fields_of(gaps).join(" "), true);
}

/// Commits to what holders and arrays have in common beside their description.
pub(crate) fn circumstances(sealed: &mut Sealed, basis: &Basis, exclusion: Option<&Exclusion>) {
    if let Basis::Import { source, .. } = basis {
        sealed.frame("source", source, true);
    }
    if let Some(exclusion) = exclusion {
        sealed.frame("exclusion.ground", &exclusion.ground, true);
        sealed.frame("exclusion.words", &exclusion.words, false);
    }
}

fn search_text(number: &str, entry: &HolderEntry) -> String {
    let mut words: Vec<&str> = entry.name.all().collect();
    words.extend([number, &entry.identifier.value, &entry.okpo, &entry.registration_number]);
    words.extend([entry.address.street.as_str(), &entry.web]);
    fold(&words.join(" "))
}
