//! A file that is summed while it is written, alone or with the same packed beside it.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;
use std::time::SystemTime;

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use web::open_data::MadeFile;

/// What is written to the disk at once, in bytes.
const BUFFER: usize = 256 * 1024;
/// «Unknown», so that a packed file does not tell where it was made.
const NO_SYSTEM: u8 = 255;

/// A file under way.
pub struct Summed {
    name: String,
    out: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Summed {
    /// Begins a file in a folder.
    pub fn create(folder: &Path, name: &str) -> Result<Self> {
        let file = File::create_new(folder.join(name))?;
        let out = BufWriter::with_capacity(BUFFER, file);
        Ok(Self { name: name.to_owned(), out, hash: Sha256::new(), bytes: 0 })
    }

    /// Brings it safely to the disk. Its time is that of what it holds, the same on every node, for the
    /// tag by which a download goes on is made of it.
    pub fn end(self, at: SystemTime) -> Result<MadeFile> {
        let file = self.out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.set_modified(at)?;
        file.sync_all()?;
        let sha256 = hex::encode(self.hash.finalize());
        Ok(MadeFile { name: self.name, bytes: self.bytes, sha256 })
    }
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

/// A file and the same packed.
pub struct Twice {
    plain: Summed,
    packed: GzEncoder<Summed>,
}

impl Twice {
    /// Begins both in a folder.
    pub fn create(folder: &Path, name: &str) -> Result<Self> {
        let packed = Summed::create(folder, &format!("{name}.gz"))?;
        let packing = GzBuilder::new().operating_system(NO_SYSTEM);
        Ok(Self {
            plain: Summed::create(folder, name)?,
            packed: packing.write(packed, Compression::default()),
        })
    }

    /// Ends both.
    pub fn end(self, at: SystemTime) -> Result<[MadeFile; 2]> {
        Ok([self.plain.end(at)?, self.packed.finish()?.end(at)?])
    }
}

impl Write for Twice {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.plain.write_all(bytes)?;
        self.packed.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.plain.flush()?;
        self.packed.flush()
    }
}
