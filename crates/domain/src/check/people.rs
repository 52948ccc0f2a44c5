//! Whose data: children need their parents.

use super::look::{Look, Spot};

pub(super) fn children_without_parents(look: &Look<'_>) -> Vec<Spot> {
    let array = look.array;
    let child = array.subjects.iter().find(|group| look.names("subjects", &group.category));
    let Some(child) = child else { return Vec::new() };
    let from_parents = array.items.iter().any(|item| look.names_any("sources", &item.sources));
    let by_law = array.purposes.iter().any(|purpose| look.names("grounds", &purpose.ground));
    if array.items.is_empty() || from_parents || by_law {
        return Vec::new();
    }
    vec![look.here().code("subject", "subject_category", &child.category)]
}
