//! What can be a stem.

use super::sounds::{is_close, is_open, is_short, is_vowel};

/// A stem has a vowel and two sounds; one of two sounds is closed (ал, иш), since open ones (де, же) are
/// words of their own that hardly decline.
pub(super) fn is_stem(sounds: &[char]) -> bool {
    if !sounds.iter().any(|c| is_vowel(*c)) {
        return false;
    }
    match sounds {
        [_, last] => !is_vowel(*last),
        [.., before, last] => is_vowel(*last) || is_vowel(*before) || ends_a_stem(*before, *last),
        _ => false,
    }
}

/// A verb stem is a native one, or a foreign word made a verb by -ла, -та, -да.
pub(super) fn is_verb_stem(sounds: &[char]) -> bool {
    is_stem(sounds)
        && ends_as_verb(sounds)
        && (!sounds.iter().any(|c| is_foreign(*c)) || is_made_verb(sounds))
}

/// Two consonants that end a Kyrgyz stem or a loan (банк, текст, министр).
const fn ends_a_stem(before: char, last: char) -> bool {
    matches!(
        (before, last),
        (
            'р' | 'л' | 'н' | 'м' | 'й' | 'с',
            'т' | 'п' | 'к' | 'ч' | 'ш' | 'г' | 'б' | 'д' | 'с' | 'з' | 'м'
        ) | ('т' | 'д' | 'б' | 'п', 'р')
            | ('к' | 'п' | 'ф' | 'т', 'т')
            | ('к', 'с')
    )
}

/// Fewer pairs of consonants end a verb (тарт, айт), and longer verbs end in a voice or in -ла.
fn ends_as_verb(sounds: &[char]) -> bool {
    let [.., before, last] = sounds else { return false };
    let pair = sounds.len() > 2 && !is_vowel(*last) && !is_vowel(*before);
    if pair && !is_verb_pair(*before, *last) {
        return false;
    }
    let syllables = sounds.iter().filter(|c| is_vowel(**c)).count();
    let of_voice = matches!(last, 'л' | 'н' | 'ш' | 'р' | 'т' | 'з' | 'к' | 'г' | 'й');
    syllables < 2 || is_vowel(*last) || of_voice
}

const fn is_verb_pair(before: char, last: char) -> bool {
    matches!((before, last), ('р' | 'л' | 'н' | 'й', 'т' | 'п' | 'к' | 'ч' | 'ш' | 'г' | 'б'))
}

/// Letters of loans only.
const fn is_foreign(sound: char) -> bool {
    matches!(sound, 'в' | 'ф' | 'х' | 'ц' | 'щ')
}

/// асфальтта, форматтал
fn is_made_verb(sounds: &[char]) -> bool {
    let made = |before: char, last: char| matches!(before, 'л' | 'т' | 'д') && is_open(last);
    match sounds {
        [.., a, b, c] if sounds.len() > 4 => made(*b, *c) || made(*a, *b),
        _ => false,
    }
}

/// Whether the stem ends in a single close vowel, which cannot be told from a possessive: белги.
pub(super) fn ends_short_close(sounds: &[char]) -> bool {
    match sounds {
        [.., before, last] => is_close(*last) && is_short(*last, *before),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn stems_look_like_stems() {
        for stem in ["ал", "иш", "бала", "банк", "министр", "текст"] {
            assert!(is_stem(&sounds(stem)), "{stem}");
        }
        for no_stem in ["", "а", "бе", "кызм", "кргз", "текш"] {
            assert!(!is_stem(&sounds(no_stem)), "{no_stem}");
        }
    }

    #[test]
    fn verbs_look_like_verbs() {
        for verb in ["ал", "тарт", "башта", "жүргүз", "асфалтта"] {
            assert!(is_verb_stem(&sounds(verb)), "{verb}");
        }
        for no_verb in ["караж", "заво", "маалым", "керект"] {
            assert!(!is_verb_stem(&sounds(no_verb)), "{no_verb}");
        }
    }
}
