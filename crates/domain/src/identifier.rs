//! Identifiers of organisations, kept as text because they begin with zeros.
//!
//! Formats are known only from secondary sources (mark C²): what is merely implausible is a
//! warning of the meaning checks, never an error here.

use jiff::civil::Date;

/// Why a text is no INN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotInn {
    /// Something other than digits.
    NotDigits,
    /// Not fourteen of them.
    WrongLength,
}

/// Takes out spaces and hyphens that people type between groups of digits.
pub fn squeeze(value: &str) -> String {
    value.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// Checks the form of an INN: fourteen digits.
pub fn check_inn(value: &str) -> Result<(), NotInn> {
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        Err(NotInn::NotDigits)
    } else if value.len() != 14 {
        Err(NotInn::WrongLength)
    } else {
        Ok(())
    }
}

/// The date that stands in the second to ninth digit of an INN, DDMMYYYY, if it is a date at all.
pub fn date_in_inn(value: &str) -> Option<Date> {
    check_inn(value).ok()?;
    let number = |from: usize, to: usize| value.get(from..to)?.parse::<i16>().ok();
    let (day, month) = (number(1, 3)?, number(3, 5)?);
    Date::new(number(5, 9)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether an INN looks like a person's (PIN: first digit 1 or 2) and not an organisation's (0).
pub fn looks_personal(value: &str) -> bool {
    check_inn(value).is_ok() && !value.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inn_has_fourteen_digits_and_a_date_inside() {
        assert_eq!(check_inn("01203199910045"), Ok(()));
        assert_eq!(date_in_inn("01203199910045"), Date::new(1999, 3, 12).ok());
        assert_eq!(date_in_inn("09913199910045"), None);
        assert_eq!(check_inn("0120319991004"), Err(NotInn::WrongLength));
        assert_eq!(check_inn("0120319991004A"), Err(NotInn::NotDigits));
        assert!(looks_personal("21203199910045"));
    }
}
