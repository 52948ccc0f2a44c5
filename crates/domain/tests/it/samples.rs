//! A complete holder and a complete array of plainly fictional organisations, and who acts.
// Also used by the tests of `app`, which need only some of it.
#![allow(dead_code)]

use std::sync::{Arc, LazyLock};

use domain::law::{Law, embedded};
use domain::record::{Actor, Moment};
use serde_json::{Value, json};
use uuid::Uuid;

static LAW: LazyLock<Arc<Law>> = LazyLock::new(|| Arc::new(Law::read(&embedded()).unwrap()));

/// The law as the program carries it, at a second of a working day.
pub fn moment(second: i64) -> Moment {
    let at = "2026-11-23T04:00:00Z".parse::<jiff::Timestamp>().unwrap();
    Moment { at: at + jiff::SignedDuration::from_secs(second), law: LAW.clone() }
}

/// A person of the tests by number.
pub fn person(number: u128) -> Actor {
    Actor { person: Uuid::from_u128(number), name: format!("Үлгү {number}") }
}

/// Everything a holder may say, all of it right.
pub fn holder() -> Value {
    json!({
        "kind": "legal_entity",
        "name": {"ky": "Ден-Соолук Үлгү клиникасы", "ru": "Клиника «Ден-Соолук Үлгү»", "en": "Sample Clinic"},
        "identifier": {"scheme": "inn", "value": "01011199910011"},
        "okpo": "12345678",
        "registration_number": "1000-3300-ООО",
        "ownership": "private",
        "sector": "health",
        "address": {
            "country": "KG", "region": "batken", "district": "kadamjay", "place": "Үлгү айылы",
            "street": "Үлгү көчөсү, 1", "postcode": "720000"
        },
        "subordination": {"holder": "KG-H-000009", "words": "Үлгү башкармалыгы"},
        "phone": "+996 312 000000",
        "email": "clinic@example.kg",
        "fax": "+996 312 000001",
        "web": "https://example.kg/",
        "head": {"name": "Үлгүбек Үлгүев", "position": "директор"},
        "contact": {"words": "каттоо бөлмөсү", "phone": "0312 000002", "email": "data@example.kg"},
        "policy": {"link": "https://example.kg/policy", "file": "a".repeat(64), "file_name": "саясат.pdf"}
    })
}

/// Everything an array may say, all of it right.
pub fn array() -> Value {
    json!({
        "name": {"ky": "Бейтаптар", "ru": "Пациенты", "en": "Patients"},
        "purposes": [
            {"key": "p1", "words": "дарылоо", "ground": "consent", "act": "Үлгү мыйзамы"},
            {"key": "p2", "words": "эсеп", "ground": "competence", "act": "Үлгү мыйзамы"}
        ],
        "items": [
            {"key": "d1", "category": "full_name", "words": "аты-жөнү", "special": "no",
             "sources": ["subject"], "purposes": ["p1", "p2"]},
            {"key": "d2", "category": "diagnosis", "words": "дарт аныктамасы", "special": "yes",
             "sources": ["subject", "relative"], "purposes": ["p1"]}
        ],
        "subjects": [{"category": "employees", "words": "кызматкерлер"}],
        "size": "100_999",
        "collection": ["paper_form", "interview"],
        "operations": ["collection", "storage"],
        "storage": {
            "media": ["paper", "own_server"], "regime": ["locked_room"], "country": "KG",
            "place": "1-кабинет",
            "term": {"kind": "duration", "amount": "5", "unit": "year", "event": "contract_end",
                     "words": "келишим бүткөндөн кийин"}
        },
        "informing": {"methods": ["notice_on_site"], "words": "сайтта жана кирүүдө"},
        "measures": {"codes": ["access_limited", "training"], "words": "сейф"},
        "responsible": {"name": "Үлгүкан Үлгүева", "position": "адис", "phone": "0312 000003",
                        "email": "dpo@example.kg"},
        "recipients": [{"holder": "KG-H-000009", "category": "tax_service", "words": "салык кызматы",
                        "ground": "competence", "items": ["d1"]}],
        "processors": [{"name": "Үлгү Булут", "country": "KG", "task": "сактоо", "contract": "№ 1"}],
        "cross_border": {"answer": "yes", "transfers": [
            {"country": "DZ", "recipient": "Үлгү лаборатория", "ground": "consent", "items": ["d1"]}
        ]}
    })
}
