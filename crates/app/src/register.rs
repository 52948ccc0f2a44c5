//! The public's use cases: search, read, every version, the difference of any two, a day in the past.
//!
//! Nothing here sees more than the publication rules allow.

mod about_me;
mod changes;
mod feed;
mod finder;
mod number;
mod published;
mod redacted;
mod search;

use std::collections::BTreeMap;

use domain::field::Of;
use domain::holder::{Exclusion, Holder, Standing};
use domain::holder_entry::{Basis, Names};
use domain::record::{Happened, Record};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use store::{FileUse, Loaded, Stored};
use uuid::Uuid;

pub use self::about_me::{
    AboutMe, Group, Home, MOST_SHOWN, MOST_SITUATIONS, Reach, Ring, about_me,
};
pub use self::changes::{
    BLOCK, CHANGE_ACTS, ChangesPage, ChangesWanted, NamedChange, block_of_changes, latest_changes,
    month, newest_changes, older_blocks,
};
pub use self::feed::{ChangeLine, MOST_CHANGES, Size, changes, last_change, size};
pub use self::finder::{
    Findable, Finder, Hit, HitPart, HitPlace, Sought, Words, all_findable, arrays_of, findable,
    vocabulary,
};
pub use self::number::canonical;
pub use self::published::{Facts, HolderBrief, ListBrief, Published, Told};
pub(crate) use self::published::{json_of, whole_version};
use self::redacted::Forgotten;
pub use self::redacted::Mark;
pub use self::search::{
    AXES, Counts, Found, Freshness, LONGEST_TEXT, MOST_ENTRIES, Place, Results, Search,
    filter_counts, look_and_count, look_for, oldest_in_time,
};
use crate::{App, Error, Result};

/// A version of an entry of the Register, as everybody may read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryView {
    /// The record.
    pub id: Uuid,
    /// Register number.
    pub number: String,
    /// Whether it is a holder or an array.
    pub of: Of,
    /// Which version this is, from 1.
    pub version: i64,
    /// How many versions there are.
    pub versions: i64,
    /// Whether it was in force in this version.
    pub standing: Standing,
    /// The description, only what is published.
    pub entry: Value,
    /// For an array: who holds it.
    pub holder: Option<HolderBrief>,
    /// For an array: its holder as it stands today.
    #[serde(skip)]
    pub held_by: Option<Box<EntryView>>,
    /// For an array: number and version of its list of data.
    pub list: Option<ListBrief>,
    /// When it entered the Register.
    pub registered_at: Timestamp,
    /// When the holder last said "still true"; never, for what was imported.
    pub confirmed_at: Option<Timestamp>,
    /// When this version was made.
    pub recorded_at: Timestamp,
    /// Code of the ground and the time, when excluded. Reasons are not published.
    pub excluded: Option<ExclusionBrief>,
    /// Whether it was brought from another register, perhaps with gaps.
    pub is_imported: bool,
    /// From where, in words, when it was.
    pub source: Option<String>,
    /// Where values of this version were forgotten.
    pub redacted: Vec<Mark>,
}

/// When and on what ground an entry was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExclusionBrief {
    /// Code of a ground of exclusion.
    pub ground: String,
    /// When.
    pub at: Timestamp,
}

impl ExclusionBrief {
    pub(crate) fn of(exclusion: &Exclusion) -> Self {
        Self { ground: exclusion.ground.clone(), at: exclusion.at }
    }
}

/// One line of an entry's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionLine {
    /// Its number, from 1.
    pub version: i64,
    /// What happened: `registered`, `amended`, `confirmed`, `excluded`, `redacted`.
    pub act: String,
    /// When.
    pub at: Timestamp,
    /// Its number in the feed of changes.
    pub change: Option<i64>,
}

/// Every state a record has been in, with the event that made it.
pub(crate) fn replay<R: Record>(history: Vec<Stored<R::Event>>) -> Vec<(Stored<R::Event>, R)> {
    let mut states = Vec::with_capacity(history.len());
    let mut current: Option<R> = None;
    for stored in history {
        let Some(event) = &stored.event else { continue };
        let record = R::apply(current.take(), Happened { event, at: stored.at, by: &stored.by });
        current = Some(record.clone());
        states.push((stored, record));
    }
    states
}

/// The entry as it stands today.
pub async fn current<R: Published>(app: &App, number: &str) -> Result<EntryView> {
    let loaded = by_number::<R>(app, number).await?;
    let newest = Version::newest(&loaded);
    view(app, &loaded.record, newest).await
}

/// The entry in one of its versions.
pub async fn version<R: Published>(app: &App, number: &str, version: i64) -> Result<EntryView> {
    let loaded = by_number::<R>(app, number).await?;
    let states = replay::<R>(app.store().history::<R>(loaded.id).await?);
    let found = states.into_iter().find(|(stored, _)| stored.revision == version);
    let (stored, record) = found.ok_or(Error::NotFound)?;
    view(app, &record, Version::of(&loaded, &stored)).await
}

