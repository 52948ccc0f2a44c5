//! Letters about a search, over HTTP.

use crate::house::{House, text};
use crate::sample::{LANGUAGES, full, page, register};
use axum::body::Body;
use axum::response::Response;
use http::{Request, StatusCode, header};
use tower::ServiceExt;

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(house: &House, path: &str, form: &str) -> Response {
    let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
    house.send(request.body(Body::from(form.to_owned())).unwrap()).await
}

async fn count(house: &House) -> i64 {
    let rows = house.app.store().rows("SELECT count(*) AS n FROM alert", &[]).await.unwrap();
    rows[0].get("n").unwrap()
}

/// Asks for letters about a search; the path of the link in the letter.
async fn asked(house: &House, query: &str) -> String {
    let path = format!("/en/register/alert?{query}");
    let response = post(house, &path, "email=reader%40okuu.example").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(text(response).await.contains("Look into your mailbox"));
    house.mailed("alerts").await
}

#[tokio::test]
async fn the_form_says_what_is_done_with_an_address() {
    let house = full().await;
    for language in LANGUAGES {
        let query = "q=KG&region=bishkek&sort=title";
        let html = page(&house, &format!("/{language}/register?{query}")).await;
        let form = format!("/{language}/register/alert?q=KG&amp;region=bishkek&amp;sort=title");
        assert!(html.contains(&form), "the search leads to it");
        let html = page(&house, &format!("/{language}/register/alert?{query}")).await;
        assert!(!html.contains('⟦') && html.contains("48"), "{language}");
        assert!(html.contains("action=\"/") && html.contains("q=KG&amp;region=bishkek\""));
    }
    let bad = post(&house, "/en/register/alert?q=KG", "email=nobody").await;
    assert_eq!(bad.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(bad).await.contains("id=\"email-error\""), "told beside the field");
    assert_eq!(
        post(&house, "/en/register/alert", "x=1").await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(count(&house).await, 0);
}

#[tokio::test]
async fn a_link_confirms_by_a_button_and_shows_the_search() {
    let house = full().await;
    let link = asked(&house, "q=KG&of=holder").await;
    let html = page(&house, &link).await;
    assert!(html.contains("Yes, write to me") && html.contains("“KG”"));
    assert!(page(&house, &link).await.contains("Yes, write to me"), "looking confirms nothing");
    assert_eq!(post(&house, &link, "").await.status(), StatusCode::SEE_OTHER);
    let html = page(&house, &link).await;
    assert!(html.contains("We write to you since 22 November 2026"));
    assert!(!html.contains("reader@okuu.example"), "whose it is, is not shown");
    let changed =
        post(&house, &format!("{link}/change"), "q=%D2%AF%D0%BB%D0%B3%D2%AF&language=ky").await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let html = page(&house, &link).await;
    assert!(html.contains("“үлгү”") && html.contains("of=holder"), "the filters stay");
    assert!(html.contains("<option value=\"ky\" selected"));
}

#[tokio::test]
async fn a_mail_program_stops_the_letters_by_one_click() {
    let house = full().await;
    let link = asked(&house, "").await;
    post(&house, &link, "").await;
    let stop = format!("{link}/stop");
    assert!(page(&house, &stop).await.contains("Stop and delete"), "opening it stops nothing");
    assert_eq!(count(&house).await, 1);
    // As RFC 8058 sends it: from no page, without cookies.
    let request = Request::post(&stop).header(header::CONTENT_TYPE, FORM);
    let request = request.body(Body::from("List-Unsubscribe=One-Click")).unwrap();
    let response = house.bare_site().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(count(&house).await, 0);
    for path in [&link, &stop] {
        let gone = house.get(path).await;
        assert_eq!(gone.status(), StatusCode::GONE);
        assert!(text(gone).await.contains("no longer works"));
    }
    assert_eq!(post(&house, &stop, "").await.status(), StatusCode::OK, "stopped is stopped");
    let other =
        Request::post(&link).header(header::CONTENT_TYPE, FORM).body(Body::empty()).unwrap();
    let other = house.bare_site().oneshot(other).await.unwrap();
    assert_eq!(other.status(), StatusCode::FORBIDDEN, "nothing else goes without a page");
}

#[tokio::test]
async fn a_letter_leads_to_the_search_and_to_its_end() {
    let house = House::open().await;
    let link = asked(&house, "of=data_array").await;
    post(&house, &link, "").await;
    register(&house).await;
    let texts = std::sync::Arc::new(l10n::Translator::load().unwrap());
    let state = web::WebState::new(texts, house.app.clone());
    assert_eq!(app::alert::work(&house.app, &state).await.unwrap(), 1);
    let html = page(&house, "/en/demo/outbox").await;
    assert!(html.contains("KG-A-000001") && html.contains("New in the Register: Arrays"), "{html}");
    assert!(html.contains("https://example.test/en/register?of=data_array"));
    assert!(!html.contains('⟦'));
}
