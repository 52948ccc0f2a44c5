//! The order of the modules inside one crate: each may use only those before it.
//!
//! An order that is a list leaves no room for circles.

use std::fs;
use std::path::{Component, Path};

use walkdir::WalkDir;

use super::{Around, Place};

/// Uses that go up, and modules whose place nobody has said.
pub fn findings(
    root: &Path,
    name: &str,
    slices: &[Place],
    around: &Around,
) -> Result<Vec<String>, String> {
    let source = root.join("crates").join(name).join("src");
    let order = order(slices, around);
    let mut found = unknown(&source, name, &order)?;
    for file in WalkDir::new(&source).into_iter().flatten() {
        let inside = file.path().strip_prefix(&source).unwrap_or(file.path());
        let Some(module) = module_of(inside) else {
            continue;
        };
        let text = fs::read_to_string(file.path()).map_err(|e| e.to_string())?;
        for (line, used) in uses(&text, depth_of(inside)) {
            if goes_up(&order, &module, &used) {
                found.push(format!(
                    "crates/{name}/src/{}:{line}: {module} must not use {used}",
                    inside.display()
                ));
            }
        }
    }
    Ok(found)
}

/// The places from the lowest up, each with its modules.
fn order<'a>(slices: &'a [Place], around: &'a Around) -> Vec<Vec<&'a str>> {
    let below = around.below.iter().map(Place::modules);
    let slices = slices.iter().map(Place::modules);
    let above = around.above.iter().map(Place::modules);
    below.chain(slices).chain(above).collect()
}

fn unknown(source: &Path, name: &str, order: &[Vec<&str>]) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(source).map_err(|e| format!("{}: {e}", source.display()))?;
    let mut modules: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let inside = path.strip_prefix(source).ok()?;
            if path.is_dir() {
                return Some(inside.to_str()?.to_owned());
            }
            module_of(inside)
        })
        .filter(|module| !order.iter().any(|place| place.contains(&module.as_str())))
        .collect();
    modules.sort();
    modules.dedup();
    Ok(modules
        .iter()
        .map(|module| {
            format!("crates/{name}/src/{module}: no place in the order of xtask/arch.toml")
        })
        .collect())
}

fn goes_up(order: &[Vec<&str>], module: &str, used: &str) -> bool {
    let place = |name: &str| order.iter().position(|place| place.contains(&name));
    match (place(module), place(used)) {
        (Some(module), Some(used)) => used > module,
        _ => false,
    }
}

/// The top module that a file belongs to; the crate's root belongs to none.
fn module_of(inside: &Path) -> Option<String> {
    if inside.extension()? != "rs" {
        return None;
    }
    let Component::Normal(first) = inside.components().next()? else {
        return None;
    };
    let name = first.to_str()?.trim_end_matches(".rs");
    (!["lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// How many `super::` lead from a file's module to the crate's root.
fn depth_of(inside: &Path) -> usize {
    let parts = inside.components().count();
    let is_mod = inside.file_name().is_some_and(|name| name == "mod.rs");
    if is_mod { parts - 1 } else { parts }
}

/// The modules of this crate that a text names, each with its line.
fn uses(text: &str, depth: usize) -> Vec<(usize, String)> {
    let code = without_comments(text);
    let up = "super::".repeat(depth);
    let mut found = Vec::new();
    for start in ["crate::", up.as_str()] {
        for (place, _) in code.match_indices(start) {
            if follows_a_word(&code[..place]) {
                continue;
            }
            let line = code[..place].matches('\n').count() + 1;
            let names = first_names(&code[place + start.len()..]);
            found.extend(names.into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// `$crate::`, `my_crate::`, and the tail of a longer chain of `super::` are other paths.
fn follows_a_word(before: &str) -> bool {
    before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || "_$:".contains(c))
}

/// `a` of `a::b`; `a` and `c` of `{a::b, c::{d, e}}`.
fn first_names(text: &str) -> Vec<String> {
    let Some(group) = text.strip_prefix('{') else {
        return word(text).into_iter().collect();
    };
    let mut level = 0_usize;
    let mut names: Vec<String> = word(group.trim_start()).into_iter().collect();
    for (place, sign) in group.char_indices() {
        match sign {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => names.extend(word(group[place + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}
