//! Feeds for readers: what RFC 4287 asks of them, and that they say what the pages say.

use crate::house::{House, text};
use crate::sample::{CLINIC, LANGUAGES, full, granted, page};
use axum::body::Body;
use domain::application::Procedure;
use http::{Request, StatusCode, header};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What stands directly under `feed` and under each `entry`: names with texts, links by relation.
#[derive(Debug, Default)]
struct Part {
    texts: BTreeMap<String, Vec<String>>,
    links: BTreeMap<String, String>,
}

impl Part {
    #[track_caller]
    fn one(&self, name: &str) -> &str {
        let texts = self.texts.get(name).map_or(&[][..], Vec::as_slice);
        assert_eq!(texts.len(), 1, "exactly one {name}: {self:?}");
        &texts[0]
    }
}

/// Reads a feed as strictly as XML is read; the feed itself first, then its entries.
fn read(xml: &str) -> Vec<Part> {
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut parts, mut path, mut now) = (vec![Part::default()], Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                path.push(tag.name().as_ref().to_owned());
                now.clear();
                if path == ["feed", "entry"] {
                    parts.push(Part::default());
                }
            }
            Event::Empty(tag) => {
                let attributes: BTreeMap<String, String> = tag
                    .attributes()
                    .map(|attribute| attribute.unwrap())
                    .map(|a| (a.key.as_ref().to_owned(), a.value.replace("&amp;", "&")))
                    .collect();
                if tag.name().as_ref() == "link" {
                    let link = (attributes["rel"].clone(), attributes["href"].clone());
                    let before = parts.last_mut().unwrap().links.insert(link.0, link.1);
                    assert!(before.is_none(), "each relation once");
                }
            }
            Event::Text(words) => now.push_str(&words),
            Event::GeneralRef(name) => now.push_str(&name),
            Event::End(_) => {
                let name = path.pop().unwrap();
                if name != "entry" && name != "feed" && name != "author" {
                    parts.last_mut().unwrap().texts.entry(name).or_default().push(now.clone());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    parts
}

/// RFC 4287, 4.1.1 and 4.1.2, as far as our feeds use it.
fn checked(xml: &str) -> Vec<Part> {
    assert!(xml.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""));
    let parts = read(xml);
    let (feed, entries) = parts.split_first().unwrap();
    assert!(!feed.one("name").is_empty(), "somebody wrote it");
    assert!(feed.links.contains_key("self") && feed.links.contains_key("alternate"));
    let mut ids = BTreeSet::new();
    let mut before = None;
    for part in entries {
        assert!(ids.insert(part.one("id")), "no id comes twice");
        assert!(part.links["alternate"].starts_with("https://example.test/"));
        let updated: jiff::Timestamp = part.one("updated").parse().unwrap();
        assert!(before.is_none_or(|before| updated <= before), "newest first");
        before = Some(updated);
    }
    for part in &parts {
        part.one("updated").parse::<jiff::Timestamp>().unwrap();
        assert!(part.one("id").starts_with("https://example.test/"));
        assert!(!part.one("title").is_empty() && !part.one("title").contains('⟦'));
    }
    parts
}

async fn feed(house: &House, path: &str) -> Vec<Part> {
    let response = house.get(path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/atom+xml");
    checked(&text(response).await)
}

#[tokio::test]
async fn every_public_change_is_in_the_feed_in_every_language() {
    let house = full().await;
    for language in LANGUAGES {
        let parts = feed(&house, &format!("/{language}/register/changes.atom")).await;
        assert_eq!(parts.len(), 1 + 4, "two holders, an array, its list");
        let ids: Vec<&str> = parts[1..].iter().map(|part| part.one("id")).collect();
        let of = |n| format!("https://example.test/{language}/register/changes.atom#{n}");
        assert_eq!(ids, [of(4), of(3), of(2), of(1)]);
        let page = page(&house, &format!("/{language}/register/changes")).await;
        assert!(page.contains(&format!("title=\"{}\"", parts[0].one("title"))), "it is announced");
    }
    let missing = house.get("/en/register/changes.atom?block=1").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND, "a block is there when it is full");
    let rubbish = house.get("/en/register/changes.atom?block=x").await;
    assert_eq!(rubbish.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_feed_of_a_search_has_what_the_search_finds() {
    let house = full().await;
    let query = "of=holder&region=bishkek&status=registered";
    let path = format!("/en/register/search.atom?{query}");
    let parts = feed(&house, &path).await;
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].links["self"], format!("https://example.test{path}"));
    assert_eq!(parts[0].links["alternate"], format!("https://example.test/en/register?{query}"));
    let html = page(&house, &format!("/en/register?{query}")).await;
    assert!(html.contains(&format!("href=\"{}\"", path.replace('&', "&amp;"))));
    granted(&house, CLINIC, Procedure::AmendHolder, Some(CLINIC), json!({"phone": "+996 312 1"}))
        .await;
    let changed = feed(&house, &path).await;
    let version = "https://example.test/en/register/holders/KG-H-000001/versions/2";
    assert!(changed.iter().any(|part| part.links["alternate"] == version), "as something new");
    let none = feed(&house, "/en/register/search.atom?q=zzz%00%0B&sort=title&after=rubbish").await;
    assert_eq!(none.len(), 1, "an empty feed is a feed");
}

#[tokio::test]
async fn a_reader_who_has_the_feed_is_not_sent_it_again() {
    let house = full().await;
    for path in ["/ky/register/changes.atom", "/ky/register/search.atom?q=KG"] {
        let tag = house.get(path).await.headers()[header::ETAG].clone();
        let again = Request::get(path).header(header::IF_NONE_MATCH, tag);
        let again = house.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
    }
}

#[tokio::test]
async fn a_month_that_is_none_is_told_beside_its_field() {
    let house = full().await;
    for month in ["yesterday", "2026-13", "0", "2026-1", "2026-11-02"] {
        let response = house.get(&format!("/en/register/changes?month={month}")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{month}");
        assert!(text(response).await.contains("is not a month"), "{month}");
    }
    let html =
        page(&house, "/en/register/changes?month=2026-11&act=registered&of=data_array").await;
    assert!(html.contains("1 change<"));
    let html = page(&house, "/en/register/changes?month=9999-12&act=eaten&before=x").await;
    assert!(html.contains("There are no such changes"));
}
