//! Letters of one alphabet that look like those of another.

use super::messages::Messages;

/// Latin letters that a Cyrillic keyboard makes easy to mistake, standing alone.
const ALONE: &str = "aceoyxABCEHKMOPTXi";

/// Cyrillic letters that neither Kyrgyz nor Russian has.
const FOREIGN: &str = "іїєґұқғһѳәў";

/// Words in messages that mix alphabets or use letters of a third language.
pub fn in_messages(messages: &Messages) -> Vec<String> {
    let mut found = Vec::new();
    for (id, message) in messages {
        for form in &message.forms {
            found.extend(wrong_words(form).into_iter().map(|word| {
                format!("{}: {id}: letters of two alphabets in «{word}»", message.file)
            }));
        }
    }
    found
}

/// The same for a file that is read as one text, such as data of the law.
pub fn in_text(file: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(number, line)| {
            words(line).filter(|word| is_mixed(word)).map(move |word| {
                format!("{file}:{}: letters of two alphabets in «{word}»", number + 1)
            })
        })
        .collect()
}

fn wrong_words(text: &str) -> Vec<&str> {
    let all: Vec<&str> = words(text).collect();
    let beside_cyrillic = |place: usize| {
        let before = place.checked_sub(1).and_then(|p| all.get(p));
        let after = all.get(place + 1);
        before.is_some_and(|w| w.chars().any(is_cyrillic))
            && after.is_none_or(|w| w.chars().any(is_cyrillic))
    };
    all.iter()
        .enumerate()
        .filter(|(place, word)| {
            let alone = word.chars().count() == 1 && ALONE.contains(**word);
            let foreign = word.to_lowercase().chars().any(|c| FOREIGN.contains(c));
            is_mixed(word) || foreign || (alone && beside_cyrillic(*place))
        })
        .map(|(_, word)| *word)
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

fn is_mixed(word: &str) -> bool {
    word.chars().any(is_cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic())
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}
