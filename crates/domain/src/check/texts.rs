//! What stands in free words: what the Register must never hold, and what has a name already.

use super::look::{Look, Spot};
use crate::field::Of;
use crate::record::fold;

/// All free words of the entry with their places.
fn texts<'a>(look: &Look<'a>) -> Vec<(String, &'a str)> {
    match look.of {
        Of::Holder => {
            let holder = look.holder;
            [
                ("name.ky", &holder.name.ky),
                ("name.ru", &holder.name.ru),
                ("name.en", &holder.name.en),
                ("contact.words", &holder.contact.words),
                ("subordination.words", &holder.subordination.words),
                ("head.position", &holder.head.position),
            ]
            .map(|(path, text)| (path.to_owned(), text.as_str()))
            .to_vec()
        }
        Of::DataArray => array_texts(look),
    }
}

fn array_texts<'a>(look: &Look<'a>) -> Vec<(String, &'a str)> {
    let array = look.array;
    let mut texts: Vec<(String, &str)> = [
        ("name.ky", &array.name.ky),
        ("name.ru", &array.name.ru),
        ("name.en", &array.name.en),
        ("storage.place", &array.storage.place),
        ("storage.term.words", &array.storage.term.words),
        ("informing.words", &array.informing.words),
        ("measures.words", &array.measures.words),
        ("responsible.position", &array.responsible.position),
    ]
    .map(|(path, text)| (path.to_owned(), text.as_str()))
    .to_vec();
    let purposes = array.purposes.iter().map(|row| row.words.as_str());
    let items = array.items.iter().map(|row| row.words.as_str());
    let subjects = array.subjects.iter().map(|row| row.words.as_str());
    let recipients = array.recipients.iter().map(|row| row.words.as_str());
    texts.extend(purposes.enumerate().map(|(row, text)| (format!("purposes.{row}.words"), text)));
    texts.extend(items.enumerate().map(|(row, text)| (format!("items.{row}.words"), text)));
    texts.extend(subjects.enumerate().map(|(row, text)| (format!("subjects.{row}.words"), text)));
    texts.extend(
        recipients.enumerate().map(|(row, text)| (format!("recipients.{row}.words"), text)),
    );
    texts
}

/// Words that must not stand here: state secrets are not registered (art. 30).
pub(super) fn words_found(look: &Look<'_>) -> Vec<Spot> {
    let found = |(path, text): (String, &str)| {
        look.mentions("words", text).then(|| Spot::at(path).words("words", text))
    };
    texts(look).into_iter().filter_map(found).collect()
}

/// A person's number: the Register describes arrays and holds nobody's data.
pub(super) fn pin_in_words(look: &Look<'_>) -> Vec<Spot> {
    let is_pin = |digits: &str| digits.len() == 14 && digits.starts_with(['1', '2']);
    let holds = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(is_pin);
    texts(look)
        .into_iter()
        .filter(|(_, text)| holds(text))
        .map(|(path, _)| Spot::at(path))
        .collect()
}

/// Own words for what the classifier has a code for.
pub(super) fn words_of_category(look: &Look<'_>) -> Vec<Spot> {
    let Some(tree) = look.law.classifier("data_category") else { return Vec::new() };
    let mut spots = Vec::new();
    for (path, item) in look.items().filter(|(_, i)| i.category.is_empty() && !i.words.is_empty()) {
        let words = fold(&item.words);
        let known =
            tree.on(look.date).into_iter().filter(|entry| entry.parent.is_some()).find(|entry| {
                let names = [&entry.name.ky, &entry.name.ru, &entry.name.en];
                names
                    .into_iter()
                    .chain(entry.synonyms.values().flatten())
                    .any(|name| fold(name) == words)
            });
        if let Some(known) = known {
            let spot = Spot::at(format!("{path}.words")).words("words", &item.words);
            spots.push(spot.code("category", "data_category", &known.code));
        }
    }
    spots
}
