//! The mappings that `docs/import` shows: they are whole, and do on small made-up input what they promise.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::path::PathBuf;

use exchange::{Mapped, Mapping, apply, read};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/import")
}

fn mapped(mapping: &str, file: &str, content: &str) -> Vec<Mapped> {
    let mapping =
        Mapping::from_toml(&std::fs::read_to_string(folder().join(mapping)).unwrap()).unwrap();
    let source = read(content.as_bytes(), file, &mapping.read_options()).unwrap();
    apply(&mapping, &source).collect()
}

#[test]
fn every_mapping_of_the_documentation_is_understood() {
    let files = std::fs::read_dir(folder()).unwrap().flatten().map(|entry| entry.path());
    let mappings: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    assert!(mappings.len() >= 5);
    for path in mappings {
        let text = std::fs::read_to_string(&path).unwrap();
        Mapping::from_toml(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

#[test]
fn a_messy_line_of_an_office_is_taken_apart() {
    let lines = "ТАЛАС ОБЛУСУ\n\
        ҮЛГҮ райондук  билим берүү бөлүмү\u{a0}724200, Үлгү айылы, Манас көчөсү, 5 ulgu@example.kg, eki@example.kg. , Теелфон: 5 14\n\
        Үлгү шаардык билим берүү бөлүмү, Ленин көчөсү, 1, Телефон:\n\
        мында дарек жок\n";
    let all = mapped("kg-edu-offices.toml", "a.txt", lines);
    let tree = &all[0].entries[0].tree;
    assert_eq!(tree["name"]["ky"], "ҮЛГҮ райондук билим берүү бөлүмү");
    assert_eq!(tree["address"]["street"], "Манас көчөсү, 5");
    assert_eq!(
        (&tree["address"]["region"], &tree["address"]["place"]),
        (&"talas".into(), &"Үлгү айылы".into())
    );
    assert_eq!((&tree["email"], &tree["phone"]), (&"ulgu@example.kg".into(), &"5 14".into()));
    assert_eq!(all[0].unmapped, ["email_2"]);
    assert_eq!(all[1].entries[0].tree["address"]["street"], "Ленин көчөсү, 1");
    assert!(all[1].entries[0].tree.get("phone").is_none());
    assert_eq!(all[2].problems[0].code, "line_not_understood");
}

#[test]
fn a_vendor_gives_a_holder_and_an_array_tied_together() {
    let json = r#"{"purposes": {"1": {"name": "Remember"}}, "specialPurposes": {"1": {"name": "Guard"}},
        "dataCategories": {"1": {"name": "IP addresses"}}, "vendors": {
        "5": {"id": 5, "name": "Example Ads", "purposes": [1], "legIntPurposes": [], "specialPurposes": [1],
              "usesCookies": true, "dataRetention": {"stdRetention": 30, "purposes": {}}, "dataDeclaration": [1],
              "urls": [{"langId": "en", "privacy": "https://ads.example/privacy"}]},
        "6": {"id": 6, "name": "Gone", "deletedDate": "2024-01-01T00:00:00Z"}}}"#;
    let all = mapped("iab-gvl.toml", "list.json", json);
    let [holder, array] = all[0].entries.as_slice() else { panic!("a holder and an array") };
    assert_eq!(holder.tree["policy"]["link"], "https://ads.example/privacy");
    assert_eq!(array.of.as_ref().unwrap().value, holder.tree["identifier"]["value"]);
    assert_eq!(array.tree["items"][0]["purposes"], serde_json::json!(["p1", "s1"]));
    assert_eq!(array.tree["purposes"][1]["ground"], "legitimate_interest");
    assert_eq!(array.tree["storage"]["term"]["amount"], "30");
    assert_eq!(all[1].problems[0].code, "no_rule_applies");
}
