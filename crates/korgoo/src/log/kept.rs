//! A small state that survives anything: one file, replaced as a whole, held by one process.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

/// The file and the lock on it. While it is open no other process gets it.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    _lock: File,
}

impl Kept {
    /// Takes hold of a file in a folder, which is made if it is missing.
    pub fn open(folder: &Path, name: &str) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let lock = File::create(folder.join(format!("{name}.lock")))?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive)?;
        Ok(Kept { path: folder.join(name), _lock: lock })
    }

    /// What was kept last, if anything was.
    pub fn read(&self) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(&self.path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces it. When this returns, the new bytes survive a loss of power; before, the old ones do.
    pub fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let new = self.path.with_extension("new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&new, &self.path)?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_there_and_nobody_else_gets_it_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::open(folder.path(), "head").unwrap();
        assert_eq!(kept.read().unwrap(), None);
        kept.replace(b"one").unwrap();
        kept.replace(b"two").unwrap();
        assert!(Kept::open(folder.path(), "head").is_err());
        drop(kept);
        let again = Kept::open(folder.path(), "head").unwrap();
        assert_eq!(again.read().unwrap().as_deref(), Some(b"two".as_slice()));
    }
}
