//! What the verifier asks of whoever holds the files.

use std::io::BufRead;
use std::path::PathBuf;

use verifier::{Lines, Source};

/// A folder of files, nothing more.
pub struct Folder(pub PathBuf);

impl Source for Folder {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn lines(&self, path: &str) -> Result<Option<Lines<'_>>, String> {
        let path = self.0.join(path);
        if !path.exists() {
            return Ok(None);
        }
        let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
        let lines = std::io::BufReader::new(file).split(b'\n');
        Ok(Some(Box::new(lines.map(|line| line.map_err(|error| error.to_string())))))
    }
}
