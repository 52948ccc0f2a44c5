//! All that an outsider needs to verify an archive or a bare log:
//! `cargo run --release -p verifier --example verify_folder -- DIR POLICY`.
#![allow(clippy::print_stdout, reason = "a command line of its own")]

mod folder;

use std::process::ExitCode;

use verifier::{Layout, verify_log};

use self::folder::Folder;

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("give a folder and a file of policy");
    let source = Folder(next()?.into());
    let policy = tlog::Policy::read(&std::fs::read(next()?)?)?;
    let report = verify_log(&source, Layout::of_folder(&source)?, &policy, &|_| {})?;
    print!("{report}");
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
