// A test that fails may panic: that is its way to say so.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use jiff::civil::date;

use super::*;

mod linked;
mod situations;

fn read(name: &str, text: &str) -> Result<Law, Vec<LawError>> {
    let mut files = embedded();
    files.push(LawFile { name: name.to_owned(), text: text.to_owned() });
    Law::read(&files)
}

fn law() -> Law {
    Law::read(&embedded()).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    })
}

/// The mistakes of one bad file, as `line key code`.
fn mistakes(name: &str, text: &str) -> Vec<String> {
    let errors = read(name, text).err().unwrap_or_default();
    assert!(errors.iter().all(|error| error.file == name), "{errors:?}");
    errors
        .iter()
        .map(|error| format!("{} {} {}", error.line, error.key, error.problem.code))
        .collect()
}

const HEAD: &str = "source = \"a test\"\nmark = \"U\"\nfrom = \"2026-01-01\"\n";

#[test]
fn the_law_in_the_binary_holds_together() {
    let law = law();
    assert_eq!(
        law.groups().iter().map(|group| group.number).collect::<Vec<_>>(),
        (1..=12).collect::<Vec<_>>()
    );
    assert!(law.classifier("places").unwrap().len() > 2000);
    assert_eq!(law.version().len(), 16);
}

#[test]
fn every_file_of_the_folder_is_in_the_binary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    let mut listed: Vec<_> = embedded().into_iter().map(|file| file.name).collect();
    found.sort();
    listed.sort();
    assert_eq!(listed, found, "mend the list in crates/domain/src/law/embedded.rs");
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|end| end == "toml" || end == "csv") {
            found.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn every_setting_source_and_ready_text_speaks_three_languages() {
    let law = law();
    let whole = |text: &Text| ![&text.ky, &text.ru, &text.en].iter().any(|one| one.is_empty());
    for setting in law.settings().all().all() {
        let name = law.settings().name(&setting.key);
        assert!(name.is_some_and(whole), "{}", setting.key);
    }
    for text in law.decision_texts().all() {
        assert!(whole(&text.name) && whole(&text.text), "{}", text.key);
    }
    assert!(law.decision_texts().all().any(|text| text.refusal));
    assert!(law.decision_texts().all().any(|text| !text.refusal));
    let provenances = (law.terms().all().map(|one| &one.provenance))
        .chain(law.settings().all().all().map(|one| &one.provenance))
        .chain(law.acts().all().map(|one| &one.provenance))
        .chain(law.checks().all().map(|one| &one.provenance))
        .chain(law.decision_texts().all().map(|one| &one.provenance))
        .chain(law.situations().all().map(|one| &one.provenance))
        .chain(law.concepts().all().map(|one| &one.provenance))
        .chain(law.record_parts().all().map(|one| &one.provenance))
        .chain(law.classifiers().flat_map(|list| list.all()).map(|one| &one.provenance));
    for provenance in provenances {
        assert!(law.source(provenance).is_some_and(whole), "{}", provenance.source);
    }
}

#[test]
fn every_name_is_there_in_three_languages() {
    for classifier in law().classifiers() {
        for entry in classifier.all() {
            assert!(
                ![&entry.name.ky, &entry.name.ru, &entry.name.en]
                    .iter()
                    .any(|name| name.is_empty()),
                "{}",
                entry.code
            );
        }
    }
}

#[test]
fn a_week_for_the_answer_to_a_subject_is_the_word_of_article_17() {
    let law = law();
    let rule = law.term_rule("subject_answer", date(2025, 1, 1)).unwrap();
    assert_eq!((rule.amount, rule.unit), (7, Unit::CalendarDay));
    assert_eq!(rule.provenance.article.as_deref(), Some("17, д"));
    assert!(
        law.term_rule("application_review", date(2025, 1, 1)).unwrap().provenance.to_be_confirmed()
    );
    assert!(law.term_rule("subject_answer", date(2007, 1, 1)).is_none());
}

#[test]
fn the_terms_an_application_runs_under_are_in_the_law() {
    let law = law();
    for key in ["application_review", "application_mending", "confirm_still_true"] {
        assert!(law.term_rule(key, date(2026, 11, 22)).is_some(), "{key}");
    }
}

#[test]
fn an_override_holds_from_its_day_and_the_older_wording_stays() {
    let text = format!(
        "{HEAD}[[term]]\nkey = \"application_review\"\nname = {{ ky = \"а\", ru = \"б\", en = \"c\" }}\namount = 15\n\
         unit = \"working_day\"\nday_off = \"keep\"\nstarts = \"day_after\"\n"
    );
    let law = read("override-review.toml", &text).unwrap();
    let amount = |day| law.term_rule("application_review", day).unwrap().amount;
    assert_eq!((amount(date(2025, 12, 31)), amount(date(2026, 1, 1))), (10, 15));
    assert_eq!(law.terms().history("application_review").len(), 2);
    assert_ne!(law.version(), self::law().version());
}

#[test]
fn an_ended_code_is_not_offered_but_still_named() {
    let text = format!(
        "{HEAD}classifier = \"sample\"\n[[entry]]\ncode = \"old\"\nname = {{ ky = \"а\", ru = \"б\", en = \"c\" }}\nuntil = \"2026-06-30\"\n\
         [[entry]]\ncode = \"under\"\nparent = \"old\"\nname = {{ ky = \"г\", ru = \"д\", en = \"e\" }}\n"
    );
    let law = read("override-sample.toml", &text).unwrap();
    let sample = law.classifier("sample").unwrap();
    assert_eq!(sample.on(date(2026, 7, 1)).len(), 1);
    assert_eq!(sample.get("old").unwrap().name.in_language("ru"), "б");
    assert_eq!(sample.children("old")[0].code, "under");
    assert_eq!(
        sample.path("under").iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(),
        ["old", "under"]
    );
    assert_eq!(sample.roots().len(), 1);
}

#[test]
fn districts_stand_under_regions_and_places_under_districts() {
    let law = law();
    assert!(law.classifier("district").unwrap().children("batken").len() > 2);
    assert!(!law.classifier("places").unwrap().children("ak_suu").is_empty());
}

#[test]
fn the_register_is_open_as_the_deployment_decides_else_as_the_regime_says() {
    let law = law();
    assert_eq!(law.registration_on(date(2026, 11, 22)), RegistrationMode::Open);
    let text = format!("{HEAD}[[setting]]\nkey = \"registration_open\"\nvalue = false\n");
    let law = read("override-closed.toml", &text).unwrap();
    assert_eq!(law.registration_on(date(2026, 2, 4)), RegistrationMode::Open);
    assert_eq!(law.registration_on(date(2026, 2, 5)), RegistrationMode::Closed);
}

#[test]
fn refusal_and_exclusion_need_a_second_person() {
    let (law, day) = (law(), date(2026, 11, 22));
    let needs = |act| law.settings().needs_second_person(act, day);
    assert_eq!((needs("refusal"), needs("exclusion"), needs("registration")), (true, true, false));
    assert_eq!(law.settings().number_pattern("holder", day).unwrap().write(1), "KG-H-000001");
}

#[test]
fn grounds_of_processing_are_a_classifier_too() {
    let law = law();
    assert_eq!(
        law.grounds(GroundKind::Processing).get("consent"),
        law.classifier("ground").unwrap().get("consent")
    );
    assert!(law.grounds(GroundKind::Refusal).get("state_secret").is_some());
}

#[test]
fn a_misspelt_key_and_a_missing_one_are_both_named_with_their_lines() {
    let text = format!("{HEAD}[[setting]]\nkey = \"x\"\nvalu = 1\n");
    assert_eq!(
        mistakes("override-a.toml", &text),
        ["4 setting[1].value missing_key", "6 setting[1].valu unknown_key"]
    );
    let text = format!("{HEAD}colour = 1\n[[setting]]\nkey = \"x\"\nvalue = 1\nshape = 2\n");
    assert_eq!(
        mistakes("override-a.toml", &text),
        ["4 colour unknown_key", "8 setting[1].shape unknown_key"]
    );
}

#[test]
fn all_mistakes_of_an_entry_are_found_at_once() {
    let text = "mark = \"X\"\nfrom = \"2026-02-30\"\nclassifier = \"sample\"\nsource = \"s\"\n[[entry]]\ncode = \"\"\n\
                name = { ky = \"а\", ru = \"\" }\nspecial = \"yes\"\nact = \"law-0\"\n";
    assert_eq!(
        mistakes("override-b.toml", text),
        [
            "1 mark unknown_mark",
            "2 from not_a_date",
            "5 entry[1].from missing_key",
            "5 entry[1].mark missing_key",
            "6 entry[1].code empty",
            "7 entry[1].name.en missing_key",
            "7 entry[1].name.ru empty",
            "8 entry[1].special wrong_type",
            "9 entry[1].act unknown_act",
        ]
    );
}

#[test]
fn a_text_that_is_not_toml_is_told_by_its_line() {
    let found = mistakes("override-c.toml", &format!("{HEAD}[[setting\n"));
    assert!(
        found.iter().any(|mistake| mistake.starts_with("4 ") && mistake.ends_with("not_toml")),
        "{found:?}"
    );
}

#[test]
fn an_unknown_parent_and_a_circle_are_refused() {
    let entry = |code: &str, parent: &str| {
        format!(
            "[[entry]]\ncode = \"{code}\"\nparent = \"{parent}\"\nname = {{ ky = \"а\", ru = \"б\", en = \"c\" }}\n"
        )
    };
    let text = format!(
        "{HEAD}classifier = \"sample\"\n{}{}{}",
        entry("a", "b"),
        entry("b", "a"),
        entry("c", "d")
    );
    assert_eq!(
        mistakes("override-d.toml", &text),
        [
            "7 entry[1].parent circle",
            "11 entry[2].parent circle",
            "15 entry[3].parent unknown_parent"
        ]
    );
}

#[test]
fn two_wordings_from_one_day_are_refused() {
    let text = "source = \"s\"\nmark = \"U\"\nfrom = \"2008-04-18\"\n[[setting]]\nkey = \"registration_open\"\nvalue = false\n";
    assert_eq!(mistakes("override-e.toml", text), ["5 setting[1].key same_key_same_day"]);
}

#[test]
fn terms_settings_and_calendars_out_of_bounds_are_refused() {
    let text = format!(
        "{HEAD}[[term]]\nkey = \"x\"\nname = {{ ky = \"а\", ru = \"б\", en = \"c\" }}\namount = 0\nunit = \"year\"\nday_off = \"keep\"\n\
         starts = \"moment\"\nuntil = \"2025-01-01\"\n[[setting]]\nkey = \"authority.zone\"\nvalue = \"Asia/Nowhere\"\n"
    );
    assert_eq!(
        mistakes("override-f.toml", &text),
        [
            "7 term[1].amount out_of_range",
            "8 term[1].unit not_allowed",
            "11 term[1].until ends_before_it_begins",
            "14 setting[1].value bad_value"
        ]
    );
    let text = format!(
        "{HEAD}calendar = {{ year = 2026, version = \"2\" }}\n[[day_off]]\ndate = 2027-01-01\nreason = \"new_year\"\n\
         [[day_off]]\ndate = 2026-07-01\nreason = \"rain\"\n[[extra_working]]\ndate = 2026-07-01\n"
    );
    assert_eq!(
        mistakes("override-g.toml", &text),
        [
            "6 day_off[1].date not_in_year",
            "10 day_off[2].reason unknown_reason",
            "12 extra_working[1].date working_and_off"
        ]
    );
}

#[test]
fn a_bad_row_of_places_is_named_by_its_line() {
    let text = "# parents = \"district\"\ncode,parent,kind,ky,ru,en,soate\na1,ak_suu,village,А,А,A,\nb1,nowhere,village,\"Б, Б\",Б,B,\nc1,ak_suu,village\n";
    assert_eq!(
        mistakes("classifiers/more.csv", text),
        ["4 parent unknown_parent", "5 row wrong_columns"]
    );
}

#[test]
fn the_authority_may_close_and_open_a_field_from_a_day_on() {
    let mut files = embedded();
    let text = r#"
act = "law-58"
article = "30"
source = "a decision"
mark = "U"
from = "2027-01-01"

[[publication]]
of = "holder"
path = "head.name"
publication = "public"
"#;
    files.push(LawFile { name: "override-head.toml".into(), text: text.into() });
    let law = Law::read(&files).unwrap();
    let entry = serde_json::json!({"head": {"name": "А"}});
    let shown = |day: &str| {
        law.fields_on(day.parse().unwrap()).publish(crate::field::Of::Holder, entry.clone())
    };
    assert_eq!(shown("2026-12-31"), serde_json::json!({}));
    assert_eq!(shown("2027-01-01"), entry);
}
