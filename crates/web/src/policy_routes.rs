//! Every route of the site and the deed it is: who may enter by it stands in `app::policy`. A test
//! holds this list against the routes that are really there, and every answer against the table.

use Relation::{Application, Nothing, Organisation};
use app::policy::Deed::{self, *};

/// What the address names, and so what a membership is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Nobody's in particular.
    Nothing,
    /// An organisation: `{id}`.
    Organisation,
    /// An application, and by it the organisation that made it: `{id}`.
    Application,
}

/// A route and what it is to the policy.
#[derive(Clone, Copy, Debug)]
pub struct Entrance {
    pub method: &'static str,
    pub path: &'static str,
    pub deed: Deed,
    pub relation: Relation,
}

const fn get(path: &'static str, deed: Deed, relation: Relation) -> Entrance {
    Entrance { method: "GET", path, deed, relation }
}

const fn post(path: &'static str, deed: Deed, relation: Relation) -> Entrance {
    Entrance { method: "POST", path, deed, relation }
}

/// The route as the policy table has it: `/ky/desk` → `/{language}/desk`.
pub fn without_language(matched: &str) -> String {
    let rest = matched.strip_prefix('/').unwrap_or(matched);
    let (first, after) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_language = l10n::Language::all().into_iter().any(|language| language.code() == first);
    if is_language { format!("/{{language}}{after}") } else { matched.to_owned() }
}

/// The routes, slice by slice.
pub const ENTRANCES: &[&[Entrance]] =
    &[SITE, GALLERY, ACCOUNT, ORGANISATIONS, APPLICATIONS, DESK, AUDIT, ADMIN, REGISTER, API];

const SITE: &[Entrance] = &[
    get("/", ReadSite, Nothing),
    get("/assets/{name}", ReadSite, Nothing),
    get("/health/live", ReadSite, Nothing),
    get("/health/ready", ReadSite, Nothing),
    get("/metrics", ReadSite, Nothing),
    get("/log/checkpoint", ReadRegister, Nothing),
    get("/log/key", ReadRegister, Nothing),
    get("/log/policy", ReadRegister, Nothing),
    get("/log/verify.html", ReadRegister, Nothing),
    get("/log/tile/{*path}", ReadRegister, Nothing),
    get("/log/openings/{*path}", ReadRegister, Nothing),
    get("/t/{hash}", ReadRegister, Nothing),
    get("/open-data/latest/{file}", ReadRegister, Nothing),
    get("/open-data/{set}/{file}", ReadRegister, Nothing),
    get("/catalog.ttl", ReadSite, Nothing),
    get("/catalog.jsonld", ReadSite, Nothing),
    get("/{language}/open-data", ReadSite, Nothing),
    get("/{language}/verify", ReadSite, Nothing),
    get("/{language}/contacts", ReadSite, Nothing),
    get("/{language}/accessibility", ReadSite, Nothing),
    get("/{language}/licence", ReadSite, Nothing),
    get("/{language}/must-i-register", ReadSite, Nothing),
    // Not found unless this is a demonstration, which has no letters of real people.
    get("/{language}/demo/outbox", ReadSite, Nothing),
];

/// Only in a program built for development.
const GALLERY: &[Entrance] = if cfg!(debug_assertions) {
    &[
        get("/{language}/parts", ReadSite, Nothing),
        get("/{language}/parts/crash", ReadSite, Nothing),
        get("/{language}/parts/conflict", ReadSite, Nothing),
    ]
} else {
    &[]
};

const ACCOUNT: &[Entrance] = &[
    get("/{language}/sign-in", SignIn, Nothing),
    post("/{language}/sign-in", SignIn, Nothing),
    get("/{language}/sign-in/code", SignIn, Nothing),
    post("/{language}/sign-in/code", SignIn, Nothing),
    get("/{language}/sign-in/recovery", SignIn, Nothing),
    post("/{language}/sign-in/recovery", SignIn, Nothing),
    get("/{language}/sign-in/enrol", SignIn, Nothing),
    post("/{language}/sign-in/enrol", SignIn, Nothing),
    post("/{language}/sign-out", SignIn, Nothing),
    get("/{language}/sign-up", SignIn, Nothing),
    post("/{language}/sign-up", SignIn, Nothing),
    get("/{language}/sign-up/{token}", SignIn, Nothing),
    post("/{language}/sign-up/{token}", SignIn, Nothing),
    get("/{language}/forgotten-password", SignIn, Nothing),
    post("/{language}/forgotten-password", SignIn, Nothing),
    get("/{language}/reset-password/{token}", SignIn, Nothing),
    post("/{language}/reset-password/{token}", SignIn, Nothing),
    get("/{language}/invitations/{token}", SignIn, Nothing),
    post("/{language}/invitations/{token}", UseAccount, Nothing),
    get("/{language}/account", UseAccount, Nothing),
    post("/{language}/account", UseAccount, Nothing),
    post("/{language}/account/password", UseAccount, Nothing),
    post("/{language}/account/sessions/{session}/end", UseAccount, Nothing),
    post("/{language}/account/second-factor", UseAccount, Nothing),
    post("/{language}/notices/read", UseAccount, Nothing),
];

