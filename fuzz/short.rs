//! The short form of fuzzing, for the tests of the crates whose targets these are: some thousands of damaged
//! examples, the same each time.

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// What is given bytes; it says whether it took them.
pub type Target = fn(&[u8]) -> bool;

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

/// A target takes its good examples, and stops at none of so many that were made of them.
pub fn survive(name: &str, target: Target, good: &[Vec<u8>], rounds: usize) {
    assert!(!good.is_empty(), "{name} has no examples");
    for (seed, number) in good.iter().zip(1..) {
        assert!(target(seed), "{name} refuses its example {number}");
    }
    let chance = &mut TestRng::from_seed(RngAlgorithm::ChaCha, &[42; 32]);
    for _ in 0..rounds {
        let mut bytes = good[below(chance, good.len())].clone();
        for _ in 0..=below(chance, 4) {
            damage(&mut bytes, good, chance);
        }
        target(&bytes);
    }
}

/// Whether the fuzzer has a program for a target.
pub fn has_program(name: &str) -> bool {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/fuzz_targets");
    std::path::Path::new(folder).join(name).with_extension("rs").exists()
}
