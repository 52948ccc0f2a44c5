//! Files of rows and trees, read, written, and mapped onto entries.
//!
//! A leaf: it knows nothing of the register. An *entry* is a JSON tree whose leaves have dotted paths
//! (`name.ky`, `purposes.0.text`). Reading gives a [`Source`] of records; a [`Mapping`] turns records into
//! entries and says, for every record, what it could not do. No sentence for people is made here: every
//! failure is a code with parameters.
#![warn(missing_docs)]

mod export;
mod mapping;
mod problem;
mod read;
mod tree;
mod write;

pub use export::{line_of, table_of};
pub use mapping::{
    As, Condition, EachRule, EntryRule, Ignore, Lookup, Mapped, MappedEntry, Mapping, OfRule,
    OneOrMany, Reference, Rule, SourceRules, Suggestion, Unmapped, apply, suggest,
};
pub use problem::{MappingError, Params, Problem, ReadError, Severity, TreeError, WriteError};
pub use read::{
    Format, HeaderRow, Limits, Position, ReadOptions, Record, Shape, Source, decode, read,
    read_path,
};
pub use tree::{Cell, cells, flatten, leaf, prune, unflatten};
pub use write::{
    CsvOptions, CsvRows, LongWorkbook, Table, cut, guard, unguard, write_csv, write_ndjson,
    write_xlsx,
};
