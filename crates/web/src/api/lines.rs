//! Lines of lists, and what is counted and shown beside them.

use std::collections::BTreeMap;

use app::register::{Found, Hit, HitPart, HitPlace};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes::{HolderRef, Names, Status, holder_ref};

/// A holder in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderLine {
    #[schema(pattern = "^[^a-z\\s]{1,40}$")]
    pub number: String,
    #[schema(minimum = 1)]
    pub version: i64,
    pub status: Status,
    pub name: Names,
    /// Code of the classifier `holder_kind`.
    pub kind: String,
    /// Code of the classifier `sector`.
    pub sector: String,
    /// Code of the classifier `country`.
    pub country: String,
    /// Code of the classifier `region`; empty abroad.
    pub region: String,
    /// Code of the classifier `district`; empty abroad.
    pub district: String,
    /// Whether it was brought from another register, perhaps with gaps.
    pub imported: bool,
    pub registered_at: Timestamp,
    /// When the holder last said that it is still true.
    pub confirmed_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// Where it has the words of `q`; absent where only a number fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_in: Option<FoundIn>,
}

/// Where an entry has the words that were asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundIn {
    pub place: PlaceWord,
    /// The language of the text, if it is known.
    pub language: Option<String>,
    /// The text around the words; one after another, the parts are the text.
    pub parts: Vec<TextPart>,
}

/// In which of the texts of an entry.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceWord {
    Name,
    Holder,
    Description,
}

/// A part of a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextPart {
    pub text: String,
    /// Whether these words were asked for.
    pub matches: bool,
}

impl From<Hit> for FoundIn {
    fn from(hit: Hit) -> Self {
        let part = |part: HitPart| TextPart { text: part.text, matches: part.is_match };
        FoundIn {
            place: match hit.place {
                HitPlace::Name => PlaceWord::Name,
                HitPlace::Holder => PlaceWord::Holder,
                HitPlace::Description => PlaceWord::Description,
            },
            language: hit.language.map(str::to_owned),
            parts: hit.parts.into_iter().map(part).collect(),
        }
    }
}

/// An array in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrayLine {
    #[schema(pattern = "^[^a-z\\s]{1,40}$")]
    pub number: String,
    #[schema(minimum = 1)]
    pub version: i64,
    pub status: Status,
    pub name: Names,
    pub holder: HolderRef,
    /// Whether it holds data of special categories.
    pub special: bool,
    /// Whether data leave the country.
    pub cross_border: bool,
    /// Whether it was brought from another register, perhaps with gaps.
    pub imported: bool,
    pub registered_at: Timestamp,
    /// When the holder last said that it is still true.
    pub confirmed_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// Where it has the words of `q`; absent where only a number fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_in: Option<FoundIn>,
}

/// A page of holders.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderList {
    #[schema(max_items = 100)]
    pub items: Vec<HolderLine>,
    /// How many there are on all pages, exactly.
    #[schema(minimum = 0)]
    pub total: i64,
    /// Whether they have all the words that were asked for. If no entry has, those that have most of
    /// them are listed and counted.
    pub all_words: bool,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The counts, if any were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

/// Counts by the name of an axis: the most first, none that is nought.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Facets(pub BTreeMap<String, Vec<FacetCount>>);

/// How many entries a filter by this code would list.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetCount {
    /// A code of the axis' classifier, `yes` or `no`, or a word of the filter.
    pub code: String,
    #[schema(minimum = 1)]
    pub count: i64,
}

/// A page of arrays.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrayList {
    #[schema(max_items = 100)]
    pub items: Vec<ArrayLine>,
    /// How many there are on all pages, exactly.
    #[schema(minimum = 0)]
    pub total: i64,
    /// Whether they have all the words that were asked for. If no entry has, those that have most of
    /// them are listed and counted.
    pub all_words: bool,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The counts, if any were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

impl From<Found> for HolderLine {
    fn from(found: Found) -> Self {
        HolderLine {
            number: found.number,
            version: found.version,
            status: found.standing.into(),
            name: found.name.into(),
            kind: found.place.kind,
            sector: found.place.sector,
            country: found.place.country,
            region: found.place.region,
            district: found.place.district,
            imported: found.is_imported,
            registered_at: found.registered_at,
            confirmed_at: found.confirmed_at,
            changed_at: found.changed_at,
            found_in: found.hit.map(Into::into),
        }
    }
}

impl From<Found> for ArrayLine {
    fn from(found: Found) -> Self {
        ArrayLine {
            number: found.number,
            version: found.version,
            status: found.standing.into(),
            name: found.name.into(),
            holder: holder_ref(found.holder),
            special: found.is_special,
            cross_border: found.is_cross_border,
            imported: found.is_imported,
            registered_at: found.registered_at,
            confirmed_at: found.confirmed_at,
            changed_at: found.changed_at,
            found_in: found.hit.map(Into::into),
        }
    }
}