const ORGANISATIONS: &[Entrance] = &[
    // A stranger learns there where to begin.
    get("/{language}/organisations", ReadSite, Nothing),
    post("/{language}/organisations", OpenOrganisation, Nothing),
    get("/{language}/organisations/{id}", ReadOrganisation, Organisation),
    get("/{language}/organisations/{id}/start", WriteApplication, Organisation),
    post("/{language}/organisations/{id}/start", WriteApplication, Organisation),
    get("/{language}/organisations/{id}/still-true", ReadOrganisation, Organisation),
    post("/{language}/organisations/{id}/still-true", SubmitApplication, Organisation),
    get("/{language}/organisations/{id}/import", WriteApplication, Organisation),
    post("/{language}/organisations/{id}/import", WriteApplication, Organisation),
    get("/{language}/organisations/{id}/import/{hash}", WriteApplication, Organisation),
    post("/{language}/organisations/{id}/import/{hash}", WriteApplication, Organisation),
    get("/{language}/organisations/{id}/export.csv", ReadOrganisation, Organisation),
    get("/{language}/organisations/{id}/export.xlsx", ReadOrganisation, Organisation),
    get("/{language}/organisations/{id}/export.ndjson", ReadOrganisation, Organisation),
    get("/{language}/organisations/{id}/members", ReadOrganisation, Organisation),
    post("/{language}/organisations/{id}/members/{person}", ManageOrganisation, Organisation),
    post(
        "/{language}/organisations/{id}/members/{person}/remove",
        ManageOrganisation,
        Organisation,
    ),
    post("/{language}/organisations/{id}/invitations", ManageOrganisation, Organisation),
    post(
        "/{language}/organisations/{id}/invitations/{invitation}/revoke",
        ManageOrganisation,
        Organisation,
    ),
    post("/{language}/organisations/{id}/name", ManageOrganisation, Organisation),
    post("/{language}/organisations/{id}/leave", ReadOrganisation, Organisation),
    post("/{language}/organisations/{id}/tokens", ManageOrganisation, Organisation),
    post("/{language}/organisations/{id}/tokens/{token}/revoke", ManageOrganisation, Organisation),
];

const APPLICATIONS: &[Entrance] = &[
    get("/{language}/applications/{id}", ReadApplication, Application),
    get("/{language}/applications/{id}/check", ReadApplication, Application),
    post("/{language}/applications/{id}/check", SubmitApplication, Application),
    get("/{language}/applications/{id}/sent", ReadApplication, Application),
    get("/{language}/applications/{id}/exclusion", WriteApplication, Application),
    post("/{language}/applications/{id}/exclusion", WriteApplication, Application),
    get("/{language}/applications/{id}/withdraw", WriteApplication, Application),
    post("/{language}/applications/{id}/withdraw", WriteApplication, Application),
    get("/{language}/applications/{id}/history", ReadApplication, Application),
    get("/{language}/applications/{id}/policy-file", ReadApplication, Application),
    get("/{language}/applications/{id}/{section}", ReadApplication, Application),
    post("/{language}/applications/{id}/{section}", WriteApplication, Application),
    post("/{language}/applications/{id}/{section}/resolve", WriteApplication, Application),
];

const DESK: &[Entrance] = &[
    get("/{language}/desk", ReadQueue, Nothing),
    get("/{language}/desk/next", ReadQueue, Nothing),
    get("/{language}/desk/applications/{id}", ReadQueue, Application),
    post("/{language}/desk/applications/{id}/take", ReviewApplication, Application),
    post("/{language}/desk/applications/{id}/give", ReviewApplication, Application),
    post("/{language}/desk/applications/{id}/return", ReviewApplication, Application),
    // Whoever reads the case may see that it is in somebody's hands.
    get("/{language}/desk/applications/{id}/decision", ReadQueue, Application),
    post("/{language}/desk/applications/{id}/decision", DecideApplication, Application),
    post("/{language}/desk/applications/{id}/confirm", ConfirmDecision, Application),
    post("/{language}/desk/applications/{id}/object", ConfirmDecision, Application),
    get("/{language}/desk/applications/{id}/purge", PurgeApplication, Application),
    post("/{language}/desk/applications/{id}/purge", PurgeApplication, Application),
    post("/{language}/desk/applications/{id}/send", ActExOfficio, Application),
    get("/{language}/desk/applications/{id}/print", ReadQueue, Application),
    get("/{language}/desk/holders/{number}", ReadQueue, Nothing),
    get("/{language}/desk/holders/{number}/exclusion", ActExOfficio, Nothing),
    post("/{language}/desk/holders/{number}/exclusion", ActExOfficio, Nothing),
    post("/{language}/desk/holders/{number}/amendment", ActExOfficio, Nothing),
    get("/{language}/desk/holders/{number}/redaction", ActExOfficio, Nothing),
    post("/{language}/desk/holders/{number}/redaction", ActExOfficio, Nothing),
    get("/{language}/desk/arrays/{number}", ReadQueue, Nothing),
    get("/{language}/desk/arrays/{number}/exclusion", ActExOfficio, Nothing),
    post("/{language}/desk/arrays/{number}/exclusion", ActExOfficio, Nothing),
    post("/{language}/desk/arrays/{number}/amendment", ActExOfficio, Nothing),
    get("/{language}/desk/arrays/{number}/redaction", ActExOfficio, Nothing),
    post("/{language}/desk/arrays/{number}/redaction", ActExOfficio, Nothing),
];

