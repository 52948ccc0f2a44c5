//! A key of plain Latin letters on which a word and its transliteration meet.
//!
//! People write one word in many ways: `jashoo`, `zhashoo`, `жашоо`. So the key is rough: long vowels
//! and double letters are single, и й ы are `i`, soft and hard signs are nothing.

/// Groups of letters that are written in several ways, and the one way of the key. In this order.
const GROUPS: [(&str, &str); 12] = [
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("shch", "sh"),
    ("sch", "sh"),
    ("kh", "h"),
    ("gh", "g"),
    ("ng", "n"),
    ("ye", "e"),
    ("ck", "k"),
    ("ph", "f"),
    ("tz", "ts"),
];

/// The key of a normalised word, Cyrillic or Latin. Letters of other alphabets are left out.
#[must_use]
pub fn key(word: &str) -> String {
    let mut spelled = String::with_capacity(word.len());
    for letter in word.chars() {
        spell(letter, &mut spelled);
    }
    let mut spelled = single(&spelled, |letter, _| letter);
    for (from, to) in GROUPS {
        if spelled.contains(from) {
            spelled = spelled.replace(from, to);
        }
    }
    single(&spelled, lone)
}

/// After the groups, what is left of y is и, й or ы, and a c without h is k.
fn lone(letter: char, next: Option<char>) -> char {
    match letter {
        'y' => 'i',
        'c' if next != Some('h') => 'k',
        other => other,
    }
}

/// Each letter made plain, and double ones single.
fn single(spelled: &str, plain: impl Fn(char, Option<char>) -> char) -> String {
    let mut key = String::with_capacity(spelled.len());
    let mut letters = spelled.chars().peekable();
    while let Some(letter) = letters.next() {
        let letter = plain(letter, letters.peek().copied());
        if !key.ends_with(letter) {
            key.push(letter);
        }
    }
    key
}

fn spell(letter: char, out: &mut String) {
    match cyrillic(letter).or_else(|| latin(letter)) {
        Some(text) => out.push_str(text),
        None if letter.is_ascii_alphanumeric() => out.push(letter),
        None => {}
    }
}

const fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Latin letters that stand for others: those of the Turkish way to write, and three of ASCII.
const fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ö' | 'ɵ' => "o",
        'ü' => "u",
        'ñ' | 'ŋ' => "ng",
        'ş' | 'š' => "sh",
        'ç' | 'č' => "ch",
        'ğ' => "g",
        // и е and ий е are told apart by few: y takes them all into its groups
        'i' | 'ı' => "y",
        'ž' => "j",
        'ë' => "yo",
        'é' | 'è' => "e",
        'q' => "k",
        'w' => "v",
        'x' => "ks",
        _ => return None,
    })
}

/// The likeliest Cyrillic spelling of a Latin word, weakly folded: enough to take suffixes off.
pub(crate) fn guess(word: &str) -> String {
    let key = word.to_owned();
    let mut out = String::with_capacity(word.len() * 2);
    let mut rest = key.as_str();
    while let Some(first) = rest.chars().next() {
        let (used, text) = group(rest).unwrap_or((first.len_utf8(), one(first, &out)));
        out.push_str(text);
        rest = &rest[used..];
    }
    out
}

const SPELLINGS: [(&str, &str); 16] = [
    ("shch", "щ"),
    ("dzh", "ж"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("zh", "ж"),
    ("kh", "х"),
    ("gh", "г"),
    ("ng", "н"),
    ("ts", "ц"),
    ("ya", "я"),
    ("yu", "ю"),
    ("yo", "ё"),
    ("ye", "е"),
    ("ia", "ия"),
    ("ck", "к"),
    ("ph", "ф"),
];

fn group(rest: &str) -> Option<(usize, &'static str)> {
    SPELLINGS.iter().find(|(latin, _)| rest.starts_with(latin)).map(|(l, c)| (l.len(), *c))
}

/// One letter; y is й after a vowel and ы elsewhere, e at the beginning is э.
fn one(letter: char, before: &str) -> &'static str {
    let after_vowel = before.ends_with(['а', 'е', 'и', 'о', 'у', 'э', 'ы']);
    match letter {
        'y' | 'ı' if after_vowel => "й",
        'y' | 'ı' => "ы",
        'e' if before.is_empty() => "э",
        'a' => "а",
        'b' => "б",
        'v' | 'w' => "в",
        'g' | 'ğ' => "г",
        'd' => "д",
        'e' | 'é' | 'è' => "е",
        'j' | 'ž' => "ж",
        'z' => "з",
        'i' => "и",
        'k' | 'c' | 'q' => "к",
        'l' => "л",
        'm' => "м",
        'n' | 'ñ' | 'ŋ' => "н",
        'o' | 'ö' | 'ɵ' => "о",
        'p' => "п",
        'r' => "р",
        's' => "с",
        't' => "т",
        'u' | 'ü' => "у",
        'f' => "ф",
        'h' => "х",
        'x' => "кс",
        'ş' | 'š' => "ш",
        'ç' | 'č' => "ч",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_meet_the_word() {
        let pairs = [
            ("маалымат", ["maalymat", "maalimat", "malymat"]),
            ("жашоо", ["jashoo", "zhashoo", "jasho"]),
            ("мектеп", ["mektep", "mektep", "mecktep"]),
            ("оорукана", ["oorukana", "orukana", "oorucana"]),
            ("өнүгүү", ["önügüü", "onuguu", "onugu"]),
            ("чечим", ["chechim", "çeçim", "chechym"]),
            ("жаңы", ["jangy", "jany", "jañı"]),
            ("юридический", ["yuridicheskiy", "yuridicheskii", "iuridicheskii"]),
            ("хранение", ["khranenie", "hranenie", "hraneniye"]),
            ("защита", ["zashchita", "zaschita", "zashita"]),
            ("центр", ["tsentr", "tzentr", "tsentr"]),
        ];
        for (word, spellings) in pairs {
            for spelling in spellings {
                assert_eq!(key(word), key(spelling), "{word} {spelling}");
            }
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [("мектеп", "мектум"), ("жаш", "чаш"), ("сот", "сат")]
        {
            assert_ne!(key(one), key(other));
        }
    }

    #[test]
    fn a_latin_word_is_guessed_well_enough_for_its_suffixes() {
        assert_eq!(guess("maalymattar"), "маалыматтар");
        assert_eq!(guess("jashoogo"), "жашоого");
        assert_eq!(guess("ayyl"), "айыл");
    }
}
