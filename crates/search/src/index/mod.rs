//! The index: entries by their words, with exact totals and exact counts.
//!
//! Text is found by sets, not by scores: each word of a question has levels, from the whole word in a
//! name down to its root in the text, and a document is worth what its best levels are. So the order
//! depends on no other entry, pages never overlap, and every count is exact.
//!
//! The index is derived. It knows up to which place in the feed of changes it is complete, and whoever
//! owns it goes on from there. One that is damaged or of another version is made anew.

mod asking;
mod before;
mod bits;
mod columns;
mod document;
mod excerpt;
mod guessing;
mod lexicon;
mod matching;
mod question;
mod schema;
mod showing;
mod snapshot;
mod top;
mod words;
mod writing;

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy};

pub use document::{Document, Place, Text, Vocabulary};
pub use question::{After, Answer, Hit, Order, Part, Question};
pub use snapshot::Snapshot;
pub use writing::Writer;

use schema::Fields;
use words::Known;

/// What went wrong in the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// It cannot be read or written: it has to be made anew.
    #[error("the search index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// The folder cannot be used.
    #[error("the folder of the search index: {0}")]
    Folder(#[from] std::io::Error),
    /// Another process has it.
    #[error("the search index in {0} is in use by another process")]
    InUse(std::path::PathBuf),
}

/// What all snapshots of an index have.
struct Shared {
    fields: Fields,
    vocabulary: RwLock<Arc<Vocabulary>>,
    /// Words met in what was shown.
    known: Mutex<Known>,
}

impl Shared {
    fn vocabulary(&self) -> Arc<Vocabulary> {
        Arc::clone(&self.vocabulary.read().unwrap_or_else(PoisonError::into_inner))
    }
}

type Result<T> = std::result::Result<T, IndexError>;

/// An index in a folder, for one process at a time.
pub struct Index {
    index: tantivy::Index,
    reader: IndexReader,
    shared: Arc<Shared>,
    newest: RwLock<Arc<Snapshot>>,
    /// Held for as long as the index is open; the system frees it even if the process is killed.
    _lock: File,
}

impl Index {
    /// The index in that folder; an empty one if there is none yet, or if the one there is damaged or
    /// of another version.
    pub fn open(folder: &Path, vocabulary: Arc<Vocabulary>) -> Result<Self> {
        let lock = locked(folder)?;
        match Self::opened(folder, Arc::clone(&vocabulary), lock.try_clone()?) {
            Ok(index) => Ok(index),
            Err(_) => Self::emptied(folder, vocabulary, lock),
        }
    }

    /// An empty index in place of whatever is there.
    pub fn anew(folder: &Path, vocabulary: Arc<Vocabulary>) -> Result<Self> {
        let lock = locked(folder)?;
        Self::emptied(folder, vocabulary, lock)
    }

    fn emptied(folder: &Path, vocabulary: Arc<Vocabulary>, lock: File) -> Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        Self::opened(folder, vocabulary, lock)
    }

    fn opened(folder: &Path, vocabulary: Arc<Vocabulary>, lock: File) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let fields = Fields::new();
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::open_or_create(directory, fields.schema.clone())?;
        let metas = index.load_metas()?;
        let is_new = metas.opstamp == 0;
        let position = match metas.payload.as_deref().map(writing::position) {
            Some(Some(position)) => position,
            None if is_new => 0,
            _ => return Err(tantivy::TantivyError::SystemError("another version".into()).into()),
        };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let vocabulary = RwLock::new(vocabulary);
        let shared = Arc::new(Shared { fields, vocabulary, known: Mutex::default() });
        let snapshot = Snapshot::new(reader.searcher(), position, Arc::clone(&shared), &[])?;
        Ok(Self { index, reader, shared, newest: RwLock::new(Arc::new(snapshot)), _lock: lock })
    }

    /// What is in it now. Later changes do not touch what was given out.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.newest.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on entries are put and shown by these names of codes.
    pub fn set_vocabulary(&self, vocabulary: Arc<Vocabulary>) {
        *self.shared.vocabulary.write().unwrap_or_else(PoisonError::into_inner) = vocabulary;
    }

    /// The one who writes into it; there can be only one at a time. Segments are merged beside its work for
    /// as long as it is there: whoever goes on writing should keep it. `memory` is in bytes.
    pub fn writer(&self, memory: usize) -> Result<Writer<'_>> {
        Writer::new(self, memory, Known::default())
    }

    fn renew(&self, position: i64) -> Result<()> {
        self.reader.reload()?;
        let before = self.snapshot();
        let (searcher, shared) = (self.reader.searcher(), Arc::clone(&self.shared));
        let snapshot = Snapshot::new(searcher, position, shared, &before.parts)?;
        let mut newest = self.newest.write().unwrap_or_else(PoisonError::into_inner);
        *newest = Arc::new(snapshot);
        Ok(())
    }
}

/// The lock of a folder lies beside it, since the folder itself may be made anew.
fn locked(folder: &Path) -> Result<File> {
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above)?;
    }
    let lock = File::create(folder.with_extension("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(IndexError::InUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
