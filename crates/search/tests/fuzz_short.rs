//! The short form of `cargo xtask fuzz` for the query of a search.
#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

#[path = "../../../fuzz/search_targets.rs"]
mod search_targets;
#[path = "../../../fuzz/short.rs"]
mod short;

use search_targets::{ALL, SEEDS};

/// Damaged inputs for each target: built for development, a question to the index takes its time.
const ROUNDS: usize = 60;

#[test]
fn every_query_is_understood_and_answered_and_no_damage_stops_it() {
    let good = SEEDS.map(|seed| seed.as_bytes().to_vec());
    for (name, target) in ALL {
        assert!(short::has_program(name), "{name}");
        short::survive(name, target, &good, ROUNDS);
    }
}
