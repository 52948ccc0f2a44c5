//! Files that somebody was given.

use tlog::{Extract, LogProof};
use verifier::{Attachment, Fault, FileKind, Report, verify_file};

use super::chance::Chance;
use super::samples::{extract, policy, register};

fn no_pdf(_: &[u8]) -> Result<Vec<Attachment>, String> {
    Err("no PDF".into())
}

fn verify(text: &str) -> Report {
    verify_file(text.as_bytes(), no_pdf, &policy())
}

/// A PDF with these attachments: what is in it besides is not the verifier's.
fn verify_pdf(files: &[Attachment]) -> Report {
    verify_file(b"%PDF-1.7", |_| Ok(files.to_vec()), &policy())
}

fn attachments(extract: &Extract) -> Vec<Attachment> {
    let file = |name: String, bytes: String| Attachment { name, bytes: bytes.into_bytes() };
    let mut files = vec![file("extract.json".into(), extract.to_string())];
    files.extend(extract.parts.iter().map(|part| {
        let name = format!("{}.v{}.tlog-proof", part.leaf.subject(), part.leaf.version());
        file(name, part.proof.to_string())
    }));
    files
}

#[test]
fn a_good_extract_is_valid_and_its_report_names_values_witnesses_and_what_is_not_proved() {
    let report = verify(&extract().to_string());
    assert_eq!((report.kind, report.is_witnessed()), (Some(FileKind::Extract), true));
    let said = report.to_string();
    for words in [
        "VALID (korgoo/extract/v1)\n",
        "array KG-A-000000, version 1: register at 2025-11-24T16:03:21Z\n",
        "  leaf 201 of the 600 of the log log.example/register\n",
        "  witnessed since 2026-01-01T00:00:02Z\n",
        "  cosigned by w1 at 2026-01-01T00:00:01Z\n",
        "  array.name.ky: Окуучулардын картотекасы 0\n",
        "that the printed words of a PDF are the values above",
        "that no newer version exists",
    ] {
        assert!(said.contains(words), "{words:?} is missing in:\n{said}");
    }
}

#[test]
fn what_was_not_laid_open_is_named() {
    let report = verify(&register().extract(&[0], &[1, 2]).to_string());
    assert_eq!(report.parts[0].closed, ["holder.head.name"]);
    assert!(report.to_string().contains("(never public, or forgotten): holder.head.name\n"));
}

#[test]
fn without_enough_witnesses_it_is_valid_and_not_yet_witnessed() {
    let report = verify(&register().extract(&[0], &[3]).to_string());
    assert!(report.is_valid() && !report.is_witnessed());
    assert!(report.to_string().starts_with("VALID, NOT YET WITNESSED (korgoo/extract/v1)\n"));
    assert!(report.to_string().contains("registered, not yet witnessed"));
}

#[test]
fn an_array_without_its_list_is_invalid() {
    let report = verify(&register().extract(&[201], &[1, 2]).to_string());
    assert_eq!(report.faults, [Fault::NoList]);
    assert!(report.to_string().starts_with("INVALID"));
}

#[test]
fn the_extra_line_of_a_proof_may_name_the_leaf_and_nothing_else() {
    let mut own = extract();
    own.parts[0].proof.extra = Some(own.parts[0].leaf.to_string().into_bytes());
    own.parts[1].proof.extra = Some(own.parts[1].leaf.hash().as_bytes().to_vec());
    assert!(verify(&own.to_string()).is_witnessed());
    own.parts[1].proof.extra = own.parts[0].proof.extra.clone();
    assert_eq!(verify(&own.to_string()).faults, [Fault::Extra(2)]);
}

