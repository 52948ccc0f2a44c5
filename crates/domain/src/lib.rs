//! The law as code: records, acts, events, terms. No async, no I/O, no clock, no randomness.
#![warn(missing_docs)]

pub mod application;
pub mod application_act;
mod application_apply;
pub mod application_decide;
pub mod array_entry;
pub mod audit_anchor;
pub mod check;
pub mod commitment;
pub mod data_array;
pub mod data_list;
pub mod difference;
pub mod field;
pub mod holder;
pub mod holder_entry;
pub mod identifier;
pub mod law;
pub mod moment;
pub mod path;
pub mod problem;
pub mod record;
pub mod redaction;
pub mod requirement;
pub mod template;
pub mod term;
mod zone;
