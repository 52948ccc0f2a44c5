//! How long data are kept: no longer than the purpose needs (art. 4), from a day that can be named.

use super::look::{Look, Spot};

pub(super) fn unlimited(look: &Look<'_>) -> Vec<Spot> {
    look.here_if(look.array.storage.term.kind == "unlimited")
}

/// A duration longer than these people or these data usually call for.
pub(super) fn longer(look: &Look<'_>) -> Vec<Spot> {
    let term = &look.array.storage.term;
    let most = look.number("most");
    let amount = term.amount.parse::<usize>().unwrap_or(0);
    let days = match term.unit.as_str() {
        "day" => amount,
        "month" => amount.saturating_mul(30),
        "year" => amount.saturating_mul(365),
        _ => 0,
    };
    if term.kind != "duration" || days <= most || !concerns(look) {
        return Vec::new();
    }
    vec![look.here().number("amount", amount).code("unit", "time_unit", &term.unit)]
}

/// The check is for all arrays, or only for those about these people or with these data.
fn concerns(look: &Look<'_>) -> bool {
    let (subjects, categories) = (look.list("subjects"), look.list("categories"));
    let about = |code: &String| look.array.subjects.iter().any(|group| group.category == *code);
    let only = look.array.subjects.iter().all(|group| subjects.contains(&group.category));
    let holds = look.array.items.iter().any(|item| look.is_under("categories", &item.category));
    (subjects.is_empty() || (only && subjects.iter().any(about)))
        && (categories.is_empty() || holds)
}

pub(super) fn without_event(look: &Look<'_>) -> Vec<Spot> {
    let term = &look.array.storage.term;
    look.here_if(term.kind == "duration" && !term.amount.is_empty() && term.event.is_empty())
}

/// The term begins with an event that cannot happen to the people described.
pub(super) fn event_needs_subject(look: &Look<'_>) -> Vec<Spot> {
    let array = look.array;
    let event = &array.storage.term.event;
    let codes: Vec<&String> = array.subjects.iter().map(|group| &group.category).collect();
    let own_words = array.subjects.iter().any(|group| group.category.is_empty());
    let fits = codes.iter().any(|code| look.names("subjects", code));
    if codes.is_empty() || own_words || fits || !look.names("events", event) {
        return Vec::new();
    }
    vec![look.here().code("event", "storage_event", event)]
}

/// "Until …" in words that name no day and no event.
pub(super) fn vague(look: &Look<'_>) -> Vec<Spot> {
    let term = &look.array.storage.term;
    if term.kind == "until" && look.mentions("words", &term.words) {
        vec![look.here().words("words", &term.words)]
    } else {
        Vec::new()
    }
}
