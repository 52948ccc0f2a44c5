//! All that an outsider needs to verify an archive or a bare log:
//! `cargo run --release -p verifier --example verify_folder -- DIR POLICY`.
#![allow(clippy::print_stdout, reason = "a command line of its own")]

use std::path::PathBuf;
use std::process::ExitCode;

use verifier::{Layout, Lines, Source, verify_log};

struct Folder(PathBuf);

impl Source for Folder {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn lines(&self, path: &str) -> Result<Option<Lines<'_>>, String> {
        use std::io::BufRead;
        let path = self.0.join(path);
        if !path.exists() {
            return Ok(None);
        }
        let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
        let lines = std::io::BufReader::new(file).split(b'\n');
        Ok(Some(Box::new(lines.map(|line| line.map_err(|error| error.to_string())))))
    }
}

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("give a folder and a file of policy");
    let source = Folder(next()?.into());
    let policy = tlog::Policy::read(&std::fs::read(next()?)?)?;
    let report = verify_log(&source, Layout::of_folder(&source)?, &policy, &|_| {})?;
    print!("{report}");
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
