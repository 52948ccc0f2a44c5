//! Letters made one: normal form, look-alikes of the other alphabet, and the weak fold.

use unicode_normalization::UnicodeNormalization;

/// A Latin letter and the Cyrillic one that looks like it, in lower case or as capitals.
const TWINS: [(char, char); 14] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('ë', 'ё'),
    // The Latin barred o, in use where a keyboard has no ө
    ('ɵ', 'ө'),
];

/// One spelling of a word: NFC, lower case, no stress marks or soft hyphens, one alphabet.
///
/// Letters of neighbours that are typed for Kyrgyz ones (Kazakh ұ, the old ѳ) become Kyrgyz.
#[must_use]
pub fn normalise(word: &str) -> String {
    let small = word.chars().flat_map(char::to_lowercase);
    let plain: String = if word.chars().all(is_simple) {
        small.collect()
    } else {
        small.nfc().filter(|c| !is_mark(*c)).map(kyrgyz_letter).collect()
    };
    one_alphabet(&plain).unwrap_or(plain)
}

/// Letters that normal forms leave alone: nearly every word is made of them, and costs less so.
const fn is_simple(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, 'Ё' | 'А'..='я' | 'ё' | 'ң' | 'Ң' | 'ү' | 'Ү' | 'ө' | 'Ө')
}

/// The weak fold: what a keyboard without Kyrgyz letters gives. й stays: it is a letter of its own.
#[must_use]
pub fn weak(word: &str) -> String {
    word.chars().map(weak_letter).collect()
}

/// One letter, weakly folded.
pub(crate) const fn weak_letter(letter: char) -> char {
    match letter {
        'ө' => 'о',
        'ү' => 'у',
        'ң' => 'н',
        'ё' => 'е',
        other => other,
    }
}

/// Marks that stand on or between letters and change nothing: stress, soft hyphen, joiners.
pub(crate) const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The Cyrillic twin of a Latin letter.
pub(crate) fn to_cyrillic(letter: char) -> Option<char> {
    TWINS.iter().find(|(latin, _)| *latin == letter).map(|(_, cyrillic)| *cyrillic)
}

/// The Latin twin of a Cyrillic letter.
pub(crate) fn to_latin(letter: char) -> Option<char> {
    TWINS.iter().find(|(_, cyrillic)| *cyrillic == letter).map(|(latin, _)| *latin)
}

const fn kyrgyz_letter(letter: char) -> char {
    match letter {
        'ұ' => 'ү',
        'ѳ' => 'ө',
        'ҥ' | 'ӊ' | 'ӈ' => 'ң',
        other => other,
    }
}

/// A word of both alphabets, in the one that was meant; nothing to do, or no way to tell: `None`.
///
/// The letters without a twin say what was meant. Where every letter has one, the word is Cyrillic, as
/// most words of the Register are.
fn one_alphabet(word: &str) -> Option<String> {
    if !word.chars().any(is_latin) || !word.chars().any(is_cyrillic) {
        return None;
    }
    let twins = |c| to_cyrillic(c).is_some() || !is_latin(c);
    let all_latin = word.chars().all(twins);
    let all_cyrillic = word.chars().all(|c| to_latin(c).is_some() || !is_cyrillic(c));
    match (all_latin, all_cyrillic) {
        (true, _) => Some(swap(word, to_cyrillic)),
        (false, true) => Some(swap(word, to_latin)),
        (false, false) => None,
    }
}

fn swap(word: &str, twin: impl Fn(char) -> Option<char>) -> String {
    word.chars().map(|c| twin(c).unwrap_or(c)).collect()
}

pub(crate) const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

pub(crate) const fn is_latin(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'ë' | 'ɵ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_look_alikes_in_a_cyrillic_word_become_cyrillic() {
        // Latin a, o, p, e, x, y, c
        assert_eq!(normalise("aйдoo"), "айдоо");
        assert_eq!(normalise("кapмoo"), "кармоо");
        assert_eq!(normalise("cуpap"), "сурар");
        assert_eq!(normalise("Ысык-Кoл"), "ысык-кол");
        assert_eq!(normalise("ҮЙГӨ"), "үйгө");
    }

    #[test]
    fn cyrillic_in_a_latin_word_becomes_latin() {
        // Cyrillic а and о
        assert_eq!(normalise("dаtа"), "data");
        assert_eq!(normalise("рhоne"), "phone");
    }

    #[test]
    fn a_word_of_one_alphabet_is_left_alone() {
        assert_eq!(normalise("Copy"), "copy");
        assert_eq!(normalise("сор"), "сор");
    }

    #[test]
    fn a_mixture_that_tells_nothing_is_left_alone() {
        assert_eq!(normalise("web-сайт"), "web-сайт");
    }

    #[test]
    fn short_i_and_yo_survive_in_either_unicode_form() {
        assert_eq!(normalise("и\u{306}од"), "йод");
        assert_eq!(normalise("Е\u{308}ж"), "ёж");
        assert_eq!(normalise("ЙОД"), "йод");
        assert_eq!(weak("йод"), "йод");
    }

    #[test]
    fn stress_and_soft_hyphens_vanish() {
        assert_eq!(normalise("за\u{301}мок"), "замок");
        assert_eq!(normalise("маалы\u{ad}мат"), "маалымат");
    }

    #[test]
    fn letters_of_neighbours_become_kyrgyz() {
        assert_eq!(normalise("ұйѳҥ"), "үйөң");
    }

    #[test]
    fn the_weak_fold_meets_a_russian_keyboard() {
        assert_eq!(weak("өнүгүү"), "онугуу");
        assert_eq!(weak("таң"), "тан");
        assert_eq!(weak("учёт"), "учет");
    }
}
