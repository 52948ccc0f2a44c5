//! The public log as pages and programs meet it.

use app::public_log::LogIdentity;
use http::{StatusCode, header};
use tlog::{Extract, LogProof, OpeningsLine, Policy, leaf::Leaf};
use web::shell::document::{Document, Documents};

use crate::house::{House, text};
use crate::keepers::TestSigner;
use crate::sample;

/// What everybody must know of the log that a signer of the tests signs.
pub fn identity(signer: &TestSigner) -> LogIdentity {
    LogIdentity { key: signer.key.verifier().clone(), policy: signer.policy() }
}

/// Shows what would be set as PDF.
pub struct PlainDocuments;

impl Documents for PlainDocuments {
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String> {
        Ok(format!("%PDF {document:#?}").into_bytes())
    }
}

async fn sealed() -> House {
    let house = House::open().await;
    sample::register(&house).await;
    house.seal().await;
    house
}

async fn page(house: &House, path: &str) -> String {
    let response = house.get(path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

#[tokio::test]
async fn a_page_says_since_when_its_version_is_sealed_and_what_that_means() {
    let house = House::open().await;
    sample::register(&house).await;
    let before = page(&house, "/en/register/arrays/KG-A-000001").await;
    assert!(before.contains("being sealed") && !before.contains("extract.pdf"));
    house.seal().await;
    for (path, words) in [
        ("/ky/register/arrays/KG-A-000001", ["мөөр басылган", "Көчүрмө", "Бул эмне?"]),
        ("/ru/register/holders/KG-H-000001", ["опечатано", "Выписка", "Что это?"]),
        ("/en/register/arrays/KG-A-000001/versions/1", ["and sealed", "Extract", "What is this?"]),
    ] {
        let shown = page(&house, path).await;
        for word in words.into_iter().chain(["/extract.pdf", "/extract.json", "/proof", "/t/"]) {
            assert!(shown.contains(word), "{path}: {word}");
        }
    }
}

#[tokio::test]
async fn an_extract_is_proved_by_whoever_has_the_key() {
    let house = sealed().await;
    let policy = Policy::read(page(&house, "/log/policy").await.as_bytes()).unwrap();
    assert_eq!(page(&house, "/log/key").await.trim(), policy.logs()[0].key.to_string());
    for (entry, parts) in [("holders/KG-H-000001", 1), ("arrays/KG-A-000001", 2)] {
        let at = format!("/api/v1/{entry}/versions/1");
        let extract = page(&house, &format!("{at}/extract.json")).await;
        let extract = Extract::read(extract.as_bytes()).unwrap();
        assert_eq!(extract.verify(&policy).unwrap().len(), parts);
        let proof = page(&house, &format!("{at}/proof")).await;
        let proof = LogProof::read(proof.as_bytes()).unwrap();
        let leaf = Leaf::read(proof.extra.as_deref().unwrap()).unwrap();
        proof.verify(leaf.to_string().as_bytes(), &policy).unwrap();
        let short = house.get(&format!("/t/{}", leaf.hash().to_hex())).await;
        assert_eq!(short.status(), StatusCode::SEE_OTHER);
        assert_eq!(short.headers()[header::LOCATION], format!("/ky/register/{entry}/versions/1"));
    }
}

#[tokio::test]
async fn a_version_that_is_not_sealed_yet_or_not_there_has_no_proof() {
    let house = House::open().await;
    sample::register(&house).await;
    for (path, code) in [
        ("arrays/KG-A-000001/versions/1/proof", "refusal-not_sealed"),
        ("arrays/KG-A-000001/versions/1/extract.json", "refusal-not_sealed"),
        ("arrays/KG-A-000001/versions/9/proof", "error-not-found"),
        ("holders/KG-H-000009/versions/1/extract.json", "error-not-found"),
    ] {
        let response = house.get(&format!("/api/v1/{path}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(text(response).await.contains(code), "{path}");
    }
    let pdf = house.get("/ky/register/arrays/KG-A-000001/versions/1/extract.pdf").await;
    assert_eq!(pdf.status(), StatusCode::NOT_FOUND);
    assert!(text(pdf).await.contains("Бир нече секунддан кийин кайталаңыз"));
    for path in ["/t/xyz", "/t/00", "/log/openings/000", "/log/checkpoint"] {
        assert_eq!(house.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_sheet_holds_the_entry_its_seal_and_the_files_to_check_it_by() {
    let house = sealed().await;
    for (language, words) in [
        ("ky", ["Реестрден көчүрмө: KG-A-000001", "Мөөрдүн абалы", "Эмне үчүн?"]),
        ("ru", ["Выписка из реестра: KG-A-000001", "Состояние печати", "Зачем?"]),
        ("en", ["Extract from the Register: KG-A-000001", "State of the seal", "Why?"]),
    ] {
        let at = format!("/{language}/register/arrays/KG-A-000001/versions/1/extract.pdf");
        let response = house.get(&at).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/pdf");
        let name = format!("inline; filename=\"KG-A-000001-v1-{language}.pdf\"");
        assert_eq!(response.headers()[header::CONTENT_DISPOSITION], name);
        let shown = text(response).await;
        for word in words.into_iter().chain(["extract.json", "KG-L-000001.v1.tlog-proof", "/t/"]) {
            assert!(shown.contains(word), "{language}: {word}");
        }
        assert!(!shown.contains('⟦'), "{language}: a message is missing");
    }
}

#[tokio::test]
async fn values_and_salts_lie_beside_the_log_for_whoever_checks_all_of_it() {
    let house = sealed().await;
    let lines = page(&house, "/log/openings/000").await;
    let lines: Vec<_> = lines.lines().map(|line| OpeningsLine::read(line).unwrap()).collect();
    let indexes: Vec<u64> = lines.iter().map(|line| line.index).collect();
    assert_eq!(indexes, (0..lines.len() as u64).collect::<Vec<_>>());
    assert!(lines.iter().all(|line| !line.openings.is_empty()));
}

#[tokio::test]
async fn everybody_learns_how_to_check_an_extract() {
    let house = House::open().await;
    for (language, word) in
        [("ky", "Кимге ишенүү"), ("ru", "Кому верить"), ("en", "Whom to believe")]
    {
        let shown = page(&house, &format!("/{language}/verify")).await;
        assert!(shown.contains(word) && shown.contains("example.test/log+"), "{language}");
        assert!(shown.contains("/log/verify.html"), "{language}");
    }
    let file = house.get("/log/verify.html").await;
    let kept = "attachment; filename=\"korgoo-verify.html\"";
    assert_eq!(file.headers()[header::CONTENT_DISPOSITION], kept, "never a page of ours");
    assert!(text(file).await.contains("<title>checks</title>"));
}
