//! The data array in the Register.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::array_entry::{ArrayEntry, DataItem};
use crate::commitment::Sealed;
use crate::field::{Catalogue, Of};
use crate::holder::{
    EntryRefusal, Exclusion, Holder, Standing, accept, circumstances, in_force, may_be_redacted,
    redaction, title_of,
};
use crate::holder_entry::{Basis, HolderEntry, Names};
use crate::law::Law;
use crate::record::{Actor, Event, Facets, Happened, Kind, Moment, Record, fold};
use crate::redaction::{Forgotten, Gap};

/// The list of data that belongs to a version of an array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRef {
    /// The list's record.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The version of its items.
    pub version: u32,
}

/// What an array needs to know of its holder: to be found and shown by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderRef {
    /// The holder's record.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its name on the day of the array's last change.
    pub name: Names,
    /// Code of its kind.
    pub kind: String,
    /// Code of its form of ownership.
    pub ownership: String,
    /// Code of its sector.
    pub sector: String,
    /// Code of its country.
    pub country: String,
    /// Code of its region.
    pub region: String,
    /// Code of its district.
    pub district: String,
}

impl HolderRef {
    /// What an array needs of this holder.
    pub fn new(id: Uuid, number: &str, entry: &HolderEntry) -> Self {
        HolderRef {
            id,
            number: number.into(),
            name: entry.name.clone(),
            kind: entry.kind.clone(),
            ownership: entry.ownership.clone(),
            sector: entry.sector.clone(),
            country: entry.address.country.clone(),
            region: entry.address.region.clone(),
            district: entry.address.district.clone(),
        }
    }

    fn tag(&self, facets: &mut Facets) {
        facets.tag("region", &self.region);
        facets.tag("district", &self.district);
        facets.tag("holder_kind", &self.kind);
        facets.tag("sector", &self.sector);
        facets.tag("ownership", &self.ownership);
        facets.tag("country", &self.country);
    }
}

/// A structured set of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataArray {
    /// Register number, never reused.
    pub number: String,
    /// Who holds it.
    pub holder: HolderRef,
    /// Where it stands.
    pub standing: Standing,
    /// Its description; the items stand in the list of data.
    pub entry: ArrayEntry,
    /// The list of data.
    pub list: ListRef,
    /// Codes of the items' categories, for facets.
    pub categories: Vec<String>,
    /// Codes of the groups that these categories belong to, for facets.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Whether any item is special.
    pub special: bool,
    /// When it entered the Register.
    pub registered_at: Timestamp,
    /// When the holder last said "still true".
    pub confirmed_at: Timestamp,
    /// Set when excluded.
    pub exclusion: Option<Exclusion>,
    /// Why it was last changed.
    pub basis: Basis,
}

impl DataArray {
    /// When the holder last said "still true"; an import says nothing of the kind.
    pub fn freshness(&self) -> Option<Timestamp> {
        (!self.basis.may_be_incomplete()).then_some(self.confirmed_at)
    }

    /// An array is found by what its holder is today; what it says of the holder stays as it was on
    /// the day of its last change.
    pub fn facets_under(&self, id: Uuid, holder: &Holder) -> Facets {
        let holder = HolderRef::new(id, &holder.number, &holder.entry);
        DataArray { holder, ..self.clone() }.facets()
    }

    /// The description with the items of its list put back.
    pub fn whole_entry(&self, items: Vec<DataItem>) -> ArrayEntry {
        ArrayEntry { items, ..self.entry.clone() }
    }
}

/// What may be asked for. The entry always comes whole, with its items.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub enum DataArrayAct {
    /// Enter it in the Register.
    Register {
        number: String,
        holder: HolderRef,
        entry: Box<ArrayEntry>,
        list: ListRef,
        basis: Basis,
    },
    /// Change its description.
    Amend { holder: HolderRef, entry: Box<ArrayEntry>, list: ListRef, basis: Basis },
    /// Say that everything is still true.
    Confirm { basis: Basis },
    /// Take it out.
    Exclude { ground: String, words: String, basis: Basis },
    /// Say that values of it were forgotten; they are out of its history already.
    Redact { gaps: Vec<Gap>, ground: String, basis: Basis },
}

