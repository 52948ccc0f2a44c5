//! How long the sentences are. People read short ones.

use std::collections::BTreeMap;

use super::Review;
use super::messages::Messages;

/// No sentence is longer.
const MOST_WORDS: usize = 22;
/// The mean that a file should keep to.
const MEAN_WORDS: f64 = 11.0;
/// Where a sentence that is too long is refused; elsewhere it is only shown.
const REFUSED_IN: &str = "ky";

/// The sentences of one file.
#[derive(Default)]
struct Reading {
    sentences: usize,
    words: usize,
    longest: usize,
}

/// Count the words of every sentence; a label without an end is no sentence,
/// but may not be too long either.
pub fn read(language: &str, messages: &Messages, review: &mut Review) {
    let mut by_file: BTreeMap<&str, Reading> = BTreeMap::new();
    for (id, message) in messages {
        let reading = by_file.entry(&message.file).or_default();
        for sentence in message.forms.iter().flat_map(|form| sentences(form)) {
            let words = words(sentence);
            reading.longest = reading.longest.max(words);
            if sentence.ends_with(['.', '!', '?']) {
                reading.sentences += 1;
                reading.words += words;
            }
            if words > MOST_WORDS {
                let line = format!(
                    "{}: {id}: {words} words, at most {MOST_WORDS}: {sentence}",
                    message.file
                );
                if language == REFUSED_IN {
                    review.findings.push(line);
                } else {
                    review.readings.push(line);
                }
            }
        }
    }
    review.readings.extend(by_file.iter().map(|(file, reading)| reading.line(file)));
}

impl Reading {
    #[expect(clippy::cast_precision_loss, reason = "a mean of a few hundred sentences")]
    fn line(&self, file: &str) -> String {
        let mean = self.words as f64 / self.sentences.max(1) as f64;
        let verdict = if mean > MEAN_WORDS { "  (long)" } else { "" };
        format!(
            "{file}: {} sentences, mean {mean:.1} words, longest {}{verdict}",
            self.sentences, self.longest
        )
    }
}

/// A sentence ends at `.`, `!` or `?` before a space, or at the end of a line.
fn sentences(text: &str) -> Vec<&str> {
    text.split('\n').flat_map(cut).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

fn cut(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (place, sign) in line.match_indices(['.', '!', '?']) {
        let end = place + sign.len();
        if line[end..].starts_with(' ') {
            found.push(&line[start..end]);
            start = end;
        }
    }
    found.push(&line[start..]);
    found
}

fn words(sentence: &str) -> usize {
    sentence
        .split_whitespace()
        .filter(|word| word.chars().any(|c| c.is_alphanumeric() || c == '…'))
        .count()
}
