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

const SIGN_UP: [(&str, &str); 4] = [
    ("organisation", "«Ден-Соолук Үлгү» клиникасы"),
    ("name", "Айгүл Үлгүева"),
    ("email", " Aigul@Clinic.Example "),
    ("password", "кыш жаз жай күз"),
];

#[tokio::test]
async fn whoever_signs_up_is_signed_in_and_owns_the_organisation() {
    let house = House::open().await;
    let answer = house.send(form("/ky/sign-up", &SIGN_UP, "")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&answer), "/ky/organisations");
    let session = cookie(&answer);
    assert!(session.starts_with("__Host-session="), "{session}");
    let home = text(get_as(&house, "/ky/organisations", &session).await).await;
    assert!(home.contains("«Ден-Соолук Үлгү» клиникасы") && home.contains("Айгүл Үлгүева"));
    assert!(!home.contains('⟦'));

    let answer = house.send(form("/ky/sign-out", &[], &session)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let home = text(get_as(&house, "/ky/organisations", &session).await).await;
    assert!(!home.contains("Айгүл"), "the token is worth nothing after signing out");

    let again = [
        ("email", "aigul@clinic.example"),
        ("password", "кыш жаз жай күз"),
        ("next", "/ru/account"),
    ];
    let answer = house.send(form("/ky/sign-in", &again, "")).await;
    assert_eq!(location(&answer), "/ru/account");
}

#[tokio::test]
async fn one_address_has_one_account_and_mistakes_keep_what_was_typed() {
    let house = House::open().await;
    house.send(form("/en/sign-up", &SIGN_UP, "")).await;
    let answer = house.send(form("/en/sign-up", &SIGN_UP, "")).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = text(answer).await;
    assert!(html.contains("href=\"#email\"") && html.contains("value=\"Айгүл Үлгүева\""));
    assert!(!html.contains("кыш жаз"), "a password is never written into a page");
    let empty = text(house.send(form("/en/sign-up", &[], "")).await).await;
    for field in ["organisation", "name", "email", "password"] {
        assert!(empty.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(!empty.contains('⟦'), "{empty}");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let house = House::open().await;
    house.send(form("/en/sign-up", &SIGN_UP, "")).await;
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
