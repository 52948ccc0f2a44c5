//! What the crate promises, against the specifications, against a second implementation, and against
//! chance.
#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod extracts;
mod fuzz_short;
mod leaves;
mod notes;
mod oracle;
mod policies;
mod proofs;
mod samples;
mod sizes;
mod tiles;
mod vectors;
mod witnesses;
