//! What guards the door: limits, recovery codes, headers, forms of strangers.

use crate::account::{SIGN_UP, cookie, form, get_as, location, open_account};
use crate::house::{House, text};
use axum::body::Body;
use http::{HeaderValue, Request, Response, StatusCode, header};
use totp_rs::{Builder, Secret};
use tower::ServiceExt;

async fn guess(house: &House, from: &str, more: &str) -> Response<Body> {
    let wrong = [("email", "aigul@clinic.example"), ("password", "wrong wrong")];
    let mut request = form("/en/sign-in", &wrong, more);
    request.headers_mut().insert("x-real-ip", HeaderValue::from_str(from).unwrap());
    house.send(request).await
}

#[tokio::test]
async fn too_many_tries_are_told_beside_the_field_with_the_wait() {
    let house = House::behind("x-real-ip").await;
    open_account(&house).await;
    for _ in 0..10 {
        assert_eq!(
            guess(&house, "203.0.113.7", "").await.status(),
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    // A neighbour in the same network counts together with the first.
    let refused = guess(&house, "203.0.113.8", "").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "600");
    let page = text(refused).await;
    assert!(page.contains("value=\"aigul@clinic.example\"") && page.contains("10 min"));
    let elsewhere = guess(&house, "198.51.100.1", "").await;
    assert_eq!(elsewhere.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_owner_comes_in_by_a_known_browser_while_others_are_refused() {
    let house = House::behind("x-real-ip").await;
    let opened = open_account(&house).await;
    let set = opened.headers().get_all(header::SET_COOKIE).iter();
    let known = set.map(|v| v.to_str().unwrap()).find(|v| v.contains("known=")).unwrap();
    assert!(known.contains("HttpOnly") && known.contains("Secure") && known.contains("SameSite"));
    let known = known.split(';').next().unwrap().to_owned();
    for network in 0..31 {
        guess(&house, &format!("192.0.{network}.1"), "").await;
    }
    let stranger = guess(&house, "203.0.113.7", "").await;
    assert_eq!(stranger.status(), StatusCode::TOO_MANY_REQUESTS);
    let owner = guess(&house, "203.0.113.7", &known).await;
    assert_eq!(owner.status(), StatusCode::UNPROCESSABLE_ENTITY, "a try of their own");
}

#[tokio::test]
async fn an_address_in_a_header_is_believed_only_when_configured() {
    let house = House::open().await;
    for n in 0..10 {
        guess(&house, &format!("10.0.{n}.1"), "").await;
    }
    let refused = guess(&house, "10.0.99.1", "").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS, "the header made no difference");
}

#[tokio::test]
async fn a_crowd_cannot_ask_for_accounts_without_end() {
    let house = House::open().await;
    for n in 0..20 {
        let email = format!("a{n}@clinic.example");
        let typed = [SIGN_UP[0], SIGN_UP[1], ("email", email.as_str())];
        assert_eq!(house.send(form("/en/sign-up", &typed, "")).await.status(), StatusCode::OK);
    }
    let refused = house.send(form("/en/sign-up", &SIGN_UP, "")).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let reset = form("/en/forgotten-password", &[("email", "a@clinic.example")], "");
    assert_eq!(house.send(reset).await.status(), StatusCode::OK, "each has a limit of its own");
}

/// What stands between the first `<code>` after a place and its end.
fn codes(page: &str) -> Vec<String> {
    let parts = page.split("<code>").skip(1);
    parts.map(|part| part.split("</code>").next().unwrap().to_owned()).collect()
}

fn digits(secret: &str, house: &House) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("a".to_owned());
    let totp = totp.with_issuer(Some("Korgoo")).build().unwrap();
    totp.generate(house.app.now().as_second().unsigned_abs()).to_string()
}

#[tokio::test]
async fn recovery_codes_are_shown_once_and_stand_for_the_phone() {
    let house = House::open().await;
    let session = cookie(&open_account(&house).await);
    let page = text(get_as(&house, "/en/sign-in/enrol", &session).await).await;
    let digits = digits(&codes(&page)[0], &house);
    let answer = house.send(form("/en/sign-in/enrol", &[("code", &digits)], &session)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    let session = cookie(&answer);
    let codes = codes(&text(answer).await);
    assert_eq!(codes.len(), 10);
    let account = text(get_as(&house, "/en/account", &session).await).await;
    assert!(account.contains("Recovery codes left: 10") && !account.contains(&codes[0]));

    for (code, expected) in [
        ("AAAA-BBBB-CCCC-DDDD", StatusCode::UNPROCESSABLE_ENTITY),
        (codes[0].as_str(), StatusCode::SEE_OTHER),
        (codes[0].as_str(), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let given = [("email", "aigul@clinic.example"), ("password", crate::account::PASSWORD)];
        let half = house.send(form("/en/sign-in", &given, "")).await;
        assert_eq!(location(&half), "/en/sign-in/code?next=");
        let half = cookie(&half);
        let answer = house.send(form("/en/sign-in/recovery", &[("recovery_code", code)], &half));
        assert_eq!(answer.await.status(), expected, "{code}");
    }
}

#[tokio::test]
async fn what_guards_the_account_is_changed_only_with_the_password() {
    let house = House::open().await;
    let session = cookie(&open_account(&house).await);
    for act in ["codes", "off"] {
        let typed = [("act", act), ("shown_password", "wrong")];
        let answer = house.send(form("/en/account/second-factor", &typed, &session)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
}

#[tokio::test]
async fn all_other_sessions_end_by_one_button() {
    let house = House::open().await;
    let first = cookie(&open_account(&house).await);
    let given = [("email", "aigul@clinic.example"), ("password", crate::account::PASSWORD)];
    let second = cookie(&house.send(form("/en/sign-in", &given, "")).await);
    house.send(form("/en/account/sessions/others/end", &[], &second)).await;
    assert_eq!(get_as(&house, "/en/account", &second).await.status(), StatusCode::OK);
    assert_eq!(get_as(&house, "/en/account", &first).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_no_browser_sent_is_refused() {
    let house = House::open().await;
    let bare = house.bare_site().oneshot(form("/en/sign-up", &SIGN_UP, "")).await.unwrap();
    assert_eq!(bare.status(), StatusCode::FORBIDDEN);
    let mut old = form("/en/sign-up", &SIGN_UP, "");
    old.headers_mut().insert(header::ORIGIN, HeaderValue::from_static("https://example.test"));
    old.headers_mut().insert(header::HOST, HeaderValue::from_static("example.test"));
    let old = house.bare_site().oneshot(old).await.unwrap();
    assert_eq!(old.status(), StatusCode::OK, "an old browser sends its origin only");
}

#[tokio::test]
async fn every_answer_keeps_browsers_to_encryption_and_to_this_site() {
    let house = House::open().await;
    for path in ["/ky", "/ky/nothing", "/api/v1/holders", "/assets/site.css"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = house.send(request).await;
        let tls = answer.headers()[header::STRICT_TRANSPORT_SECURITY].to_str().unwrap();
        assert!(tls.starts_with("max-age=63072000"), "{path}");
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("require-trusted-types-for 'script'"), "{path}");
    }
}
