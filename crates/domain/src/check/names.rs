//! Names that say nothing, or are written in the wrong letters.

use super::look::{Look, Spot};
use crate::field::Of;
use crate::holder_entry::Names;
use crate::record::fold;

fn name<'a>(look: &Look<'a>) -> &'a Names {
    match look.of {
        Of::Holder => &look.holder.name,
        Of::DataArray => &look.array.name,
    }
}

/// The name of a database rather than of an array.
pub(super) fn general(look: &Look<'_>) -> Vec<Spot> {
    let names = [("ky", &name(look).ky), ("ru", &name(look).ru), ("en", &name(look).en)];
    let is_general = |text: &str| look.list("words").iter().any(|word| fold(word) == fold(text));
    let found = names.into_iter().find(|(_, text)| !text.is_empty() && is_general(text));
    found
        .map(|(code, text)| Spot::at(format!("name.{code}")).words("name", text))
        .into_iter()
        .collect()
}

pub(super) fn equal(look: &Look<'_>) -> Vec<Spot> {
    let names = name(look);
    look.here_if(!names.ky.is_empty() && names.ky.trim() == names.ru.trim())
}

/// A Latin letter inside a Cyrillic word: nobody will find it by searching.
pub(super) fn mixed_letters(look: &Look<'_>) -> Vec<Spot> {
    let (names, purposes) = (name(look), &look.array.purposes);
    let purposes = purposes.iter().enumerate();
    let texts = [("name.ky".to_owned(), &names.ky), ("name.ru".to_owned(), &names.ru)]
        .into_iter()
        .chain(purposes.map(|(row, p)| (format!("purposes.{row}.words"), &p.words)));
    texts
        .filter_map(|(path, text)| {
            let word = text.split(|c: char| !c.is_alphabetic()).find(|word| is_mixed(word))?;
            Some(Spot::at(path).words("word", word))
        })
        .collect()
}

fn is_mixed(word: &str) -> bool {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    word.chars().any(cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic())
}

/// A Kyrgyz name without a Kyrgyz letter or ending: probably Russian words in the Kyrgyz field.
pub(super) fn not_kyrgyz(look: &Look<'_>) -> Vec<Spot> {
    let text = name(look).ky.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let kyrgyz = |word: &&str| {
        word.contains(['ң', 'ө', 'ү'])
            || look.list("words").iter().any(|ending| word.ends_with(ending.as_str()))
    };
    let cyrillic = text.chars().any(|c| ('а'..='я').contains(&c));
    look.here_if(cyrillic && words.len() > 1 && !words.iter().any(kyrgyz))
}

pub(super) fn holder_same(look: &Look<'_>) -> Vec<Spot> {
    let number = look.around.same_name.as_ref();
    number.map(|number| look.here().words("number", number)).into_iter().collect()
}
