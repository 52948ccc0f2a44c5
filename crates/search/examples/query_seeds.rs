//! Writes good input for every fuzzing target of the search into `DIR/TARGET/`: `cargo xtask fuzz` starts
//! with it.
#![allow(clippy::unwrap_used, reason = "a task without whose files there is nothing to do")]

#[path = "../../../fuzz/search_targets.rs"]
mod search_targets;

use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = env::args().nth(1).unwrap_or_else(|| "fuzz/corpus".into());
    for (name, _) in search_targets::ALL {
        let folder = Path::new(&folder).join(name);
        fs::create_dir_all(&folder).unwrap();
        for (seed, number) in search_targets::SEEDS.iter().zip(1..) {
            fs::write(folder.join(format!("seed-{number}")), seed).unwrap();
        }
    }
}