#[test]
fn a_proof_is_that_of_the_leaf_or_the_hash_in_its_extra_line() {
    let part = extract().parts.remove(0);
    let with = |extra: Option<&[u8]>| {
        let extra = extra.map(<[u8]>::to_vec);
        verify(&LogProof { extra, ..part.proof.clone() }.to_string())
    };
    let leaf = part.leaf.to_string();
    let report = with(Some(leaf.as_bytes()));
    assert_eq!((report.kind, report.is_witnessed()), (Some(FileKind::Proof), true));
    assert_eq!(report.parts[0].leaf.as_ref(), Some(&part.leaf));
    let paper = with(Some(part.leaf.hash().as_bytes()));
    assert!(paper.is_witnessed() && paper.parts[0].leaf.is_none());
    assert_eq!(paper.parts[0].hash, part.leaf.hash().to_hex());
    assert_eq!(with(None).faults, [Fault::NothingNamed]);
    assert!(matches!(with(Some(b"korgoo/leaf/v1\n")).faults[..], [Fault::Leaf(_)]));
    let other = leaf.replace("version 1", "version 9");
    assert!(!with(Some(other.as_bytes())).is_valid());
    assert!(matches!(with(Some(&[7; 32])).faults[..], [Fault::Path(_)]));
}

#[test]
fn a_pdf_is_valid_only_with_the_very_proofs_of_its_extract() {
    let good = attachments(&extract());
    let report = verify_pdf(&good);
    assert_eq!((report.kind, report.is_witnessed()), (Some(FileKind::Pdf), true));
    let changed = |change: fn(&mut Vec<Attachment>)| {
        let mut files = good.clone();
        change(&mut files);
        verify_pdf(&files).faults
    };
    let (array, list) = (good[1].name.clone(), good[2].name.clone());
    assert_eq!(array, "KG-A-000000.v1.tlog-proof");
    assert_eq!(changed(|files| drop(files.remove(0))), [Fault::Extracts(0)]);
    assert_eq!(changed(|files| files.push(files[0].clone())), [Fault::Extracts(2)]);
    assert_eq!(changed(|files| drop(files.remove(1))), [Fault::ProofMissing(array.clone())]);
    assert_eq!(changed(|files| files[2].bytes.push(b'\n')), [Fault::ProofDiffers(list)]);
    assert_eq!(changed(|files| files.push(files[1].clone())), [Fault::ProofStray(array)]);
    assert_eq!(changed(|files| files[0].bytes.truncate(100)).len(), 1);
    let unread = verify_file(b"%PDF-1.7", no_pdf, &policy());
    assert_eq!(unread.faults, [Fault::Pdf("no PDF".into())]);
}

#[test]
fn a_key_that_the_policy_does_not_name_proves_nothing() {
    let text = super::samples::policy_text();
    let other =
        tlog::LogSigner::from_seed(tlog::KeyName::new("log.example/register").unwrap(), &[2; 32]);
    let other = text.replace(
        &super::samples::log_signer().verifier().to_string(),
        &other.verifier().to_string(),
    );
    let other = tlog::Policy::read(other.as_bytes()).unwrap();
    let report = verify_file(extract().to_string().as_bytes(), no_pdf, &other);
    assert!(matches!(report.faults[..], [Fault::Part(1, _), Fault::Part(2, _)]));
    assert_eq!(verify("").faults, [Fault::Unknown]);
}

#[test]
fn of_two_hundred_turned_bits_none_leaves_an_extract_valid_and_witnessed() {
    let good = extract().to_string().into_bytes();
    let mut chance = Chance::new(1);
    for _ in 0..200 {
        let mut changed = good.clone();
        let at = chance.flip(&mut changed);
        let report = verify_file(&changed, no_pdf, &policy());
        assert!(!report.is_witnessed(), "byte {at} was changed unseen");
    }
}

#[test]
fn the_files_that_the_browser_verifies_are_made_of_these_samples() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/fixtures");
    for (name, text) in super::samples::browser_files() {
        let kept = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        assert_eq!(kept, text, "{name}: write it anew with the example `fixture`");
    }
}

#[test]
fn the_page_takes_a_policy_and_asks_nobody() {
    assert_eq!(verifier::PAGE.matches(verifier::POLICY_SLOT).count(), 1);
    let page = verifier::page_with(&policy());
    assert!(page.contains(&format!("{}</textarea>", policy())));
    for asking in ["fetch(", "XMLHttpRequest", "WebSocket", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(asking), "{asking}");
    }
}
