//! How many typing errors a word may have and still be found.

/// The edit distance allowed for a word of so many letters.
///
/// Short words have too many neighbours: an error in three letters is another word.
#[must_use]
pub const fn allowed_distance(letters: usize) -> u8 {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::allowed_distance;

    #[test]
    fn tolerance_grows_with_the_word() {
        let allowed: Vec<u8> = [0, 3, 4, 7, 8, 40].into_iter().map(allowed_distance).collect();
        assert_eq!(allowed, [0, 0, 1, 1, 2, 2]);
    }
}
