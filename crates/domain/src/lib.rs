//! The law as code: records, acts, events, terms. No async, no I/O, no clock, no randomness.
#![warn(missing_docs)]

pub mod law;
pub mod record;
pub mod term;
