//! The meaning checks with the Register around them, and their words on the registrar's page.

use crate::house::{House, text};
use crate::sample::{self, CLINIC, FUND, applicant, granted, staff};
use app::check::findings_for;
use app::{StaffRole, application};
use axum::{Extension, body::Body};
use domain::application::Procedure;
use domain::check::Finding;
use domain::field::Of;
use http::Request;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tower::ServiceExt;
use uuid::Uuid;

fn found(findings: &[Finding], check: &str) -> bool {
    findings.iter().any(|finding| finding.check == check)
}

#[tokio::test]
async fn the_register_itself_answers_what_stands_around_an_entry() {
    let house = House::open().await;
    let array = sample::register(&house).await;
    let (app, new) = (&house.app, Uuid::from_u128(0xabc));

    let again = findings_for(app, Of::Holder, new, new, &sample::clinic()).await.unwrap();
    assert!(found(&again, "identifier_in_use") && found(&again, "holder_same_name"));
    let own = findings_for(app, Of::Holder, CLINIC, CLINIC, &sample::clinic()).await.unwrap();
    assert!(!found(&own, "identifier_in_use") && !found(&own, "holder_same_name"));

    let mut entry = sample::patients();
    let same = findings_for(app, Of::DataArray, CLINIC, new, &entry).await.unwrap();
    assert!(found(&same, "array_same_name") && found(&same, "competence_of_private"));
    let itself = findings_for(app, Of::DataArray, CLINIC, array, &entry).await.unwrap();
    assert!(!found(&itself, "array_same_name") && !found(&itself, "recipient_not_registered"));

    entry["recipients"] = json!([{"holder": "KG-H-000001"}, {"holder": "KG-H-999999"}]);
    let others = findings_for(app, Of::DataArray, CLINIC, array, &entry).await.unwrap();
    assert!(found(&others, "recipient_self") && found(&others, "recipient_not_registered"));

    entry["recipients"] = json!([{"holder": "KG-H-000002"}]);
    granted(&house, FUND, Procedure::ExcludeHolder, Some(FUND), exclusion()).await;
    let gone = findings_for(app, Of::DataArray, CLINIC, array, &entry).await.unwrap();
    assert!(found(&gone, "recipient_excluded"));
}

fn exclusion() -> Value {
    json!({"ground": "liquidation", "words": "Үлгү"})
}

/// A clinic with as many faults of meaning as an entry that may be sent can have.
fn doubtful() -> Value {
    let mut entry = sample::clinic();
    entry["name"]["ky"] = entry["name"]["ru"].clone();
    entry["identifier"]["value"] = json!("21201203510123");
    entry["okpo"] = json!("00000000");
    entry["address"]["postcode"] = json!("050000");
    entry["phone"] = json!("0312 00 00 00");
    entry["web"] = json!("https://bashka.example");
    entry["policy"] = json!({});
    entry["contact"] = json!({});
    entry
}

#[tokio::test]
async fn a_registrar_reads_the_findings_in_every_language_and_each_leads_to_its_place() {
    let house = House::open().await;
    let caller = applicant(CLINIC);
    let procedure = Procedure::RegisterHolder;
    let id =
        application::start(&house.app, &caller, CLINIC, procedure, None, doubtful()).await.unwrap();
    application::submit(&house.app, &caller, id, None).await.unwrap();
    for (language, words) in [
        ("ky", "саясаты тиркелген эмес"),
        ("ru", "Не приложена политика"),
        ("en", "No processing policy"),
    ] {
        let site = house.site().layer(Extension(staff(StaffRole::Registrar)));
        let path = format!("/{language}/desk/applications/{id}");
        let request = Request::get(path).body(Body::empty()).unwrap();
        let page = text(site.oneshot(request).await.unwrap()).await;
        assert!(page.contains(words), "{language}: {page}");
        assert!(!page.contains('⟦'), "{language}: an untranslated text");
        for target in targets(&page) {
            assert!(
                page.contains(&format!("id=\"{target}\"")),
                "{language}: #{target} leads nowhere"
            );
        }
    }
}

/// Where the links inside the page lead.
fn targets(page: &str) -> BTreeSet<&str> {
    page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
