//! Identifiers that are well formed but implausible. Their formats come from secondary sources.

use super::look::{Look, Spot};
use crate::identifier;

fn inn<'a>(look: &Look<'a>) -> Option<&'a str> {
    let identifier = &look.holder.identifier;
    let is_inn = identifier.scheme == "inn" && identifier::check_inn(&identifier.value).is_ok();
    is_inn.then_some(identifier.value.as_str())
}

/// The digits that should be a date are none, or one before any organisation was.
pub(super) fn inn_date(look: &Look<'_>) -> Vec<Spot> {
    let least = i16::try_from(look.number("least")).unwrap_or(0);
    let plausible = |inn| identifier::date_in_inn(inn).is_some_and(|date| date.year() >= least);
    look.here_if(inn(look).is_some_and(|inn| !plausible(inn)))
}

pub(super) fn inn_future(look: &Look<'_>) -> Vec<Spot> {
    let date = inn(look).and_then(identifier::date_in_inn);
    look.here_if(date.is_some_and(|date| date > look.date))
}

pub(super) fn inn_personal(look: &Look<'_>) -> Vec<Spot> {
    look.here_if(inn(look).is_some_and(identifier::looks_personal))
}

pub(super) fn identifier_in_use(look: &Look<'_>) -> Vec<Spot> {
    let number = look.around.identifier_of.as_ref();
    number.map(|number| look.here().words("number", number)).into_iter().collect()
}

/// Eight times the same digit, or 12345678.
pub(super) fn okpo_repeated(look: &Look<'_>) -> Vec<Spot> {
    let okpo = look.holder.okpo.as_str();
    let mut digits = okpo.chars();
    let first = digits.next();
    let same = okpo.len() == 8 && digits.all(|digit| Some(digit) == first);
    look.here_if(same || okpo == "12345678")
}
