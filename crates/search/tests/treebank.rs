//! The stemmer on a treebank that nobody embeds: it lies beside the checkout, and only there.

use std::path::PathBuf;

use search::analysis::kyrgyz;
use search::measure::{Counting, Score, forms};

fn treebank() -> Option<String> {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let file = shared.join("ud-kyrgyz-ktmu/ky_ktmu-ud-train.conllu");
    std::fs::read_to_string(file).ok()
}

#[test]
fn two_forms_of_one_word_have_one_stem() {
    let Some(text) = treebank() else { return };
    let score = Score::of(&forms(&text, Counting::Content), kyrgyz::stem);
    assert!(score.precision() >= 0.88 && score.recall() >= 0.62, "{score}");
    // What was reached. Whoever changes the rules must not lose it unseen.
    assert!(score.precision() >= 0.90 && score.recall() >= 0.66, "{score}");
}

#[test]
fn a_folded_word_loses_little() {
    let Some(text) = treebank() else { return };
    let score = Score::of(&forms(&text, Counting::Content), kyrgyz::folded_stem);
    assert!(score.precision() >= 0.88 && score.recall() >= 0.64, "{score}");
}

#[test]
fn the_root_finds_more() {
    let Some(text) = treebank() else { return };
    let score = Score::of(&forms(&text, Counting::Content), kyrgyz::root);
    assert!(score.precision() >= 0.75 && score.recall() >= 0.88, "{score}");
}

/// The count that gives simple stemmers the figures known of them: nothing is won by counting kindly.
#[test]
fn it_holds_for_lemmas_as_written_too() {
    let Some(text) = treebank() else { return };
    let forms = forms(&text, Counting::AsWritten);
    let score = Score::of(&forms, kyrgyz::stem);
    assert!(score.precision() >= 0.88 && score.recall() >= 0.62, "{score}");
    let cut = Score::of(&forms, |word| word.chars().take(5).collect());
    assert_eq!(format!("{:.2} {:.2}", cut.precision(), cut.recall()), "0.56 0.60");
}
