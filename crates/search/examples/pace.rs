//! How long the analysis of a text takes: `cargo run --release -p search --example pace -- FILE`.
#![expect(clippy::print_stdout, reason = "an example speaks to the person who started it")]

use std::time::Instant;

use search::analysis::{Form, Language, tokens};

fn main() {
    for file in std::env::args().skip(1) {
        match std::fs::read_to_string(&file) {
            Ok(text) => Form::ALL.into_iter().for_each(|form| pace(&text, form)),
            Err(error) => println!("{file}: {error}"),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "it measures time, and nothing else depends on it")]
fn pace(text: &str, form: Form) {
    let start = Instant::now();
    let lengths = tokens(text).map(|piece| piece.form(Language::Kyrgyz, form).len());
    let (words, bytes) = lengths.fold((0, 0), |(words, bytes), length| (words + 1, bytes + length));
    let each = start.elapsed().as_nanos() / u128::max(words, 1);
    println!("{form:?}: {each} ns for each of {words} words ({bytes} bytes)");
}
