//! Words that say nothing about what a text is about.
//!
//! They are marked, not dropped: a query made of nothing else must still find something.

use super::Language;

/// Whether a normalised word is a stop word of the language.
#[must_use]
pub fn is_stop(language: Language, word: &str) -> bool {
    let list = match language {
        Language::Kyrgyz => KYRGYZ,
        Language::Russian => RUSSIAN,
        Language::English => ENGLISH,
    };
    list.binary_search(&word).is_ok()
}

const KYRGYZ: &[&str] = &[
    "ага",
    "ал",
    "алар",
    "алардын",
    "анда",
    "андан",
    "аны",
    "анын",
    "ар",
    "ары",
    "бар",
    "барбы",
    "биз",
    "биздин",
    "бир",
    "бирок",
    "боюнча",
    "бул",
    "бүт",
    "гана",
    "да",
    "дагы",
    "деген",
    "деп",
    "жана",
    "же",
    "жөнүндө",
    "кайсы",
    "ким",
    "көрө",
    "мен",
    "менен",
    "менин",
    "мурда",
    "ошол",
    "ошондой",
    "сиз",
    "сиздин",
    "тууралуу",
    "ушул",
    "ушундай",
    "чейин",
    "эле",
    "эмес",
    "эмне",
    "эч",
    "үчүн",
    "өз",
    "өзү",
];

const RUSSIAN: &[&str] = &[
    "а",
    "без",
    "бы",
    "был",
    "была",
    "были",
    "было",
    "быть",
    "в",
    "во",
    "вы",
    "где",
    "для",
    "до",
    "его",
    "ее",
    "если",
    "же",
    "за",
    "и",
    "из",
    "или",
    "им",
    "их",
    "к",
    "как",
    "ко",
    "когда",
    "кто",
    "ли",
    "мы",
    "на",
    "над",
    "не",
    "но",
    "о",
    "об",
    "он",
    "она",
    "они",
    "оно",
    "от",
    "по",
    "под",
    "при",
    "с",
    "со",
    "так",
    "также",
    "то",
    "у",
    "что",
    "чтобы",
    "это",
    "я",
];

const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "has", "have",
    "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "my", "no", "not", "of",
    "on", "or", "our", "she", "so", "that", "the", "their", "them", "they", "this", "to", "was",
    "we", "were", "what", "when", "where", "which", "who", "will", "with", "you", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_normalised() {
        for list in [KYRGYZ, RUSSIAN, ENGLISH] {
            let unsorted = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None);
            assert!(list.iter().all(|word| super::super::normalise(word) == *word));
        }
    }

    #[test]
    fn a_stop_word_is_one_in_its_own_language() {
        assert!(is_stop(Language::Kyrgyz, "менен"));
        assert!(is_stop(Language::Russian, "или"));
        assert!(is_stop(Language::English, "the"));
        assert!(!is_stop(Language::English, "или"));
        assert!(!is_stop(Language::Kyrgyz, "маалымат"));
    }
}
