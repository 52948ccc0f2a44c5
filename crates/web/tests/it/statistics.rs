//! The statistics over HTTP: every number leads to a page that counts the same.

use crate::house::{House, text};
use crate::sample::{LANGUAGES, full, page};
use http::{StatusCode, header};
use serde_json::Value;

/// What stands on a page as a total: “3 entries found”, “2 changes”.
fn total(html: &str) -> i64 {
    let (_, rest) = html.split_once("class=\"total\"").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let words = rest.split('<').next().unwrap();
    let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Links whose text is a number: the address and the number.
fn numbers(html: &str) -> Vec<(String, i64)> {
    let links = html.split("<a href=\"").skip(1);
    links
        .filter_map(|link| {
            let (address, rest) = link.split_once("\">")?;
            let words = rest.trim_start_matches("<strong>").split('<').next()?;
            Some((address.replace("&amp;", "&"), words.parse().ok()?))
        })
        .collect()
}

#[tokio::test]
async fn every_number_on_the_page_is_the_total_of_the_page_it_leads_to() {
    let house = full().await;
    let html = page(&house, "/en/statistics").await;
    let numbers = numbers(&html);
    assert!(numbers.len() > 30, "{numbers:?}");
    for (address, number) in numbers {
        let counted = total(&page(&house, &address).await);
        assert_eq!(counted, number, "{address}");
    }
}

#[tokio::test]
async fn the_page_speaks_every_language_and_keeps_its_day() {
    let house = full().await;
    for language in LANGUAGES {
        let html = page(&house, &format!("/{language}/statistics")).await;
        assert!(!html.contains('⟦') && !html.contains("style=\""));
        assert!(html.contains("role=\"img\"") && html.contains("<desc"));
        assert!(html.len() < 60_000, "{} bytes", html.len());
        let (_, main) = html.split_once("<main").unwrap();
        let (main, _) = main.split_once("</main>").unwrap();
        assert!(main.contains(&format!("href=\"/{language}/open-data\"")), "{language}");
        let day = page(&house, &format!("/{language}/statistics/2026-11-22")).await;
        assert!(!day.contains('⟦'));
    }
    for none in ["2026-11-21", "yesterday", "2026-02-30"] {
        let response = house.get(&format!("/en/statistics/{none}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{none}");
    }
    let empty = House::open().await;
    let html = page(&empty, "/en/statistics").await;
    assert!(html.contains("There is nothing to count yet") && !html.contains('⟦'));
}

#[tokio::test]
async fn programs_get_the_very_numbers_of_the_page() {
    let house = full().await;
    let html = page(&house, "/en/statistics").await;
    let response = house.get("/api/v1/statistics").await;
    assert!(response.headers().contains_key(header::ETAG));
    let document: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!((&document["day"], &document["change"]), (&"2026-11-22".into(), &4.into()));
    let figures = document["figures"].as_array().unwrap();
    for (address, number) in numbers(&html).into_iter().filter(|(_, number)| *number > 0) {
        let is_it = |figure: &&Value| {
            figure["source"]
                .as_str()
                .is_some_and(|source| source.ends_with(&address["/en".len()..]))
        };
        let figure = figures.iter().find(is_it).unwrap_or_else(|| panic!("{address}"));
        assert_eq!(figure["value"], number, "{address}");
    }
    let csv = text(house.get("/api/v1/statistics.csv?day=2026-11-22").await).await;
    assert_eq!(csv.lines().count(), figures.len() + 1);
    assert!(csv.starts_with("day,change,group,code,of,value,source"));
    assert!(
        csv.contains("2026-11-22,4,region,bishkek,data_array,1,https://example.test/ky/register?"),
        "{csv}"
    );
    for (path, status) in [
        ("/api/v1/statistics?day=1999-01-01", StatusCode::NOT_FOUND),
        ("/api/v1/statistics?day=x", StatusCode::UNPROCESSABLE_ENTITY),
        ("/api/v1/statistics?year=1", StatusCode::BAD_REQUEST),
        ("/api/v1/statistics.csv?day=2026-13-01", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(house.get(path).await.status(), status, "{path}");
    }
}

/// No name of anybody is in what is kept.
#[tokio::test]
async fn nothing_that_somebody_wrote_is_in_the_statistics() {
    let house = full().await;
    let kept = format!("{:?}", app::statistics::newest(&house.app).await.unwrap());
    for word in ["Ден-Соолук", "Асанов", "KG-H-", "01201201510123"] {
        assert!(!kept.contains(word), "{word}");
    }
}
