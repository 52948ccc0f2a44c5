//! For each check one way to spoil a good entry.

use serde_json::{Value, json};

use crate::check::{Named, Surroundings};
use crate::holder_entry::HolderEntry;

pub struct Case {
    pub check: &'static str,
    pub changes: Vec<(&'static str, Value)>,
    pub around: fn(&mut Surroundings),
}

fn case<const N: usize>(check: &'static str, changes: [(&'static str, Value); N]) -> Case {
    Case { check, changes: changes.into(), around: |_| {} }
}

fn among<const N: usize>(
    check: &'static str,
    changes: [(&'static str, Value); N],
    around: fn(&mut Surroundings),
) -> Case {
    Case { check, changes: changes.into(), around }
}

fn item(category: &str, purposes: &[&str]) -> Value {
    json!({"key": "d4", "category": category, "special": "yes", "sources": ["subject"], "purposes": purposes})
}

fn own_holder(around: &mut Surroundings, change: fn(&mut HolderEntry)) {
    if let Some(holder) = &mut around.holder {
        change(holder);
    }
}

pub fn array_cases() -> Vec<Case> {
    let mut cases = data_cases();
    cases.extend(storage_cases());
    cases.extend(abroad_cases());
    cases.extend(other_cases());
    cases
}

fn data_cases() -> Vec<Case> {
    let many: Vec<Value> =
        (0..21).map(|n| json!({"key": format!("x{n}"), "purposes": ["p1"]})).collect();
    vec![
        case("special_not_marked", [("items.1.special", json!("no"))]),
        case("special_without_ground", [("purposes.0.ground", json!("legitimate_interest"))]),
        case(
            "special_without_measures",
            [("measures.codes", json!(["passwords", "locked_storage"]))],
        ),
        case("special_open_access", [("storage.regime", json!(["open_access"]))]),
        case("biometrics_without_ground", [("items.3", item("fingerprint", &["p2"]))]),
        case("biometrics_unprotected", [("items.3", item("face_template", &["p1"]))]),
        case(
            "bank_details_unprotected",
            [
                ("items.3", item("bank_card", &["p2"])),
                ("measures.codes", json!(["training", "antivirus"])),
            ],
        ),
        case("item_without_purpose", [("items.0.purposes", json!(["p9"]))]),
        case("purpose_without_items", [("items.0.purposes", json!(["p1"]))]),
        case("purposes_same", [("purposes.1.words", json!("бейтаптарды кароо, жана дарылоо"))]),
        case("purpose_general", [("purposes.0.words", json!("Маалымат чогултуу"))]),
        case("items_many", [("items", json!(many))]),
        case("category_twice", [("items.2.category", json!("full_name"))]),
        case(
            "marketing_needs_less",
            [
                ("purposes.1.words", json!("Жаңылыктарды жана жарнаманы жиберүү")),
                ("items.3", item("passport", &["p2"])),
            ],
        ),
        case(
            "words_of_category",
            [("items.2.category", json!("")), ("items.2.words", json!("Телефон номери"))],
        ),
        case("consent_not_asked", [("informing.methods", json!(["notice_at_premises"]))]),
        case("law_not_named", [("purposes.1.ground", json!("competence"))]),
        case("competence_of_private", [("purposes.1.ground", json!("competence"))]),
    ]
}

fn storage_cases() -> Vec<Case> {
    let about = |code: &str| json!([{"category": code}]);
    vec![
        case("term_unlimited", [("storage.term.kind", json!("unlimited"))]),
        case(
            "term_vague",
            [
                ("storage.term.kind", json!("until")),
                ("storage.term.words", json!("керек болгонго чейин")),
            ],
        ),
        case("duration_without_event", [("storage.term.event", json!(""))]),
        case("term_very_long", [("storage.term.amount", json!("100"))]),
        case("term_long_job_applicants", [("subjects", about("job_applicants"))]),
        case("term_long_visitors", [("subjects", about("visitors"))]),
        case("term_long_cctv", [("items.2.category", json!("cctv"))]),
        case("event_not_of_subjects", [("storage.term.event", json!("employment_end"))]),
        case("measures_organisational", [("measures.codes", json!(["passwords"]))]),
        case("measures_technical", [("measures.codes", json!(["training"]))]),
        case("paper_unprotected", [("measures.codes", json!(["training"]))]),
        case("server_without_access_control", [("measures.codes", json!(["training"]))]),
        case("server_without_backup", [("measures.codes", json!(["training"]))]),
        case("removable_unencrypted", [("storage.media", json!(["removable"]))]),
    ]
}

fn abroad_cases() -> Vec<Case> {
    let transfer = |country: &str, ground: &str| json!({"answer": "yes", "transfers": [{"country": country, "recipient": "Үлгү", "ground": ground}]});
    vec![
        case("foreign_storage", [("storage.country", json!("DE"))]),
        case("foreign_processor", [("processors.0", json!({"name": "Үлгү", "country": "KZ"}))]),
        among("foreign_recipient", [], |around| {
            let abroad = Named { in_force: true, country: "TR".into() };
            around.named.insert("KG-H-000002".into(), Some(abroad));
        }),
        among("foreign_holder", [], |around| {
            own_holder(around, |holder| holder.address.country = "TR".into());
        }),
        among("foreign_holder_mail", [], |around| {
            own_holder(around, |holder| holder.email = "ulgu@mail.ru".into());
        }),
        case("foreign_responsible_mail", [("responsible.email", json!("ulgu@gmail.com"))]),
        case("foreign_cloud", [("storage.media", json!(["cloud_service"]))]),
        case("foreign_collection", [("collection", json!(["messenger"]))]),
        case(
            "foreign_place_not_listed",
            [("cross_border", transfer("DE", "contract")), ("storage.country", json!("US"))],
        ),
        case("transfers_despite_no", [("cross_border.transfers.0.country", json!("DE"))]),
        case("transfers_missing", [("cross_border.answer", json!("yes"))]),
        case("transfer_inside", [("cross_border", transfer("KG", "contract"))]),
        case(
            "transfer_without_consent",
            [
                ("cross_border", transfer("DE", "consent")),
                ("purposes.0.ground", json!("subject_protection")),
                ("informing.methods", json!(["letter"])),
            ],
        ),
        case("transfer_adequacy", [("cross_border", transfer("DE", "adequacy"))]),
    ]
}

fn other_cases() -> Vec<Case> {
    vec![
        among("recipient_not_registered", [], |around| {
            around.named.insert("KG-H-000002".into(), None);
        }),
        among("recipient_excluded", [], |around| {
            let gone = Named { in_force: false, country: "KG".into() };
            around.named.insert("KG-H-000002".into(), Some(gone));
        }),
        case("recipient_self", [("recipients.0.holder", json!("KG-H-000001"))]),
        case("recipient_without_ground", [("recipients.0.ground", json!(""))]),
        case("recipient_items_unknown", [("recipients.0.items", json!(["d1", "d77"]))]),
        case("recipient_gets_care", [("recipients.0.category", json!("public"))]),
        case("transfer_operation_missing", [("operations", json!(["collection", "destruction"]))]),
        case("processor_without_contract", [("processors.0", json!({"name": "Үлгү"}))]),
        case("informing_missing", [("informing", json!({}))]),
        case("informing_only_verbal", [("informing.methods", json!(["verbally"]))]),
        case("informing_by_law_only", [("informing.methods", json!(["by_law"]))]),
        case("operations_without_collection", [("operations", json!(["use", "destruction"]))]),
        case("operations_without_end", [("operations", json!(["collection", "use"]))]),
        case("collection_without_source", [("collection", json!(["xroad"]))]),
        case("source_without_collection", [("items.0.sources", json!(["other_holder"]))]),
        case("children_without_parents", [("subjects.0.category", json!("pupils"))]),
        case("responsible_private_mail", [("responsible.email", json!("ulgu@mail.ru"))]),
        case("array_same_name", [("name.ky", json!("кызматкерлер"))]),
        among("array_same_content", [], |around| {
            around.arrays[0].subjects = vec!["patients".into()];
            around.arrays[0].categories =
                ["diagnosis", "phone", "full_name"].map(String::from).into();
        }),
        case("array_name_general", [("name.ru", json!("База данных"))]),
        case("array_name_equal", [("name.ky", json!("Медицинские карты пациентов"))]),
        case("array_mixed_letters", [("name.ky", json!("Бейтаптардын к\u{61}рталары"))]),
        case("array_name_not_kyrgyz", [("name.ky", json!("Медицинские карты пациентов"))]),
        case("state_secret_words", [("purposes.0.words", json!("Мамлекеттик сырды сактоо"))]),
        case("person_number_in_words", [("informing.words", json!("ПИН 21203199910045"))]),
    ]
}

pub fn holder_cases() -> Vec<Case> {
    vec![
        among("identifier_in_use", [], |around| around.identifier_of = Some("KG-H-000007".into())),
        among("holder_same_name", [], |around| around.same_name = Some("KG-H-000007".into())),
        case("inn_date", [("identifier.value", json!("09913199910045"))]),
        case("inn_future", [("identifier.value", json!("01203203010045"))]),
        case("inn_personal", [("identifier.value", json!("21203199910045"))]),
        case("okpo_repeated", [("okpo", json!("00000000"))]),
        case("holder_name_equal", [("name.ru", json!("«Ден-Соолук Үлгү» клиникасы"))]),
        case("holder_mixed_letters", [("name.ru", json!("\u{4b}линика «Үлгү»"))]),
        case("holder_person_number", [("contact.words", json!("21203199910045 номери"))]),
        case("holder_state_secret_words", [("subordination.words", json!("совершенно секретно"))]),
        case("ownership_of_body", [("kind", json!("state_body"))]),
        case("district_not_in_region", [("address.region", json!("osh"))]),
        case("place_not_in_district", [("address.place", json!("w1226741543"))]),
        case("postcode_not_of_country", [("address.postcode", json!("050000"))]),
        case("postcode_not_of_bishkek", [("address.postcode", json!("723500"))]),
        case("phone_without_country", [("phone", json!("0312 00 00 01"))]),
        case("web_unlike_mail", [("web", json!("https://bashka.example"))]),
        case(
            "body_private_mail",
            [("kind", json!("state_body")), ("email", json!("organ@mail.ru"))],
        ),
        case("policy_missing", [("policy", json!({}))]),
        case("contact_missing", [("contact", json!({}))]),
        case("subordination_self", [("subordination.holder", json!("KG-H-000001"))]),
        among(
            "subordination_unknown",
            [("subordination.holder", json!("KG-H-000003"))],
            |around| {
                around.named.insert("KG-H-000003".into(), None);
            },
        ),
    ]
}
