//! A word as its sounds.

use super::exceptions;
use super::sounds::{is_vowel, sounds_as};

/// No Kyrgyz word is longer. So the time for one word has a limit.
pub(super) const LONGEST: usize = 40;

/// Which letters a word is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// With all letters.
    Full,
    /// With о, у, н for ө, ү, ң.
    Folded,
}

/// The sounds of a word: я, ю, ё are two, э is е, the signs are none.
pub(super) struct Letters {
    sounds: [char; LONGEST],
    /// The last vowel before each place; a space where there is none.
    vowels: [char; LONGEST],
    length: usize,
    pub spelling: Spelling,
}

impl Letters {
    /// None for a word that is no Cyrillic one, or too long.
    pub fn of(word: &str, spelling: Spelling) -> Option<Self> {
        let mut letters =
            Self { sounds: [' '; LONGEST], vowels: [' '; LONGEST], length: 0, spelling };
        let (regular, rest) = exceptions::regular(word).unwrap_or(("", word));
        for letter in regular.chars().chain(rest.chars()) {
            letters.add(letter)?;
        }
        (letters.length > 0).then_some(letters)
    }

    fn add(&mut self, letter: char) -> Option<()> {
        match letter {
            'ь' | 'ъ' => Some(()),
            'э' => self.push('е'),
            'я' => self.push('й').and_then(|()| self.push('а')),
            'ю' => self.push('й').and_then(|()| self.push('у')),
            'ё' => self.push('й').and_then(|()| self.push('о')),
            'а'..='я' | 'ө' | 'ү' | 'ң' | '-' => self.push(letter),
            _ => None,
        }
    }

    fn push(&mut self, sound: char) -> Option<()> {
        *self.vowels.get_mut(self.length)? = match self.length.checked_sub(1) {
            Some(last) if is_vowel(self.at(last)) => self.at(last),
            Some(last) => self.vowel_before(last),
            None => ' ',
        };
        *self.sounds.get_mut(self.length)? = sound;
        self.length += 1;
        Some(())
    }

    pub const fn len(&self) -> usize {
        self.length
    }

    /// The sound at a place; a space beyond the word.
    pub fn at(&self, place: usize) -> char {
        self.sounds.get(place).copied().unwrap_or(' ')
    }

    /// The last vowel before a place, which rules the harmony there; a space if there is none.
    pub fn vowel_before(&self, place: usize) -> char {
        self.vowels.get(place).copied().unwrap_or(' ')
    }

    /// Whether a sign of the tables fits this sound at this place.
    ///
    /// In a folded word о and у may be ө and ү, and ң is н: each reading is allowed.
    pub fn fits(&self, sign: char, sound: char, place: usize) -> bool {
        let vowel = self.vowel_before(place);
        let before = if place == 0 { ' ' } else { self.at(place - 1) };
        if self.spelling == Spelling::Full {
            return sounds_as(sign, sound, vowel, before);
        }
        let readings = |letter| [letter, unfolded(letter)];
        readings(sound)
            .into_iter()
            .any(|s| readings(vowel).into_iter().any(|v| sounds_as(sign, s, v, before)))
    }
}

const fn unfolded(letter: char) -> char {
    match letter {
        'о' => 'ө',
        'у' => 'ү',
        'н' => 'ң',
        other => other,
    }
}
