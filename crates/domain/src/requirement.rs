//! What an entry must have before it may enter the Register: every requisite of art. 30, well formed.
//!
//! The catalogue of fields says what is required; this module applies it. What is well formed but
//! does not make sense is found by the meaning checks.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;

use crate::field::{Catalogue, Field, FieldKind, Of, Required};
use crate::identifier::{self, NotInn};
use crate::law::{GroundKind, Law};
use crate::path;
use crate::problem::Problem;
use crate::record::Moment;

/// All the mistakes of an entry, in the order of the form. Empty: it may be submitted.
pub fn problems(of: Of, entry: &impl Serialize, moment: &Moment) -> Vec<Problem> {
    problems_of(of, &serde_json::to_value(entry).unwrap_or(Value::Null), moment)
}

/// The same of an entry that is a tree already.
pub fn problems_of(of: Of, tree: &Value, moment: &Moment) -> Vec<Problem> {
    let (mut problems, mut seen) = (Vec::new(), HashSet::new());
    for field in Catalogue::embedded().of(of) {
        check_branches(field, tree, &mut seen, &mut problems);
        check_field(of, field, tree, &moment.law, &mut problems);
    }
    problems
}

fn check_field(of: Of, field: &Field, tree: &Value, law: &Law, problems: &mut Vec<Problem>) {
    let general = field.path.trim_end_matches("[]");
    let Some((list, _)) = general.split_once("[]") else {
        let value = path::get(tree, general).unwrap_or(&Value::Null);
        return check_place(of, field, tree, (general, value), law, problems);
    };
    let places = path::places(tree, general);
    if places.is_empty() && rows_are_needed(of, list, tree) && is_first_of_list(of, field, list) {
        problems.push(Problem::new(list, "required"));
    }
    for (place, value) in &places {
        check_place(of, field, tree, (place, value), law, problems);
    }
    if field.kind == FieldKind::Key {
        problems.extend(repeated(&places));
    }
}

/// What lies above a field must be of the shape that leads to it: else the whole description
/// could not be read, though every field seems to be in order. Fields share branches: each is
/// looked at once.
fn check_branches<'a>(
    field: &'a Field,
    tree: &Value,
    seen: &mut HashSet<&'a str>,
    problems: &mut Vec<Problem>,
) {
    for (end, _) in field.path.match_indices('.') {
        let branch = &field.path[..end];
        if !seen.insert(branch) {
            continue;
        }
        let list = branch.strip_suffix("[]");
        if let Some(list) = list {
            let value = path::get(tree, list).unwrap_or(&Value::Null);
            check_shape(list, value, Value::is_array, problems);
        }
        for (place, value) in path::places(tree, branch) {
            check_shape(&place, value, Value::is_object, problems);
        }
    }
}

fn check_shape(place: &str, value: &Value, fits: fn(&Value) -> bool, problems: &mut Vec<Problem>) {
    let known = |problems: &[Problem]| problems.iter().any(|problem| problem.path == place);
    if !fits(value) && !path::is_blank(value) && !known(problems) {
        problems.push(Problem::new(place, "not_text"));
    }
}

/// Rows that share a key: references to it would not say which is meant.
fn repeated(places: &[(String, &Value)]) -> Vec<Problem> {
    let mut seen = Vec::new();
    let mut repeated = Vec::new();
    for (place, value) in places {
        match value.as_str().unwrap_or_default() {
            "" => {}
            key if seen.contains(&key) => repeated.push(Problem::new(place, "repeated")),
            key => seen.push(key),
        }
    }
    repeated
}

/// Purposes, items and subjects must have a row; recipients may be none; transfers only after "yes".
fn rows_are_needed(of: Of, list: &str, tree: &Value) -> bool {
    of == Of::DataArray
        && match list {
            "purposes" | "items" | "subjects" => true,
            "cross_border.transfers" => path::text(tree, "cross_border.answer") == "yes",
            _ => false,
        }
}

fn is_first_of_list(of: Of, field: &Field, list: &str) -> bool {
    let prefix = format!("{list}[]");
    let first = Catalogue::embedded().of(of).find(|other| other.path.starts_with(&prefix));
    first.is_some_and(|first| first.path == field.path)
}

