//! Extracts: everything to check a version by, in one spelling, every byte of which counts.

use tlog::{Extract, ExtractError, NotExtracted, OpeningsLine};

use super::samples::{extract, opening, policy};

#[test]
fn an_extract_is_read_as_it_was_written_and_proves_its_values() {
    let written = extract().to_string();
    let read = Extract::read(written.as_bytes()).unwrap();
    assert_eq!(read, extract());
    let seen = read.verify(&policy()).unwrap();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|part| part.standing.quorum && part.fields.closed.is_empty()));
    assert_eq!(read.parts[0].value("array.name.ky"), Some("Бейтаптардын «картотекасы»"));
}

/// Bytes of cosignatures whose key the policy does not know cannot count: they are found by the
/// quorum, which is then missing.
#[test]
fn any_changed_byte_is_found() {
    let written = extract().to_string().into_bytes();
    for at in 0..written.len() {
        let mut changed = written.clone();
        changed[at] ^= 1 << (at % 7);
        let Ok(read) = Extract::read(&changed) else { continue };
        let proved = read.verify(&policy());
        let whole = proved.is_ok_and(|seen| seen.iter().all(|part| part.standing.quorum));
        assert!(!whole, "byte {at} of {} was changed unseen", written.len());
    }
}

#[test]
fn json_has_one_spelling() {
    let written = extract().to_string();
    for other in [
        written.trim_end().to_owned(),
        written.replacen("  ", " ", 1),
        written.replacen("«", "\\u00ab", 1),
        written.replacen("\"format\"", "\"more\": 1,\n  \"format\"", 1),
    ] {
        assert_eq!(Extract::read(other.as_bytes()), Err(ExtractError::Form), "{other:.80}");
    }
    let nothing = "{\n  \"format\": \"korgoo/extract/v1\",\n  \"parts\": []\n}\n";
    assert_eq!(Extract::read(nothing.as_bytes()), Err(ExtractError::Parts));
}

#[test]
fn a_list_of_another_version_or_a_strange_leaf_is_refused() {
    let mut other = extract();
    other.parts[1].openings.retain(|opening| opening.name().as_str() != "list.version");
    assert_eq!(other.verify(&policy()), Err(NotExtracted::Stranger(1)));
    let mut twice = extract();
    twice.parts[1] = twice.parts[0].clone();
    assert_eq!(twice.verify(&policy()), Err(NotExtracted::Stranger(1)));
    let mut swapped = extract();
    swapped.parts[1].openings[1] = opening("list.items.0", 4, r#"{"category":"name"}"#);
    assert!(matches!(swapped.verify(&policy()), Err(NotExtracted::Field(_))));
}

#[test]
fn a_line_of_openings_is_read_as_it_was_written() {
    let line = OpeningsLine { index: 256, openings: extract().parts.remove(0).openings };
    let written = line.to_string();
    assert!(written.starts_with(r#"{"index":256,"fields":[{"name":"array.list","salt":""#));
    assert_eq!(OpeningsLine::read(&written), Ok(line));
    assert!(OpeningsLine::read(&written.replacen(':', ": ", 1)).is_err());
}
