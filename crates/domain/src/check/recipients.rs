//! Recipients (group 11) and processors (art. 17 «в»).

use super::look::{Look, Spot};
use crate::array_entry::Recipient;

fn rows(look: &Look<'_>, is_found: impl Fn(&Recipient) -> bool) -> Vec<Spot> {
    let recipients = look.array.recipients.iter().enumerate();
    recipients
        .filter(|(_, recipient)| is_found(recipient))
        .map(|(row, recipient)| {
            Spot::at(format!("recipients.{row}")).words("number", &recipient.holder)
        })
        .collect()
}

pub(super) fn not_registered(look: &Look<'_>) -> Vec<Spot> {
    rows(look, |recipient| look.around.named.get(&recipient.holder) == Some(&None))
}

pub(super) fn excluded(look: &Look<'_>) -> Vec<Spot> {
    rows(
        look,
        |recipient| matches!(look.around.named.get(&recipient.holder), Some(Some(named)) if !named.in_force),
    )
}

pub(super) fn itself(look: &Look<'_>) -> Vec<Spot> {
    let own = &look.around.holder_number;
    rows(look, |recipient| !own.is_empty() && recipient.holder == *own)
}

pub(super) fn without_ground(look: &Look<'_>) -> Vec<Spot> {
    rows(look, |recipient| recipient.ground.is_empty())
}

/// A recipient gets items that are not in the list of data.
pub(super) fn items_unknown(look: &Look<'_>) -> Vec<Spot> {
    let known = |key: &String| look.array.items.iter().any(|item| item.key == *key);
    rows(look, |recipient| recipient.items.iter().any(|key| !key.is_empty() && !known(key)))
}

/// Recipients of the widest kind get data that need care.
pub(super) fn get_care(look: &Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (row, recipient) in look.array.recipients.iter().enumerate() {
        if !look.names("recipients", &recipient.category) {
            continue;
        }
        let gets = |key: &String| recipient.items.is_empty() || recipient.items.contains(key);
        let item = look.array.items.iter().find(|item| {
            gets(&item.key)
                && (look.is_special(item) || look.is_under("categories", &item.category))
        });
        if let Some(item) = item {
            let spot = Spot::at(format!("recipients.{row}.items")).item(item);
            spots.push(spot.code("recipient", "recipient_category", &recipient.category));
        }
    }
    spots
}

/// Data are given to others, but giving is not among the operations.
pub(super) fn operations(look: &Look<'_>) -> Vec<Spot> {
    let given = !look.array.recipients.is_empty();
    let operations = &look.array.operations;
    look.here_if(given && !operations.is_empty() && !look.names_any("operations", operations))
}

pub(super) fn processor_without_contract(look: &Look<'_>) -> Vec<Spot> {
    let processors = look.array.processors.iter().enumerate();
    processors
        .filter(|(_, processor)| processor.contract.is_empty())
        .map(|(row, processor)| {
            Spot::at(format!("processors.{row}.contract")).words("name", &processor.name)
        })
        .collect()
}

pub(super) fn subordination_self(look: &Look<'_>) -> Vec<Spot> {
    let (own, above) = (&look.around.holder_number, &look.holder.subordination.holder);
    look.here_if(!own.is_empty() && own == above)
}

pub(super) fn subordination_unknown(look: &Look<'_>) -> Vec<Spot> {
    let above = &look.holder.subordination.holder;
    match look.around.named.get(above) {
        Some(None) => vec![look.here().words("number", above)],
        _ => Vec::new(),
    }
}
