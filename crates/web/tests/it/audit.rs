//! What staff reads is noted before it is shown; the auditor's page shows it, and nobody else's does.

use crate::house::{House, text};
use crate::sample::{CLINIC, applicant, clinic, granted, staff};
use app::audit::anchor;
use app::{Caller, StaffRole, application};
use axum::body::Body;
use axum::{Extension, Router};
use domain::application::Procedure;
use http::{Request, Response, StatusCode};
use jiff::SignedDuration;
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;

struct Desk {
    house: House,
    case: Uuid,
}

impl Desk {
    /// A registered clinic that asks for a change.
    async fn open() -> Desk {
        let house = House::open().await;
        granted(&house, CLINIC, Procedure::RegisterHolder, None, clinic()).await;
        let (app, by) = (&house.app, applicant(CLINIC));
        let amend = Procedure::AmendHolder;
        let case = application::start(app, &by, CLINIC, amend, None, json!({})).await.unwrap();
        let change = json!({"phone": "+996 312 11 11 11"}).as_object().unwrap().clone();
        application::save(app, &by, case, None, change).await.unwrap();
        application::submit(app, &by, case, None).await.unwrap();
        Desk { house, case }
    }

    fn site(&self, caller: &Caller) -> Router {
        self.house.site().layer(Extension(caller.clone()))
    }

    async fn get(&self, caller: &Caller, path: &str) -> Response<Body> {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.site(caller).oneshot(request).await.unwrap()
    }

    fn path(&self) -> String {
        format!("/ky/desk/applications/{}", self.case)
    }

    async fn size(&self) -> i64 {
        self.house.app.store().audit_size().await.unwrap()
    }
}

#[tokio::test]
async fn the_auditor_sees_who_read_a_case_in_three_languages() {
    let desk = Desk::open().await;
    let registrar = staff(StaffRole::Registrar);
    let case = format!("application%2F{}", desk.case);
    assert_eq!(desk.get(&registrar, &desk.path()).await.status(), StatusCode::OK);
    for (language, word) in [("ky", "окуу"), ("ru", "чтение"), ("en", "read")] {
        let path = format!("/{language}/desk/audit?case={case}");
        let answer = desk.get(&staff(StaffRole::Auditor), &path).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let page = text(answer).await;
        assert!(page.contains(&format!(">{word}</span>")), "{language}: {page}");
        assert!(page.contains(&registrar.actor.as_ref().unwrap().name));
        assert!(page.contains(&format!("/{language}/desk/audit/proof/application/{}", desk.case)));
    }
    assert_eq!(desk.house.app.store().audit_of("audit", 1000).await.unwrap().len(), 3);
}

#[tokio::test]
async fn nobody_but_an_auditor_opens_the_page() {
    let desk = Desk::open().await;
    for role in StaffRole::ALL {
        let answer = desk.get(&staff(role), "/ky/desk/audit").await;
        let allowed = role == StaffRole::Auditor;
        assert_eq!(answer.status() == StatusCode::OK, allowed, "{role:?}");
        let page = text(desk.get(&staff(role), "/ky").await).await;
        assert_eq!(page.contains("href=\"/ky/desk/audit\""), allowed, "{role:?}");
    }
    let answer = desk.get(&applicant(CLINIC), "/ky/desk/audit").await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let refused = desk.get(&staff(StaffRole::Auditor), &desk.path()).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN, "an auditor reads no casework");
}

#[tokio::test]
async fn an_entry_has_no_query_and_names_record_route_and_person() {
    let desk = Desk::open().await;
    let registrar = staff(StaffRole::Registrar);
    desk.get(&registrar, &format!("{}?name=secret", desk.path())).await;
    desk.get(&registrar, "/ky/desk?q=secret").await;
    desk.get(&registrar, "/ky/desk/holders/KG-H-000001").await;
    let store = desk.house.app.store();
    let all =
        app::audit::Asked { staff: Some(registrar.actor.unwrap().person), ..Default::default() };
    let auditor = staff(StaffRole::Auditor);
    let found = app::audit::entries(&desk.house.app, &auditor, &all).await.unwrap().entries;
    let read: Vec<_> = found
        .iter()
        .filter(|entry| entry.word == "read-queue")
        .map(|entry| (entry.subject.clone(), entry.details["path"].clone()))
        .collect();
    let pair = |subject: String, path: &str| (subject, format!("/{{language}}/desk{path}"));
    let wanted = [
        pair(format!("holder/{CLINIC}"), "/holders/{number}"),
        pair("queue".into(), ""),
        pair(format!("application/{}", desk.case), "/applications/{id}"),
    ];
    assert_eq!(read, wanted);
    assert!(
        found.iter().all(|entry| entry.details.values().all(|value| !value.contains("secret")))
    );
    assert!(store.audit_size().await.unwrap() > 3);
}

#[tokio::test]
async fn what_cannot_be_noted_is_not_shown() {
    let desk = Desk::open().await;
    let broken = desk.house.app.store().write("break", |tx| {
        Box::pin(async move { tx.put_rows("ALTER TABLE audit RENAME TO gone", &[]).await })
    });
    let broken: Result<u64, store::StoreError> = broken.await;
    broken.unwrap();
    let registrar = staff(StaffRole::Registrar);
    let answer = desk.get(&registrar, &desk.path()).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!text(answer).await.contains("+996 312 11 11 11"));
    assert_eq!(desk.get(&registrar, "/ky/register").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_comes_back_with_the_case_is_a_reading_and_a_way_elsewhere_is_none() {
    let desk = Desk::open().await;
    let registrar = staff(StaffRole::Registrar);
    desk.house.enter(&registrar).await;
    app::review::assign(&desk.house.app, &registrar, desk.case, None).await.unwrap();
    let before = desk.size().await;
    let next = desk.get(&registrar, "/ky/desk/next").await;
    assert!(next.status().is_redirection());
    assert_eq!(desk.size().await, before);
    let request = Request::post(format!("{}/decision", desk.path()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("outcome=refuse"))
        .unwrap();
    let answer = desk.site(&registrar).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.size().await, before + 1);
}

#[tokio::test]
async fn nonsense_in_the_search_finds_nothing_and_breaks_nothing() {
    let desk = Desk::open().await;
    let auditor = staff(StaffRole::Auditor);
    let odd = [
        "case=%00%27%22",
        "case=no+such",
        "staff=x",
        "day.day=99&day.month=99&day.year=1",
        "before=x",
        "before=-1",
        "day.day=31&day.month=12&day.year=9999",
        "case=%F0%9F%90%B4",
    ];
    for query in odd {
        let answer = desk.get(&auditor, &format!("/en/desk/audit?{query}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
    }
    let answer = desk.get(&auditor, "/en/desk/audit/proof/no%20word").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let answer = desk.get(&auditor, "/en/desk/audit/proof/queue").await;
    assert_eq!(answer.status(), StatusCode::CONFLICT, "no anchor yet");
    let hour = SignedDuration::from_hours(1);
    anchor(&desk.house.app, "node", hour).await.unwrap();
    let page = text(desk.get(&auditor, "/en/desk/audit").await).await;
    assert!(page.contains("not signed yet"), "{page}");
}
