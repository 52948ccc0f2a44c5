//! Verifies a large archive, in turns with `sha256sum` over the same files; `cargo xtask bench log`
//! starts it: `cargo run --release -p verifier --example bench -- LEAVES`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    dead_code,
    reason = "it measures, and reports to whoever started it"
)]

mod archive;
#[path = "../verify_folder/folder.rs"]
mod folder;
#[path = "../../../korgoo/src/log/bench/measure.rs"]
mod measure;

use std::path::Path;
use std::process::Command;

use verifier::{Layout, Source, verify_log};

use self::folder::Folder;
use self::measure::{Cost, load, measured, median};

const TIMES: usize = 3;

fn main() {
    let leaves: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let temporary = tempfile::TempDir::new().unwrap();
    let mut policy = None;
    let made = measured(|| policy = Some(archive::make(temporary.path(), leaves)));
    println!("an archive of {leaves} leaves written in {:.0} s", made.wall.as_secs_f64());
    println!("{}", size(temporary.path()));
    let source = Folder(temporary.path().to_owned());
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let sums = sha256sum(temporary.path());
        let whole = measured(|| verify(&source, policy.as_ref().unwrap()));
        println!("sha256sum {}, verified {}; load {}", told(sums), told(whole), load());
        walls.push(whole.wall.as_secs_f64() / sums.wall.as_secs_f64());
        cpus.push(whole.cpu.as_secs_f64() / sums.cpu.as_secs_f64());
    }
    println!(
        "verifying beside sha256sum: x{:.2}, x{:.2} of processor",
        median(walls),
        median(cpus)
    );
}

fn verify(source: &dyn Source, policy: &tlog::Policy) {
    let layout = Layout::of_folder(source).unwrap();
    let report = verify_log(source, layout, policy, &|_| {}).unwrap();
    assert!(report.is_sound(), "{report}");
}

fn told(cost: Cost) -> String {
    format!("{:.1} s ({:.1} of processor)", cost.wall.as_secs_f64(), cost.cpu.as_secs_f64())
}

fn sha256sum(folder: &Path) -> Cost {
    measured(|| {
        sh(folder, "find . -type f -print0 | xargs -0 sha256sum | wc -l").map(drop).unwrap()
    })
}

fn size(folder: &Path) -> String {
    sh(folder, "echo $(find . -type f | wc -l) files of $(du -sb . | cut -f 1) bytes").unwrap()
}

fn sh(folder: &Path, script: &str) -> std::io::Result<String> {
    let done = Command::new("sh").args(["-c", script]).current_dir(folder).output()?;
    assert!(done.status.success());
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}
