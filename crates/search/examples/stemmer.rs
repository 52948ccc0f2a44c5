//! Measures the Kyrgyz stemmer on a treebank: `cargo xtask stemmer FILE.conllu`.
#![expect(clippy::print_stdout, reason = "an example speaks to the person who started it")]

use std::process::ExitCode;

use search::analysis::kyrgyz;
use search::measure::{Counting, Score, forms};

fn main() -> ExitCode {
    let mut failed = false;
    for file in std::env::args().skip(1) {
        match std::fs::read_to_string(&file) {
            Ok(text) => report(&file, &text),
            Err(error) => {
                println!("{file}: {error}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn report(file: &str, text: &str) {
    println!("{file}");
    count("content words", &forms(text, Counting::Content));
    count("without names, lemmas as written", &forms(text, Counting::AsWritten));
}

/// The stemmer, and beside it what costs nothing.
fn count(what: &str, forms: &[(String, String)]) {
    println!("{what}:");
    println!("  stem              {}", Score::of(forms, kyrgyz::stem));
    println!("  root              {}", Score::of(forms, kyrgyz::root));
    println!("  folded stem       {}", Score::of(forms, kyrgyz::folded_stem));
    println!("  first 5 letters   {}", Score::of(forms, |word| word.chars().take(5).collect()));
}
