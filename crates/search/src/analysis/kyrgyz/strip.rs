//! The search for the shortest stem.
//!
//! Endings are taken off from the right. Each place and slot is looked at once, and a word has at most
//! forty sounds: so the time is bounded, and grows with the length of the word only.

use std::sync::LazyLock;

use super::exceptions::stays_whole;
use super::letters::{LONGEST, Letters};
use super::shape::{ends_short_close, is_stem, is_verb_stem};
use super::sounds::{is_open, is_short, is_vowel, open_after, voiceless};
use super::suffix::{After, Slot, Suffix};
use super::{nominal, verbal};

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Inflection,
    Derivation,
}

/// The endings that lead to each slot. What affirms a verb also makes a verb.
static ENDINGS: LazyLock<[Vec<&Suffix>; Slot::COUNT]> = LazyLock::new(|| {
    let mut by_slot = [const { Vec::new() }; Slot::COUNT];
    for ending in nominal::ENDINGS.iter().chain(verbal::ENDINGS) {
        by_slot[ending.gives as usize].push(ending);
        if ending.gives == Slot::Affirmed {
            by_slot[Slot::Verb as usize].push(ending);
        }
    }
    by_slot
});

/// The beginning of a word; its last sound may differ from that of the word.
#[derive(Clone, Copy)]
struct Base {
    length: usize,
    last: char,
}

struct Search<'a> {
    letters: &'a Letters,
    depth: Depth,
    /// Which slots were looked at, for each length.
    seen: [u16; LONGEST + 1],
    best: Base,
    whole: Option<Base>,
    /// The endings taken off on the way here, and on the way to the answer.
    taken: Vec<&'static str>,
    answer: Vec<&'static str>,
}

/// The shortest stem that the tables allow, or one that is known to stay whole; and the endings taken
/// off, the last one first.
pub(super) fn shortest(letters: &Letters, depth: Depth) -> (String, Vec<&'static str>) {
    let length = letters.len();
    let word = Base { length, last: letters.at(length - 1) };
    let mut search = Search {
        letters,
        depth,
        seen: [0; LONGEST + 1],
        best: word,
        whole: None,
        taken: Vec::new(),
        answer: Vec::new(),
    };
    search.consider(word, Slot::Stem);
    for slot in Slot::ENDS {
        search.visit(word, slot);
    }
    (search.key(search.whole.unwrap_or(search.best)), search.answer)
}

impl Search<'_> {
    fn visit(&mut self, base: Base, slot: Slot) {
        let mark = 1 << slot as u16;
        if self.seen[base.length] & mark != 0 {
            return;
        }
        self.seen[base.length] |= mark;
        for ending in &ENDINGS[slot as usize] {
            if ending.derives && self.depth == Depth::Inflection {
                continue;
            }
            for form in ending.forms {
                self.take_off(base, ending, form);
            }
        }
    }

    fn take_off(&mut self, base: Base, ending: &Suffix, form: &str) {
        let Some(start) = self.start(base, form) else { return };
        if start < ending.least || !self.stands(start, ending.after) {
            return;
        }
        let rest = self.rest(base, start, ending.contracts);
        self.taken.push(ending.name);
        for slot in ending.on {
            self.consider(rest, *slot);
            self.visit(rest, *slot);
        }
        self.taken.pop();
    }

    /// Where the ending begins, if it is there and sounds as it must. Something with a vowel is left.
    fn start(&self, base: Base, form: &str) -> Option<usize> {
        let mut place = base.length;
        for sign in form.chars().rev() {
            place = place.checked_sub(1)?;
            if !self.letters.fits(sign, self.sound(base, place), place) {
                return None;
            }
        }
        (self.letters.vowel_before(place) != ' ').then_some(place)
    }

    fn sound(&self, base: Base, place: usize) -> char {
        if place + 1 == base.length { base.last } else { self.letters.at(place) }
    }

    /// Whether the sounds before an ending are what it asks for.
    fn stands(&self, start: usize, after: After) -> bool {
        let back = |n: usize| start.checked_sub(n).map_or(' ', |place| self.letters.at(place));
        let (last, before) = (back(1), back(2));
        match after {
            After::Anything => true,
            After::Consonant => !is_vowel(last),
            After::ConsonantNotAgent => {
                let agent = start > 2 && last == 'ч' && (!is_vowel(before) || is_vowel(back(3)));
                !is_vowel(last) && !agent
            }
            After::Vowel => is_vowel(last),
            After::VowelNotRound => {
                is_vowel(last) && !(matches!(last, 'у' | 'ү') && is_short(last, before))
            }
            After::ShortOpen => is_open(last) && is_short(last, before),
            After::NotShortClose => is_open(last) || !is_short(last, before),
            After::Lateral => last == 'л',
        }
    }

    /// What is left: voiceless before a vowel (китеб-и), with the vowel that a gerund swallowed.
    fn rest(&self, base: Base, start: usize, contracts: bool) -> Base {
        if contracts {
            return Base { length: start + 1, last: open_after(self.letters.vowel_before(start)) };
        }
        let last = self.letters.at(start - 1);
        let vowel_follows = is_vowel(self.sound(base, start));
        Base { length: start, last: if vowel_follows { voiceless(last) } else { last } }
    }

    fn consider(&mut self, base: Base, slot: Slot) {
        if !(slot == Slot::Stem || slot.is_verb()) {
            return;
        }
        let sounds = self.sounds(base);
        let sounds = &sounds[..base.length];
        let fits = if slot == Slot::Stem { is_stem(sounds) } else { is_verb_stem(sounds) };
        if !fits || self.whole.is_some() {
            return;
        }
        if stays_whole(sounds, self.letters.spelling) {
            self.whole = Some(base);
        } else if base.length >= self.best.length {
            return;
        }
        self.best = base;
        self.answer.clone_from(&self.taken);
    }

    fn sounds(&self, base: Base) -> [char; LONGEST] {
        std::array::from_fn(|place| self.sound(base, place))
    }

    /// The stem as a key: without a last close vowel, which bare words lose as a possessive, and
    /// voiceless at the end.
    fn key(&self, base: Base) -> String {
        let sounds = self.sounds(base);
        let mut sounds = &sounds[..base.length];
        if base.length > 3 && ends_short_close(sounds) {
            sounds = &sounds[..base.length - 1];
        }
        let Some((last, before)) = sounds.split_last() else { return String::new() };
        before.iter().chain([&voiceless(*last)]).collect()
    }
}
