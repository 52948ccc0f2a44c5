//! Where a log's files come from: the one thing that its verifier asks of the world outside.

use thiserror::Error;
use tlog::Tile;

/// Lines of a file, without their newlines.
pub type Lines<'a> = Box<dyn Iterator<Item = Result<Vec<u8>, String>> + 'a>;

/// Gives files by their path: a folder, or a server.
pub trait Source: Sync {
    /// The bytes at a path without a leading slash; none if nothing is there.
    ///
    /// # Errors
    /// Why it could not be found out.
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String>;

    /// The lines of a long file. A folder reads them one by one, so that they need little memory.
    ///
    /// # Errors
    /// Why it could not be found out.
    fn lines(&self, path: &str) -> Result<Option<Lines<'_>>, String> {
        let split = |bytes: Vec<u8>| {
            let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            let lines: Vec<Vec<u8>> = match text {
                [] => Vec::new(),
                text => text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect(),
            };
            Box::new(lines.into_iter().map(Ok)) as Lines<'_>
        };
        Ok(self.get(path)?.map(split))
    }

    /// How many files to ask for at once.
    fn at_once(&self) -> usize {
        2
    }

    /// Wait until the log may have grown; false if it never will, as in a folder.
    fn settle(&self) -> bool {
        false
    }
}

/// How the files are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A server of the Register: the log under `log/`, the entries by its API.
    Server,
    /// An archive: the log under `log/`, the entries as lines of JSON under `data/`.
    Archive,
    /// The files of a log and nothing else.
    Bare,
}

/// A file could be neither read nor known to be absent, so nothing was found out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {reason}")]
pub struct Unreadable {
    /// Which file.
    pub path: String,
    /// What the source said.
    pub reason: String,
}

impl Layout {
    /// How a folder is arranged.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn of_folder(source: &dyn Source) -> Result<Self, Unreadable> {
        let there = get(source, "log/checkpoint")?.is_some();
        Ok(if there { Self::Archive } else { Self::Bare })
    }

    /// Where a file of the log is.
    pub(super) fn of_log(self, path: &str) -> String {
        match self {
            Self::Bare => path.to_owned(),
            Self::Server | Self::Archive => format!("log/{path}"),
        }
    }

    /// Where the openings of a bundle are: its number is spelled as in the paths of tiles.
    pub(super) fn of_openings(self, bundle: u64) -> String {
        let tile = Tile::new(tlog::Row::Entries, bundle, tlog::FULL);
        let path = tile.map(|tile| tile.to_string()).unwrap_or_default();
        self.of_log(&path.replacen("tile/entries/", "openings/", 1))
    }
}

pub(super) fn get(source: &dyn Source, path: &str) -> Result<Option<Vec<u8>>, Unreadable> {
    source.get(path).map_err(|reason| Unreadable { path: path.to_owned(), reason })
}
