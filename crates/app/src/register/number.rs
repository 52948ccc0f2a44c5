//! Numbers of the Register as people type them: `kg h 1` means `KG-H-000001`.

use domain::field::Of;
use domain::law::NumberPattern;
use domain::record::Kind;

use crate::App;

/// Longest number that is looked at.
const LONGEST: usize = 40;

/// The number as the Register writes it, or nothing if it can be no number at all.
pub fn canonical(app: &App, of: Of, typed: &str) -> Option<String> {
    let kind = match of {
        Of::Holder => Kind::Holder,
        Of::DataArray => Kind::DataArray,
    };
    let moment = app.moment();
    let pattern = moment.law.settings().number_pattern(kind.as_str(), moment.date())?;
    tidy(typed, &pattern)
}

fn tidy(typed: &str, pattern: &NumberPattern) -> Option<String> {
    let letters = squeeze(typed);
    let is_odd = typed.chars().count() > LONGEST || typed.chars().any(char::is_control);
    if letters.is_empty() || is_odd || !letters.is_ascii() {
        return None;
    }
    let first_digit = letters.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let by_pattern = letters[first_digit..].parse().ok().map(|count: u64| pattern.write(count));
    let same = |number: &String| without_zeros(&squeeze(number)) == without_zeros(&letters);
    // A number given under an older pattern stays as it was written then.
    let as_written = || typed.split_whitespace().collect::<Vec<_>>().join("-").to_uppercase();
    Some(by_pattern.filter(same).unwrap_or_else(as_written))
}

/// Letters and digits only, in capitals.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn without_zeros(number: &str) -> (&str, &str) {
    let (letters, digits) =
        number.split_at(number.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    (letters, digits.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
    use super::*;

    #[test]
    fn a_number_is_understood_however_it_is_typed() {
        let pattern = NumberPattern::parse("KG-H-{:06}").unwrap();
        for typed in ["KG-H-000012", "kg-h-000012", " kg h 000012", "KG–H–12", "kgh12"] {
            assert_eq!(tidy(typed, &pattern).as_deref(), Some("KG-H-000012"), "{typed}");
        }
        assert_eq!(tidy("old/7", &pattern).as_deref(), Some("OLD/7"));
        assert_eq!(tidy("---", &pattern), None);
        assert_eq!(tidy("КГ-1", &pattern), None);
        assert_eq!(tidy(&"1".repeat(41), &pattern), None);
    }
}
