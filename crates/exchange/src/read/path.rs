//! A file or a folder of files on disk.

use std::path::Path;

use super::{Format, ReadOptions, Source, archive};
use crate::problem::ReadError;

/// Reads a file, or every file of a folder (in the order of names, not of sub-folders).
///
/// # Errors
/// As [`super::read`], or when the path cannot be opened.
pub fn read_path(path: &Path, options: &ReadOptions) -> Result<Source, ReadError> {
    let meta = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if meta.is_dir() {
        return read_folder(path, &name, options);
    }
    if meta.len() > options.limits.bytes {
        return Err(ReadError::new("file_too_large").with("most", options.limits.bytes));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    super::read(&bytes, &name, options)
}

fn unreadable(path: &Path, error: &std::io::Error) -> ReadError {
    ReadError::new("file_unreadable").with("file", path.display()).with("detail", error)
}

fn read_folder(folder: &Path, name: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut files: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    if files.len() > options.limits.files {
        return Err(ReadError::new("too_many_files").with("most", options.limits.files));
    }
    files.sort();
    let mut all = Source::new(name, Format::Archive);
    let mut sum = 0_u64;
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.starts_with('.') || !archive::is_wanted(&file, options) {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        sum += bytes.len() as u64;
        if sum > options.limits.unpacked {
            return Err(ReadError::new("file_too_large").with("most", options.limits.unpacked));
        }
        archive::add(&mut all, &file, &bytes, options)?;
    }
    Ok(all)
}
