//! What people read: every text in every language, dates, plurals, order.
#![allow(clippy::unwrap_used)] // a failed unwrap is a failed test

use jiff::{Timestamp, civil::date, tz::TimeZone};
use l10n::{Language, Translator};
use std::collections::BTreeSet;

fn texts() -> Translator {
    Translator::load().unwrap()
}

#[test]
fn every_text_exists_in_every_language() {
    let gaps = texts().gaps();
    let shown: Vec<_> = gaps.iter().map(|g| format!("{}: {}", g.language, g.key)).collect();
    assert!(gaps.is_empty(), "missing texts:\n{}", shown.join("\n"));
}

#[test]
fn a_missing_text_is_visible_and_counted() {
    let texts = texts();
    assert_eq!(texts.t(Language::Ky, "no-such-text"), "⟦no-such-text⟧");
    assert_eq!(texts.t(Language::Ru, "date-long"), "⟦date-long⟧", "values are lacking");
    assert_eq!(texts.missing(), ["ky: no-such-text", "ru: date-long"]);
    assert_eq!(texts.attr(Language::Ky, "date-long", "help"), None);
}

#[test]
fn dates_read_as_in_legal_texts() {
    let texts = texts();
    let day = date(2026, 11, 2);
    let long = |l| texts.date_long(l, day);
    assert_eq!(long(Language::Ky), "2026-жылдын 2-ноябры");
    assert_eq!(long(Language::Ru), "2 ноября 2026 года");
    assert_eq!(long(Language::En), "2 November 2026");
    assert_eq!(texts.date_short(Language::Ky, day), "02.11.2026");
    assert_eq!(texts.date_short(Language::En, day), "02/11/2026");
}

#[test]
fn kyrgyz_months_follow_vowel_harmony() {
    let texts = texts();
    let months: BTreeSet<_> = (1..=12)
        .map(|m| texts.date_long(Language::Ky, date(2026, m, 1)).replace("2026-жылдын 1-", ""))
        .collect();
    assert_eq!(months.len(), 12);
    for month in ["январы", "марты", "апрели", "майы", "июну", "августу", "сентябры"]
    {
        assert!(months.contains(month), "{month} is not in {months:?}");
    }
}

#[test]
fn a_moment_is_shown_in_the_zone_of_the_authority() {
    let texts = texts();
    let at: Timestamp = "2026-11-22T20:05:00Z".parse().unwrap();
    let zone = TimeZone::get("Asia/Bishkek").unwrap();
    let shown = texts.date_time(Language::Ky, at, &zone);
    assert_eq!(shown, "2026-жылдын 23-ноябры, 02:05");
}

#[test]
fn how_long_ago_is_counted_with_the_right_plural() {
    let texts = texts();
    let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
    let ago = |l, days: i64| texts.ago(l, now - jiff::SignedDuration::from_hours(24 * days), now);
    assert_eq!(ago(Language::Ky, 14), "14 күн мурун");
    assert_eq!(ago(Language::Ru, 1), "1 день назад");
    assert_eq!(ago(Language::Ru, 2), "2 дня назад");
    assert_eq!(ago(Language::Ru, 14), "14 дней назад");
    assert_eq!(ago(Language::En, 1), "1 day ago");
    assert_eq!(ago(Language::Ky, 2000), "5 жыл мурун");
    assert_eq!(ago(Language::Ky, -1), "азыр эле");
}

#[test]
fn numbers_are_grouped_by_thousands_also_inside_messages() {
    let texts = texts();
    assert_eq!(texts.number(Language::Ky, 1_234_567), "1\u{a0}234\u{a0}567");
    assert_eq!(texts.number(Language::En, -1234), "\u{2212}1,234");
    assert_eq!(texts.number(Language::Ru, 999), "999");
    let text = texts.t_args(Language::Ru, "ago-days", &[("n", 1001.into())]);
    assert_eq!(text, "1\u{a0}001 день назад");
}

#[test]
fn names_sort_by_the_kyrgyz_alphabet() {
    let texts = texts();
    let mut words = ["үй", "уй", "өрдөк", "обл", "ңоо", "нан", "пар", "жаа", "ёж", "ель"];
    words.sort_by_key(|w| texts.sort_key(Language::Ky, w));
    let expected = ["ель", "ёж", "жаа", "нан", "ңоо", "обл", "өрдөк", "пар", "уй", "үй"];
    assert_eq!(words, expected);
}

#[test]
fn lists_are_joined_with_the_word_of_the_language() {
    let texts = texts();
    let items = ["банк", "мектеп", "оорукана"];
    assert_eq!(texts.list(Language::Ky, &items), "банк, мектеп жана оорукана");
    assert_eq!(texts.list(Language::Ru, &items[..2]), "банк и мектеп");
}

#[test]
fn a_language_is_read_from_a_code_or_a_tag() {
    assert_eq!(Language::parse("ru-KG"), Some(Language::Ru));
    assert_eq!("KY".parse::<Language>().unwrap(), Language::Ky);
    assert!("kg".parse::<Language>().is_err());
}

/// A Latin «c» in a Cyrillic word looks right and is never found by a search.
#[test]
fn no_word_mixes_latin_and_cyrillic_letters() {
    let mixed = |word: &str| {
        word.chars().any(|c| c.is_ascii_alphabetic())
            && word.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c))
    };
    for language in ["ky", "ru"] {
        for file in std::fs::read_dir(format!("../../locales/{language}")).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let found = text.split(|c: char| !c.is_alphabetic()).find(|w| mixed(w));
            assert_eq!(found, None, "in {}", path.display());
        }
    }
}
