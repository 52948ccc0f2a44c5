//! Where things are.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

/// The checkout and its target folder.
pub struct House {
    pub root: PathBuf,
    pub target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl House {
    /// Ask cargo, so that a target folder set elsewhere is respected.
    pub fn find() -> Result<Self, String> {
        let output = cargo()
            .args(["metadata", "--no-deps", "--format-version=1"])
            .output()
            .map_err(|error| format!("cargo metadata: {error}"))?;
        let metadata: Metadata = serde_json::from_slice(&output.stdout)
            .map_err(|error| format!("cargo metadata: {error}"))?;
        Ok(Self { root: metadata.workspace_root, target: metadata.target_directory })
    }

    /// Where the full output of each step is kept.
    pub fn logs(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The program, once `cargo build` has made it.
    pub fn binary(&self) -> PathBuf {
        self.target.join("debug").join("korgoo")
    }

    /// A command that runs at the top of the checkout.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo at the top of the checkout.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root).args(arguments);
        command
    }
}

/// The cargo that started us, or the one on the path.
///
/// It is not told of *our* package: build scripts (ring's) look at these variables, and would build
/// half of the house anew each time a task and a plain `cargo` take turns.
fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let is_ours =
        |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_ours) {
            command.env_remove(name);
        }
    }
    command
}
