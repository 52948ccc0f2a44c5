//! "Who holds data about people like me?", as a citizen meets it.

use crate::house::House;
use crate::sample::{CLINIC, LANGUAGES, full, granted, page};
use domain::application::Procedure;
use domain::law::AREAS;
use l10n::{Language, Translator};
use serde_json::json;

#[test]
fn every_situation_and_area_has_its_words_in_every_language() {
    let texts = Translator::load().unwrap();
    let law = domain::law::Law::read(&domain::law::embedded()).unwrap();
    let codes = law.situations().entries().map(|one| format!("situation-{}", one.code));
    let ids: Vec<String> = codes.chain(AREAS.map(|area| format!("area-{area}"))).collect();
    for language in Language::all() {
        for id in &ids {
            assert!(texts.find_text(language, id).is_some(), "{language}: {id}");
        }
    }
}

#[tokio::test]
async fn the_page_speaks_every_language_and_weighs_little() {
    let house = full().await;
    for language in LANGUAGES {
        for query in ["", "?home=naryn", "?s=patient", "?s=patient&s=pupil&home=bishkek_oktyabr"] {
            let path = format!("/{language}/register/about-me{query}");
            let html = page(&house, &path).await;
            assert!(!html.contains('⟦'), "a text is missing on {path}");
            assert!(html.len() < 60_000, "{path} weighs {} bytes", html.len());
        }
    }
}

#[tokio::test]
async fn an_empty_choice_asks_and_says_what_the_register_is() {
    let house = full().await;
    let html = page(&house, "/en/register/about-me").await;
    assert!(html.contains("The Register lists arrays, not you"));
    assert!(html.contains("must answer within 7 days") && html.contains("href=\"/en/rights\""));
    assert!(html.contains("I see doctors") && html.contains("value=\"bishkek_oktyabr\""));
    assert!(!html.contains("value=\"bishkek_whole\""), "the city is in the list once");
    assert!(!html.contains("Tick at least one"), "nobody is told off before asking");
    let sent = page(&house, "/en/register/about-me?home=bishkek_oktyabr").await;
    assert!(sent.contains("Tick at least one"));
    assert!(sent.contains("value=\"bishkek_oktyabr\" selected"), "what was chosen stays");
}

#[tokio::test]
async fn a_patient_learns_who_holds_why_and_how_to_ask() {
    let html = page(&full().await, "/en/register/about-me?s=patient&home=bishkek_oktyabr").await;
    for words in [
        "Data about you may be in 1 array.",
        "Oktyabr district",
        "href=\"/en/register/arrays/KG-A-000001\"",
        "href=\"/en/register/holders/KG-H-000001\"",
        "Бейтапты дарылоо; Камсыздандыруу фонду менен эсептешүү",
        "sensitive data",
        "leaves the country",
        "1-кабаттагы каттоо бөлүмүнө келиңиз.",
        "tel:+996312000002",
        "mailto:kabyldama@den-sooluk-ulgu.example",
        "Bishkek city, Oktyabr district, Үлгү көчөсү, 12",
        "The Register lists arrays, not you",
        "value=\"patient\" checked",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(
        !html.contains("Асанович") && !html.contains("tel:+996312000000"),
        "only what is needed"
    );
}

#[tokio::test]
async fn the_link_to_all_of_them_finds_exactly_as_many() {
    let house = full().await;
    let html = page(&house, "/en/register/about-me?s=patient&home=bishkek_oktyabr").await;
    assert!(html.contains("See all (Oktyabr district): 1 array"));
    let from = html.find("/en/register?of=data_array").expect("a link into the search");
    let link: String = html[from..].chars().take_while(|c| *c != '"').collect();
    let found = page(&house, &link.replace("&amp;", "&")).await;
    assert!(found.contains("1 entry found"), "{link}");
    assert!(found.contains("District or town: Oktyabr district"), "the filters are seen there");
}

#[tokio::test]
async fn where_nothing_is_found_the_way_on_is_told() {
    let house = full().await;
    let html = page(&house, "/ru/register/about-me?s=patient&home=naryn").await;
    assert!(html.contains("В Реестре пока не нашлось"));
    assert!(html.contains("href=\"/ru/register/about-me?s=patient\""), "the whole country");
    let reasons = json!({"ground": "liquidation", "words": "себеп"});
    granted(&house, CLINIC, Procedure::ExcludeArray, Some(array_of(&house).await), reasons).await;
    let html = page(&house, "/ru/register/about-me?s=patient").await;
    assert!(html.contains("В Реестре пока не нашлось"), "what was taken out is not shown");
}

async fn array_of(house: &House) -> uuid::Uuid {
    let sql = "SELECT id FROM record WHERE kind = 'data_array'";
    house.app.store().rows(sql, &[]).await.unwrap()[0].get("id").unwrap()
}

#[tokio::test]
async fn an_address_that_makes_no_sense_is_no_fault_of_ours() {
    let house = full().await;
    let long = "s=x&".repeat(500);
    for query in
        ["s=nobody", "s=%00%ff&home=%00", "home=atlantis", "s=&s=&home=", "s[]=1&x=y", &long]
    {
        let html = page(&house, &format!("/en/register/about-me?{query}")).await;
        assert!(html.contains("What is true of you?"), "{query}");
    }
    let some =
        page(&house, "/en/register/about-me?s=nobody&s=patient&s=patient&home=atlantis").await;
    assert!(some.contains("may be in 1 array") && some.contains("In the whole country"));
    let law = house.app.law();
    let all: Vec<String> =
        law.situations().entries().map(|one| format!("s={}", one.code)).collect();
    let many = page(&house, &format!("/en/register/about-me?{}", all.join("&"))).await;
    assert!(many.contains("Only the first 8 of your choices are shown"));
}

#[tokio::test]
async fn the_start_page_the_search_and_the_rights_lead_here() {
    let house = House::open().await;
    for path in ["/ky", "/ky/rights", "/ky/register"] {
        assert!(page(&house, path).await.contains("href=\"/ky/register/about-me\""), "{path}");
    }
}
