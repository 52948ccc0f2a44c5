//! A log in a folder: an archive, or the bare files.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::PathBuf;

use verifier::{Lines, Source};

/// The folder.
pub struct Folder(pub PathBuf);

impl Source for Folder {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        there(std::fs::read(self.0.join(path)))
    }

    fn lines(&self, path: &str) -> Result<Option<Lines<'_>>, String> {
        let file = there(File::open(self.0.join(path)))?;
        Ok(file.map(|file| {
            let lines = BufReader::new(file).split(b'\n');
            Box::new(lines.map(|line| line.map_err(|error| error.to_string()))) as Lines<'_>
        }))
    }

    fn at_once(&self) -> usize {
        std::thread::available_parallelism().map_or(2, usize::from)
    }
}

fn there<T>(read: std::io::Result<T>) -> Result<Option<T>, String> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}
