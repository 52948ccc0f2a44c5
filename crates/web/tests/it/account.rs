//! The door: signing up, in and out, as a browser does it.

use crate::house::{House, text};
use axum::body::Body;
use http::{Request, Response, StatusCode, header};

pub fn form(path: &str, fields: &[(&str, &str)], cookie: &str) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie)
        .body(Body::from(body))
        .unwrap()
}

/// The session cookie an answer sets, as `name=value`.
pub fn cookie(response: &Response<Body>) -> String {
    let all = response.headers().get_all(header::SET_COOKIE).iter();
    let found = all.map(|v| v.to_str().unwrap()).find(|v| v.contains("session="));
    found.map_or(String::new(), |v| v.split(';').next().unwrap().to_owned())
}

pub fn location(response: &Response<Body>) -> String {
    let value = response.headers().get(header::LOCATION);
    value.map_or(String::new(), |v| v.to_str().unwrap().to_owned())
}

pub async fn get_as(house: &House, path: &str, cookie: &str) -> Response<Body> {
    house.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

pub const PASSWORD: &str = "кыш жаз жай күз";

pub const SIGN_UP: [(&str, &str); 3] = [
    ("organisation", "«Ден-Соолук Үлгү» клиникасы"),
    ("name", "Айгүл Үлгүева"),
    ("email", " Aigul@Clinic.Example "),
];

const SIGN_IN: [(&str, &str); 2] = [("email", "aigul@clinic.example"), ("password", PASSWORD)];

/// Asks for an account and opens it by the link; answers what the browser is told then.
pub async fn open_account(house: &House) -> Response<Body> {
    assert_eq!(house.send(form("/ky/sign-up", &SIGN_UP, "")).await.status(), StatusCode::OK);
    let link = house.mailed("sign-up").await;
    house.send(form(&link, &[("password", PASSWORD)], "")).await
}

#[tokio::test]
async fn an_account_opens_by_the_link_in_the_mail_and_its_owner_is_in() {
    let house = House::open().await;
    let answer = open_account(&house).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&answer), "/en/organisations");
    let session = cookie(&answer);
    assert!(session.starts_with("__Host-session="), "{session}");
    let home = text(get_as(&house, "/ky/organisations", &session).await).await;
    assert!(home.contains("«Ден-Соолук Үлгү» клиникасы") && home.contains("Айгүл Үлгүева"));
    assert!(!home.contains('⟦'));

    let answer = house.send(form("/ky/sign-out", &[], &session)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(answer.headers().contains_key("clear-site-data"));
    let home = text(get_as(&house, "/ky/organisations", &session).await).await;
    assert!(!home.contains("Айгүл"), "the token is worth nothing after signing out");

    let again = [SIGN_IN[0], SIGN_IN[1], ("next", "/ru/account")];
    let answer = house.send(form("/ky/sign-in", &again, "")).await;
    assert_eq!(location(&answer), "/ru/account");
}

#[tokio::test]
async fn the_link_asks_for_a_good_password_and_works_once() {
    let house = House::open().await;
    house.send(form("/en/sign-up", &SIGN_UP, "")).await;
    let link = house.mailed("sign-up").await;
    let page = text(house.get(&link).await).await;
    assert!(page.contains("aigul@clinic.example") && !page.contains('⟦'));
    let weak = house.send(form(&link, &[("password", "short")], "")).await;
    assert_eq!(weak.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(weak).await.contains("href=\"#password\""));
    let good = [("password", PASSWORD)];
    assert_eq!(house.send(form(&link, &good, "")).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(house.send(form(&link, &good, "")).await.status(), StatusCode::GONE);
    assert_eq!(house.get("/en/sign-up/nothing").await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn the_sign_up_form_does_not_tell_whether_an_address_has_an_account() {
    let house = House::open().await;
    let new = text(house.send(form("/en/sign-up", &SIGN_UP, "")).await).await;
    let link = house.mailed("sign-up").await;
    house.send(form(&link, &[("password", PASSWORD)], "")).await;
    let taken = text(house.send(form("/en/sign-up", &SIGN_UP, "")).await).await;
    assert_eq!(new, taken);
    let outbox = text(house.get("/en/demo/outbox").await).await;
    assert!(outbox.contains("You have an account already"), "the owner is told");
}

#[tokio::test]
async fn mistakes_in_the_sign_up_form_keep_what_was_typed() {
    let house = House::open().await;
    let typed = [SIGN_UP[0], SIGN_UP[1], ("email", "no address")];
    let answer = house.send(form("/en/sign-up", &typed, "")).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = text(answer).await;
    assert!(html.contains("href=\"#email\"") && html.contains("value=\"Айгүл Үлгүева\""));
    let empty = text(house.send(form("/en/sign-up", &[], "")).await).await;
    for field in ["organisation", "name", "email"] {
        assert!(empty.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(!empty.contains('⟦'), "{empty}");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let house = House::open().await;
    open_account(&house).await;
    let mut answers = Vec::new();
    for email in ["aigul@clinic.example", "nobody@clinic.example"] {
        let fields = [("email", email), ("password", "wrong wrong wrong")];
        let answer = house.send(form("/en/sign-in", &fields, "")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(cookie(&answer), "");
        answers.push(text(answer).await.replace(email, ""));
    }
    assert_eq!(answers[0], answers[1]);
}
