//! How data are collected and processed (group 3), and from whom (group 7).

use super::look::{Look, Spot};

/// None of these operations is named.
pub(super) fn operations_lack(look: &Look<'_>) -> Vec<Spot> {
    let operations = &look.array.operations;
    look.here_if(!operations.is_empty() && !look.names_any("operations", operations))
}

/// A way of collecting that implies a source, which no item names.
pub(super) fn collection_needs_source(look: &Look<'_>) -> Vec<Spot> {
    let found = look.array.collection.iter().find(|code| look.names("collection", code));
    let Some(method) = found else { return Vec::new() };
    let items = &look.array.items;
    if items.is_empty() || items.iter().any(|item| look.names_any("sources", &item.sources)) {
        return Vec::new();
    }
    vec![look.here().code("method", "collection_method", method)]
}

/// A source that implies a way of collecting, which is not named.
pub(super) fn source_needs_collection(look: &Look<'_>) -> Vec<Spot> {
    let collection = &look.array.collection;
    if collection.is_empty() || look.names_any("collection", collection) {
        return Vec::new();
    }
    let sources = look.array.items.iter().flat_map(|item| &item.sources);
    let found = sources.into_iter().find(|code| look.names("sources", code));
    found.map(|code| look.here().code("source", "data_source", code)).into_iter().collect()
}
