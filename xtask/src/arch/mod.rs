//! The plan of the house, checked: edges between crates, order of slices, length of files.

mod edges;
mod sizes;
mod slices;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::house::House;

/// `xtask/arch.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    /// Which of our crates each of our crates may use.
    edges: BTreeMap<String, Vec<String>>,
    /// The slices, lowest first.
    slices: Vec<Place>,
    /// What stands below and above the slices in each crate that has them.
    modules: BTreeMap<String, Around>,
    max_lines: usize,
    #[serde(default)]
    long_files: Vec<LongFile>,
}

/// Modules that are no slice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    /// Machinery that the slices stand on.
    below: Vec<Place>,
    /// What gathers the slices, such as a router.
    above: Vec<Place>,
}

/// A place in the order: one module, or a few that are one thing in several folders.
#[derive(Deserialize)]
#[serde(untagged)]
enum Place {
    One(String),
    Together(Vec<String>),
}

impl Place {
    fn modules(&self) -> Vec<&str> {
        match self {
            Self::One(name) => vec![name],
            Self::Together(names) => names.iter().map(String::as_str).collect(),
        }
    }
}

/// A file that may be longer than others, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongFile {
    path: String,
    lines: usize,
    reason: String,
}

/// Everything in the tree that the plan refuses.
pub fn findings(house: &House) -> Result<Vec<String>, String> {
    let file = house.root.join("xtask/arch.toml");
    let text = fs::read_to_string(file).map_err(|error| format!("arch.toml: {error}"))?;
    check(&house.root, &text)
}

fn check(root: &Path, plan: &str) -> Result<Vec<String>, String> {
    let plan: Plan = toml::from_str(plan).map_err(|error| format!("arch.toml: {error}"))?;
    let mut found = edges::findings(root, &plan)?;
    for (name, around) in &plan.modules {
        found.extend(slices::findings(root, name, &plan.slices, around)?);
    }
    found.extend(sizes::findings(root, &plan)?);
    Ok(found)
}

#[cfg(test)]
mod tests;