const AUDIT: &[Entrance] = &[
    get("/{language}/desk/audit", ReadAudit, Nothing),
    get("/{language}/desk/audit/proof/{*subject}", ReadAudit, Nothing),
];

const ADMIN: &[Entrance] = &[
    get("/{language}/admin", ReadMachinery, Nothing),
    get("/{language}/admin/people", ManagePeople, Nothing),
    post("/{language}/admin/people", ManagePeople, Nothing),
    get("/{language}/admin/people/{id}", ManagePeople, Nothing),
    post("/{language}/admin/people/{id}", ManagePeople, Nothing),
    post("/{language}/admin/people/{id}/{act}", ManagePeople, Nothing),
    get("/{language}/admin/law", ReadLaw, Nothing),
    get("/{language}/admin/law/changes", ChangeLaw, Nothing),
    post("/{language}/admin/law/changes", ChangeLaw, Nothing),
    post("/{language}/admin/law/changes/{id}/off", ChangeLaw, Nothing),
    get("/{language}/admin/outbox", ReadMachinery, Nothing),
    post("/{language}/admin/outbox/{id}/retry", ReadMachinery, Nothing),
    get("/{language}/admin/health", ReadMachinery, Nothing),
];

const REGISTER: &[Entrance] = &[
    get("/{language}", ReadSite, Nothing),
    get("/{language}/rights", ReadSite, Nothing),
    get("/{language}/published", ReadSite, Nothing),
    get("/{language}/register", ReadRegister, Nothing),
    get("/{language}/register/search.atom", ReadRegister, Nothing),
    get("/{language}/register/changes", ReadRegister, Nothing),
    get("/{language}/register/changes.atom", ReadRegister, Nothing),
    get("/{language}/statistics", ReadRegister, Nothing),
    get("/{language}/statistics/{day}", ReadRegister, Nothing),
    get("/{language}/register/about-me", ReadRegister, Nothing),
    get("/{language}/register/alert", ReadRegister, Nothing),
    post("/{language}/register/alert", ReadRegister, Nothing),
    get("/{language}/alerts/{token}", ReadRegister, Nothing),
    post("/{language}/alerts/{token}", ReadRegister, Nothing),
    post("/{language}/alerts/{token}/change", ReadRegister, Nothing),
    get("/{language}/alerts/{token}/stop", ReadRegister, Nothing),
    post("/{language}/alerts/{token}/stop", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/policy", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/entry.xlsx", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/record-of-processing", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/record-of-processing.xlsx", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/versions", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/versions/{n}", ReadRegister, Nothing),
    get("/{language}/register/holders/{number}/versions/{n}/extract.pdf", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}/entry.xlsx", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}/record-of-processing", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}/record-of-processing.xlsx", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}/versions", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}/versions/{n}", ReadRegister, Nothing),
    get("/{language}/register/arrays/{number}/versions/{n}/extract.pdf", ReadRegister, Nothing),
];

const API: &[Entrance] = &[
    get("/api/openapi.json", ReadSite, Nothing),
    get("/api/v1/holders", ReadRegister, Nothing),
    get("/api/v1/holders/{number}", ReadRegister, Nothing),
    get("/api/v1/holders/{number}/entry.jsonld", ReadRegister, Nothing),
    get("/api/v1/holders/{number}/versions", ReadRegister, Nothing),
    get("/api/v1/holders/{number}/versions/{version}", ReadRegister, Nothing),
    get("/api/v1/holders/{number}/versions/{version}/extract.json", ReadRegister, Nothing),
    get("/api/v1/holders/{number}/versions/{version}/proof", ReadRegister, Nothing),
    get("/api/v1/arrays", ReadRegister, Nothing),
    get("/api/v1/arrays/{number}", ReadRegister, Nothing),
    get("/api/v1/arrays/{number}/entry.jsonld", ReadRegister, Nothing),
    get("/api/v1/arrays/{number}/versions", ReadRegister, Nothing),
    get("/api/v1/arrays/{number}/versions/{version}", ReadRegister, Nothing),
    get("/api/v1/arrays/{number}/versions/{version}/extract.json", ReadRegister, Nothing),
    get("/api/v1/arrays/{number}/versions/{version}/proof", ReadRegister, Nothing),
    get("/api/v1/changes", ReadRegister, Nothing),
    get("/api/v1/statistics", ReadRegister, Nothing),
    get("/api/v1/statistics.csv", ReadRegister, Nothing),
    get("/api/v1/classifiers", ReadSite, Nothing),
    get("/api/v1/classifiers/{name}", ReadSite, Nothing),
    // The token says for which organisation.
    post("/api/v1/applications", WriteApplication, Organisation),
    get("/api/v1/applications/{id}", ReadApplication, Application),
];
