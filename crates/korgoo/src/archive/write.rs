//! The folder of an archive: written beside the old one, and put in its place when it is whole.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use crate::config::Failure;

/// The list of all files with their hashes, as `sha256sum --check` reads it. It also says that a folder
/// is an archive, and may be replaced.
const SUMS: &str = "SHA256SUMS";

/// An archive being written.
pub struct Folder {
    out: PathBuf,
    new: PathBuf,
    sums: Mutex<BTreeMap<String, String>>,
}

impl Folder {
    /// Begins one; what stands at `out` is left alone until [`Folder::finish`].
    pub fn beside(out: &Path) -> Result<Self, Failure> {
        let is_empty = fs::read_dir(out).map_or(true, |mut files| files.next().is_none());
        if !is_empty && !out.join(SUMS).exists() {
            let problem = "this folder holds something else than an archive".to_owned();
            return Err(Failure::Settings { file: out.display().to_string(), problem });
        }
        let name = out.file_name().map_or("archive".into(), |name| name.to_string_lossy());
        let new = out.with_file_name(format!(".{name}.new"));
        if new.exists() {
            fs::remove_dir_all(&new).map_err(|error| failed(&new, error))?;
        }
        fs::create_dir_all(&new).map_err(|error| failed(&new, error))?;
        Ok(Folder { out: out.to_owned(), new, sums: Mutex::default() })
    }

    /// Writes one file.
    pub fn put(&self, file: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.new.join(file);
        let folder = path.parent().unwrap_or(&self.new);
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        fs::write(&path, bytes).map_err(|error| failed(&path, error))?;
        let sum = hex::encode(Sha256::digest(bytes));
        self.sums
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(file.into(), sum);
        Ok(())
    }

    /// Writes the list of sums and puts the folder in its place; gives the number of files.
    pub fn finish(self) -> Result<usize, Failure> {
        let sums = self.sums.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut list = String::new();
        for (file, sum) in &sums {
            // Writing to a string cannot fail.
            let _ = writeln!(list, "{sum}  {file}");
        }
        let path = self.new.join(SUMS);
        fs::write(&path, list).map_err(|error| failed(&path, error))?;
        if self.out.exists() {
            fs::remove_dir_all(&self.out).map_err(|error| failed(&self.out, error))?;
        }
        fs::rename(&self.new, &self.out).map_err(|error| failed(&self.out, error))?;
        Ok(sums.len() + 1)
    }
}

fn failed(path: &Path, source: std::io::Error) -> Failure {
    Failure::Machine { what: path.display().to_string(), source }
}
