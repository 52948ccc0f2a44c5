//! `cargo xtask fuzz`: every parser against libFuzzer, on the stable toolchain.
//!
//! cargo-fuzz would need installing; all it adds to `cargo build` are the flags below. They are set for
//! one target triple, so that build scripts stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::Outcome;
use crate::house::House;
use crate::step;

/// What to fuzz, and how long.
#[derive(Args)]
pub struct Options {
    /// Minutes for each target
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Targets at the same time
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// Only these targets (default: all of `fuzz/fuzz_targets`)
    targets: Vec<String>,
}

/// Coverage for libFuzzer, as cargo-fuzz sets it. No sanitizer: there is no unsafe code of ours to
/// watch, and it would need the nightly toolchain.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// The largest input: more than the longest bundle entry, less than would make it slow.
const MAX_INPUT: &str = "-max_len=70000";

/// The programs that write good input.
const SEEDS: [(&str, &str); 2] =
    [("--package=tlog", "--example=seeds"), ("--package=search", "--example=query_seeds")];

/// Fuzz; false if any target found something.
pub fn run(house: &House, options: &Options) -> Outcome {
    let targets = targets(house, options)?;
    seed(house)?;
    let programs = build(house)?;
    let mut good = true;
    for some in targets.chunks(options.jobs.max(1)) {
        let results: Vec<Outcome> = std::thread::scope(|scope| {
            let programs = programs.as_path();
            let start = |name: &'_ String| {
                let name = name.clone();
                scope.spawn(move || one(house, options, programs, &name))
            };
            let running: Vec<_> = some.iter().map(start).collect();
            let ends = running.into_iter().map(|thread| {
                thread.join().unwrap_or_else(|_| Err("a target's thread stopped".to_owned()))
            });
            ends.collect()
        });
        for result in results {
            good &= result?;
        }
    }
    Ok(good)
}

fn targets(house: &House, options: &Options) -> Result<Vec<String>, String> {
    if !options.targets.is_empty() {
        return Ok(options.targets.clone());
    }
    let folder = house.root.join("fuzz/fuzz_targets");
    let files = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let stems = files.flatten().filter_map(|file| Some(file.path().file_stem()?.to_owned()));
    let mut names: Vec<String> = stems.filter_map(|stem| stem.into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// Good input to start from, made by the tests' own samples.
fn seed(house: &House) -> Result<(), String> {
    for (package, example) in SEEDS {
        let arguments = ["run", "--quiet", package, example, "--", "fuzz/corpus"];
        must(house.cargo(&arguments), "the seeds could not be written")?;
    }
    Ok(())
}

/// The folder of the built programs.
fn build(house: &House) -> Result<PathBuf, String> {
    let triple = triple()?;
    let folder = house.target.join("fuzz");
    let arguments =
        ["build", "--quiet", "--release", "--manifest-path=fuzz/Cargo.toml", "--target", &triple];
    let mut build = house.cargo(&arguments);
    build.arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS);
    must(build, "the targets could not be built")?;
    Ok(folder.join(triple).join("release"))
}

fn triple() -> Result<String, String> {
    let output = Command::new("rustc").arg("-vV").output().map_err(|e| format!("rustc: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not name its host".to_owned())
}

fn must(mut command: Command, otherwise: &str) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{otherwise}: {error}"))?;
    if status.success() { Ok(()) } else { Err(otherwise.to_owned()) }
}

/// Fuzz one target and say in one line what came of it.
fn one(house: &House, options: &Options, programs: &Path, name: &str) -> Outcome {
    let folder = house.root.join("fuzz");
    let artifacts = folder.join("artifacts").join(name);
    fs::create_dir_all(&artifacts).map_err(|error| error.to_string())?;
    let seconds = options.minutes * 60.0;
    let mut program = Command::new(programs.join(name));
    program
        .current_dir(&folder)
        .arg(folder.join("corpus").join(name))
        .arg(format!("-max_total_time={seconds:.0}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args([MAX_INPUT, "-print_final_stats=1"]);
    let log = house.logs().join(format!("fuzz-{name}.log"));
    let ran = step::run(&mut program, &log).map_err(|error| error.to_string())?;
    println!("{}", line(name, seconds, &ran));
    Ok(ran.success)
}

fn line(name: &str, seconds: f64, ran: &step::Ran) -> String {
    let runs = ran.output.lines().find_map(|l| l.strip_prefix("stat::number_of_executed_units:"));
    let runs = runs.map_or("?", str::trim);
    if ran.success {
        return format!("ok     {name:<12} {runs} runs in {seconds:.0} s");
    }
    let last: Vec<&str> = ran.output.lines().rev().take(40).collect();
    let last: Vec<&str> = last.into_iter().rev().collect();
    format!("FAILED {name:<12} {runs} runs\n{}", last.join("\n"))
}
