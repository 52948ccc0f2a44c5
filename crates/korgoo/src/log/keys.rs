//! Keys of the log and of witnesses: made once, kept in a file that only its owner reads.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use app::Randomness;
use tlog::{Cosigner, KeyName, LogSigner};

use crate::config::Failure;

/// The secret key in a file.
pub trait Secret: Sized {
    /// Reads what [`Secret::text`] wrote.
    fn read(text: &str) -> Option<Self>;
    /// A new one from chance.
    fn make(name: KeyName, seed: &[u8; 32]) -> Self;
    /// The text that is kept.
    fn text(&self) -> String;
}

impl Secret for LogSigner {
    fn read(text: &str) -> Option<Self> {
        LogSigner::from_secret_text(text).ok()
    }

    fn make(name: KeyName, seed: &[u8; 32]) -> Self {
        LogSigner::from_seed(name, seed)
    }

    fn text(&self) -> String {
        self.to_secret_text()
    }
}

impl Secret for Cosigner {
    fn read(text: &str) -> Option<Self> {
        Cosigner::from_secret_text(text).ok()
    }

    fn make(name: KeyName, seed: &[u8; 32]) -> Self {
        Cosigner::from_seed(name, seed)
    }

    fn text(&self) -> String {
        self.to_secret_text()
    }
}

/// The key in a file; a missing one is made, under the name given.
pub fn open<K: Secret>(path: &Path, name: &str, chance: &dyn Randomness) -> Result<K, Failure> {
    let failed = |source| Failure::Machine { what: path.display().to_string(), source };
    match std::fs::read_to_string(path) {
        Ok(text) => K::read(text.trim_end()).ok_or_else(|| Failure::Settings {
            file: path.display().to_string(),
            problem: "not a secret key".into(),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path, name, chance),
        Err(error) => Err(failed(error)),
    }
}

fn make<K: Secret>(path: &Path, name: &str, chance: &dyn Randomness) -> Result<K, Failure> {
    let failed = |source| Failure::Machine { what: path.display().to_string(), source };
    let name = KeyName::new(name).map_err(|error| Failure::Settings {
        file: "name of the key".into(),
        problem: error.to_string(),
    })?;
    let mut seed = [0; 32];
    chance.fill(&mut seed);
    let key = K::make(name, &seed);
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    file.write_all(format!("{}\n", key.text()).as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    Ok(key)
}
