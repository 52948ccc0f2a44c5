use crate::Language;

/// A whole number grouped by thousands: `1 234 567` (no-break spaces) in
/// Kyrgyz and Russian, `1,234,567` in English.
pub(crate) fn grouped(language: Language, number: i64) -> String {
    let separator = if language == Language::En { ',' } else { '\u{a0}' };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0 {
        text.push('\u{2212}');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
