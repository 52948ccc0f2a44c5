//! Words that no rule can tell from a stem with endings, and a few irregular ones.
//!
//! Written for this program: words of offices, forms and laws whose last sounds look like an ending.

use std::sync::LazyLock;

use super::letters::Spelling;
use crate::analysis::fold::weak_letter;

/// Irregular beginnings, and what they would be if they were regular. «Whole» ones have no more ending.
const IRREGULAR: [(&str, &str, bool); 3] =
    [("балдар", "балалар", false), ("ордун", "орунун", false), ("орду", "оруну", true)];

/// Stems that stay whole, in sounds (`letters`): э is е.
const WHOLE: [&str; 63] = [
    "абал",
    "адам",
    "адат",
    "айып",
    "аппарат",
    "аскер",
    "балык",
    "бейтап",
    "билет",
    "бйуджет",
    "депутат",
    "дүкөн",
    "експерт",
    "екран",
    "есеп",
    "жай",
    "жамаат",
    "жараат",
    "жаран",
    "жооп",
    "закон",
    "имарат",
    "интернат",
    "интернет",
    "кабар",
    "кабат",
    "кабинет",
    "кадам",
    "канат",
    "каражат",
    "кесип",
    "китеп",
    "комитет",
    "курултай",
    "кызмат",
    "кытай",
    "маалымат",
    "максат",
    "мамлекет",
    "мектеп",
    "миллион",
    "мөөнөт",
    "насийат",
    "орган",
    "орун",
    "план",
    "район",
    "регион",
    "саат",
    "салык",
    "санат",
    "сапат",
    "себеп",
    "талап",
    "тарап",
    "тармак",
    "тартип",
    "текст",
    "телефон",
    "убакыт",
    "университет",
    "халык",
    "шарийат",
];

/// The stems that stay whole, sorted, as they are and folded.
static STEMS: LazyLock<[Vec<Vec<char>>; 2]> =
    LazyLock::new(|| [sorted(|letter| letter), sorted(weak_letter)]);

fn sorted(letter: impl Fn(char) -> char) -> Vec<Vec<char>> {
    let mut stems: Vec<Vec<char>> =
        WHOLE.iter().map(|stem| stem.chars().map(&letter).collect()).collect();
    stems.sort();
    stems
}

/// Whether these sounds are a stem that stays whole.
pub(super) fn stays_whole(sounds: &[char], spelling: Spelling) -> bool {
    let [full, folded] = &*STEMS;
    let stems = if spelling == Spelling::Full { full } else { folded };
    stems.binary_search_by(|stem| stem.as_slice().cmp(sounds)).is_ok()
}

/// What an irregular word would be if it were regular, and the rest of it.
pub(super) fn regular(word: &str) -> Option<(&'static str, &str)> {
    IRREGULAR.iter().find_map(|(irregular, regular, whole)| {
        let rest = word.strip_prefix(irregular)?;
        (rest.is_empty() || !whole).then_some((*regular, rest))
    })
}
