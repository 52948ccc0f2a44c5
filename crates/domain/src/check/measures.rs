//! Measures (art. 21, group 9): of every kind, and fitting the media.

use super::look::{Look, Spot};

/// No measure of a kind (organisational, technical, physical), for all media or only for some.
pub(super) fn kind_missing(look: &Look<'_>) -> Vec<Spot> {
    let media = look.list("media");
    let codes = &look.array.measures.codes;
    if codes.is_empty()
        || (!media.is_empty() && !look.names_any("media", &look.array.storage.media))
    {
        return Vec::new();
    }
    let kind_of = |code: &String| {
        let measure = look.law.classifier("measure")?.get(code)?;
        measure.extra.get("kind")
    };
    let found = codes.iter().filter_map(kind_of).any(|kind| look.names("kind_of_measure", kind));
    look.here_if(!found)
}

/// A medium without any of the measures it needs.
pub(super) fn for_medium(look: &Look<'_>) -> Vec<Spot> {
    let codes = &look.array.measures.codes;
    let medium = look.array.storage.media.iter().find(|code| look.names("media", code));
    match medium {
        Some(medium) if !codes.is_empty() && !look.names_any("measures", codes) => {
            vec![look.here().code("medium", "medium", medium)]
        }
        _ => Vec::new(),
    }
}
