//! Verb forms written with Latin letters among Cyrillic ones; the file lies beside the checkout.

use std::path::PathBuf;

use search::analysis::{Kind, tokens};

fn forms() -> Option<String> {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    std::fs::read_to_string(shared.join("unimorph-kir/kir")).ok()
}

#[test]
fn no_latin_letter_is_left_in_a_kyrgyz_word() {
    let Some(text) = forms() else { return };
    let fields = text.lines().flat_map(|line| line.split('\t').take(2));
    let mut mixed = 0;
    for field in fields {
        for piece in tokens(field) {
            let latin = |word: &str| word.chars().any(|c| c.is_ascii_alphabetic());
            mixed += usize::from(latin(piece.text));
            assert_eq!(piece.kind, Kind::Word);
            assert!(!latin(&piece.word), "{} became {}", piece.text, piece.word);
        }
    }
    assert!(mixed > 5000, "only {mixed} words had Latin letters");
}
