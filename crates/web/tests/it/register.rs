//! The public side of the Register.

use crate::house::{House, text};
use crate::sample::{CLINIC, LANGUAGES, clinic, full, granted, page, patients};
use domain::application::Procedure;
use http::{StatusCode, header};
use serde_json::{Value, json};

#[tokio::test]
async fn every_public_page_speaks_every_language() {
    let house = full().await;
    for language in LANGUAGES {
        for path in [
            "",
            "/rights",
            "/published",
            "/register",
            "/register?q=nothing-of-the-kind",
            "/register?q=үлгү&region=bishkek&special=yes&fresh=in_time&status=registered&sort=title",
            "/register/holders/KG-H-000001",
            "/register/holders/KG-H-000001/versions",
            "/register/arrays/KG-A-000001",
            "/register/arrays/KG-A-000001/versions/1",
            "/register/arrays/KG-A-000001?as_of=2026-11-22",
        ] {
            let path = format!("/{language}{}", path.replace("үлгү", "%D2%AF%D0%BB%D0%B3%D2%AF"));
            let html = page(&house, &path).await;
            assert!(!html.contains('⟦'), "a text is missing on {path}");
            assert!(html.len() < 60_000, "{path} weighs {} bytes", html.len());
        }
    }
}

#[tokio::test]
async fn the_start_page_counts_what_is_in_force() {
    let empty = House::open().await;
    assert!(page(&empty, "/en").await.contains("0 holders"));
    let html = page(&full().await, "/en").await;
    assert!(html.contains("2 holders") && html.contains("1 array"));
    assert!(html.contains("22 November 2026, 12:00"), "the time of the last change");
}

#[tokio::test]
async fn a_word_is_found_however_it_is_typed() {
    let house = full().await;
    for typed in ["%D0%B4%D0%B0%D1%80%D1%8B%D0%BB%D0%BE%D0%BE", "kg-a-000001", "KG+A+000001"] {
        let html = page(&house, &format!("/ky/register?q={typed}")).await;
        assert!(html.contains("/ky/register/arrays/KG-A-000001"), "{typed}");
    }
    let folded = page(&house, "/ky/register?q=%D1%83%D0%BB%D0%B3%D1%83").await;
    assert!(folded.contains("KG-H-000001") && folded.contains("KG-H-000002"));
}

#[tokio::test]
async fn filters_count_exactly_what_they_would_show() {
    let house = full().await;
    let html = page(&house, "/en/register?q=").await;
    assert!(html.contains("3 entries found"));
    let bishkek = page(&house, "/en/register?region=bishkek").await;
    assert!(bishkek.contains("2 entries found"));
    assert!(bishkek.contains("Remove the filter"), "a chosen filter can be taken away");
    let sensitive = page(&house, "/en/register?special=yes&of=data_array").await;
    assert!(sensitive.contains("1 entry found"));
    let unknown = page(&house, "/en/register?region=atlantis&after=%00rubbish").await;
    assert!(unknown.contains("3 entries found"), "what is unknown filters nothing");
}

#[tokio::test]
async fn an_empty_result_gives_advice() {
    let html = page(&full().await, "/ru/register?q=zzz").await;
    assert!(html.contains("Ничего не найдено") && html.contains("Проверьте, как написано слово."));
    assert!(html.contains("value=\"zzz\""), "what was typed is kept");
}

#[tokio::test]
async fn the_page_of_an_array_ties_purposes_items_and_recipients_together() {
    let html = page(&full().await, "/en/register/arrays/KG-A-000001").await;
    for words in [
        "About whom?",
        "Which data?",
        "Why?",
        "How long?",
        "Who receives it?",
        "How do I reach them?",
        "25 years. Counted from:",
        "sensitive",
        "KG-L-000001, version 1",
        "Бейтапты дарылоо",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("href=\"/en/register/holders/KG-H-000002\""), "the recipient is linked");
    assert!(html.contains("href=\"/en/register/holders/KG-H-000001\""), "the holder is linked");
    assert!(html.contains(
        "rel=\"canonical\" href=\"https://example.test/en/register/arrays/KG-A-000001\""
    ));
}

#[tokio::test]
async fn a_holders_page_lists_its_arrays_and_contacts() {
    let html = page(&full().await, "/ru/register/holders/KG-H-000001").await;
    assert!(html.contains("/ru/register/arrays/KG-A-000001"));
    assert!(html.contains("mailto:kabyldama@den-sooluk-ulgu.example"));
    assert!(html.contains("Башкы дарыгер") && !html.contains("Асанович"));
}

#[tokio::test]
async fn a_number_typed_carelessly_leads_to_the_entry() {
    let house = full().await;
    for typed in ["kg-h-000001", "KG%20H%20000001", "kg-h-1"] {
        let response = house.get(&format!("/ky/register/holders/{typed}")).await;
        assert_eq!(response.headers()[header::LOCATION], "/ky/register/holders/KG-H-000001");
    }
    for typed in ["KG-H-000099", "%00", "x", "KG-A-000001"] {
        let path = format!("/ky/register/holders/{typed}");
        let mut response = house.get(&path).await;
        if response.status().is_redirection() {
            let next = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
            response = house.get(&next).await;
        }
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{typed}");
    }
}

