//! Forgetting on pages: proposed and confirmed in forms, then told in place of the value.

use crate::house::{House, text};
use crate::sample::{self, CLINIC, clinic, granted, patients, staff};
use app::{Caller, StaffRole};
use axum::{Extension, body::Body};
use domain::application::Procedure;
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

const TOKEN: &str = "Kanareika7f";
const HOLDER: &str = "/en/desk/holders/KG-H-000001";

async fn get(house: &House, caller: &Caller, path: &str) -> String {
    let site = house.site().layer(Extension(caller.clone()));
    let response = site.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

async fn post(house: &House, who: &Caller, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.finish()))
        .unwrap();
    house.site().layer(Extension(who.clone())).oneshot(request).await.unwrap()
}

/// A holder whose telephone and Kyrgyz name are secrets, the telephone only in its first version.
async fn with_secrets() -> House {
    let house = House::open().await;
    let mut holder = clinic();
    holder["name"]["ky"] = json!(format!("{TOKEN} аты"));
    holder["contact"]["words"] = json!(format!("{TOKEN} \"сөз\""));
    holder["email"] = json!(format!("{TOKEN}@example.kg"));
    granted(&house, CLINIC, Procedure::RegisterHolder, None, holder).await;
    let mut array = patients();
    array["purposes"][0]["words"] = json!(format!("{TOKEN} аты үчүн"));
    array["recipients"] = json!([]);
    granted(&house, CLINIC, Procedure::RegisterArray, None, array).await;
    let contact = json!({"contact": {"words": "Жаңы сөз", "phone": "+996 312 00 00 02"}});
    granted(&house, CLINIC, Procedure::AmendHolder, Some(CLINIC), contact).await;
    for role in [StaffRole::Registrar, StaffRole::Head] {
        house.enter(&staff(role)).await;
    }
    house
}

const ASKED: [(&str, &str); 5] = [
    ("place", "2:name.ky"),
    ("place", "1:contact.words"),
    ("place", "2:email"),
    ("ground", "court"),
    ("words", "Decision no. 1"),
];

/// Proposed by a registrar; the path of the case.
async fn proposed(house: &House) -> String {
    let fields = [&ASKED[..], &[("action", "propose")]].concat();
    let sent =
        post(house, &staff(StaffRole::Registrar), &format!("{HOLDER}/redaction"), &fields).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let place = sent.headers()[header::LOCATION].to_str().unwrap();
    place.split('?').next().unwrap().to_owned()
}

async fn forgotten() -> House {
    let house = with_secrets().await;
    let case = proposed(&house).await;
    let done = post(&house, &staff(StaffRole::Head), &format!("{case}/confirm"), &[]).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    house
}

