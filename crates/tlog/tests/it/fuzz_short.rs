//! The short form of `cargo xtask fuzz`: every target takes its good examples, and survives some
//! thousands of damaged ones, the same each time.

#[path = "../../../../fuzz/short.rs"]
mod short;
#[path = "../../../../fuzz/targets.rs"]
mod targets;

use super::samples::seeds;
use targets::ALL;

/// Damaged inputs for each target.
const ROUNDS: usize = 3000;

#[test]
fn every_parser_takes_what_is_good_and_survives_what_is_not() {
    for (name, target) in ALL {
        short::survive(name, target, &seeds(name), ROUNDS);
    }
}

#[test]
fn every_target_has_a_program() {
    for (name, _) in ALL {
        assert!(short::has_program(name), "{name}");
    }
}
