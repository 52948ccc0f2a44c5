//! The shelf of open data: sets of files that a worker made, as visitors take them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use http::HeaderName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The file of a set that says what the others are.
pub const MANIFEST: &str = "manifest.json";

/// The checksum of a whole file, also beside a part of it (RFC 9530).
pub const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// What a set of files is: the Register as it stood after one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The name of the set, and of its folder.
    pub name: String,
    /// The place of the newest change it holds, in the feed of changes.
    pub change: i64,
    /// When the latest change it holds was made.
    pub as_of: Timestamp,
    /// When the files were made.
    pub made_at: Timestamp,
    /// What decides their content beside the entries: law, publication, program.
    pub rules: String,
    /// How many holders, with the excluded.
    pub holders: u64,
    /// How many arrays, with the excluded.
    pub arrays: u64,
    /// The newest signed head of the public log, if there was one.
    pub log: Option<LogHead>,
    /// The licence of the data.
    pub licence: String,
    /// The files.
    pub files: Vec<MadeFile>,
}

/// A signed head of the public log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHead {
    /// How many leaves it covers.
    pub size: i64,
    /// The hash over them, as checkpoints write it.
    pub root: String,
}

/// One file of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256, in hex.
    pub sha256: String,
}

impl Manifest {
    /// The file of this name, if it is one of the set.
    pub fn file(&self, name: &str) -> Option<&MadeFile> {
        self.files.iter().find(|file| file.name == name)
    }
}

/// The folder of all sets, and what lies in it.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    sets: RwLock<Vec<Arc<Manifest>>>,
}

impl Shelf {
    /// The shelf in this folder; it need not exist.
    pub fn at(folder: PathBuf) -> Self {
        let shelf = Self { folder, sets: RwLock::default() };
        shelf.look_again();
        shelf
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads what lies there now: a neighbour may have made or taken away a set.
    pub fn look_again(&self) {
        let found = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut sets: Vec<Arc<Manifest>> =
            found.filter_map(|entry| read(&entry.path())).map(Arc::new).collect();
        sets.sort_by_key(|set| std::cmp::Reverse((set.change, set.made_at)));
        *self.sets.write().unwrap_or_else(PoisonError::into_inner) = sets;
    }

    /// All sets, the newest first.
    pub fn sets(&self) -> Vec<Arc<Manifest>> {
        self.sets.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The newest set.
    pub fn newest(&self) -> Option<Arc<Manifest>> {
        self.sets().into_iter().next()
    }

    /// The set of this name.
    pub fn set(&self, name: &str) -> Option<Arc<Manifest>> {
        self.sets().into_iter().find(|set| set.name == name)
    }

    /// Where a file of a set lies.
    pub fn path(&self, set: &Manifest, name: &str) -> PathBuf {
        self.folder.join(&set.name).join(name)
    }
}

/// The manifest of a folder, if it is a set: a folder of another name was moved there by hand.
fn read(folder: &Path) -> Option<Manifest> {
    let text = std::fs::read(folder.join(MANIFEST)).ok()?;
    let manifest: Manifest = serde_json::from_slice(&text).ok()?;
    (folder.file_name()? == manifest.name.as_str()).then_some(manifest)
}
