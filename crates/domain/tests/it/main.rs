//! The law of the records, held to tables, properties and kept samples.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used)]

mod application_law;
mod application_table;
mod differences;
mod entry_law;
mod legal;
mod paths;
mod publication;
mod requirements;
mod samples;
mod sequences;
mod stored;
mod trees;