/// What happened to it. Every event is public and makes a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are those of the acts")]
pub enum DataArrayEvent {
    /// It entered the Register.
    Registered { number: String, content: Box<Content>, basis: Basis },
    /// Its description changed.
    Amended { content: Box<Content>, basis: Basis },
    /// It was confirmed.
    Confirmed { basis: Basis },
    /// It was taken out.
    Excluded { ground: String, words: String, basis: Basis },
    /// Values of it were forgotten.
    Redacted { gaps: Vec<Gap>, ground: String, basis: Basis },
}

/// What a version of an array says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Who holds it.
    pub holder: HolderRef,
    /// Its description without the items.
    pub entry: ArrayEntry,
    /// The list of data.
    pub list: ListRef,
    /// Codes of the items' categories.
    pub categories: Vec<String>,
    /// Codes of the groups that these belong to.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Whether any item is special.
    pub special: bool,
}

impl Content {
    fn new(holder: HolderRef, whole: ArrayEntry, list: ListRef, law: &Law) -> Box<Self> {
        let special = whole.has_special();
        let mut categories: Vec<String> =
            whole.items.iter().map(|i| i.category.clone()).filter(|c| !c.is_empty()).collect();
        categories.sort();
        categories.dedup();
        let tree = law.classifier("data_category");
        let groups = tree.map(|tree| tree.above(&categories)).unwrap_or_default();
        let entry = ArrayEntry { items: Vec::new(), ..whole };
        Box::new(Content { holder, entry, list, categories, groups, special })
    }
}

impl Event for DataArrayEvent {
    fn name(&self) -> &'static str {
        match self {
            DataArrayEvent::Registered { .. } => "registered",
            DataArrayEvent::Amended { .. } => "amended",
            DataArrayEvent::Confirmed { .. } => "confirmed",
            DataArrayEvent::Excluded { .. } => "excluded",
            DataArrayEvent::Redacted { .. } => "redacted",
        }
    }

    fn is_public(&self) -> bool {
        true
    }
}

impl Record for DataArray {
    const KIND: Kind = Kind::DataArray;
    type Act = DataArrayAct;
    type Event = DataArrayEvent;
    type Refusal = EntryRefusal;

