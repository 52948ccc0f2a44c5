//! The use cases as people live them, on both engines. Each case gets a fresh database.
// Tests may fail loudly: an unwrap that fails is the test failing.
// The cluster of `store` makes up names on the spot.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod about_me;
mod alerts;
mod audit;
mod changes;
#[path = "../../../store/tests/it/cluster.rs"]
mod cluster;
mod crowd;
mod faults;
mod forgetting;
mod forgetting_proofs;
mod found;
mod holders;
mod house;
mod importing;
mod keepers;
mod law;
mod past;
mod purge;
#[path = "../../../domain/tests/it/samples.rs"]
mod samples;
mod sealing;
mod searched;
mod statistics;
mod tables;
mod telling;
mod way;
mod who;
mod whole;