#[tokio::test]
async fn a_registrar_chooses_sees_every_place_and_sends_it_to_the_head() {
    let house = with_secrets().await;
    let registrar = staff(StaffRole::Registrar);
    let page = get(&house, &registrar, HOLDER).await;
    assert!(page.contains("KG-H-000001/redaction"), "the page of the entry leads there");
    let form = get(&house, &registrar, &format!("{HOLDER}/redaction")).await;
    assert!(form.contains("value=\"1:contact.words\"") && form.contains("value=\"2:name.ky\""));
    assert!(!form.contains(":sector\""), "codes are not offered");
    let path = format!("{HOLDER}/redaction");
    for wrong in [&[][..], &ASKED[..3], &[("place", "nowhere"), ("ground", "court")]] {
        let answer = post(&house, &registrar, &path, wrong).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let gone = [("place", "77:name.ky"), ("ground", "court"), ("words", "x")];
    assert_eq!(
        post(&house, &registrar, &path, &gone).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let fields = [&ASKED[..], &[("action", "preview")]].concat();
    let preview = text(post(&house, &registrar, &path, &fields).await).await;
    for told in ["Array KG-A-000001", "versions: 1, 2", "cannot be undone", "mirrors of the log"] {
        assert!(preview.contains(told), "{told}");
    }
    assert!(!preview.contains(&format!("{TOKEN}@")), "a preview names places, not values");
    let case = proposed(&house).await;
    let seen = get(&house, &staff(StaffRole::Head), &case).await;
    assert!(seen.contains("Array KG-A-000001") && seen.contains("/confirm"));
    let own = post(&house, &registrar, &format!("{case}/confirm"), &[]).await;
    assert_eq!(own.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_page_in_any_language_says_a_forgotten_value_and_each_says_that_it_was_there() {
    let house = forgotten().await;
    let registrar = staff(StaffRole::Registrar);
    let words = [("ky", "өчүрүлгөн: "), ("ru", "стёрто: "), ("en", "forgotten: 22 November 2026")];
    for (language, told) in words {
        for path in [
            "register",
            "register/holders/KG-H-000001",
            "register/holders/KG-H-000001/versions",
            "register/holders/KG-H-000001/versions/1",
            "register/holders/KG-H-000001/versions/1...2",
            "register/holders/KG-H-000001/versions/1...3",
            "register/holders/KG-H-000001?as_of=2026-11-22",
            "register/arrays/KG-A-000001",
            "register/arrays/KG-A-000001/versions/1",
            "desk",
            "desk/holders/KG-H-000001",
            "desk/holders/KG-H-000001?version=1",
            "desk/holders/KG-H-000001/redaction",
            "desk/arrays/KG-A-000001",
            "demo/outbox",
        ] {
            let html = get(&house, &registrar, &format!("/{language}/{path}")).await;
            assert!(!html.contains(TOKEN), "{language} {path}");
            assert!(!html.contains('⟦'), "{language} {path}: {:?}", html.split('⟦').nth(1));
            let is_entry = path.starts_with("register/") && !path.ends_with("/versions");
            assert!(!is_entry || html.contains(told), "{language} {path}");
        }
    }
    for id in house
        .app
        .store()
        .rows("SELECT id FROM record WHERE kind = 'application'", &[])
        .await
        .unwrap()
    {
        let id: uuid::Uuid = id.get("id").unwrap();
        for language in ["ky", "ru", "en"] {
            let path = format!("/{language}/desk/applications/{id}");
            let html = get(&house, &registrar, &path).await;
            assert!(!html.contains(TOKEN) && !html.contains('⟦'), "{path}");
        }
        let own =
            get(&house, &sample::applicant(CLINIC), &format!("/en/applications/{id}/check")).await;
        assert!(!own.contains(TOKEN) && !own.contains('⟦'));
    }
}

#[tokio::test]
async fn a_difference_never_shows_a_forgotten_value_as_taken_out_by_the_holder() {
    let house = forgotten().await;
    let page = text(house.get("/en/register/holders/KG-H-000001/versions/1...2").await).await;
    let change = page.split("id=\"difference\"").nth(1).unwrap();
    assert!(change.contains("forgotten: 22 November 2026") && change.contains("Жаңы сөз"));
    let page = text(house.get("/en/register/holders/KG-H-000001/versions/2...3").await).await;
    assert!(page.contains("A value was forgotten"), "the act has its words");
    let change =
        page.split("id=\"difference\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(!change.contains("forgotten:"), "nothing of the entry changed by the holder: {change}");
}

#[tokio::test]
async fn the_api_says_what_was_forgotten_when_and_why() {
    let house = forgotten().await;
    let api = async |path: &str| -> Value {
        serde_json::from_str(&text(house.get(&format!("/api/v1/{path}")).await).await).unwrap()
    };
    let now = api("holders/KG-H-000001").await;
    let paths: Vec<_> =
        now["redacted"].as_array().unwrap().iter().map(|it| it["path"].clone()).collect();
    assert_eq!(paths, ["name.ky", "email"]);
    assert_eq!(now["redacted"][0]["ground"], "court");
    let first = api("holders/KG-H-000001/versions/1").await;
    assert_eq!(first["redacted"][2]["path"], "contact.words");
    assert_eq!(first["entry"]["contact"].get("words"), None);
    let array = api("arrays/KG-A-000001").await;
    assert_eq!(array["redacted"][0]["path"], "purposes.0.words");
    assert_eq!(array["entry"]["purposes"][0]["words"], "… үчүн");
    let changes = api("changes").await;
    let acts = changes["items"].as_array().unwrap().iter().filter(|it| it["act"] == "redacted");
    assert_eq!(acts.count(), 2, "the holder and the array in whose words it stood");
    for page in ["holders", "arrays", "changes", "holders/KG-H-000001/versions"] {
        assert!(!api(page).await.to_string().contains(TOKEN), "{page}");
    }
    let asked = json!({"procedure": "redact_holder", "submit": false}).to_string();
    let request = Request::post("/api/v1/applications").body(Body::from(asked)).unwrap();
    let refused = house.site().layer(Extension(sample::applicant(CLINIC))).oneshot(request).await;
    assert!(refused.unwrap().status().is_client_error());
}

/// What an organisation takes home, in all forms: files of rows as text, a workbook read back.
async fn taken_home(house: &House) -> Vec<String> {
    let mut all = Vec::new();
    for kind in ["csv", "ndjson", "xlsx"] {
        let path = format!("/ky/organisations/{CLINIC}/export.{kind}");
        let site = house.site().layer(Extension(sample::applicant(CLINIC)));
        let answer = site.oneshot(Request::get(&path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{kind}");
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        let source = exchange::read(&bytes, &format!("a.{kind}"), &Default::default()).unwrap();
        all.push(format!("{source:?}{}", String::from_utf8_lossy(&bytes)));
    }
    all
}

#[tokio::test]
async fn no_file_that_is_taken_home_holds_a_forgotten_value() {
    let house = with_secrets().await;
    assert!(taken_home(&house).await.iter().all(|file| file.contains(TOKEN)), "it was in all");
    let case = proposed(&house).await;
    post(&house, &staff(StaffRole::Head), &format!("{case}/confirm"), &[]).await;
    assert!(!taken_home(&house).await.iter().any(|file| file.contains(TOKEN)));
}
