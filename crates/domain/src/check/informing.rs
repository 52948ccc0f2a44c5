//! How people learn of it (group 8).

use super::look::{Look, Spot};

pub(super) fn missing(look: &Look<'_>) -> Vec<Spot> {
    let informing = &look.array.informing;
    look.here_if(informing.methods.is_empty() && informing.words.is_empty())
}

/// Only in ways that leave no trace: by word of mouth.
pub(super) fn only(look: &Look<'_>) -> Vec<Spot> {
    let methods = &look.array.informing.methods;
    look.here_if(!methods.is_empty() && methods.iter().all(|code| look.names("methods", code)))
}

/// "The law provides, nobody is told", though the ground is no law.
pub(super) fn by_law(look: &Look<'_>) -> Vec<Spot> {
    let methods = &look.array.informing.methods;
    if methods.is_empty() || !methods.iter().all(|code| look.names("methods", code)) {
        return Vec::new();
    }
    let purposes = &look.array.purposes;
    let other = purposes.iter().find(|p| !p.ground.is_empty() && !look.names("grounds", &p.ground));
    other.map(|p| look.here().words("purpose", &p.words)).into_iter().collect()
}
