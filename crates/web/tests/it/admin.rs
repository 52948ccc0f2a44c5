//! The administrator's pages, and who may not see them.

use crate::account::{cookie, form, get_as};
use crate::house::{House, text};
use http::StatusCode;

async fn enter(house: &House, email: &str) -> String {
    app::account::seed_demo(&house.app).await.unwrap();
    let fields = [("email", email), ("password", "korgoo-demo-2026")];
    cookie(&house.send(form("/ky/sign-in", &fields, "")).await)
}

const PAGES: [&str; 19] = [
    "admin",
    "admin/people",
    "admin/law",
    "admin/law?part=settings&unsure=yes",
    "admin/law?part=data_category",
    "admin/law?part=calendar-2026",
    "admin/law?part=checks",
    "admin/law?part=decision_texts",
    "admin/law?part=regimes",
    "admin/law?part=publication",
    "admin/law?part=source",
    "admin/law/changes",
    "admin/law/changes?of=setting:authority.name",
    "admin/law/changes?of=decision_text:complete",
    "admin/law/changes?of=term:application_review",
    "admin/law/changes?of=setting:registration_open",
    "admin/outbox",
    "admin/health",
    "demo/outbox",
];

#[tokio::test]
async fn the_pages_of_the_administrator_speak_every_language() {
    let house = House::open().await;
    let admin = enter(&house, "admin@demo.example").await;
    for language in ["ky", "ru", "en"] {
        for page in PAGES.into_iter().chain(["account", "organisations", "sign-in/enrol"]) {
            let answer = get_as(&house, &format!("/{language}/{page}"), &admin).await;
            assert_eq!(answer.status(), StatusCode::OK, "{language}/{page}");
            assert!(!text(answer).await.contains('⟦'), "{language}/{page}");
        }
    }
}

#[tokio::test]
async fn applicants_and_registrars_do_not_see_the_machinery() {
    let house = House::open().await;
    for email in ["clinic@demo.example", "registrar@demo.example"] {
        let session = enter(&house, email).await;
        for page in ["admin", "admin/people", "admin/law/changes", "admin/outbox", "admin/health"] {
            let answer = get_as(&house, &format!("/ky/{page}"), &session).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{email} {page}");
        }
    }
}

#[tokio::test]
async fn a_change_that_does_not_fit_is_refused_by_line_and_one_that_fits_takes_effect() {
    let house = House::open().await;
    let admin = enter(&house, "admin@demo.example").await;
    let before = house.app.law().version();
    let send = async |text: &str| {
        let fields = [("name", "test"), ("text", text), ("keep", "yes")];
        house.send(form("/en/admin/law/changes", &fields, &admin)).await
    };
    let refused = send("[[publication]]\nof = \"holder\"\n").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = text(refused).await;
    assert!(refused.contains("override-test.toml:1 publication[1].path"));
    assert!(refused.contains("This key is missing."), "a mistake is said in words");
    assert_eq!(house.app.law().version(), before);
    let path =
        house.app.moment().fields().of(domain::field::Of::Holder).next().unwrap().path.clone();
    let fits = format!(
        "[[publication]]\nof = \"holder\"\npath = \"{path}\"\npublication = \"never\"\n\
         source = \"test\"\nmark = \"C\"\nfrom = 2026-01-01\n"
    );
    assert_eq!(send(&fits).await.status(), StatusCode::SEE_OTHER);
    assert_ne!(house.app.law().version(), before);
    let again = app::law_override::load(house.app.store()).await.unwrap();
    assert_eq!(again.version(), house.app.law().version(), "a new start reads the same law");
}

#[test]
fn every_classifier_check_and_mistake_of_the_law_has_words() {
    let texts = l10n::Translator::load().unwrap();
    let law = domain::law::Law::read(&domain::law::embedded()).unwrap();
    for language in l10n::Language::all() {
        for classifier in law.classifiers() {
            texts.t(language, &format!("classifier-{}", classifier.name));
        }
        for code in mistakes_of_the_reader() {
            let args = ["detail", "expected", "value", "from", "allowed", "least", "most", "date"]
                .into_iter()
                .chain(["year", "reason", "act", "classifier", "code", "parent", "number"])
                .chain(["count", "kind", "setting"])
                .map(|name| (name, l10n::Arg::from("1")))
                .collect::<Vec<_>>();
            texts.t_args(language, &format!("law-mistake-{code}"), &args);
        }
    }
    assert_eq!(texts.missing(), Vec::<String>::new());
}

