//! How long a file may be.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::Plan;

/// Files past the limit without a reason, and reasons that are needed no more.
pub fn findings(root: &Path, plan: &Plan) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for file in sources(root) {
        let lines = fs::read_to_string(root.join(&file))
            .map_err(|error| format!("{file}: {error}"))?
            .lines()
            .count();
        let reasoned = plan.long_files.iter().find(|long| long.path == file);
        let limit = reasoned.map_or(plan.max_lines, |long| long.lines);
        if lines > limit {
            found.push(format!("{file}: {lines} lines, {limit} are allowed"));
        }
        if let Some(long) = reasoned
            && (lines <= plan.max_lines || long.reason.trim().is_empty())
        {
            found.push(format!(
                "{file}: its exception in xtask/arch.toml is not needed or has no reason"
            ));
        }
    }
    Ok(found)
}

/// Rust sources of the program and of these tasks, as paths from the top.
fn sources(root: &Path) -> Vec<String> {
    let mut files: Vec<String> = ["crates", "xtask"]
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)))
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
        .filter_map(|entry| {
            let inside = entry.path().strip_prefix(root).ok()?.to_str()?;
            inside.contains("/src/").then(|| inside.to_owned())
        })
        .collect();
    files.sort();
    files
}
