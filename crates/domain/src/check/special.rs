//! Special categories (art. 8) and what needs more care.

use super::look::{Look, Spot};

/// Special data serve a purpose whose ground does not carry them.
pub(super) fn needs_ground(look: &Look<'_>) -> Vec<Spot> {
    ungrounded(look, |look, item| look.is_special(item))
}

/// Data of some categories serve a purpose whose ground does not carry them.
pub(super) fn category_needs_ground(look: &Look<'_>) -> Vec<Spot> {
    ungrounded(look, |look, item| look.is_under("categories", &item.category))
}

fn ungrounded(
    look: &Look<'_>,
    concerns: fn(&Look<'_>, &crate::array_entry::DataItem) -> bool,
) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (path, item) in look.items().filter(|(_, item)| concerns(look, item)) {
        let lacking = look
            .purposes_of(item)
            .into_iter()
            .find(|purpose| !purpose.ground.is_empty() && !look.names("grounds", &purpose.ground));
        if let Some(purpose) = lacking {
            let spot = Spot::at(path).item(item).code("ground", "ground", &purpose.ground);
            spots.push(spot.words("purpose", &purpose.words));
        }
    }
    spots
}

/// The classifier says special, the holder says not.
pub(super) fn not_marked(look: &Look<'_>) -> Vec<Spot> {
    look.items()
        .filter(|(_, item)| item.special == "no" && look.is_special_category(&item.category))
        .map(|(path, item)| Spot::at(format!("{path}.special")).item(item))
        .collect()
}

/// Special data under fewer strong measures than the check asks.
pub(super) fn needs_measures(look: &Look<'_>) -> Vec<Spot> {
    let special = look.array.items.iter().any(|item| look.is_special(item));
    let measures = &look.array.measures.codes;
    let strong = measures.iter().filter(|code| look.names("measures", code)).count();
    let least = look.number("least");
    if special && strong < least {
        vec![look.here().number("found", strong).number("least", least)]
    } else {
        Vec::new()
    }
}

/// Special data kept in a regime that is too open.
pub(super) fn regime(look: &Look<'_>) -> Vec<Spot> {
    let special = look.array.items.iter().any(|item| look.is_special(item));
    look.here_if(special && look.names_any("regimes", &look.array.storage.regime))
}

/// Data of some categories without any of the measures they need.
pub(super) fn category_needs_measure(look: &Look<'_>) -> Vec<Spot> {
    if look.names_any("measures", &look.array.measures.codes) {
        return Vec::new();
    }
    let found = look.items().find(|(_, item)| look.is_under("categories", &item.category));
    found.map(|(_, item)| look.here().item(item)).into_iter().collect()
}
