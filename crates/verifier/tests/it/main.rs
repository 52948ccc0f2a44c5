//! What the verifier promises: what is good is found good, and damage is found with its place.
#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod chance;
mod files;
mod flips;
mod logs;
mod samples;
mod states;