/// The entry as it stood at the end of a day in the authority's zone.
pub async fn as_of<R: Published>(app: &App, number: &str, day: Date) -> Result<EntryView> {
    let moment = app.moment();
    let zone = moment.zone().ok_or_else(|| Error::Internal("no zone".into()))?;
    let end = zone.last_moment_of(day).ok_or(Error::NotFound)?;
    let loaded = by_number::<R>(app, number).await?;
    let states = replay::<R>(app.store().history::<R>(loaded.id).await?);
    let found = states.into_iter().rfind(|(stored, _)| stored.at <= end);
    let (stored, record) = found.ok_or(Error::NotFound)?;
    view(app, &record, Version::of(&loaded, &stored)).await
}

/// Whose a policy is: the file is there for this organisation only, whoever else may name its hash.
pub(crate) fn policy_of(organisation: Uuid) -> FileUse<'static> {
    FileUse { organisation, purpose: "policy" }
}

/// The names of holders by their numbers, as far as they are published; unknown numbers are left out.
pub async fn names(app: &App, numbers: &[String]) -> Result<BTreeMap<String, Names>> {
    let fields = app.moment().fields();
    let mut names = BTreeMap::new();
    for holder in app.store().by_numbers::<Holder>(numbers).await? {
        let shown = fields.publish(Of::Holder, json_of(&holder.record.entry)?);
        let name = shown.get("name").cloned().unwrap_or_default();
        names.insert(holder.record.number, serde_json::from_value(name).unwrap_or_default());
    }
    Ok(names)
}

/// The processing policy attached to a holder's entry, if the rules of publication show it.
pub async fn policy_file(app: &App, number: &str) -> Result<(store::FileRef, Vec<u8>)> {
    let shown = current::<Holder>(app, number).await?;
    let hash = domain::path::text(&shown.entry, "policy.file");
    app.store().get_used_file(hash, policy_of(shown.id)).await?.ok_or(Error::NotFound)
}

/// Every version of an entry, newest first.
pub async fn versions<R: Published>(app: &App, number: &str) -> Result<Vec<VersionLine>> {
    let loaded = by_number::<R>(app, number).await?;
    let mut lines: Vec<VersionLine> = app
        .store()
        .history::<R>(loaded.id)
        .await?
        .into_iter()
        .map(|stored| VersionLine {
            version: stored.revision,
            act: stored.act,
            at: stored.at,
            change: stored.public_seq,
        })
        .collect();
    lines.reverse();
    Ok(lines)
}

pub(crate) async fn by_number<R: Record>(app: &App, number: &str) -> Result<Loaded<R>> {
    app.store().by_number::<R>(number).await?.ok_or(Error::NotFound)
}

/// Which version of a record is looked at, and how many there are.
struct Version {
    id: Uuid,
    version: i64,
    versions: i64,
    recorded_at: Timestamp,
}

impl Version {
    fn newest<R: Record>(loaded: &Loaded<R>) -> Self {
        let (id, version) = (loaded.id, loaded.revision);
        Self { id, version, versions: version, recorded_at: loaded.updated_at }
    }

    fn of<R: Record>(loaded: &Loaded<R>, stored: &Stored<R::Event>) -> Self {
        let (version, recorded_at) = (stored.revision, stored.at);
        Self { id: loaded.id, version, versions: loaded.revision, recorded_at }
    }
}

async fn view<R: Published>(app: &App, record: &R, version: Version) -> Result<EntryView> {
    let Told { whole, holder, forgotten } = record.told(app, version.id).await?;
    let brief = record.holder(holder.as_ref());
    let mut shown = narrowed(app, record, version, whole, &forgotten).await?;
    shown.holder = brief;
    if let Some(holder) = holder {
        let (newest, whole) = (Version::newest(&holder), json_of(&holder.record.entry)?);
        let holder = narrowed(app, &holder.record, newest, whole, &forgotten).await?;
        shown.held_by = Some(Box::new(holder));
    }
    Ok(shown)
}

/// What the rules of publication show of a version, without its holder.
async fn narrowed<R: Published>(
    app: &App,
    record: &R,
    Version { id, version, versions, recorded_at }: Version,
    whole: Value,
    forgotten: &Forgotten,
) -> Result<EntryView> {
    let Facts { number, standing, exclusion, registered_at, confirmed_at, basis } = record.facts();
    let excluded = exclusion.map(ExclusionBrief::of);
    let fields = app.moment().fields();
    let marks = forgotten.marks(app, id, record, version).await?;
    Ok(EntryView {
        id,
        number: number.to_owned(),
        of: R::OF,
        version,
        versions,
        standing,
        entry: fields.publish(R::OF, whole),
        holder: None,
        held_by: None,
        list: record.list(),
        registered_at,
        confirmed_at,
        recorded_at,
        excluded,
        is_imported: basis.may_be_incomplete(),
        source: source_of(basis).filter(|source| !source.is_empty()),
        redacted: redacted::shown::<R>(marks, &fields),
    })
}

/// From where an entry was brought, in words.
pub(crate) fn source_of(basis: &Basis) -> Option<String> {
    match basis {
        Basis::Import { source, .. } => Some(source.clone()),
        Basis::Application { .. } => None,
    }
}
