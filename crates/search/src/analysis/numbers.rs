//! Numbers: taxpayer and registration numbers, codes. They are kept exact.

use super::fold::{is_cyrillic, to_latin};

/// Whether a run of letters, digits, hyphens and slashes is one number.
///
/// It has a digit, and its letters are Latin or look like it: `KG-H-000001`, also typed with Cyrillic
/// letters. «2020-жылы» is a year and a word.
pub(crate) fn is_number(run: &str) -> bool {
    run.chars().any(|c| c.is_ascii_digit())
        && run.chars().all(|c| is_joint(c) || latin(c).is_ascii_alphanumeric())
}

/// What joins the parts of a number.
pub(crate) const fn is_joint(letter: char) -> bool {
    matches!(letter, '-' | '/' | '‐' | '‑' | '_')
}

/// The one spelling of a number: lower case, Latin, hyphens where they were.
pub(crate) fn normalise(run: &str) -> String {
    run.chars().map(|c| if matches!(c, '‐' | '‑') { '-' } else { latin(c) }).collect()
}

/// The same without what joins: `kgh000001`.
pub(crate) fn compact(number: &str) -> String {
    number.chars().filter(|c| !is_joint(*c)).collect()
}

fn latin(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    if is_cyrillic(small) { to_latin(small).unwrap_or(small) } else { small }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_state_are_numbers() {
        for number in ["12345678901234", "00112233", "KG-H-000001", "KG-A-000123", "12/345", "A4"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["мектеп", "kg-h", "2020-жылы", "80-ге", ""] {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn cyrillic_capitals_in_a_number_are_read_as_latin() {
        // Cyrillic К, Н, А
        assert!(!is_number("КG-Н-№1"));
        assert_eq!(normalise("КG-Н-000001"), "kg-h-000001");
        assert_eq!(normalise("KG-А-000123"), "kg-a-000123");
    }

    #[test]
    fn hyphens_may_be_left_out() {
        assert_eq!(compact("kg-h-000001"), "kgh000001");
    }
}
