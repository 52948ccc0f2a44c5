//! The Register taken away: the page, the catalogue, single entries in other forms.

use crate::house::{House, text};
use crate::sample::{LANGUAGES, full, page};
use axum::body::Body;
use http::{Request, StatusCode, header};
use serde_json::Value;

#[tokio::test]
async fn without_files_the_page_says_so_and_the_catalogue_names_the_service() {
    let house = House::open().await;
    for language in LANGUAGES {
        let html = page(&house, &format!("/{language}/open-data")).await;
        assert!(!html.contains('⟦') && html.contains("/catalog.ttl"), "{language}");
        let feed = format!("href=\"/{language}/register/changes.atom\"");
        let (head, main) = html.split_once("<main").unwrap();
        assert!(head.contains(&feed) && main.contains(&feed), "{language}");
    }
    assert!(page(&house, "/en/open-data").await.contains("There are no files yet"));
    let catalogue = page(&house, "/catalog.ttl").await;
    assert!(catalogue.contains("dcat:DataService") && !catalogue.contains("/open-data/"));
    let latest = house.get("/open-data/latest/register.ndjson").await;
    assert_eq!(latest.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_catalogue_offers_the_changes_as_a_feed_in_every_language() {
    let house = House::open().await;
    let graph = linked(&house, "/catalog.jsonld").await;
    let changes = "https://example.test/catalog.ttl#changes";
    let named = |of: &Value| of.as_array().unwrap().iter().any(|one| one["@id"] == changes);
    assert!(named(&graph[0]["dcat:dataset"]));
    let set = graph.iter().find(|node| node["@id"] == changes).unwrap();
    let feeds = set["dcat:distribution"].as_array().unwrap();
    let addresses: Vec<_> =
        feeds.iter().map(|feed| feed["dcat:downloadURL"]["@id"].clone()).collect();
    let address = |language| format!("https://example.test/{language}/register/changes.atom");
    assert_eq!(addresses, LANGUAGES.map(address));
    for language in LANGUAGES {
        let feed = house.get(&format!("/{language}/register/changes.atom")).await;
        assert_eq!(feed.headers()[header::CONTENT_TYPE], "application/atom+xml");
    }
}

async fn linked(house: &House, path: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(&page(house, path).await).unwrap();
    document["@graph"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_entry_is_linked_data_with_concepts_of_others_and_of_our_own() {
    let house = full().await;
    let graph = linked(&house, "/api/v1/arrays/KG-A-000001/entry.jsonld").await;
    let array = &graph[0];
    assert_eq!(array["@type"], "dpv:Process");
    assert_eq!(array["@id"], "https://example.test/api/v1/arrays/KG-A-000001");
    let holder = &array["dpv:hasDataController"]["@id"];
    assert_eq!(holder, "https://example.test/api/v1/holders/KG-H-000001");
    let patients = "https://example.test/api/v1/classifiers/subject_category#patients";
    assert_eq!(array["dpv:hasDataSubject"][0]["@id"], patients);
    let concept = graph.iter().find(|node| node["@id"] == patients).unwrap();
    assert_eq!(concept["@type"], serde_json::json!(["skos:Concept", "dpv:Patient"]));
    assert_eq!(concept["skos:prefLabel"].as_array().unwrap().len(), 3);
    let holder = linked(&house, "/api/v1/holders/KG-H-000001/entry.jsonld").await;
    assert_eq!(holder[0]["dpv:hasProcess"][0]["@id"], array["@id"]);
    assert!(holder[0].get("dct:title").is_some());
}

#[tokio::test]
async fn whoever_asks_an_entry_for_data_is_led_to_it() {
    let house = full().await;
    for (accept, to) in [
        ("application/ld+json", Some("/api/v1/arrays/KG-A-000001/entry.jsonld")),
        ("application/json;q=0.9, text/html", Some("/api/v1/arrays/KG-A-000001")),
        ("text/html,application/xhtml+xml,application/json", None),
    ] {
        let request =
            Request::get("/en/register/arrays/KG-A-000001").header(header::ACCEPT, accept);
        let response = house.send(request.body(Body::empty()).unwrap()).await;
        let location = response.headers().get(header::LOCATION);
        assert_eq!(location.map(|to| to.to_str().unwrap()), to, "{accept}");
        let vary = response.headers().get_all(header::VARY).iter();
        assert!(vary.into_iter().any(|vary| vary == "accept"), "{accept}");
    }
}

#[tokio::test]
async fn the_record_of_processing_has_every_point_for_an_array_and_for_its_holder() {
    let house = full().await;
    for language in LANGUAGES {
        for entry in ["arrays/KG-A-000001", "holders/KG-H-000001"] {
            let path = format!("/{language}/register/{entry}/record-of-processing");
            let html = page(&house, &path).await;
            assert!(!html.contains('⟦'), "a text is missing on {path}");
            assert!(html.len() < 60_000, "{path} weighs {} bytes", html.len());
            for letter in ["a) ", "b) ", "c) ", "d) ", "e) ", "f) ", "g) "] {
                assert!(html.contains(&format!(">{letter}")), "{letter} on {path}");
            }
            for file in [format!("{path}.xlsx"), format!("/{language}/register/{entry}/entry.xlsx")]
            {
                let response = house.get(&file).await;
                assert_eq!(response.status(), StatusCode::OK, "{file}");
                assert!(text_of_a_zip(response).await, "{file} is a workbook");
            }
        }
    }
}

async fn text_of_a_zip(response: http::Response<Body>) -> bool {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    bytes.starts_with(b"PK")
}

#[tokio::test]
async fn names_of_people_are_in_no_form_of_an_entry() {
    let house = full().await;
    for path in [
        "/api/v1/holders/KG-H-000001/entry.jsonld",
        "/api/v1/arrays/KG-A-000001/entry.jsonld",
        "/en/register/holders/KG-H-000001/record-of-processing",
        "/en/register/arrays/KG-A-000001/record-of-processing",
    ] {
        let said = text(house.get(path).await).await;
        assert!(!said.contains("Асанов") && !said.contains("Үсөнова"), "{path}");
    }
}
