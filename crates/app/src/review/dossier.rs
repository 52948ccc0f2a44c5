//! An entry of the Register as the authority sees it: whole, with every version and who made it.

use domain::application::Application;
use domain::field::Of;
use domain::holder::{Exclusion, Standing};
use domain::record::Actor;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::policy::{self, Deed};
use crate::register::{HolderBrief, Mark, Published, replay};
use crate::{App, Caller, Error, Result};

/// An entry with its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The record.
    pub id: Uuid,
    /// Register number.
    pub number: String,
    /// Whether it is a holder or an array.
    pub of: Of,
    /// Where it stands today.
    pub standing: Standing,
    /// Which version is shown.
    pub version: i64,
    /// The whole description in this version.
    pub entry: Value,
    /// The description one version earlier.
    pub before: Option<Value>,
    /// What of this version was forgotten, published or not.
    pub redacted: Vec<Mark>,
    /// And of the one before.
    pub redacted_before: Vec<Mark>,
    /// For an array: who holds it.
    pub holder: Option<HolderBrief>,
    /// Ground and words, when excluded.
    pub exclusion: Option<Exclusion>,
    /// Every version, newest first.
    pub versions: Vec<DossierVersion>,
    /// The application that is open on it now.
    pub open: Option<(Uuid, Option<String>)>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierVersion {
    /// Its number, from 1.
    pub version: i64,
    /// What happened.
    pub act: String,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// An entry by its number, in one of its versions or as it stands.
pub async fn dossier<R: Published>(
    app: &App,
    caller: &Caller,
    number: &str,
    version: Option<i64>,
) -> Result<Dossier> {
    policy::check(caller, Deed::ReadQueue, None)?;
    let loaded = app.store().by_number::<R>(number).await?.ok_or(Error::NotFound)?;
    let states = replay::<R>(app.store().history::<R>(loaded.id).await?);
    let version = version.unwrap_or(loaded.revision);
    let place = states.iter().position(|(stored, _)| stored.revision == version);
    let place = place.ok_or(Error::NotFound)?;
    let (mut before, mut redacted_before) = (None, Vec::new());
    if let Some((stored, earlier)) = place.checked_sub(1).and_then(|earlier| states.get(earlier)) {
        let told = earlier.told(app, loaded.id).await?;
        redacted_before = told.forgotten.marks(app, loaded.id, earlier, stored.revision).await?;
        before = Some(told.whole);
    }
    let open = app
        .store()
        .by_key::<Application>("open_subject", &loaded.id.to_string())
        .await?
        .filter(|open| open.record.number.is_some() || open.record.ex_officio);
    let shown = &states[place].1;
    let told = shown.told(app, loaded.id).await?;
    let today = loaded.record.told(app, loaded.id).await?.holder;
    Ok(Dossier {
        id: loaded.id,
        number: number.to_owned(),
        of: R::OF,
        standing: loaded.record.facts().standing,
        version,
        entry: told.whole,
        before,
        redacted: told.forgotten.marks(app, loaded.id, shown, version).await?,
        redacted_before,
        holder: loaded.record.holder(today.as_ref()),
        exclusion: loaded.record.facts().exclusion.cloned(),
        versions: states.iter().rev().map(|(stored, _)| line(stored)).collect(),
        open: open.map(|open| (open.id, open.record.number)),
    })
}

fn line<E>(stored: &store::Stored<E>) -> DossierVersion {
    let (act, by) = (stored.act.clone(), stored.by.clone());
    DossierVersion { version: stored.revision, act, by, at: stored.at }
}
