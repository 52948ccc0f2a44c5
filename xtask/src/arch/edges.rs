//! Which crate may use which.

use std::fs;
use std::path::Path;

use toml::Table;

use super::Plan;

/// Edges that the plan does not have, and crates it does not know.
pub fn findings(root: &Path, plan: &Plan) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for name in crates(root)? {
        let Some(allowed) = plan.edges.get(&name) else {
            found.push(format!(
                "crates/{name}: not in the plan; add it to [edges] of xtask/arch.toml"
            ));
            continue;
        };
        for used in uses(root, &name)? {
            if plan.edges.contains_key(&used) && !allowed.contains(&used) {
                found.push(format!("crates/{name}/Cargo.toml: {name} must not use {used}"));
            }
        }
    }
    Ok(found)
}

/// Names of the folders in `crates/`, which are the names of our crates.
fn crates(root: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(root.join("crates")).map_err(|e| format!("crates: {e}"))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().join("Cargo.toml").exists())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// Dependencies of the built crate. Those of tests alone are free: cargo itself refuses circles.
fn uses(root: &Path, name: &str) -> Result<Vec<String>, String> {
    let file = root.join("crates").join(name).join("Cargo.toml");
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let manifest: Table = text.parse().map_err(|e| format!("{}: {e}", file.display()))?;
    Ok(["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|section| section.keys().cloned())
        .collect())
}
