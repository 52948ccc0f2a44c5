//! Plainly fictional organisations and arrays, entered in the Register as the law says: an
//! application, a review, a decision.

use crate::house::{House, text};
use app::caller::Membership;
use app::{Caller, OrganisationRole, StaffRole, application, review};
use domain::application::{Outcome, Procedure};
use domain::record::Actor;
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

pub const LANGUAGES: [&str; 3] = ["ky", "ru", "en"];

/// A house with the sample content in its Register.
pub async fn full() -> House {
    let house = House::open().await;
    register(&house).await;
    house
}

/// A page that is there.
pub async fn page(house: &House, path: &str) -> String {
    let response = house.get(path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

/// The holder that the samples are about.
pub const CLINIC: Uuid = Uuid::from_u128(0xc11);
/// Another one, which receives data.
pub const FUND: Uuid = Uuid::from_u128(0xf0d);

pub fn applicant(organisation: Uuid) -> Caller {
    let name = "«Ден-Соолук Үлгү» ЖЧКсы".to_owned();
    let membership = Membership { organisation, name, role: OrganisationRole::Owner };
    Caller {
        actor: Some(Actor { person: Uuid::from_u128(7), name: "Асанов Асан".into() }),
        language: "ky".into(),
        memberships: vec![membership],
        ..Caller::default()
    }
}

pub fn staff(role: StaffRole) -> Caller {
    Caller {
        actor: Some(Actor {
            person: Uuid::from_u128(100 + role as u128), name: "Айгүл".into()
        }),
        is_strong: true,
        staff: vec![role],
        language: "ky".into(),
        ..Caller::default()
    }
}

/// A clinic that does not exist.
pub fn clinic() -> Value {
    json!({
        "kind": "legal_entity",
        "name": {
            "ky": "«Ден-Соолук Үлгү» жоопкерчилиги чектелген коому",
            "ru": "Общество с ограниченной ответственностью «Ден-Соолук Үлгү»",
            "en": "Den-Sooluk Ulgu LLC",
        },
        "identifier": {"scheme": "inn", "value": "01201201510123"},
        "okpo": "12345678",
        "ownership": "private",
        "sector": "health",
        "address": {
            "country": "KG", "region": "bishkek", "district": "bishkek_oktyabr",
            "street": "Үлгү көчөсү, 12", "postcode": "720000",
        },
        "phone": "+996 312 00 00 00",
        "email": "kabyldama@den-sooluk-ulgu.example",
        "web": "https://den-sooluk-ulgu.example",
        "head": {"name": "Асанов Асан Асанович", "position": "Башкы дарыгер"},
        "contact": {"words": "1-кабаттагы каттоо бөлүмүнө келиңиз.", "phone": "+996 312 00 00 02"},
        "policy": {"link": "https://den-sooluk-ulgu.example/sayasat"},
    })
}

/// A fund that does not exist.
pub fn fund() -> Value {
    let mut fund = clinic();
    fund["name"] = json!({
        "ky": "«Үлгү камсыздандыруу» коомдук фонду",
        "ru": "Общественный фонд «Үлгү страхование»",
    });
    fund["identifier"]["value"] = json!("01503199910045");
    fund["sector"] = json!("insurance");
    fund["address"]["region"] = json!("osh_city");
    fund["address"]["district"] = json!("osh_whole");
    fund
}

/// What the clinic writes down about patients.
pub fn patients() -> Value {
    json!({
        "name": {
            "ky": "Бейтаптардын медициналык карталары",
            "ru": "Медицинские карты пациентов",
            "en": "Patients’ medical records",
        },
        "purposes": [
            {"key": "p1", "words": "Бейтапты дарылоо", "ground": "consent"},
            {"key": "p2", "words": "Камсыздандыруу фонду менен эсептешүү", "ground": "competence", "act": "«Үлгү жөнүндө» мыйзам, 12-берене"},
        ],
        "items": [
            {"key": "d1", "category": "full_name", "special": "no", "sources": ["subject"], "purposes": ["p1", "p2"]},
            {"key": "d2", "category": "pin", "special": "no", "sources": ["subject"], "purposes": ["p2"]},
            {"key": "d3", "category": "diagnosis", "special": "yes", "sources": ["own_records"], "purposes": ["p1"]},
        ],
        "subjects": [{"category": "patients"}, {"category": "", "words": "Балдардын ата-энелери"}],
        "size": "1000_9999",
        "collection": ["paper_form"],
        "operations": ["collection", "storage"],
        "storage": {
            "media": ["paper", "own_server"], "regime": ["locked_room"], "country": "KG", "place": "2-кабат, 14-бөлмө",
            "term": {"kind": "duration", "amount": "25", "unit": "year", "event": "last_visit"},
        },
        "informing": {"methods": ["notice_at_premises"], "words": "Каттоодо айтылат."},
        "measures": {"codes": ["passwords", "locked_storage"], "words": "Сейфтин коду бөлөк сакталат"},
        "responsible": {"name": "Үсөнова Үмүт", "position": "Улук медайым", "phone": "+996 312 00 00 03"},
        "recipients": [
            {"holder": "KG-H-000002", "ground": "competence", "items": ["d1", "d2"]},
            {"category": "social_fund", "ground": "competence"},
        ],
        "processors": [{"name": "«Үлгү булут» ЖЧКсы", "country": "DE", "task": "Камдык көчүрмөнү сактоо", "contract": "№ 17-Ү"}],
        "cross_border": {"answer": "yes", "transfers": [
            {"country": "DE", "recipient": "«Үлгү булут» ЖЧКсы", "ground": "consent", "items": ["d1"]},
        ]},
    })
}

/// Takes an application through to its decision and returns the record it is about.
pub async fn granted(
    house: &House,
    organisation: Uuid,
    procedure: Procedure,
    subject: Option<Uuid>,
    entry: Value,
) -> Uuid {
    let (app, caller) = (&house.app, applicant(organisation));
    let prefill = if subject.is_none() { entry.clone() } else { json!({}) };
    let id =
        application::start(app, &caller, organisation, procedure, subject, prefill).await.unwrap();
    if let (Some(_), Value::Object(changes)) = (subject, entry) {
        application::save(app, &caller, id, None, changes).await.unwrap();
    }
    let sent = application::submit(app, &caller, id, None).await.unwrap();
    if !procedure.is_confirmation() {
        let registrar = staff(StaffRole::Registrar);
        house.enter(&registrar).await;
        review::assign(app, &registrar, id, None).await.unwrap();
        let ground = if procedure.is_exclusion() { "liquidation" } else { "" };
        let (ground, reasons) = (ground.to_owned(), String::new());
        review::decide(app, &registrar, id, None, Outcome::Grant, ground, reasons).await.unwrap();
        if procedure.is_exclusion() {
            review::confirm(app, &staff(StaffRole::Head), id, None).await.unwrap();
        }
    }
    sent.record.subject
}

/// The clinic, the fund and the clinic's array.
pub async fn register(house: &House) -> Uuid {
    granted(house, CLINIC, Procedure::RegisterHolder, None, clinic()).await;
    granted(house, FUND, Procedure::RegisterHolder, None, fund()).await;
    granted(house, CLINIC, Procedure::RegisterArray, None, patients()).await
}
