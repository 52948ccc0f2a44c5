//! Leaves: one spelling, a chain of versions, and values that can be forgotten.

use proptest::prelude::*;
use tlog::leaf::{
    FieldError, LEAF_TYPES, Leaf, LeafError, Name, Opening, OpeningError, Salt, Subject,
};

use super::samples::{act, leaf, opening};

fn openings() -> [Opening; 2] {
    [opening("array.name", 1, "Бейтаптар"), opening("purposes.0.ground", 2, "5.1")]
}

fn names(list: &[&str]) -> Vec<Name> {
    list.iter().map(|name| name.parse().unwrap()).collect()
}

#[test]
fn opened_fields_are_checked_and_forgotten_ones_stay_closed() {
    let leaf = leaf();
    let all = leaf.check(&openings()).unwrap();
    assert_eq!((all.opened.len(), all.closed.len()), (2, 0));
    // After a forgetting one value and its salt are gone; the leaf and its hash are as before.
    let left = leaf.check(&openings()[1..]).unwrap();
    assert_eq!(left.opened, names(&["purposes.0.ground"]));
    assert_eq!(left.closed, names(&["array.name"]));
    assert_eq!(leaf.check(&[]).unwrap().closed.len(), 2);
}

#[test]
fn a_changed_value_or_salt_or_name_is_found() {
    let leaf = leaf();
    let name: Name = "array.name".parse().unwrap();
    let refusal = |name, salt, value| leaf.check(&[opening(name, salt, value)]).unwrap_err();
    assert_eq!(refusal("array.name", 1, "Бейтаптан"), FieldError::Differs(name.clone()));
    assert_eq!(refusal("array.name", 3, "Бейтаптар"), FieldError::Differs(name.clone()));
    assert!(matches!(refusal("array.title", 1, "Бейтаптар"), FieldError::Unknown(_)));
    let twice = [openings()[0].clone(), openings()[0].clone()];
    assert_eq!(leaf.check(&twice), Err(FieldError::Twice(name)));
}

#[test]
fn values_are_compared_in_form_nfc() {
    let name: Name = "array.name".parse().unwrap();
    let salt = Salt::from_bytes([1; 32]);
    // «й» as one letter, and as «и» with a breve.
    let (one, two) = ("\u{439}", "\u{438}\u{306}");
    assert_eq!(
        Opening::new(name.clone(), salt, two).commitment(),
        opening("array.name", 1, one).commitment()
    );
    assert_eq!(
        Opening::from_kept(name.clone(), salt, two),
        Err(OpeningError::NotNormal(name.clone()))
    );
    assert_eq!(Opening::from_kept(name, salt, one).unwrap().value(), one);
}

#[test]
fn neither_salt_nor_value_is_shown_by_chance() {
    let shown = format!("{:?}", openings()[0]);
    assert!(!shown.contains("Бейтаптар") && !shown.contains('1'), "{shown}");
    let text = Salt::from_bytes([1; 32]).to_string();
    assert_eq!(text.parse(), Ok(Salt::from_bytes([1; 32])));
    assert_eq!(text.trim_end_matches('=').parse::<Salt>(), Err(OpeningError::Salt));
}

#[test]
fn versions_are_chained() {
    let first = leaf();
    let second = Leaf::new(act(2, "amend", Some(&first)), &openings()).unwrap();
    let third = Leaf::new(act(3, "redact", Some(&second)), &[]).unwrap();
    assert!(second.follows(&first) && third.follows(&second));
    assert!(!third.follows(&first) && !first.follows(&second));
    let silent = Leaf::new(act(1, "register", None), &openings()[..1]).unwrap();
    assert!(!second.follows(&silent), "a silent edit is a missing link");
    for (version, prev) in [(0, None), (1, Some(&first)), (2, None), (u64::MAX, Some(&first))] {
        assert_eq!(Leaf::new(act(version, "amend", prev), &[]), Err(LeafError::Chain));
    }
}

