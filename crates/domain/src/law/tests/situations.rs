//! Situations of life: what the file must say, and what is refused with its place.

use jiff::civil::date;

use super::{HEAD, law, mistakes};
use crate::law::{AREAS, Holders};

#[test]
fn a_citizen_finds_themself_in_a_dozen_situations_of_every_area() {
    let law = law();
    let on = law.situations().entries_on(date(2026, 11, 22));
    assert!(on.len() >= 12, "{}", on.len());
    for area in AREAS {
        assert!(on.iter().any(|situation| situation.area == area), "{area}");
    }
    let bank = law.situations().get("bank_client").unwrap();
    assert_eq!(bank.holders.sectors, ["finance", "microfinance"]);
    assert_eq!(bank.countrywide, Some(Holders::default()), "a bank serves the whole country");
    assert_eq!(law.situations().get("visitor").unwrap().countrywide, None);
}

#[test]
fn a_part_of_the_holders_narrows_the_whole_only_where_it_says_so() {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let whole = Holders { kinds: vec![], sectors: codes(&["finance", "microfinance"]) };
    assert_eq!(whole.narrowed(&Holders::default()), whole);
    let part = Holders { kinds: codes(&["state_body"]), sectors: codes(&["finance"]) };
    assert_eq!(whole.narrowed(&part), part);
}

#[test]
fn a_situation_with_unknown_codes_is_refused_by_line_and_key() {
    let text = format!(
        "{HEAD}[[situation]]\ncode = \"x\"\narea = \"sea\"\nsubjects = [\"pupils\", \"mermaids\"]\n\
         sectors = [\"health\", \"depths\"]\nkinds = [\"sailor\"]\ndata = [\"scales\"]\nshape = 1\n\
         countrywide = {{ sectors = [\"education\"], coast = 1 }}\n"
    );
    assert_eq!(
        mistakes("override-h.toml", &text),
        [
            "6 situation[1].area not_allowed",
            "7 situation[1].subjects unknown_code",
            "8 situation[1].sectors unknown_code",
            "9 situation[1].kinds unknown_code",
            "10 situation[1].data unknown_code",
            "11 situation[1].shape unknown_key",
            "12 situation[1].countrywide.coast unknown_key",
            "12 situation[1].countrywide.sectors not_allowed",
        ]
    );
}

#[test]
fn a_situation_about_nobody_in_particular_is_refused() {
    let text = format!(
        "{HEAD}[[situation]]\ncode = \"x\"\narea = \"home\"\n[[situation]]\ncode = \"x\"\narea = \"home\"\nsubjects = []\n"
    );
    assert_eq!(
        mistakes("override-i.toml", &text),
        [
            "4 situation[1].subjects missing_key",
            "8 situation[2].code same_key_same_day",
            "10 situation[2].subjects empty",
        ]
    );
}

#[test]
fn no_district_has_the_code_of_a_region() {
    let law = law();
    let regions = law.classifier("region").unwrap();
    let districts = law.classifier("district").unwrap();
    let both: Vec<_> = districts.entries().filter(|it| regions.get(&it.code).is_some()).collect();
    assert!(both.is_empty(), "an address names either of them by the code alone: {both:?}");
}
