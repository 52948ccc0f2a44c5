//! The same array twice.

use std::collections::BTreeSet;

use super::look::{Look, Spot};
use crate::record::fold;

pub(super) fn same_name(look: &Look<'_>) -> Vec<Spot> {
    let own: Vec<String> = look.array.name.all().map(fold).collect();
    let other = look
        .around
        .arrays
        .iter()
        .find(|other| other.name.all().any(|name| own.contains(&fold(name))));
    other.map(|other| look.here().words("number", &other.number)).into_iter().collect()
}

/// Another array of the holder is about the same people and holds the same data.
pub(super) fn same_content(look: &Look<'_>) -> Vec<Spot> {
    let subjects: BTreeSet<&str> =
        look.array.subjects.iter().map(|group| group.category.as_str()).collect();
    let categories: BTreeSet<&str> =
        look.array.items.iter().map(|item| item.category.as_str()).collect();
    if subjects.is_empty() || categories.is_empty() {
        return Vec::new();
    }
    let set = |codes: &'_ [String]| codes.iter().map(|c| c.to_owned()).collect::<BTreeSet<_>>();
    let own_subjects = subjects.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let own_categories = categories.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let other = look.around.arrays.iter().find(|other| {
        set(&other.subjects) == own_subjects && set(&other.categories) == own_categories
    });
    other.map(|other| look.here().words("number", &other.number)).into_iter().collect()
}
