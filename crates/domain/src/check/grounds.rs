//! Grounds of processing (art. 5): each needs what makes it one.

use super::look::{Look, Spot};

/// Purposes on a ground of law that name no act.
pub(super) fn needs_act(look: &Look<'_>) -> Vec<Spot> {
    let purposes = look.array.purposes.iter().enumerate();
    purposes
        .filter(|(_, p)| look.names("grounds", &p.ground) && p.act.is_empty())
        .map(|(row, p)| {
            let spot = Spot::at(format!("purposes.{row}.act")).words("purpose", &p.words);
            spot.code("ground", "ground", &p.ground)
        })
        .collect()
}

/// Consent is the ground, but nothing shows that people are asked.
pub(super) fn needs_informing(look: &Look<'_>) -> Vec<Spot> {
    if look.names_any("methods", &look.array.informing.methods) {
        return Vec::new();
    }
    let found = look.array.purposes.iter().find(|p| look.names("grounds", &p.ground));
    found.map(|p| look.here().words("purpose", &p.words)).into_iter().collect()
}

/// A ground that only some kinds of holder have.
pub(super) fn of_holder(look: &Look<'_>) -> Vec<Spot> {
    let kind = &look.holder.kind;
    if kind.is_empty() || look.names("kinds", kind) {
        return Vec::new();
    }
    let purposes = look.array.purposes.iter().enumerate();
    purposes
        .filter(|(_, purpose)| look.names("grounds", &purpose.ground))
        .map(|(row, purpose)| {
            let spot = Spot::at(format!("purposes.{row}.ground"));
            let spot = spot.code("ground", "ground", &purpose.ground);
            spot.code("kind", "holder_kind", kind)
        })
        .collect()
}
