//! What holds for every page: languages, headers, errors, files.

use crate::house::{House, text};
use app::{Caller, StaffRole};
use axum::{Extension, body::Body};
use domain::record::Actor;
use http::{Request, Response, StatusCode, header};
use tower::ServiceExt;

async fn send(request: Request<Body>) -> Response<Body> {
    House::open().await.send(request).await
}

async fn get(path: &str) -> Response<Body> {
    House::open().await.get(path).await
}

fn header_of(response: &Response<Body>, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or(String::new(), |v| v.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn every_page_of_the_shell_speaks_every_language() {
    for language in ["ky", "ru", "en"] {
        for page in ["parts", "accessibility", "licence", "contacts", "no-such-page"] {
            let response = get(&format!("/{language}/{page}")).await;
            assert_eq!(header_of(&response, "content-language"), language);
            let html = text(response).await;
            assert!(!html.contains('⟦'), "a text is missing on /{language}/{page}");
            assert!(html.contains(&format!("<html lang=\"{language}\">")));
            assert!(html.contains(&format!("href=\"/ru/{page}\"")), "the switch keeps the page");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_protective_headers() {
    for path in ["/ky/parts", "/ky/no-such-page", "/nothing", "/ky/parts/crash"] {
        let response = get(path).await;
        let policy = header_of(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"));
        assert_eq!(header_of(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header_of(&response, "referrer-policy"), "same-origin");
        assert!(!header_of(&response, "x-request-id").is_empty());
    }
}

#[tokio::test]
async fn pages_hold_no_inline_script_or_style() {
    let html = text(get("/ky/parts").await).await;
    assert!(!html.contains("style=") && !html.contains("<style"));
    assert!(!html.contains("onclick") && html.matches("<script").count() == 1);
}

#[tokio::test]
async fn the_front_door_leads_to_the_language_of_the_visitor() {
    let to = async |cookie: &str, accept: &str| {
        let request = Request::get("/")
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_LANGUAGE, accept);
        header_of(&send(request.body(Body::empty()).unwrap()).await, "location")
    };
    assert_eq!(to("", "").await, "/ky");
    assert_eq!(to("", "ru-RU,ru;q=0.9,ky;q=0.1").await, "/ky");
    assert_eq!(to("", "ru").await, "/ru");
    assert_eq!(to("lang=en", "ru").await, "/en");
    assert_eq!(to("lang=xx", "").await, "/ky");
}

#[tokio::test]
async fn a_mistake_is_named_in_the_title_and_leads_to_its_field() {
    let response = get("/ky/parts").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = text(response).await;
    assert!(html.contains("<title>Ката: "));
    assert!(html.contains("href=\"#holder-inn\"") && html.contains("id=\"holder-inn\""));
    assert!(
        html.contains("aria-describedby=\"holder-inn-hint holder-inn-example holder-inn-error\"")
    );
    assert!(html.contains("value=\"0123456789012\""), "what was typed is kept");
}

#[tokio::test]
async fn a_crash_shows_a_reference_number_and_nothing_else() {
    let response = get("/ru/parts/crash").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let reference = header_of(&response, "x-request-id");
    let html = text(response).await;
    assert!(html.contains(&reference) && !html.contains("on purpose"));
}

#[tokio::test]
async fn errors_say_what_to_do_next_and_keep_their_status() {
    let conflict = get("/en/parts/conflict").await;
    assert_eq!(conflict.status(), StatusCode::CONFLICT);
    assert!(text(conflict).await.contains("reload the page"));
    let post = Request::post("/en/parts").body(Body::empty()).unwrap();
    let wrong_method = send(post).await;
    assert_eq!(wrong_method.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header_of(&wrong_method, "allow"), "GET,HEAD");
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused() {
    let request = Request::post("/ky/parts")
        .header("sec-fetch-site", "cross-site")
        .header("host", "example.test");
    let response = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(text(response).await.contains("<h1>"));
}

#[tokio::test]
async fn programs_get_problem_json() {
    let response = get("/api/v1/no-such-thing").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(header_of(&response, "content-type"), "application/problem+json");
}

#[tokio::test]
async fn files_are_kept_for_ever_under_their_hash_only() {
    let address = web::shell::assets::address("site.css");
    let response = get(&address).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(header_of(&response, "cache-control").contains("immutable"));
    let css = text(response).await;
    assert!(css.len() <= 25_000, "the style sheet weighs {} bytes", css.len());
    assert_eq!(header_of(&get("/assets/site.css").await, "cache-control"), "no-cache");
    assert_eq!(get("/assets/..%2FCargo.toml").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_an_address_with_a_language_changes_the_choice() {
    assert!(header_of(&get("/ru/licence").await, "set-cookie").starts_with("lang=ru;"));
    assert_eq!(header_of(&get("/nothing").await, "set-cookie"), "");
    let again = Request::get("/ru/licence").header(header::COOKIE, "lang=ru");
    let response = send(again.body(Body::empty()).unwrap()).await;
    assert_eq!(header_of(&response, "set-cookie"), "");
}

#[tokio::test]
async fn staff_see_the_desk_and_their_pages_are_not_stored() {
    let caller = |staff: &[StaffRole]| Caller {
        actor: Some(Actor { person: uuid::Uuid::nil(), name: "Айгүл".into() }),
        is_strong: true,
        staff: staff.to_vec(),
        ..Caller::default()
    };
    let house = House::open().await;
    for staff in [true, false] {
        let roles = if staff { &[StaffRole::Registrar][..] } else { &[] };
        let site = house.site().layer(Extension(caller(roles)));
        let request = Request::get("/ky/no-such-page").body(Body::empty()).unwrap();
        let response = site.oneshot(request).await.unwrap();
        assert_eq!(header_of(&response, "cache-control"), "no-store");
        let html = text(response).await;
        assert!(html.contains("Айгүл"), "the error page knows who is signed in");
        assert_eq!(html.contains("/ky/desk"), staff);
        assert!(!html.contains("/ky/admin"));
    }
}

#[tokio::test]
async fn a_slash_too_many_is_mended() {
    assert_eq!(header_of(&get("/ky/").await, "location"), "/ky");
    assert_eq!(get("//evil.test/").await.status(), StatusCode::NOT_FOUND);
}
