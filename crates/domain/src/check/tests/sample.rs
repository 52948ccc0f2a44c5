//! A complete good holder and array of a plainly fictional clinic.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};

use crate::check::{Named, OtherArray, Surroundings};
use crate::holder_entry::Names;
use crate::law::{Law, embedded};
use crate::record::Moment;

static LAW: LazyLock<Arc<Law>> = LazyLock::new(|| Arc::new(Law::read(&embedded()).unwrap()));

pub fn moment() -> Moment {
    Moment { at: "2026-11-20T06:00:00Z".parse().unwrap(), law: LAW.clone() }
}

pub fn around() -> Surroundings {
    Surroundings {
        holder: serde_json::from_value(holder()).ok(),
        holder_number: "KG-H-000001".into(),
        arrays: vec![OtherArray {
            number: "KG-A-000009".into(),
            name: Names { ky: "Кызматкерлер".into(), ..Names::default() },
            subjects: vec!["employees".into()],
            categories: vec!["full_name".into()],
        }],
        named: [("KG-H-000002".to_owned(), Some(Named { in_force: true, country: "KG".into() }))]
            .into(),
        identifier_of: None,
        same_name: None,
    }
}

pub fn holder() -> Value {
    json!({
        "kind": "legal_entity",
        "name": {"ky": "«Ден-Соолук Үлгү» клиникасы", "ru": "Клиника «Ден-Соолук Үлгү»", "en": "Den-Sooluk Sample Clinic"},
        "identifier": {"scheme": "inn", "value": "01203199910045"},
        "okpo": "20391847",
        "ownership": "private",
        "sector": "health",
        "address": {"country": "KG", "region": "bishkek", "district": "bishkek_birinchi_may", "place": "",
                    "street": "Үлгү көчөсү, 1", "postcode": "720001"},
        "phone": "+996 312 00 00 01",
        "email": "office@den-sooluk.example",
        "web": "https://www.den-sooluk.example/ky",
        "head": {"name": "Үлгүев Үлгү Үлгүевич", "position": "башкы дарыгер"},
        "contact": {"words": "Каттоо бөлүмү, иш күндөрү 9:00–17:00"},
        "policy": {"link": "https://den-sooluk.example/policy"},
    })
}

pub fn array() -> Value {
    json!({
        "name": {"ky": "Бейтаптардын медициналык карталары", "ru": "Медицинские карты пациентов", "en": "Patient cards"},
        "purposes": [
            {"key": "p1", "words": "Бейтаптарды кароо жана дарылоо", "ground": "consent"},
            {"key": "p2", "words": "Кызмат үчүн эсептешүү", "ground": "legitimate_interest"},
        ],
        "items": [
            {"key": "d1", "category": "full_name", "special": "no", "sources": ["subject"], "purposes": ["p1", "p2"]},
            {"key": "d2", "category": "diagnosis", "special": "yes", "sources": ["own_records"], "purposes": ["p1"]},
            {"key": "d3", "category": "phone", "special": "no", "sources": ["subject"], "purposes": ["p1"]},
        ],
        "subjects": [{"category": "patients"}],
        "size": "1000_9999",
        "collection": ["paper_form", "examination"],
        "operations": ["collection", "recording", "storage", "use", "transfer", "destruction"],
        "storage": {
            "media": ["paper", "own_server"], "regime": ["locked_room", "access_by_role"],
            "country": "KG", "place": "Бишкек",
            "term": {"kind": "duration", "amount": "25", "unit": "year", "event": "last_visit"},
        },
        "informing": {"methods": ["consent_form", "notice_at_premises"]},
        "measures": {"codes": ["access_limited", "access_control", "action_log", "backup", "locked_storage"]},
        "responsible": {"name": "Үлгүева Айнур", "position": "улук мээрман", "phone": "+996 312 00 00 02",
                        "email": "records@den-sooluk.example"},
        "recipients": [
            {"holder": "KG-H-000002", "category": "medical_organisations", "ground": "consent", "items": ["d1", "d2"]},
        ],
        "processors": [],
        "cross_border": {"answer": "no", "transfers": []},
    })
}
