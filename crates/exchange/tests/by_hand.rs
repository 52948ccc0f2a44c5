//! Tries every file of a folder of awkward files, kept outside this repository:
//! `KORGOO_SAMPLES=/some/folder cargo test -p exchange --test by_hand -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a tool in the shape of a test

use std::path::{Path, PathBuf};

use exchange::{ReadOptions, read};

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, all) } else { all.push(path) }
    }
}

#[test]
#[ignore = "reads files that are not kept here"]
fn every_file_is_read_or_refused_with_a_code() {
    let mut all = Vec::new();
    files(Path::new(&std::env::var("KORGOO_SAMPLES").unwrap()), &mut all);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        match read(&bytes, &name, &ReadOptions::default()) {
            Ok(source) => println!(
                "{name}: {:?} {} {:?} rows {} columns {:?} problems {} first {}",
                source.format,
                source.encoding.unwrap_or("-"),
                source.sheets,
                source.records.len(),
                source.columns.iter().take(8).collect::<Vec<_>>(),
                source.problems.len(),
                source
                    .records
                    .first()
                    .map(|r| format!("{} {}", r.position, r.value))
                    .unwrap_or_default()
                    .chars()
                    .take(300)
                    .collect::<String>()
            ),
            Err(error) => println!("{name}: {error}"),
        }
    }
}
