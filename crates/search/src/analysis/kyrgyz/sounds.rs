//! Sounds of Kyrgyz: vowel harmony, and consonants that become like their neighbours.
//!
//! An ending is written in the tables with capital Latin letters where it changes with the stem:
//!
//! | sign | stands for | after what |
//! |---|---|---|
//! | `A` | а о е ө | open vowel, by the last vowel: а ы у → а, о → о, е и → е, ө ү → ө |
//! | `I` | ы у и ү | close vowel: а ы → ы, о у → у, е и → и, ө ү → ү |
//! | `U` | у ү | у after back vowels, ү after front |
//! | `O` | о ө | о after back vowels, ө after front |
//! | `D` | д т | т after a voiceless consonant |
//! | `G` | г к | к after a voiceless consonant |
//! | `B` | б п | п after a voiceless consonant |
//! | `N` | н д т | н after a vowel, т after a voiceless consonant, else д |
//! | `L` | л д т | л after a vowel or й, т after a voiceless consonant, л or д after р, else д |

/// Any vowel.
pub(super) const fn is_vowel(letter: char) -> bool {
    is_open(letter) || is_close(letter)
}

/// Open vowels.
pub(super) const fn is_open(letter: char) -> bool {
    matches!(letter, 'а' | 'о' | 'е' | 'ө')
}

/// Close vowels.
pub(super) const fn is_close(letter: char) -> bool {
    matches!(letter, 'ы' | 'у' | 'и' | 'ү')
}

const fn is_back(vowel: char) -> bool {
    matches!(vowel, 'а' | 'о' | 'ы' | 'у')
}

/// Consonants without voice.
pub(super) const fn is_voiceless(letter: char) -> bool {
    matches!(letter, 'п' | 'т' | 'к' | 'с' | 'ш' | 'ч' | 'щ' | 'х' | 'ф' | 'ц')
}

/// The open vowel that follows a vowel.
pub(super) const fn open_after(vowel: char) -> char {
    match vowel {
        'о' => 'о',
        'е' | 'и' => 'е',
        'ө' | 'ү' => 'ө',
        _ => 'а',
    }
}

const fn close_after(vowel: char) -> char {
    match vowel {
        'о' | 'у' => 'у',
        'е' | 'и' => 'и',
        'ө' | 'ү' => 'ү',
        _ => 'ы',
    }
}

/// A consonant at the end of a stem, as it sounds without an ending: китеби – китеп, чыгат – чык.
pub(super) const fn voiceless(letter: char) -> char {
    match letter {
        'г' => 'к',
        'б' => 'п',
        other => other,
    }
}

/// Whether a sign of the tables sounds as this letter, after this vowel and this letter.
pub(super) fn sounds_as(sign: char, letter: char, vowel: char, before: char) -> bool {
    match sign {
        'A' => letter == open_after(vowel),
        'I' => letter == close_after(vowel),
        'U' => letter == if is_back(vowel) { 'у' } else { 'ү' },
        'O' => letter == if is_back(vowel) { 'о' } else { 'ө' },
        'D' => letter == if is_voiceless(before) { 'т' } else { 'д' },
        'G' => letter == if is_voiceless(before) { 'к' } else { 'г' },
        'B' => letter == if is_voiceless(before) { 'п' } else { 'б' },
        'N' if is_vowel(before) => letter == 'н',
        'N' => letter == if is_voiceless(before) { 'т' } else { 'д' },
        'L' if is_vowel(before) || before == 'й' => letter == 'л',
        'L' if before == 'р' => letter == 'л' || letter == 'д',
        'L' => letter == if is_voiceless(before) { 'т' } else { 'д' },
        fixed => letter == fixed,
    }
}

/// Long and double vowels are one sound; only a single one is short.
pub(super) const fn is_short(vowel: char, before: char) -> bool {
    is_vowel(vowel) && !is_vowel(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_has_the_vowel_of_its_stem() {
        let plural = [('а', 'а'), ('ы', 'а'), ('у', 'а'), ('о', 'о'), ('е', 'е'), ('и', 'е')];
        for (stem, ending) in plural.into_iter().chain([('ө', 'ө'), ('ү', 'ө')]) {
            assert!(sounds_as('A', ending, stem, 'л'), "{stem} {ending}");
        }
        assert!(sounds_as('I', 'у', 'о', 'л'));
        assert!(!sounds_as('I', 'ы', 'о', 'л'));
        assert!(sounds_as('U', 'ү', 'и', 'л'));
    }

    #[test]
    fn an_ending_begins_as_its_stem_ends() {
        // тоолор, айлар, жылдар, банктар; шаарлар and борбордук
        for (before, letter) in [('о', 'л'), ('й', 'л'), ('л', 'д'), ('к', 'т'), ('р', 'л')]
        {
            assert!(sounds_as('L', letter, 'а', before), "{before} {letter}");
        }
        assert!(sounds_as('L', 'д', 'о', 'р'));
        assert!(!sounds_as('D', 'д', 'а', 'к'));
        assert!(sounds_as('N', 'н', 'а', 'а'));
    }
}
