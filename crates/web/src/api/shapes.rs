//! The shapes of the answers. Names are the nouns of the glossary.

use app::register::{EntryView, VersionLine};
use domain::holder::Standing;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::{PartialSchema, ToSchema};

use super::schema;

/// A name in three languages; an empty text where there is none.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Names {
    pub ky: String,
    pub ru: String,
    pub en: String,
}

impl From<domain::holder_entry::Names> for Names {
    fn from(names: domain::holder_entry::Names) -> Self {
        Names { ky: names.ky, ru: names.ru, en: names.en }
    }
}

/// Whether an entry is in force.
#[derive(Debug, Clone, Copy, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Registered,
    Excluded,
}

impl From<Standing> for Status {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Registered => Status::Registered,
            Standing::Excluded => Status::Excluded,
        }
    }
}

impl From<Status> for Standing {
    fn from(status: Status) -> Self {
        match status {
            Status::Registered => Standing::Registered,
            Status::Excluded => Standing::Excluded,
        }
    }
}

/// Who holds an array.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HolderRef {
    #[schema(pattern = "^[^a-z\\s]{1,40}$")]
    pub number: String,
    pub name: Names,
}

pub(super) fn holder_ref(brief: Option<app::register::HolderBrief>) -> HolderRef {
    let (number, name) = brief.map(|brief| (brief.number, brief.name)).unwrap_or_default();
    HolderRef { number, name: name.into() }
}

/// When and on what ground an entry was taken out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exclusion {
    /// Code of the classifier `exclusion_ground`.
    pub ground: String,
    pub at: Timestamp,
}

/// A value that was forgotten: what stood there is kept nowhere any more.
#[derive(Debug, Serialize, ToSchema)]
pub struct Redacted {
    /// The place in the entry: `contact.words`, `items.0.words`.
    pub path: String,
    pub at: Timestamp,
    /// Code of the classifier `redaction_ground`.
    pub ground: String,
}

fn redacted(marks: Vec<app::register::Mark>) -> Vec<Redacted> {
    let one = |mark: app::register::Mark| {
        let app::register::Mark { path, at, ground } = mark;
        Redacted { path, at, ground }
    };
    marks.into_iter().map(one).collect()
}

/// The list of data of an array.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListRef {
    #[schema(pattern = "^[^a-z\\s]{1,40}$")]
    pub number: String,
    #[schema(minimum = 1)]
    pub version: u32,
}

/// The published description of a holder.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct PublishedHolder(pub Value);

/// The published description of an array.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct PublishedArray(pub Value);

/// Their shapes come from the catalogue of fields when the document is served.
macro_rules! from_the_catalogue {
    ($($shape:ident),*) => {$(
        impl PartialSchema for $shape {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                schema::placeholder()
            }
        }
        impl ToSchema for $shape {}
    )*};
}
from_the_catalogue!(PublishedHolder, PublishedArray);

/// A version of a holder's entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderDocument {
    #[schema(pattern = "^[^a-z\\s]{1,40}$")]
    pub number: String,
    #[schema(minimum = 1)]
    pub version: i64,
    #[schema(minimum = 1)]
    pub versions: i64,
    pub status: Status,
    pub registered_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    /// When this version was made.
    pub recorded_at: Timestamp,
    pub excluded: Option<Exclusion>,
    pub imported: bool,
    /// Where it was imported from.
    pub source: Option<String>,
    /// What was forgotten of this version.
    pub redacted: Vec<Redacted>,
    pub entry: PublishedHolder,
}

/// A version of an array's entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrayDocument {
    #[schema(pattern = "^[^a-z\\s]{1,40}$")]
    pub number: String,
    #[schema(minimum = 1)]
    pub version: i64,
    #[schema(minimum = 1)]
    pub versions: i64,
    pub status: Status,
    pub holder: HolderRef,
    pub list: ListRef,
    pub registered_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    /// When this version was made.
    pub recorded_at: Timestamp,
    pub excluded: Option<Exclusion>,
    pub imported: bool,
    /// Where it was imported from.
    pub source: Option<String>,
    /// What was forgotten of this version.
    pub redacted: Vec<Redacted>,
    pub entry: PublishedArray,
}

impl From<EntryView> for HolderDocument {
    fn from(view: EntryView) -> Self {
        HolderDocument {
            number: view.number,
            version: view.version,
            versions: view.versions,
            status: view.standing.into(),
            registered_at: view.registered_at,
            confirmed_at: view.confirmed_at,
            recorded_at: view.recorded_at,
            excluded: view.excluded.map(|e| Exclusion { ground: e.ground, at: e.at }),
            imported: view.is_imported,
            source: view.source,
            redacted: redacted(view.redacted),
            entry: PublishedHolder(schema::without_blanks(view.entry)),
        }
    }
}

impl From<EntryView> for ArrayDocument {
    fn from(view: EntryView) -> Self {
        let list = view.list.map(|list| ListRef { number: list.number, version: list.version });
        ArrayDocument {
            number: view.number,
            version: view.version,
            versions: view.versions,
            status: view.standing.into(),
            holder: holder_ref(view.holder),
            list: list.unwrap_or(ListRef { number: String::new(), version: 1 }),
            registered_at: view.registered_at,
            confirmed_at: view.confirmed_at,
            recorded_at: view.recorded_at,
            excluded: view.excluded.map(|e| Exclusion { ground: e.ground, at: e.at }),
            imported: view.is_imported,
            source: view.source,
            redacted: redacted(view.redacted),
            entry: PublishedArray(schema::without_blanks(view.entry)),
        }
    }
}

/// What made a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    #[schema(minimum = 1)]
    pub version: i64,
    /// `registered`, `amended`, `confirmed`, `excluded` or `redacted`.
    #[schema(pattern = "^[a-z_]+$")]
    pub act: String,
    pub at: Timestamp,
    /// Its place in the feed of changes.
    #[schema(minimum = 1)]
    pub change: Option<i64>,
}

impl From<VersionLine> for Version {
    fn from(line: VersionLine) -> Self {
        Version { version: line.version, act: line.act, at: line.at, change: line.change }
    }
}

/// Every version of an entry, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    pub items: Vec<Version>,
    #[schema(minimum = 0)]
    pub total: i64,
    /// Always absent: the list is whole.
    pub next: Option<String>,
}

/// One mistake at its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The place: a parameter, or a path in the entry such as `purposes.0.ground`.
    pub path: String,
    #[schema(pattern = "^[a-z0-9_]+$")]
    pub code: String,
    /// What the mistake is about: a limit, the value found.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    #[schema(required = false)]
    pub params: std::collections::BTreeMap<String, String>,
}

impl From<domain::problem::Problem> for FieldProblem {
    fn from(problem: domain::problem::Problem) -> Self {
        FieldProblem { path: problem.path, code: problem.code, params: problem.params }
    }
}

/// Why a request has no ordinary answer (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[allow(dead_code, reason = "the shape of what the shell answers")]
pub struct ProblemDocument {
    #[schema(pattern = "^about:blank$")]
    pub r#type: String,
    pub title: String,
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// A sentence in the language of `Accept-Language`.
    pub detail: String,
    /// A word for programs.
    #[schema(pattern = "^[a-z0-9_-]+$")]
    pub code: String,
    /// Every mistake, when there are several or each has its place.
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
}
