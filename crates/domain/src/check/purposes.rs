//! Purposes and the data that serve them: nothing without a purpose, no purpose without data (art. 4).

use super::look::{Look, Spot};
use crate::record::fold;

pub(super) fn item_without_purpose(look: &Look<'_>) -> Vec<Spot> {
    look.items()
        .filter(|(_, item)| look.purposes_of(item).is_empty())
        .map(|(path, item)| Spot::at(format!("{path}.purposes")).item(item))
        .collect()
}

pub(super) fn purpose_without_items(look: &Look<'_>) -> Vec<Spot> {
    if look.array.items.is_empty() {
        return Vec::new();
    }
    let served = |key: &String| look.array.items.iter().any(|item| item.purposes.contains(key));
    let purposes = look.array.purposes.iter().enumerate();
    purposes
        .filter(|(_, purpose)| !served(&purpose.key))
        .map(|(row, purpose)| Spot::at(format!("purposes.{row}")).words("purpose", &purpose.words))
        .collect()
}

pub(super) fn same(look: &Look<'_>) -> Vec<Spot> {
    let folded: Vec<String> = look.array.purposes.iter().map(|p| fold(&p.words)).collect();
    let twice = |row: usize| !folded[row].is_empty() && folded[..row].contains(&folded[row]);
    (0..folded.len())
        .filter(|row| twice(*row))
        .map(|row| {
            Spot::at(format!("purposes.{row}.words"))
                .words("purpose", &look.array.purposes[row].words)
        })
        .collect()
}

/// A purpose so short, or of such words, that nothing follows from it.
pub(super) fn general(look: &Look<'_>) -> Vec<Spot> {
    let general = |words: &str| {
        let folded = fold(words);
        !folded.is_empty()
            && (folded.chars().count() < look.number("least")
                || look.list("words").iter().any(|known| fold(known) == folded))
    };
    let purposes = look.array.purposes.iter().enumerate();
    purposes
        .filter(|(_, purpose)| general(&purpose.words))
        .map(|(row, purpose)| {
            Spot::at(format!("purposes.{row}.words")).words("purpose", &purpose.words)
        })
        .collect()
}

/// More kinds of data for one purpose than a purpose usually needs.
pub(super) fn items_many(look: &Look<'_>) -> Vec<Spot> {
    let most = look.number("most");
    let mut spots = Vec::new();
    for (row, purpose) in look.array.purposes.iter().enumerate() {
        let serves = |item: &&crate::array_entry::DataItem| item.purposes.contains(&purpose.key);
        let count = look.array.items.iter().filter(serves).count();
        if count > most {
            let spot = Spot::at(format!("purposes.{row}")).words("purpose", &purpose.words);
            spots.push(spot.number("count", count).number("most", most));
        }
    }
    spots
}

/// Data that a purpose of these words does not need: a personal number for advertising.
pub(super) fn needs_less(look: &Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (path, item) in look.items().filter(|(_, i)| look.is_under("categories", &i.category)) {
        let purposes = look.purposes_of(item);
        if let Some(purpose) = purposes.into_iter().find(|p| look.mentions("words", &p.words)) {
            spots.push(Spot::at(path).item(item).words("purpose", &purpose.words));
        }
    }
    spots
}

/// The same category twice, in the same words.
pub(super) fn category_twice(look: &Look<'_>) -> Vec<Spot> {
    let kinds: Vec<(&str, String)> =
        look.array.items.iter().map(|item| (item.category.as_str(), fold(&item.words))).collect();
    let twice = |row: &usize| !kinds[*row].0.is_empty() && kinds[..*row].contains(&kinds[*row]);
    (0..kinds.len())
        .filter(twice)
        .map(|row| Spot::at(format!("items.{row}")).item(&look.array.items[row]))
        .collect()
}
