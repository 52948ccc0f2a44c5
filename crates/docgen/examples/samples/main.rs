//! Writes sample extracts, to be looked at and to be validated: `samples FOLDER`.
//! The organisation and everything said of it are made up.

mod sample;
mod words;

use std::path::Path;
use std::{env, fs, process::ExitCode};

use docgen::Language;

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("usage: samples FOLDER");
        return ExitCode::FAILURE;
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(folder)?;
    for language in [Language::Ky, Language::Ru, Language::En] {
        for (name, rows) in [("short", 3), ("long", 200)] {
            let pdf = docgen::render(&sample::extract(language, rows)?)?;
            fs::write(folder.join(format!("{name}-{}.pdf", language.tag())), pdf)?;
        }
    }
    fs::write(folder.join("hostile.pdf"), docgen::render(&sample::hostile()?)?)?;
    Ok(())
}
