//! The catalogue of what can be taken, as DCAT-AP 3 says: for portals of open data.

use axum::extract::State;
use axum::response::Response;
use l10n::Language;
use serde_json::{Value, json};

use super::feed;
use super::kinds::{DATA, FileKind};
use super::page::{Licence, PATH, today};
use super::rdf::{as_json, as_turtle, text, typed};
use crate::shell::shelf::{MadeFile, Manifest};
use crate::shell::{Problem, WebState};

/// The authority tables of the European Union.
pub(super) const TABLES: &str = "http://publications.europa.eu/resource/authority";
pub(super) const MEDIA: &str = "https://www.iana.org/assignments/media-types";

/// The catalogue as Turtle.
pub async fn turtle(State(state): State<WebState>) -> Result<Response, Problem> {
    as_turtle(&document(&state))
}

/// The catalogue as JSON-LD.
pub async fn json(State(state): State<WebState>) -> Result<Response, Problem> {
    as_json(&document(&state))
}

fn document(state: &WebState) -> Value {
    let set = state.open_data.as_ref().and_then(|shelf| shelf.newest());
    json!({
        "@context": {
            "adms": "http://www.w3.org/ns/adms#",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "spdx": "http://spdx.org/rdf/terms#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": [
            catalogue(state, set.as_deref()),
            dataset(state, set.as_deref()),
            feed::dataset(state),
            service(state),
        ],
    })
}

/// The address of a part of the catalogue.
pub(super) fn part(state: &WebState, name: &str) -> String {
    format!("{}/catalog.ttl#{name}", state.base_url)
}

pub(super) fn here(name: &str, state: &WebState) -> Value {
    json!({"@id": part(state, name)})
}

/// A text in every language of the site.
pub(super) fn texts(state: &WebState, id: &str) -> Vec<Value> {
    Language::all()
        .into_iter()
        .map(|language| text(language, state.texts.t(language, id)))
        .collect()
}

fn catalogue(state: &WebState, set: Option<&Manifest>) -> Value {
    let mut catalogue = json!({
        "@id": part(state, "catalog"),
        "@type": "dcat:Catalog",
        "dct:title": texts(state, "open-data-catalogue"),
        "dct:description": texts(state, "open-data-lead"),
        "dct:publisher": publisher(state),
        "dct:language": languages(),
        "dct:license": licence(state),
        "dct:spatial": country(),
        "foaf:homepage": page(state, "/ky"),
        "dcat:themeTaxonomy": {
            "@id": format!("{TABLES}/data-theme"),
            "@type": "skos:ConceptScheme",
            "dct:title": text("en", "Data theme"),
        },
        "dcat:dataset": [here("register", state), here(feed::NAME, state)],
        "dcat:service": here("api", state),
    });
    dated(&mut catalogue, set);
    catalogue
}

fn dataset(state: &WebState, set: Option<&Manifest>) -> Value {
    let of = |set: &Manifest| -> Vec<Value> {
        let there = DATA.iter().filter_map(|kind| Some((kind, set.file(kind.name)?)));
        there.map(|(kind, file)| distribution(state, set, kind, file)).collect()
    };
    let distributions = set.map(of).unwrap_or_default();
    let mut dataset = json!({
        "@id": part(state, "register"),
        "@type": "dcat:Dataset",
        "dct:title": texts(state, "service-name"),
        "dct:description": texts(state, "open-data-dataset"),
        "dct:identifier": part(state, "register"),
        "dct:publisher": publisher(state),
        "dcat:contactPoint": contact(state),
        "dct:language": languages(),
        "dct:spatial": country(),
        "dct:accrualPeriodicity": frequency(state),
        "dct:accessRights": access(),
        "dcat:theme": themes(),
        "dcat:keyword": keywords(state),
        "dcat:landingPage": page(state, &format!("/ky{PATH}")),
        "dcat:distribution": distributions,
    });
    if let Some(set) = set {
        dataset["dcat:version"] = json!(set.name);
    }
    dated(&mut dataset, set);
    dataset
}

fn distribution(state: &WebState, set: &Manifest, kind: &FileKind, file: &MadeFile) -> Value {
    let download = format!("{}/open-data/{}/{}", state.base_url, set.name, kind.name);
    let media = |name: &str| {
        let bare = name.split(';').next().unwrap_or(name);
        json!({"@id": format!("{MEDIA}/{bare}"), "@type": ["dct:MediaType", "dct:MediaTypeOrExtent"]})
    };
    let title = text("en", format!("{} ({})", kind.name, set.name));
    let mut distribution = json!({
        "@id": part(state, kind.name),
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dct:description": texts(state, &kind.message()),
        "dcat:accessURL": {"@id": format!("{}/ky{PATH}", state.base_url)},
        "dcat:downloadURL": {"@id": download},
        "dct:format": {"@id": format!("{TABLES}/file-type/{}", kind.file_type), "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": media(kind.packed.unwrap_or(kind.media_type)),
        "dcat:byteSize": typed("xsd:decimal", file.bytes),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
            "spdx:checksumValue": typed("xsd:hexBinary", &file.sha256),
        },
        "dct:license": licence(state),
        "dct:language": languages(),
        "dct:issued": typed("xsd:dateTime", set.made_at),
        "dct:modified": typed("xsd:dateTime", set.as_of),
    });
    if kind.packed.is_some() {
        distribution["dcat:compressFormat"] = media(kind.media_type);
    }
    if let Some(schema) = kind.schema {
        let address = format!("{}/open-data/{}/{schema}", state.base_url, set.name);
        distribution["dct:conformsTo"] = json!({"@id": address, "@type": "dct:Standard"});
    }
    distribution
}

fn service(state: &WebState) -> Value {
    json!({
        "@id": part(state, "api"),
        "@type": "dcat:DataService",
        "dct:title": texts(state, "open-data-api"),
        "dct:description": texts(state, "licence-api"),
        "dct:publisher": publisher(state),
        "dct:license": licence(state),
        "dct:accessRights": access(),
        "dcat:contactPoint": contact(state),
        "dcat:keyword": keywords(state),
        "dcat:theme": themes(),
        "dcat:landingPage": page(state, &format!("/ky{PATH}")),
        "dcat:endpointURL": {"@id": format!("{}/api/v1", state.base_url)},
        "dcat:endpointDescription": {"@id": format!("{}/api/openapi.json", state.base_url)},
        "dcat:servesDataset": [here("register", state), here(feed::NAME, state)],
        "dct:conformsTo": {"@id": "https://spec.openapis.org/oas/v3.1.0", "@type": "dct:Standard"},
    })
}

fn dated(node: &mut Value, set: Option<&Manifest>) {
    if let Some(set) = set {
        node["dct:modified"] = typed("xsd:dateTime", set.as_of);
    }
}

pub(super) fn publisher(state: &WebState) -> Value {
    let law = state.app.law();
    let name = law.settings().text("authority.name", today(state));
    let names = |language: Language| {
        let name = name.map(|name| name.in_language(language.code()).to_owned());
        text(language, name.unwrap_or_default())
    };
    json!({
        "@id": part(state, "authority"),
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": Language::all().map(names),
    })
}

/// How to reach the authority: by mail where that is set, else by its page.
pub(super) fn contact(state: &WebState) -> Value {
    let mut contact = json!({
        "@id": part(state, "contact"),
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": state.texts.t(Language::Ky, "service-owner"),
        "vcard:hasURL": {"@id": format!("{}/ky/contacts", state.base_url)},
    });
    if let Some(email) = &state.contacts.email {
        contact["vcard:hasEmail"] = json!({"@id": format!("mailto:{email}")});
    }
    contact
}

pub(super) fn page(state: &WebState, path: &str) -> Value {
    json!({"@id": format!("{}{path}", state.base_url), "@type": "foaf:Document"})
}

pub(super) fn licence(state: &WebState) -> Value {
    let licence = Licence::of(state, Language::En);
    json!({"@id": licence.address, "@type": "dct:LicenseDocument"})
}

pub(super) fn languages() -> [Value; 3] {
    Language::all().map(language)
}

pub(super) fn language(spoken: Language) -> Value {
    let code = match spoken {
        Language::Ky => "KIR",
        Language::Ru => "RUS",
        Language::En => "ENG",
    };
    json!({"@id": format!("{TABLES}/language/{code}"), "@type": "dct:LinguisticSystem"})
}

pub(super) fn access() -> Value {
    json!({"@id": format!("{TABLES}/access-right/PUBLIC"), "@type": "dct:RightsStatement"})
}

pub(super) fn country() -> Value {
    json!({"@id": format!("{TABLES}/country/KGZ"), "@type": "dct:Location"})
}

fn frequency(state: &WebState) -> Value {
    let hours = state.app.law().settings().number("open_data.interval_hours", today(state));
    let code = match hours {
        Some(1) => "HOURLY",
        Some(24) => "DAILY",
        Some(168) => "WEEKLY",
        _ => "IRREG",
    };
    json!({"@id": format!("{TABLES}/frequency/{code}"), "@type": "dct:Frequency"})
}

/// Government and public sector; justice, legal system and public safety.
pub(super) fn themes() -> [Value; 2] {
    [("GOVE", "Government and public sector"), ("JUST", "Justice, legal system and public safety")]
        .map(|(code, name)| {
            json!({
                "@id": format!("{TABLES}/data-theme/{code}"),
                "@type": "skos:Concept",
                "skos:prefLabel": text("en", name),
                "skos:inScheme": {"@id": format!("{TABLES}/data-theme")},
            })
        })
}

/// The words of a message, divided by commas.
pub(super) fn keywords(state: &WebState) -> Vec<Value> {
    let of = |language: Language| {
        let words = state.texts.t(language, "open-data-keywords");
        words.split(',').map(|word| text(language, word.trim())).collect::<Vec<_>>()
    };
    Language::all().into_iter().flat_map(of).collect()
}
