//! The public changes in the catalogue: a set of data of its own, of which feeds for readers are the forms.

use l10n::Language;
use serde_json::{Value, json};

use super::catalogue::{
    MEDIA, TABLES, access, contact, country, here, keywords, language, languages, licence, page,
    part, publisher, texts, themes,
};
use crate::register::changes_page::PATH;
use crate::register::feeds::CHANGES as FEED;
use crate::shell::WebState;

/// How the catalogue calls it.
pub const NAME: &str = "changes";
/// The formats that the feed keeps to: Atom, and its older pages.
const FORMATS: [&str; 2] =
    ["https://www.rfc-editor.org/info/rfc4287", "https://www.rfc-editor.org/info/rfc5005"];

pub fn dataset(state: &WebState) -> Value {
    json!({
        "@id": part(state, NAME),
        "@type": "dcat:Dataset",
        "dct:title": texts(state, "changes-title"),
        "dct:description": texts(state, "changes-lead"),
        "dct:identifier": part(state, NAME),
        "dct:publisher": publisher(state),
        "dcat:contactPoint": contact(state),
        "dct:language": languages(),
        "dct:spatial": country(),
        "dct:relation": here("register", state),
        "dct:accrualPeriodicity":
            {"@id": format!("{TABLES}/frequency/UPDATE_CONT"), "@type": "dct:Frequency"},
        "dct:accessRights": access(),
        "dcat:theme": themes(),
        "dcat:keyword": keywords(state),
        "dcat:landingPage": page(state, &format!("/ky{PATH}")),
        "dcat:distribution": Language::all().map(|language| distribution(state, language)),
    })
}

/// The feed in a language. It has no checksum and no length: it is new with every change.
fn distribution(state: &WebState, spoken: Language) -> Value {
    let code = spoken.code();
    let feed = json!({"@id": format!("{}/{code}{FEED}", state.base_url)});
    let standard = |address: &str| json!({"@id": address, "@type": "dct:Standard"});
    json!({
        "@id": part(state, &format!("{NAME}-{code}")),
        "@type": "dcat:Distribution",
        "dct:title": texts(state, "open-data-feed"),
        "dct:description": texts(state, "changes-lead"),
        "dcat:accessURL": feed.clone(),
        "dcat:downloadURL": feed,
        "dct:format": {"@id": format!("{TABLES}/file-type/ATOM"), "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {
            "@id": format!("{MEDIA}/application/atom+xml"),
            "@type": ["dct:MediaType", "dct:MediaTypeOrExtent"],
        },
        "dct:conformsTo": FORMATS.map(standard),
        "dct:license": licence(state),
        "dct:language": language(spoken),
    })
}