/// Every code that stands in the reader of the law.
fn mistakes_of_the_reader() -> std::collections::BTreeSet<String> {
    let mut folders =
        vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src/law"))];
    let mut codes = std::collections::BTreeSet::from(["circle".into(), "unknown_parent".into()]);
    while let Some(folder) = folders.pop() {
        for found in std::fs::read_dir(folder).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let after = text.split("Problem::new(\"").skip(1);
            codes.extend(after.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
        }
    }
    assert!(codes.len() > 20, "{codes:?}");
    codes
}

/// The text of the large box of a page.
fn box_of(page: &str) -> String {
    let (_, rest) = page.split_once("<textarea").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (text, _) = rest.split_once("</textarea>").unwrap();
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[tokio::test]
async fn a_term_changed_by_the_small_form_holds_from_its_day() {
    let house = House::open().await;
    let admin = enter(&house, "admin@demo.example").await;
    let from = "from.day=1&from.month=2&from.year=2027&source=Order+%22N+7%22&write=yes";
    let term = "of=term:application_review&amount=15&unit=calendar_day&day_off=keep";
    let switch = "of=setting:second_person.registration&value=yes";
    for (name, query) in [("term", term), ("switch", switch)] {
        let written =
            get_as(&house, &format!("/en/admin/law/changes?{query}&{from}"), &admin).await;
        let text = box_of(&text(written).await);
        let fields = [("name", name), ("text", text.as_str()), ("keep", "yes")];
        let kept = house.send(form("/en/admin/law/changes", &fields, &admin)).await;
        assert_eq!(kept.status(), StatusCode::SEE_OTHER, "{text}");
    }
    let law = house.app.law();
    let amount = |day: jiff::civil::Date| law.term_rule("application_review", day).unwrap().amount;
    let (before, after) = (jiff::civil::date(2027, 1, 31), jiff::civil::date(2027, 2, 1));
    assert_eq!((amount(before), amount(after)), (10, 15));
    assert!(!law.settings().needs_second_person("registration", before));
    assert!(law.settings().needs_second_person("registration", after));
    assert_eq!(law.terms().get("application_review").unwrap().provenance.source, "Order \"N 7\"");
}

#[tokio::test]
async fn a_setting_has_a_name_and_a_source_in_every_language() {
    let house = House::open().await;
    let admin = enter(&house, "admin@demo.example").await;
    for (language, name, source) in [
        ("ky", "баш тартууга экинчи адам керек", "сунуш: аны орган өзү чечет"),
        ("ru", "для отказа нужно второе лицо", "предложение: решает сам орган"),
        ("en", "refusal needs a second person", "a proposal: the authority itself decides"),
    ] {
        let lines =
            text(get_as(&house, &format!("/{language}/admin/law?part=settings"), &admin).await)
                .await;
        assert!(lines.contains(name) && lines.contains(source), "{language}");
        let form =
            text(get_as(&house, &format!("/{language}/admin/law/changes"), &admin).await).await;
        assert!(form.contains(name), "{language}");
        assert!(!form.contains(">second_person"), "no raw key to choose from");
    }
}

#[tokio::test]
async fn the_small_form_says_what_is_missing_and_keeps_what_was_typed() {
    let house = House::open().await;
    let admin = enter(&house, "admin@demo.example").await;
    let query =
        "of=term:application_review&amount=0&unit=month&day_off=keep&source=Order+7&write=yes";
    let page = text(get_as(&house, &format!("/en/admin/law/changes?{query}"), &admin).await).await;
    assert!(page.contains("“How many” is a whole number above zero."));
    assert!(page.contains("“From which day” is empty."));
    assert!(page.contains("value=\"Order 7\""));
    assert_eq!(box_of(&page).trim(), "");
    for language in ["ky", "ru"] {
        let path = format!("/{language}/admin/law/changes?of=setting:weekend&write=yes");
        let answer = get_as(&house, &path, &admin).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!text(answer).await.contains('⟦'), "{language}");
    }
}
