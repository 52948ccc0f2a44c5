//! Endings of nouns, adjectives and participles: plural, possessive, case.
//!
//! The order in a word is: stem, plural, possessive, case; then -дагы, which makes a stem again.

use super::suffix::Slot::{Case, Finite, Its, Ours, Plural, Question, Stem};
use super::suffix::{After, Slot, Suffix, suffix};

/// What the plain cases stand on. After -ы, -сы the cases are others.
const BARE: &[Slot] = &[Stem, Plural, Ours];

pub(super) const ENDINGS: &[Suffix] = &[
    suffix("plural", &["LAр"], Plural, &[Stem]),
    suffix("possessive, third person", &["I"], Its, &[Stem, Plural])
        .after(After::ConsonantNotAgent),
    suffix("possessive, third person", &["сI"], Its, &[Stem]).after(After::VowelNotRound),
    suffix("possessive, first and second", &["IбIз", "IңIз", "IңAр"], Ours, &[Stem, Plural])
        .after(After::Consonant)
        .least(3),
    suffix("possessive, first and second", &["бIз", "ңIз", "ңAр"], Ours, &[Stem])
        .after(After::Vowel)
        .least(3),
    // Cases
    suffix("genitive", &["NIн"], Case, BARE),
    suffix("accusative", &["NI"], Case, BARE).after(After::NotShortClose),
    suffix("dative", &["GA"], Case, BARE),
    suffix("locative", &["DA"], Case, BARE),
    suffix("ablative", &["DAн"], Case, BARE),
    // Cases after a possessive of the third person
    suffix("genitive", &["нIн"], Case, &[Its]),
    suffix("accusative", &["н"], Case, &[Its]),
    suffix("dative", &["нA"], Case, &[Its]),
    suffix("locative", &["нDA"], Case, &[Its]),
    suffix("ablative", &["нAн"], Case, &[Its]),
    // "which is in": шаардагы, шаарындагы
    suffix("relative", &["DAгI"], Stem, BARE),
    suffix("relative", &["нDAгI"], Stem, &[Its]),
    // мыйзамсыз: derivation, but it measures as well as inflection
    suffix("without", &["сIз"], Stem, &[Stem]),
    suffix("question", &["BI"], Question, &[Stem, Plural, Ours, Its, Case, Finite]),
    // Derivation
    suffix("quality", &["LIк"], Stem, &[Stem]).derives(),
    suffix("having", &["LUU"], Stem, &[Stem]).derives(),
    suffix("agent", &["чI"], Stem, &[Stem]).derives(),
];
