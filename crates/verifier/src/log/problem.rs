//! What is wrong with a log, and where.

use thiserror::Error;
use tlog::leaf::{FieldError, LeafError};
use tlog::{Breach, BundleError, CheckpointError, ExtractError, Tile};

/// At most so many problems are kept; the rest is counted.
pub const MOST_PROBLEMS: usize = 20;

/// One thing that is wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// A file that must be there is not.
    #[error("{0}: missing")]
    Missing(String),
    /// The checkpoint cannot be read.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint is not one to rely on.
    #[error("checkpoint: {0}")]
    Breach(#[from] Breach),
    /// A key is served that the policy does not name.
    #[error("key: not the key of {0} in the policy")]
    Key(String),
    /// A later checkpoint is smaller, or of the same size with another root.
    #[error("checkpoint: of {now} leaves, after one of {before}; the log was forked or cut")]
    Fork {
        /// Leaves under the first.
        before: u64,
        /// Leaves under the later one.
        now: u64,
    },
    /// A tile or bundle is not what the entries make.
    #[error("{tile} byte {byte}: not what the entries make of it{}", leaf_of(.tile, *.byte))]
    Differs {
        /// Which file.
        tile: Tile,
        /// The first byte, from 0, that differs.
        byte: usize,
    },
    /// A bundle cannot be taken apart. What lies behind it was not read.
    #[error("{0}: {1}; nothing behind it was checked")]
    Bundle(Tile, BundleError),
    /// All entries together have another root than the checkpoint.
    #[error("checkpoint: its root is not that of the {0} entries")]
    Root(u64),
    /// An entry is no leaf.
    #[error("leaf {0}: {1}")]
    Leaf(u64, LeafError),
    /// A subject's versions are not one after another.
    #[error("leaf {index}: version {found} of {subject} after version {before}")]
    Version {
        /// Which leaf.
        index: u64,
        /// Its subject.
        subject: String,
        /// Its version.
        found: u64,
        /// The version before, 0 for none.
        before: u64,
    },
    /// A leaf does not name the one before it.
    #[error("leaf {0}: prev is not the leaf of the version before, {1}")]
    Prev(u64, u64),
    /// The openings of a bundle lack a line, have one too many, or are no lines.
    #[error("{path} line {line}: missing, or not the last")]
    Lines {
        /// Which file.
        path: String,
        /// Which line, from 1.
        line: usize,
    },
    /// A line of openings is none.
    #[error("{path} line {line}: {error}")]
    Line {
        /// Which file.
        path: String,
        /// Which line, from 1.
        line: usize,
        /// Why.
        error: ExtractError,
    },
    /// A line of openings is that of another leaf.
    #[error("{path} line {line}: of leaf {found}, not of leaf {wanted}")]
    Index {
        /// Which file.
        path: String,
        /// Which line, from 1.
        line: usize,
        /// The leaf it names.
        found: u64,
        /// The leaf whose line it is.
        wanted: u64,
    },
    /// A value laid open is not what the leaf commits to.
    #[error("{path} line {line}: leaf {index}: {error}")]
    Field {
        /// Which file.
        path: String,
        /// Which line, from 1.
        line: usize,
        /// Which leaf.
        index: u64,
        /// Which field and why.
        error: FieldError,
    },
    /// Something about the public state.
    #[error("{subject}: {what}")]
    State {
        /// Which entry, or which file.
        subject: String,
        /// What is wrong with it.
        what: StateProblem,
    },
}

/// What can be wrong with an entry of the public state.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StateProblem {
    /// No document of the API.
    #[error("line {0} is no entry")]
    Form(usize),
    /// The same entry again.
    #[error("stands twice in the state")]
    Twice,
    /// The log does not know it.
    #[error("in the state, but not in the log")]
    NotInLog,
    /// The state does not know it.
    #[error("in the log, but not in the state")]
    NotInState,
    /// Another version than the newest leaf.
    #[error("version {state} in the state, {log} in the log")]
    Version {
        /// In the state.
        state: u64,
        /// In the log.
        log: u64,
    },
    /// Something of the frame of the entry is not what the leaf says.
    #[error("{name} is not what leaf {leaf} says")]
    Frame {
        /// The name in the document.
        name: &'static str,
        /// The leaf.
        leaf: u64,
    },
    /// A value differs from the one laid open.
    #[error("{path} is not the value of leaf {leaf}")]
    Value {
        /// Its path in the entry.
        path: String,
        /// The leaf.
        leaf: u64,
    },
    /// A value that nothing laid open covers.
    #[error("{path} is covered by no value of leaf {leaf}")]
    Uncovered {
        /// Its path in the entry.
        path: String,
        /// The leaf.
        leaf: u64,
    },
    /// The array names a list of data, or a version of one, that the log does not have as its newest.
    #[error("its list of data {0} is not the newest in the log")]
    List(String),
    /// Openings were served otherwise the second time.
    #[error("the openings of leaf {0} changed while they were read")]
    Changed(u64),
}

/// Problems, as many as are kept.
#[derive(Debug, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    more: u64,
}

impl Problems {
    pub fn add(&mut self, problem: Problem) {
        if self.kept.len() < MOST_PROBLEMS { self.kept.push(problem) } else { self.more += 1 }
    }

    pub fn state(&mut self, subject: impl Into<String>, what: StateProblem) {
        self.add(Problem::State { subject: subject.into(), what });
    }

    /// Those kept, and how many there are beside them.
    pub fn into_parts(self) -> (Vec<Problem>, u64) {
        (self.kept, self.more)
    }
}

/// Which leaf a byte of the lowest row belongs to: either the tile or the entry is damaged.
fn leaf_of(tile: &Tile, byte: usize) -> String {
    match tile.row() {
        tlog::Row::Hashes(0) => {
            let leaf = tile.index() * u64::from(tlog::FULL) + (byte / tlog::Hash::LEN) as u64;
            let bundle = tile.to_string().replacen("tile/0/", "tile/entries/", 1);
            format!(" (leaf {leaf}; the damage is there or in {bundle})")
        }
        _ => String::new(),
    }
}