#[test]
fn a_leaf_has_one_spelling() {
    let good = leaf().to_string();
    assert_eq!(Leaf::read(good.as_bytes()).unwrap().to_string(), good);
    for (old, new) in [
        ("leaf/v1", "leaf/v2"),
        ("type array", "type Array"),
        ("type array", "type  array"),
        ("KR-000233/A-002", "KR 000233"),
        ("KR-000233/A-002", "/KR"),
        ("version 1", "version 01"),
        ("version 1", "version 2"),
        ("06:00:00Z", "06:00:00.5Z"),
        ("06:00:00Z", "06:00:00+00:00"),
        ("06:00:00Z", "06:00:60Z"),
        ("06:00:00Z", "6:00:00Z"),
        ("2026-11-22T", "2026-11-22t"),
        ("2026-11-22T", "2026-11-31T"),
        ("2026-11-22T", "-002026-11-22T"),
        ("prev -", "prev "),
        ("prev -\n", ""),
        ("f array", "g array"),
        ("f array.name", "f array.Name"),
        ("f array.name", "f purposes.1"),
        ("f array.name", "f purposes.0.ground"),
        ("=\nf", "\nf"),
        ("\n", "\r\n"),
        ("event register", "event registér"),
    ] {
        let text = good.replacen(old, new, 1);
        assert!(Leaf::read(text.as_bytes()).is_err(), "{old:?} {new:?}");
    }
    assert!(Leaf::read(good.trim_end().as_bytes()).is_err());
    assert!(Leaf::read(format!("{good}\n").as_bytes()).is_err());
    assert!(Leaf::read(b"").is_err());
    assert_eq!(Leaf::read(&vec![b'\n'; 65_536]), Err(LeafError::TooLong));
}

#[test]
fn a_leaf_that_is_no_entry_any_more_is_refused() {
    let many: Vec<Opening> =
        (0..1500).map(|n| opening(&format!("purposes.{n}.text"), 1, "")).collect();
    assert_eq!(Leaf::new(act(1, "register", None), &many), Err(LeafError::TooLong));
    Leaf::new(act(1, "register", None), &many[..900]).unwrap();
    let twice = [openings()[0].clone(), openings()[0].clone()];
    assert!(matches!(Leaf::new(act(1, "register", None), &twice), Err(LeafError::Order(_))));
}

#[test]
fn words_are_plain() {
    LEAF_TYPES.iter().for_each(|word| assert!(word.parse::<Name>().is_ok(), "{word}"));
    for word in ["", "-a", ".a", "a b", "a\n", "A", "ө", &"a".repeat(129)] {
        assert!(word.parse::<Name>().is_err(), "{word:?}");
    }
    assert!("KR-000233/A-002".parse::<Subject>().is_ok());
    assert!("KR-000233\n".parse::<Subject>().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_flipped_bit_of_a_value_or_salt_is_found(
        value in "\\PC{1,40}", salt: [u8; 32], at in any::<usize>(), bit in 0..8_u32,
    ) {
        let name: Name = "array.name".parse().unwrap();
        let good = Opening::new(name.clone(), Salt::from_bytes(salt), &value);
        let leaf = Leaf::new(act(1, "register", None), std::slice::from_ref(&good)).unwrap();
        leaf.check(std::slice::from_ref(&good)).unwrap();

        let mut other = salt;
        other[at % 32] ^= 1 << bit;
        let wrong = Opening::new(name.clone(), Salt::from_bytes(other), &value);
        prop_assert!(leaf.check(&[wrong]).is_err());

        let mut bytes = good.value().as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(value) = String::from_utf8(bytes) {
            let wrong = Opening::from_kept(name, Salt::from_bytes(salt), &value);
            prop_assert!(wrong.is_err() || leaf.check(&[wrong.unwrap()]).is_err());
        }
    }
}
