//! What the tests need from the machine: found, or installed where we may.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::process::getuid;

use crate::house::House;
use crate::postgres;
use crate::step;

/// Names under which Chromium goes.
const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The oldest Node that playwright-core takes.
const NODE: u32 = 20;

/// One thing that may be missing, with the Debian package that brings it.
struct Need {
    package: &'static str,
    is_there: fn() -> bool,
}

const FOR_STORE: &[Need] =
    &[Need { package: "postgresql", is_there: || postgres::programs().is_some() }];

const FOR_BROWSER: &[Need] = &[
    Need { package: "chromium", is_there: || chromium().is_some() },
    Need { package: "fonts-dejavu-core", is_there: has_cyrillic_fonts },
];

const FOR_NODE: &[Need] = &[
    Need { package: "nodejs", is_there: || answers("node") },
    Need { package: "npm", is_there: || answers("npm") },
];

/// On Debian `python3` comes without the part that makes environments.
const FOR_PYTHON: &[Need] = &[
    Need { package: "python3", is_there: || answers("python3") },
    Need { package: "python3-venv", is_there: python_makes_environments },
];

const FOR_PDF: &[Need] = &[Need { package: "poppler-utils", is_there: reads_pdf }];

const FOR_SPREADSHEETS: &[Need] = &[
    Need { package: "libreoffice-calc-nogui", is_there: || answers("soffice") },
    Need { package: "curl", is_there: || answers("curl") },
];

/// PostgreSQL's programs, installed if need be.
pub fn postgres_programs(house: &House) -> Result<PathBuf, String> {
    install(house, FOR_STORE)?;
    postgres::programs().ok_or_else(|| "PostgreSQL is installed but cannot be found".to_owned())
}

/// A browser, Node and letters for it to draw.
pub fn browser(house: &House) -> Result<PathBuf, String> {
    install(house, FOR_BROWSER)?;
    node(house)?;
    chromium().ok_or_else(|| "Chromium is installed but cannot be found".to_owned())
}

/// Node and npm.
pub fn node(house: &House) -> Result<(), String> {
    install(house, FOR_NODE)?;
    match node_version().filter(|version| *version < NODE) {
        Some(version) => Err(format!("Node {version} is too old: {NODE} or newer is needed")),
        None => Ok(()),
    }
}

/// Python, able to make an environment of its own for what is tried with it.
pub fn python(house: &House) -> Result<(), String> {
    install(house, FOR_PYTHON)
}

/// An environment of Python under `target/tools` with these packages; its interpreter.
pub fn environment(house: &House, name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    python(house)?;
    let folder = house.target.join("tools").join(name);
    let interpreter = folder.join("bin/python");
    if !interpreter.exists() {
        let mut made = Command::new("python3");
        run_or_say(house, made.args(["-m", "venv"]).arg(&folder))?;
        let mut filled = Command::new(&interpreter);
        run_or_say(house, filled.args(["-m", "pip", "install", "-q"]).args(packages))?;
    }
    Ok(interpreter)
}

fn run_or_say(house: &House, command: &mut Command) -> Result<(), String> {
    let ran = step::run(command, &house.logs().join("python.log")).map_err(|e| e.to_string())?;
    if ran.success { Ok(()) } else { Err(ran.output) }
}

/// A reader of PDFs, and Python for their validator.
pub fn pdf_readers(house: &House) -> Result<(), String> {
    install(house, FOR_PDF)?;
    python(house)
}

/// A reader of spreadsheets, and Python for the other judges of open data.
pub fn spreadsheets(house: &House) -> Result<(), String> {
    install(house, FOR_SPREADSHEETS)?;
    python(house)
}

/// The npm packages of `e2e/`, exactly as locked; the browser is Debian's own.
pub fn npm_packages(house: &House) -> Result<(), String> {
    let folder = house.root.join("e2e");
    if is_newer(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json"))
    {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    let ran = step::run(&mut npm, &house.logs().join("npm.log")).map_err(|e| e.to_string())?;
    if ran.success {
        return Ok(());
    }
    Err(format!("npm ci in e2e:\n{}", ran.output))
}

/// Whether a program of this name starts.
pub fn answers(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether cargo knows a subcommand.
pub fn cargo_has(house: &House, subcommand: &str) -> bool {
    house
        .cargo(&[subcommand, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// 20 of `v20.11.1`.
fn node_version() -> Option<u32> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

fn chromium() -> Option<PathBuf> {
    let found = |name: &str| {
        let output = Command::new("which").arg(name).output().ok()?;
        let path = String::from_utf8(output.stdout).ok()?;
        (!path.trim().is_empty()).then(|| PathBuf::from(path.trim()))
    };
    CHROMIUM.into_iter().find_map(found)
}

fn has_cyrillic_fonts() -> bool {
    Command::new("fc-list").arg(":lang=ky").output().is_ok_and(|output| !output.stdout.is_empty())
}

/// `pdftotext` takes `--version` for a mistake.
fn reads_pdf() -> bool {
    Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

fn python_makes_environments() -> bool {
    Command::new("python3")
        .args(["-c", "import ensurepip, venv"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn install(house: &House, needs: &[Need]) -> Result<(), String> {
    let packages: Vec<&str> =
        needs.iter().filter(|need| !(need.is_there)()).map(|need| need.package).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "please install {} (on Debian: apt-get install {})",
        packages.join(", "),
        packages.join(" ")
    );
    if !answers("apt-get") || (!getuid().is_root() && !may_sudo()) {
        return Err(by_hand);
    }
    println!("installing {}", packages.join(" "));
    let log = house.logs().join("apt.log");
    apt(&["update", "-q"], &log)
        .and_then(|()| {
            let mut arguments = vec!["install", "-q", "-y", "--no-install-recommends"];
            arguments.extend(&packages);
            apt(&arguments, &log)
        })
        .map_err(|reason| format!("{by_hand}\n{reason}"))
}

fn apt(arguments: &[&str], log: &Path) -> Result<(), String> {
    let mut command = if getuid().is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "apt-get"]);
        sudo
    };
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    let ran = step::run(&mut command, log).map_err(|error| error.to_string())?;
    if ran.success { Ok(()) } else { Err(ran.output) }
}

fn may_sudo() -> bool {
    Command::new("sudo")
        .args(["-n", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    match (changed(made), changed(source)) {
        (Some(made), Some(source)) => made >= source,
        _ => false,
    }
}
