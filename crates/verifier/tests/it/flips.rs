//! One bit of one byte turned, a hundred times: every one is found, and its place is named.

use super::chance::Chance;
use super::logs::verify;
use super::samples::Register;

/// What the place of a problem may begin with, for damage in a file.
fn places(path: &str) -> Vec<String> {
    let file = path.strip_prefix("log/").unwrap();
    match file.split('/').collect::<Vec<_>>()[..] {
        // Cosignatures of keys that the policy does not know do not count: the quorum is then lost.
        ["checkpoint"] => vec!["checkpoint".into()],
        ["openings", _] => vec![path.into()],
        ["tile", "entries", ..] => {
            vec![file.into(), "leaf ".into(), file.replace("entries", "0")]
        }
        _ => vec![file.into()],
    }
}

/// A full bundle and a partial one.
fn small() -> Register {
    let mut register = Register::default();
    (0..250).for_each(|n| register.holder(n, "«Үлгү» мектеби"));
    (0..5).for_each(|n| register.array(n, "Окуучулардын картотекасы"));
    register
}

#[test]
fn a_hundred_turned_bits_of_a_hundred_are_found_where_they_are() {
    let good = small().archive(&[1, 2]);
    let kinds =
        ["log/tile/entries/", "log/tile/0/", "log/tile/1/", "log/checkpoint", "log/openings/"];
    let mut chance = Chance::new(7);
    for round in 0..100 {
        let kind = kinds[round % kinds.len()];
        let paths: Vec<&String> = good.keys().filter(|path| path.starts_with(kind)).collect();
        let path = paths[chance.below(paths.len())];
        let mut files = good.clone();
        let at = chance.flip(files.get_mut(path).unwrap());
        let report = verify(&files);
        let unwitnessed = report.standing.as_ref().is_some_and(|standing| !standing.quorum);
        if kind == "log/checkpoint" && unwitnessed {
            continue;
        }
        let found: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        let places = places(path);
        let named = |problem: &String| places.iter().any(|p| problem.starts_with(p.as_str()));
        assert!(found.iter().any(named), "round {round}: byte {at} of {path} gave {found:?}");
    }
}
