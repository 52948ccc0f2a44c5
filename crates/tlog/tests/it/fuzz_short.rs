//! The short form of `cargo xtask fuzz`: every target takes its good examples, and survives some
//! thousands of damaged ones, the same each time.

#[path = "../../../../fuzz/targets.rs"]
mod targets;

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::samples::seeds;
use targets::{ALL, Target};

/// Damaged inputs for each target.
const ROUNDS: usize = 3000;

fn below(chance: &mut TestRng, end: usize) -> usize {
    usize::try_from(chance.next_u32()).unwrap() % end.max(1)
}

/// One small damage, such as a bad disk, a bad program or a bad person would make.
fn damage(bytes: &mut Vec<u8>, others: &[Vec<u8>], chance: &mut TestRng) {
    let (from, to) = (below(chance, bytes.len()), below(chance, bytes.len()));
    let (from, to) = (from.min(to), from.max(to));
    let here = from.min(bytes.len());
    match below(chance, 7) {
        0 => bytes.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1 << (to % 8)),
        1 => bytes.insert(here, b"\n 0=+/x\xff"[to % 8]),
        2 => drop(bytes.drain(from..to)),
        3 => bytes.extend_from_within(from..to),
        4 => bytes.truncate(to),
        5 => {
            let other = &others[below(chance, others.len())];
            bytes.truncate(from);
            bytes.extend(&other[below(chance, other.len())..]);
        }
        _ => drop(bytes.splice(here..here, *b"9223372036854775807")),
    }
}

fn survive(target: Target, good: &[Vec<u8>], chance: &mut TestRng) {
    for _ in 0..ROUNDS {
        let mut bytes = good[below(chance, good.len())].clone();
        for _ in 0..=below(chance, 4) {
            damage(&mut bytes, good, chance);
        }
        target(&bytes);
    }
}

#[test]
fn every_parser_takes_what_is_good_and_survives_what_is_not() {
    let mut chance = TestRng::from_seed(RngAlgorithm::ChaCha, &[42; 32]);
    for (name, target) in ALL {
        let good = seeds(name);
        assert!(!good.is_empty(), "{name} has no examples");
        for (seed, number) in good.iter().zip(1..) {
            assert!(target(seed), "{name} refuses its example {number}");
        }
        survive(target, &good, &mut chance);
    }
}

#[test]
fn every_target_has_a_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/fuzz_targets");
    let mut programs: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    programs.sort();
    let mut names = ALL.map(|(name, _)| name.to_owned());
    names.sort();
    assert_eq!(programs, names);
}