    fn decide(
        current: Option<&Self>,
        act: DataArrayAct,
        _by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<DataArrayEvent>, EntryRefusal> {
        let event = match act {
            DataArrayAct::Register { number, holder, entry, list, basis } => {
                if current.is_some() {
                    return Err(EntryRefusal::AlreadyRegistered);
                }
                accept(Of::DataArray, &entry, &basis, moment)?;
                let content = Content::new(holder, *entry, list, &moment.law);
                DataArrayEvent::Registered { number, content, basis }
            }
            DataArrayAct::Amend { holder, entry, list, basis } => {
                let present = in_force(current, |array| array.standing)?;
                accept(Of::DataArray, &entry, &basis, moment)?;
                let content = Content::new(holder, *entry, list, &moment.law);
                if present.entry == content.entry && present.list == content.list {
                    return Err(EntryRefusal::NothingChanged);
                }
                DataArrayEvent::Amended { content, basis }
            }
            DataArrayAct::Confirm { basis } => {
                in_force(current, |array| array.standing)?;
                DataArrayEvent::Confirmed { basis }
            }
            DataArrayAct::Exclude { ground, words, basis } => {
                in_force(current, |array| array.standing)?;
                if ground.is_empty() {
                    return Err(EntryRefusal::GroundMissing);
                }
                DataArrayEvent::Excluded { ground, words, basis }
            }
            DataArrayAct::Redact { gaps, ground, basis } => {
                may_be_redacted(current, &gaps, &ground)?;
                DataArrayEvent::Redacted { gaps, ground, basis }
            }
        };
        Ok(vec![event])
    }

    fn apply(current: Option<Self>, happened: Happened<'_, DataArrayEvent>) -> Self {
        let at = happened.at;
        match (current, happened.event.clone()) {
            (_, DataArrayEvent::Registered { number, content, basis }) => {
                let Content { holder, entry, list, categories, groups, special } = *content;
                DataArray {
                    number,
                    holder,
                    standing: Standing::Registered,
                    entry,
                    list,
                    categories,
                    groups,
                    special,
                    registered_at: at,
                    confirmed_at: at,
                    exclusion: None,
                    basis,
                }
            }
            (Some(array), DataArrayEvent::Amended { content, basis }) => {
                let Content { holder, entry, list, categories, groups, special } = *content;
                let confirmed_at = at;
                DataArray {
                    holder,
                    entry,
                    list,
                    categories,
                    groups,
                    special,
                    basis,
                    confirmed_at,
                    ..array
                }
            }
            (Some(array), DataArrayEvent::Confirmed { basis }) => {
                DataArray { basis, confirmed_at: at, ..array }
            }
            (Some(array), DataArrayEvent::Excluded { ground, words, basis }) => DataArray {
                standing: Standing::Excluded,
                exclusion: Some(Exclusion { ground, words, at }),
                basis,
                ..array
            },
            (Some(array), DataArrayEvent::Redacted { .. }) => array,
            (None, _) => unreachable!("decide lets nothing happen before a registration"),
        }
    }

    fn facets(&self) -> Facets {
        let mut facets = Facets {
            status: self.standing.as_str().into(),
            number: Some(self.number.clone()),
            holder: Some(self.holder.id),
            fresh_at: self.freshness(),
            title: title_of(&self.entry.name, &self.number),
            text: self.search_text(),
            ..Facets::default()
        };
        self.holder.tag(&mut facets);
        self.tag_content(&mut facets);
        facets
    }

    fn forget(event: &mut DataArrayEvent, values: &Forgotten) {
        match event {
            DataArrayEvent::Registered { content, basis, .. }
            | DataArrayEvent::Amended { content, basis } => {
                content.holder.name.forget(values);
                values.typed(Of::DataArray, &mut content.entry);
                basis.forget(values);
            }
            DataArrayEvent::Excluded { words, basis, .. } => {
                values.text(words);
                basis.forget(values);
            }
            DataArrayEvent::Confirmed { basis } | DataArrayEvent::Redacted { basis, .. } => {
                basis.forget(values);
            }
        }
    }

    fn sealed(&self, event: &DataArrayEvent, fields: &Catalogue) -> Option<Sealed> {
        let act = match event {
            DataArrayEvent::Registered { .. } => "register",
            DataArrayEvent::Amended { .. } => "amend",
            DataArrayEvent::Confirmed { .. } => "confirm",
            DataArrayEvent::Excluded { .. } => "exclude",
            DataArrayEvent::Redacted { .. } => "redact",
        };
        let mut sealed = Sealed::new("array", &self.number, act);
        sealed.frame("holder", &self.holder.number, true);
        sealed.frame("list", &format!("{}/{}", self.list.number, self.list.version), true);
        sealed.entry(fields, Of::DataArray, &serde_json::to_value(&self.entry).ok()?);
        circumstances(&mut sealed, &self.basis, self.exclusion.as_ref());
        if let DataArrayEvent::Redacted { gaps, ground, .. } = event {
            redaction(&mut sealed, gaps, ground);
        }
        Some(sealed)
    }
}

impl DataArray {
    fn tag_content(&self, facets: &mut Facets) {
        for category in self.categories.iter().chain(&self.groups) {
            facets.tag("data_category", category);
        }
        for subject in &self.entry.subjects {
            facets.tag("subject_category", &subject.category);
        }
        for purpose in &self.entry.purposes {
            facets.tag("ground", &purpose.ground);
        }
        facets.tag("special", if self.special { "yes" } else { "no" });
        facets.tag("cross_border", &self.entry.cross_border.answer);
        for transfer in &self.entry.cross_border.transfers {
            facets.tag("transfer_country", &transfer.country);
        }
    }

    fn search_text(&self) -> String {
        let mut words: Vec<&str> = self.entry.name.all().collect();
        words.push(&self.number);
        words.extend(self.holder.name.all());
        words.extend(self.entry.purposes.iter().map(|purpose| purpose.words.as_str()));
        words.extend(self.entry.subjects.iter().map(|subject| subject.words.as_str()));
        fold(&words.join(" "))
    }
}
