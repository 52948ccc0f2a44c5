//! A text around the words that were found in it.

use std::ops::Range;

use super::question::Part;

/// Letters shown before and after the first word that was found.
const BEFORE: usize = 60;
const AFTER: usize = 140;

/// The text around the first of the marked pieces, cut at words.
pub fn parts(text: &str, marked: &[Range<usize>]) -> Vec<Part> {
    let Some(first) = marked.first() else { return Vec::new() };
    let from = beginning(text, first.start);
    let to = end(text, first.end);
    let mut parts = Vec::new();
    let mut push = |text: &str, is_match| {
        if !text.is_empty() {
            parts.push(Part { text: text.to_owned(), is_match });
        }
    };
    if from > 0 {
        push("… ", false);
    }
    let mut at = from;
    for piece in marked.iter().filter(|piece| piece.end <= to) {
        push(&text[at..piece.start], false);
        push(&text[piece.start..piece.end], true);
        at = piece.end;
    }
    push(&text[at..to], false);
    if to < text.len() {
        push(" …", false);
    }
    parts
}

fn beginning(text: &str, first: usize) -> usize {
    let before = &text[..first];
    let Some((from, _)) = before.char_indices().rev().nth(BEFORE) else { return 0 };
    before[from..].find(' ').map_or(first, |space| from + space + 1)
}

fn end(text: &str, last: usize) -> usize {
    let after = &text[last..];
    let Some((to, _)) = after.char_indices().nth(AFTER) else { return text.len() };
    after[..to].rfind(' ').map_or(last, |space| last + space)
}
