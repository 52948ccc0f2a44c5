//! The programs' side, as a program sees it.

use crate::house::{House, text};
use crate::sample::{self, CLINIC, applicant, clinic, granted, patients};
use axum::body::Body;
use domain::application::Procedure;
use http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};

async fn full() -> House {
    let house = House::open().await;
    sample::register(&house).await;
    house
}

async fn get(house: &House, path: &str) -> Value {
    let response = house.get(path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    serde_json::from_str(&text(response).await).unwrap()
}

async fn refused(house: &House, path: &str) -> (StatusCode, Value) {
    let response = house.get(path).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json", "{path}");
    let status = response.status();
    (status, serde_json::from_str(&text(response).await).unwrap())
}

#[tokio::test]
async fn lists_have_exact_totals_and_pages_that_do_not_overlap() {
    let house = full().await;
    let first = get(&house, "/api/v1/holders?limit=1&sort=number").await;
    assert_eq!((&first["total"], &first["items"][0]["number"]), (&json!(2), &json!("KG-H-000001")));
    let next = first["next"].as_str().unwrap();
    let second = get(&house, &format!("/api/v1/holders?limit=1&sort=number&cursor={next}")).await;
    assert_eq!(second["items"][0]["number"], "KG-H-000002");
    assert!(second["next"].is_null());
    let arrays = get(&house, "/api/v1/arrays?special=yes&holder=kg-h-1&data_category=pin").await;
    assert_eq!(arrays["items"][0]["holder"]["number"], "KG-H-000001");
    assert_eq!(get(&house, "/api/v1/arrays?special=no").await["total"], 0);
}

#[tokio::test]
async fn a_list_counts_what_it_is_asked_to_count() {
    let house = full().await;
    let plain = get(&house, "/api/v1/holders").await;
    assert!(plain["facets"].is_null());
    let regions = get(&house, "/api/v1/holders?facets=region&region=bishkek").await;
    assert_eq!(regions["total"], 1);
    let both = json!([{"code": "bishkek", "count": 1}, {"code": "osh_city", "count": 1}]);
    assert_eq!(regions["facets"], json!({"region": both}), "its own filter is left out");
    let all = get(&house, "/api/v1/arrays?facets=all").await;
    for axis in app::register::AXES.iter().chain(&["status", "freshness"]) {
        assert!(all["facets"][axis].is_array(), "{axis}: {all}");
    }
    let of = |code: &str| {
        let counts = all["facets"]["data_category"].as_array().unwrap();
        counts.iter().find(|count| count["code"] == code).map(|count| count["count"].clone())
    };
    assert_eq!((of("diagnosis"), of("health")), (Some(json!(1)), Some(json!(1))), "a tree");
    assert_eq!(get(&house, "/api/v1/arrays?data_category=health").await["total"], 1);
    let (status, _) = refused(&house, "/api/v1/arrays?facets=nope").await;
    assert_eq!(status, 400);
    let many = |n: usize| format!("/api/v1/holders?{}", vec!["facets=region"; n].join("&"));
    assert!(get(&house, &many(15)).await["facets"]["region"].is_array());
    let (status, problem) = refused(&house, &many(16)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
}

#[tokio::test]
async fn a_bad_parameter_is_named_and_never_a_crash() {
    let house = full().await;
    for (query, status) in [
        ("holders?limit=0", 422),
        ("holders?limit=101", 422),
        ("holders?limit=x", 400),
        ("holders?region=atlantis", 422),
        ("holders?nope=1", 400),
        ("holders?sort=", 400),
        ("holders?cursor=abc", 404),
        ("arrays?holder=%00", 404),
        ("arrays?special=maybe", 400),
        ("changes?after=-1", 422),
        ("changes?limit=501", 422),
        ("classifiers/atlantis", 404),
        ("holders/KG-H-000001/versions/0", 404),
        ("holders/KG-H-000001/versions/x", 400),
        ("holders/%ff", 400),
        ("nothing", 404),
    ] {
        let (found, problem) = refused(&house, &format!("/api/v1/{query}")).await;
        assert_eq!(found, status, "{query}: {problem}");
        assert!(problem["code"].is_string() && problem["detail"].is_string());
    }
}

#[tokio::test]
async fn an_entry_is_its_published_tree_and_is_not_sent_twice() {
    let house = full().await;
    let document = get(&house, "/api/v1/arrays/kg-a-000001").await;
    assert_eq!(document["entry"]["items"][2]["special"], "yes");
    assert_eq!(document["list"], json!({"number": "KG-L-000001", "version": 1}));
    let response = house.get("/api/v1/arrays/KG-A-000001").await;
    assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    for (asked, known) in [
        (header::IF_NONE_MATCH, response.headers()[header::ETAG].clone()),
        (header::IF_MODIFIED_SINCE, response.headers()[header::LAST_MODIFIED].clone()),
    ] {
        let request = Request::get("/api/v1/arrays/KG-A-000001").header(asked, known);
        let again = house.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }
    let amended = json!({"phone": "+996 312 99 99 99"});
    granted(&house, CLINIC, Procedure::AmendHolder, Some(CLINIC), amended).await;
    let versions = get(&house, "/api/v1/holders/KG-H-000001/versions").await;
    assert_eq!((&versions["total"], &versions["items"][0]["act"]), (&json!(2), &json!("amended")));
    let first = get(&house, "/api/v1/holders/KG-H-000001/versions/1").await;
    assert_eq!(first["entry"]["phone"], "+996 312 00 00 00");
}

#[tokio::test]
async fn the_feed_of_changes_has_no_gaps_and_no_content() {
    let house = full().await;
    let mut after = 0;
    let mut seen = Vec::new();
    loop {
        let page = get(&house, &format!("/api/v1/changes?after={after}&limit=2")).await;
        seen.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_i64() {
            Some(next) => after = next,
            None => break,
        }
    }
    let places: Vec<i64> = seen.iter().map(|change| change["change"].as_i64().unwrap()).collect();
    assert_eq!(places, [1, 2, 3, 4], "two holders, a list, an array");
    assert_eq!(seen[3]["number"], "KG-A-000001");
}

#[tokio::test]
async fn what_is_not_published_is_in_no_answer() {
    let house = House::open().await;
    let (mut holder, mut array) = (clinic(), patients());
    holder["head"]["name"] = json!("kanareeka");
    array["storage"]["place"] = json!("kanareeka");
    array["measures"]["words"] = json!("kanareeka");
    array["responsible"]["name"] = json!("kanareeka");
    array["processors"][0]["contract"] = json!("kanareeka");
    granted(&house, CLINIC, Procedure::RegisterHolder, None, holder).await;
    granted(&house, CLINIC, Procedure::RegisterArray, None, array).await;
    for path in [
        "holders",
        "arrays",
        "holders/KG-H-000001",
        "arrays/KG-A-000001",
        "changes",
        "arrays/KG-A-000001/versions",
        "arrays/KG-A-000001/versions/1",
    ] {
        let answer = get(&house, &format!("/api/v1/{path}")).await.to_string();
        assert!(!answer.contains("kanareeka"), "{path}");
    }
    assert_eq!(get(&house, "/api/v1/arrays?q=kanareeka").await["total"], 0);
}

/// The token of the person who signed up the first organisation of the demonstration.
async fn token(house: &House) -> String {
    app::account::seed_demo(&house.app).await.unwrap();
    let owners = app::account::demo().people.iter();
    let (owner, of) =
        owners.clone().find_map(|person| Some((person.id, person.organisation.as_ref()?))).unwrap();
    let (organisation, name) = (of.id, &of.name);
    let mut caller = applicant(organisation);
    caller.memberships[0].name = name.clone();
    caller.actor.as_mut().unwrap().person = owner;
    let made = app::organisation::create_token(&house.app, &caller, organisation, "учёт").await;
    made.unwrap().text
}

async fn post(house: &House, token: &str, body: &str) -> Response<Body> {
    let request = Request::post("/api/v1/applications")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::from(body.to_owned()));
    house.send(request.unwrap()).await
}

#[tokio::test]
async fn a_holders_program_sends_an_application() {
    let house = House::open().await;
    let token = token(&house).await;
    let body = json!({"procedure": "register_holder", "entry": clinic(), "submit": true});
    let stranger = post(&house, "invented", &body.to_string()).await;
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(stranger.headers()[header::WWW_AUTHENTICATE], "Bearer");
    let sent = post(&house, &token, &body.to_string()).await;
    assert_eq!(sent.status(), StatusCode::CREATED);
    let address = sent.headers()[header::LOCATION].to_str().unwrap().to_owned();
    let document: Value = serde_json::from_str(&text(sent).await).unwrap();
    assert_eq!(
        (&document["state"], &document["number"]),
        (&json!("submitted"), &json!("KG-Z-000001"))
    );
    assert_eq!(document["problems"], json!([]));
    let read = Request::get(address).header(header::AUTHORIZATION, format!("Bearer {token}"));
    let read = house.send(read.body(Body::empty()).unwrap()).await;
    assert_eq!(read.status(), StatusCode::OK);
    let again = post(&house, &token, &body.to_string()).await;
    assert_eq!(again.status(), StatusCode::CONFLICT, "one application at a time");
}

#[tokio::test]
async fn an_application_with_gaps_stays_a_draft_with_its_problems() {
    let house = House::open().await;
    let token = token(&house).await;
    let body = json!({"procedure": "register_holder", "entry": {"phone": "1"}, "submit": true});
    let sent = post(&house, &token, &body.to_string()).await;
    assert_eq!(sent.status(), StatusCode::CREATED);
    let document: Value = serde_json::from_str(&text(sent).await).unwrap();
    assert_eq!((&document["state"], &document["number"]), (&json!("draft"), &Value::Null));
    assert!(document["problems"].as_array().unwrap().len() > 5);
}

#[tokio::test]
async fn a_body_of_another_shape_is_refused_by_its_place() {
    let house = House::open().await;
    let token = token(&house).await;
    for (body, status, place) in [
        ("{", 400, ""),
        ("[]", 400, ""),
        ("{\"procedure\": \"abolish\"}", 422, "procedure"),
        ("{\"procedure\": \"register_holder\", \"entry\": {\"phone\": 1}}", 422, "entry.phone"),
        (
            "{\"procedure\": \"register_holder\", \"entry\": {\"head.name\": \"x\"}}",
            422,
            "entry.head.name",
        ),
        ("{\"procedure\": \"amend_array\", \"entry\": {}}", 422, "subject"),
    ] {
        let response = post(&house, &token, body).await;
        assert_eq!(response.status(), status, "{body}");
        let problem: Value = serde_json::from_str(&text(response).await).unwrap();
        assert_eq!(problem["errors"][0]["path"], place, "{body}: {problem}");
    }
    let plain = Request::post("/api/v1/applications").body(Body::from("x")).unwrap();
    assert_eq!(house.send(plain).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn the_document_names_every_address_and_what_the_law_knows() {
    let house = House::open().await;
    let document = get(&house, "/api/openapi.json").await;
    let regions = document["paths"]["/api/v1/holders"]["get"]["parameters"].as_array().unwrap();
    let region = regions.iter().find(|parameter| parameter["name"] == "region").unwrap();
    assert!(region["schema"]["items"]["enum"].as_array().unwrap().contains(&json!("bishkek")));
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    insta::assert_json_snapshot!("addresses", paths);
    let schemas: Vec<&String> =
        document["components"]["schemas"].as_object().unwrap().keys().collect();
    insta::assert_json_snapshot!("schemas", schemas);
    insta::assert_json_snapshot!("array", document["components"]["schemas"]["ArrayDocument"]);
}

#[tokio::test]
async fn machines_learn_how_the_service_is() {
    let house = House::open().await;
    assert_eq!(text(house.get("/health/live").await).await, "ok");
    let ready = get(&house, "/health/ready").await;
    assert_eq!((&ready["status"], &ready["database"]["engine"]), (&json!("ok"), &json!("sqlite")));
    assert_eq!(house.get("/metrics").await.status(), StatusCode::NOT_FOUND, "no recorder in tests");
}
