//! Writes the files that the tests in a browser verify: `cargo run -p verifier --example fixture -- DIR`.
#![allow(clippy::unwrap_used, dead_code, reason = "a tool of the tests, with their samples")]

#[path = "../tests/it/samples.rs"]
mod samples;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    for (name, text) in samples::browser_files() {
        std::fs::write(folder.join(name), text).unwrap();
    }
}
