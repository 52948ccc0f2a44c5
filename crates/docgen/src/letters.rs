//! Texts as our fonts can show them, and as a column can hold them.

use typst::text::FontInstance;

use crate::press::{Face, PRESS};

/// Points of one millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// Letters before and after a hyphen, at least.
const MARGIN: usize = 2;

const SOFT_HYPHEN: char = '\u{AD}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// How many signs we trust the fonts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// A sign may come from another face than its neighbours.
    AnyFace,
    /// Only what every face has: a cluster of signs then never falls between two faces.
    EveryFace,
}

/// Where a text will stand.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub face: Face,
    /// Of the letters, in points.
    pub size: f64,
    /// Of the column, in millimetres.
    pub width: f64,
}

/// The text with every sign shown, and with places to break words that the column cannot hold.
pub fn set(text: &str, trust: Trust, place: Place) -> String {
    let shown = shown(text, trust);
    let held = |word: &str| width(word, place) <= place.width;
    shown
        .split_inclusive([' ', '\n'])
        .map(|word| if held(word.trim_end()) { word.to_owned() } else { broken(word, &held) })
        .collect()
}

/// Nothing hides, nothing turns its neighbours, nothing is a sign that the fonts lack.
pub fn shown(text: &str, trust: Trust) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\r' if signs.peek() == Some(&'\n') => {}
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' => out.push(sign),
            _ if is_nothing(sign) => {}
            _ if is_printable(sign) && is_covered(sign, trust) => out.push(sign),
            _ if sign.is_whitespace() => out.push(' '),
            _ => out.push_str(&format!("[U+{:04X}]", u32::from(sign))),
        }
    }
    out
}

/// Marks that office programs leave behind. They have no look of their own.
const fn is_nothing(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{61C}' | '\u{FEFF}')
}

/// Not a control, not a turn of direction, not a sign that everybody may give a look of their own.
const fn is_printable(sign: char) -> bool {
    !matches!(
        sign,
        '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{180B}'..='\u{180F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2061}'..='\u{206F}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FFF0}'..='\u{FFFC}'
            | '\u{E0000}'..='\u{10FFFF}'
    )
}

fn is_covered(sign: char, trust: Trust) -> bool {
    let has = |face: Face| PRESS.font(face).info().coverage.contains(sign.into());
    let in_text = has(Face::Text) && has(Face::Bold);
    match trust {
        Trust::AnyFace => in_text || has(Face::Code),
        Trust::EveryFace => in_text && has(Face::Code),
    }
}

/// In millimetres. A sign that another face will lend counts as one em.
fn width(word: &str, place: Place) -> f64 {
    let face = PRESS.face(place.face);
    word.chars().map(|sign| advance(face, sign) * place.size / POINTS).sum()
}

fn advance(face: &FontInstance, sign: char) -> f64 {
    let glyph = face.ttf().glyph_index(sign);
    glyph.and_then(|glyph| face.x_advance(glyph.0)).map_or(1.0, |em| em.get())
}

/// A word in pieces: at syllables with a hyphen, or between any two signs if that does not help.
fn broken(word: &str, held: &impl Fn(&str) -> bool) -> String {
    let syllables = syllables(word);
    if syllables.split(SOFT_HYPHEN).all(|piece| held(piece.trim_end())) {
        return syllables;
    }
    word.chars().flat_map(|sign| [sign, ZERO_WIDTH_SPACE]).collect()
}

/// Kyrgyz, Russian and English part before a consonant that a vowel follows. It is not always the
/// best place, but it is needed only where a word is longer than its column.
fn syllables(word: &str) -> String {
    let signs: Vec<char> = word.trim_end().chars().collect();
    let letters = |from: usize, to: usize| signs[from..to].iter().all(|sign| sign.is_alphabetic());
    let mut out = String::with_capacity(word.len());
    for (index, sign) in signs.iter().enumerate() {
        let may = index >= MARGIN
            && index + MARGIN <= signs.len()
            && letters(index - MARGIN, index + MARGIN)
            && !is_vowel(*sign)
            && !is_dependent(*sign)
            && is_vowel(signs[index + 1]);
        if may {
            out.push(SOFT_HYPHEN);
        }
        out.push(*sign);
    }
    out.push_str(&word[word.trim_end().len()..]);
    out
}

fn is_vowel(sign: char) -> bool {
    "аеёиоуыэюяөүaeiouyАЕЁИОУЫЭЮЯӨҮAEIOUY".contains(sign)
}

/// Letters that never begin a syllable, and accents.
fn is_dependent(sign: char) -> bool {
    "ьъЬЪ".contains(sign) || !sign.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::{Place, Trust, set, shown};
    use crate::press::Face;

    const NARROW: Place = Place { face: Face::Text, size: 10.0, width: 20.0 };

    fn any(text: &str) -> String {
        shown(text, Trust::AnyFace)
    }

    #[test]
    fn letters_of_the_three_languages_stay_as_they_are() {
        let text = "Ң Ө Ү ң ө ү Ё ё ъ «кавычки» “quotes” – № § • á — 12 345,67 %";
        assert_eq!(any(text), text);
        assert_eq!(shown(text, Trust::EveryFace), text);
    }

    #[test]
    fn what_the_fonts_lack_is_shown_by_its_code() {
        assert_eq!(any("a\u{0}b 中 😀"), "a[U+0000]b [U+4E2D] [U+1F600]");
    }

    #[test]
    fn a_turn_of_direction_is_seen_and_does_not_turn() {
        assert_eq!(any("x\u{202E}fdp.exe"), "x[U+202E]fdp.exe");
    }

    #[test]
    fn marks_without_a_look_are_left_out_and_lines_stay_lines() {
        assert_eq!(any("\u{FEFF}агент\u{AD}тик\u{200B}"), "агенттик");
        assert_eq!(any("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd e");
    }

    #[test]
    fn a_word_that_fits_is_not_touched() {
        assert_eq!(set("кыска сөз\nдагы", Trust::AnyFace, NARROW), "кыска сөз\nдагы");
    }

    #[test]
    fn a_long_word_parts_at_its_syllables_with_two_letters_at_least_on_each_side() {
        let place = Place { width: 12.0, ..NARROW };
        let word = "жоопкерчилик жок";
        assert_eq!(set(word, Trust::AnyFace, place), "жооп\u{AD}кер\u{AD}чи\u{AD}лик жок");
    }

    #[test]
    fn a_long_run_without_syllables_parts_anywhere() {
        let text = "0".repeat(40);
        let parted = set(&text, Trust::AnyFace, NARROW);
        assert_eq!(parted, "0\u{200B}".repeat(40));
    }
}