#[tokio::test]
async fn any_two_versions_can_be_compared() {
    let house = full().await;
    let amended = json!({"phone": "+996 312 99 99 99"});
    granted(&house, CLINIC, Procedure::AmendHolder, Some(CLINIC), amended).await;
    for path in ["versions/1...2", "versions/2...1", "versions?from=1&to=2"] {
        let html = page(&house, &format!("/en/register/holders/KG-H-000001/{path}")).await;
        assert!(html.contains("<ins>+996 312 99 99 99</ins>"), "{path}");
        assert!(html.contains("<del>+996 312 00 00 00</del>"), "{path}");
    }
    let first = page(&house, "/en/register/holders/KG-H-000001/versions/1").await;
    assert!(first.contains("Version 1 of 2") && first.contains("+996 312 00 00 00"));
    for wrong in ["versions?from=1&to=7", "versions/a...b", "versions?from=1"] {
        let response = house.get(&format!("/en/register/holders/KG-H-000001/{wrong}")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(text(response).await.contains("There is no such version"));
    }
    let missing = house.get("/en/register/holders/KG-H-000001/versions/9").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_day_that_cannot_be_is_explained() {
    let house = full().await;
    for (day, words) in [
        ("yesterday", "is not a date"),
        ("2026-02-30", "is not a date"),
        ("2999-01-01", "has not come yet"),
        ("2020-01-01", "was registered on 22 November 2026"),
    ] {
        let response = house.get(&format!("/en/register/arrays/KG-A-000001?as_of={day}")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        let html = text(response).await;
        assert!(html.contains(words), "{day}");
    }
}

#[tokio::test]
async fn an_excluded_entry_stays_readable_and_says_why() {
    let house = full().await;
    let reasons = json!({"ground": "liquidation", "words": "купуя себеп"});
    granted(&house, CLINIC, Procedure::ExcludeHolder, Some(CLINIC), reasons).await;
    for path in ["holders/KG-H-000001", "arrays/KG-A-000001"] {
        let html = page(&house, &format!("/en/register/{path}")).await;
        assert!(
            html.contains("was taken out of the Register") && html.contains("22 November 2026")
        );
        assert!(!html.contains("купуя себеп"), "reasons are not published");
    }
    let html = page(&house, "/en").await;
    assert!(html.contains("1 holder") && html.contains("0 arrays"));
}

/// Every field that the law does not publish gets a word of its own, and no public page knows it.
#[tokio::test]
async fn what_is_not_published_is_nowhere_to_be_found() {
    let house = House::open().await;
    let secrets =
        ["kanareeka1", "kanareeka2", "kanareeka3", "kanareeka4", "kanareeka5", "kanareeka6"];
    let (mut holder, mut array) = (clinic(), patients());
    holder["head"]["name"] = json!(secrets[0]);
    array["storage"]["place"] = json!(secrets[1]);
    array["measures"]["words"] = json!(secrets[2]);
    array["responsible"]["name"] = json!(secrets[3]);
    array["processors"][0]["contract"] = json!(secrets[4]);
    granted(&house, CLINIC, Procedure::RegisterHolder, None, holder).await;
    let id = granted(&house, CLINIC, Procedure::RegisterArray, None, array).await;
    let changes = json!({"measures": {"codes": ["backup"], "words": secrets[5]}});
    granted(&house, CLINIC, Procedure::AmendArray, Some(id), changes).await;
    for path in [
        "/ky",
        "/ky/register",
        "/ky/register/holders/KG-H-000001",
        "/ky/register/holders/KG-H-000001/versions/1",
        "/ky/register/arrays/KG-A-000001",
        "/ky/register/arrays/KG-A-000001/versions",
        "/ky/register/arrays/KG-A-000001/versions/1",
        "/ky/register/arrays/KG-A-000001/versions/1...2",
        "/ky/register/arrays/KG-A-000001?as_of=2026-11-22",
    ] {
        let html = page(&house, path).await;
        assert!(!html.contains("kanareeka"), "{path}");
    }
    for secret in secrets {
        let found = page(&house, &format!("/en/register?q={secret}")).await;
        assert!(found.contains("Nothing was found"), "{secret}");
    }
    let sql = "SELECT text, title FROM record WHERE kind IN ('holder', 'data_array', 'data_list')";
    let tags = "SELECT value AS text, value AS title FROM tag";
    for sql in [sql, tags] {
        for row in house.app.store().rows(sql, &[]).await.unwrap() {
            let words: (String, String) = (row.get("text").unwrap(), row.get("title").unwrap());
            assert!(!format!("{words:?}").contains("kanareeka"), "{words:?}");
        }
    }
    assert_ne!(Value::Null, json!(id));
}