fn check_place(
    of: Of,
    field: &Field,
    tree: &Value,
    (place, value): (&str, &Value),
    law: &Law,
    problems: &mut Vec<Problem>,
) {
    if path::is_blank(value) {
        if is_required(of, field, tree, place) {
            problems.push(Problem::new(place, "required"));
        }
        return;
    }
    match value {
        Value::String(text) if !field.path.ends_with("[]") => {
            problems.extend(shape(field, tree, place, text, law));
        }
        Value::Array(codes) if field.path.ends_with("[]") => {
            for (row, code) in codes.iter().enumerate() {
                let place = format!("{place}.{row}");
                problems.extend(match code.as_str() {
                    Some(code) => shape(field, tree, &place, code, law),
                    None => Some(Problem::new(place, "not_text")),
                });
            }
        }
        _ => problems.push(Problem::new(place, "not_text")),
    }
}

fn is_required(of: Of, field: &Field, tree: &Value, place: &str) -> bool {
    let beside = |name: &str| {
        let row = place.rsplit_once('.').map_or("", |(row, _)| row);
        path::get(tree, &format!("{row}.{name}")).is_some_and(|value| !path::is_blank(value))
    };
    match field.required {
        Required::No => false,
        Required::Always => !only_after_yes(of, field, tree),
        Required::Kg => matches!(path::text(tree, "address.country"), "KG" | ""),
        // Reported once, at the category; another holder's number names a recipient as well.
        Required::Either => {
            field.path.ends_with(".category") && !beside("words") && !beside("holder")
        }
        Required::Duration => path::text(tree, "storage.term.kind") == "duration",
        Required::Until => path::text(tree, "storage.term.kind") == "until",
    }
}

fn only_after_yes(of: Of, field: &Field, tree: &Value) -> bool {
    of == Of::DataArray
        && field.path.starts_with("cross_border.transfers")
        && path::text(tree, "cross_border.answer") != "yes"
}

fn shape(field: &Field, tree: &Value, place: &str, text: &str, law: &Law) -> Option<Problem> {
    if field.max > 0 && text.chars().count() > field.max {
        return Some(Problem::new(place, "too_long").with("max", field.max));
    }
    let code = match field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::CodeOrWords | FieldKind::Key => {
            text.chars().any(is_control).then_some("control_character")
        }
        FieldKind::Code | FieldKind::Codes => {
            let known = law.classifier(&field.classifier).is_some_and(|c| c.get(text).is_some());
            (!known).then_some("unknown_code")
        }
        FieldKind::Ground => {
            (law.grounds(GroundKind::Processing).get(text).is_none()).then_some("unknown_code")
        }
        FieldKind::Choice => {
            (!field.choices.split(' ').any(|choice| choice == text)).then_some("unknown_code")
        }
        FieldKind::YesNo => (!matches!(text, "yes" | "no")).then_some("unknown_code"),
        FieldKind::Number => text.parse::<u32>().is_err().then_some("not_a_number"),
        FieldKind::Identifier => identifier_shape(path::text(tree, "identifier.scheme"), text),
        FieldKind::Okpo => (!is_digits(text, 8)).then_some("not_okpo"),
        FieldKind::Postcode => postcode_shape(path::text(tree, "address.country"), text),
        FieldKind::Phone => (!is_phone(text)).then_some("not_a_phone"),
        FieldKind::Email => (!is_email(text)).then_some("not_an_email"),
        FieldKind::Link => (!is_link(text)).then_some("not_a_link"),
        FieldKind::File => (!is_hash(text)).then_some("not_a_file"),
        FieldKind::Holder => None,
        FieldKind::Refs => (!has_row(tree, &field.rows, text)).then_some("unknown_row"),
    };
    code.map(|code| Problem::new(place, code).with("value", text))
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn identifier_shape(scheme: &str, value: &str) -> Option<&'static str> {
    if scheme != "inn" {
        return None;
    }
    match identifier::check_inn(value) {
        Ok(()) => None,
        Err(NotInn::NotDigits) => Some("inn_not_digits"),
        Err(NotInn::WrongLength) => Some("inn_wrong_length"),
    }
}

fn postcode_shape(country: &str, text: &str) -> Option<&'static str> {
    (matches!(country, "KG" | "") && !is_digits(text, 6)).then_some("not_a_postcode")
}

/// Any way people write telephones, with at least three digits: short numbers of banks are real.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=60).contains(&digits)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let labels = || domain.split('.');
    !local.is_empty()
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == ',')
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty())
}

fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    host.contains('.') && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn has_row(tree: &Value, list: &str, key: &str) -> bool {
    let rows = path::get(tree, list).and_then(Value::as_array);
    rows.is_some_and(|rows| rows.iter().any(|row| path::text(row, "key") == key))
}
