//! Pieces of text that every format here shares: numbers and base64, each with one spelling.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::tree::MAX_SIZE;

/// A decimal number without sign or leading zero, at most [`MAX_SIZE`].
pub fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let shortest = text == "0" || !text.starts_with('0');
    let number = (digits && shortest).then(|| text.parse::<u64>().ok())??;
    (number <= MAX_SIZE).then_some(number)
}

/// Standard base64 with padding. The decoder refuses set bits behind the end, so a text has one
/// spelling only.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Exactly `N` bytes in base64.
pub fn array_from_base64<const N: usize>(text: &str) -> Option<[u8; N]> {
    // The length is checked first, so that a long text costs nothing.
    (text.len() == N.div_ceil(3) * 4).then(|| from_base64(text)?.try_into().ok())?
}

/// Standard base64 with padding.
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Whether a text has none of the control characters that a note must not hold.
pub fn is_plain(text: &str) -> bool {
    !text.bytes().any(|b| b < 0x20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(decimal("0"), Some(0));
        assert_eq!(decimal("9223372036854775807"), Some(MAX_SIZE));
        for wrong in ["", "00", "01", "+1", "-1", " 1", "1 ", "1_0", "9223372036854775808", "٣"] {
            assert_eq!(decimal(wrong), None, "{wrong:?}");
        }
        assert_eq!(decimal(&"9".repeat(40)), None);
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(array_from_base64::<1>("AA=="), Some([0]));
        for wrong in ["AA", "AB==", "A===", "AA==\n", "AA= =", "AAA="] {
            assert_eq!(array_from_base64::<1>(wrong), None, "{wrong:?}");
        }
    }
}
