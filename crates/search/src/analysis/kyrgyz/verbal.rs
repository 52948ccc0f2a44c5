//! Endings of verbs. A participle or gerund is a nominal stem, and goes on as one.

use super::suffix::Slot::{Affirmed, Finite, Stem, Verb, VerbRoot};
use super::suffix::{After, Suffix, suffix};

pub(super) const ENDINGS: &[Suffix] = &[
    // Finite forms and converbs. The past of "we", -дык, is left out: it is nearly always -лык.
    suffix("past", &["DI", "DIм", "DIң", "DIңIз", "DIңAр"], Finite, &[Verb]),
    suffix("present", &["Aт", "AбIз", "AмIн", "AсIң", "AсIз", "AсIңAр"], Finite, &[Verb])
        .after(After::Consonant),
    suffix("present", &["йт", "йбIз", "ймIн", "йсIң", "йсIз", "йсIңAр"], Finite, &[Verb])
        .after(After::Vowel),
    suffix("converb", &["Iп"], Finite, &[Verb]).after(After::Consonant),
    suffix("converb", &["п", "й"], Finite, &[Verb]).after(After::ShortOpen),
    suffix("condition", &["сA", "сAм", "сAң", "сAк"], Finite, &[Verb]),
    suffix("request", &["IңIз"], Finite, &[Verb]).after(After::Consonant),
    suffix("request", &["ңIз"], Finite, &[Verb]).after(After::ShortOpen).least(3),
    suffix("let it", &["сIн"], Finite, &[Verb]),
    // Gerunds and participles
    suffix("gerund", &["UU"], Stem, &[Verb]).after(After::Consonant),
    suffix("gerund", &["OO"], Stem, &[Verb]).after(After::Consonant).contracts(),
    suffix("denied aorist", &["BAс"], Stem, &[Affirmed]),
    // Denial
    suffix("denial", &["BA"], Verb, &[Affirmed]),
    // Derivation. The participle -ган and the voices are grammar as much as they make words: as
    // inflection they find more, and put more together that a dictionary keeps apart (README).
    suffix("participle", &["GAн"], Stem, &[Verb]).derives().least(2),
    suffix("passive", &["Iл"], Affirmed, &[VerbRoot]).after(After::Consonant).derives(),
    suffix("passive", &["л"], Affirmed, &[VerbRoot]).after(After::Vowel).derives(),
    suffix("doer", &["UUчU"], Stem, &[Verb]).after(After::Consonant).derives(),
    suffix("doer", &["OOчU"], Stem, &[Verb]).after(After::Consonant).contracts().derives(),
    suffix("act", &["Iш"], Stem, &[Verb]).after(After::Consonant).derives(),
    suffix("act", &["ш"], Stem, &[Verb]).after(After::ShortOpen).derives(),
    suffix("passive", &["Iн"], Affirmed, &[VerbRoot]).after(After::Lateral).derives(),
    suffix("together", &["Iш"], Affirmed, &[VerbRoot]).after(After::Consonant).derives(),
    suffix("together", &["ш"], Affirmed, &[VerbRoot]).after(After::ShortOpen).derives(),
];
