//! What we depend on: licences, forbidden crates, sources, as `deny.toml` says.
//!
//! `deny.toml` is cargo-deny's own file. cargo-deny takes minutes to build and is in no
//! Debian release, so the three rules that must hold on every machine are read here from
//! `cargo metadata`; advisories are cargo-deny's, wherever it is installed.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::house::House;

#[derive(Deserialize)]
struct Rules {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    name: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// A crate of the lock file.
#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

/// Every crate that `deny.toml` does not let in.
pub fn findings(house: &House) -> Result<Vec<String>, String> {
    let file = house.root.join("deny.toml");
    let rules = fs::read_to_string(file).map_err(|error| format!("deny.toml: {error}"))?;
    let rules: Rules = toml::from_str(&rules).map_err(|error| format!("deny.toml: {error}"))?;
    let packages = packages(house)?;
    Ok(packages.iter().flat_map(|p| refuse(p, &rules)).collect())
}

/// Crates that stand in the lock file in more than one version: seen, not refused.
pub fn duplicates(house: &House) -> Result<Vec<String>, String> {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages(house)? {
        versions.entry(package.name).or_default().push(package.version);
    }
    versions.retain(|_, list| list.len() > 1);
    Ok(versions.into_keys().collect())
}

fn packages(house: &House) -> Result<Vec<Package>, String> {
    let output = house
        .cargo(&["metadata", "--locked", "--format-version=1"])
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cargo metadata: {error}"))?;
    Ok(metadata.packages)
}

fn refuse(package: &Package, rules: &Rules) -> Vec<String> {
    let mut found = Vec::new();
    let title = format!("{} {}", package.name, package.version);
    if rules.bans.deny.iter().any(|b| b.name == package.name) {
        found.push(format!("{title}: forbidden by deny.toml"));
    }
    if !is_ours_or_registry(package.source.as_deref()) {
        found.push(format!("{title}: comes neither from us nor from crates.io"));
    }
    match &package.license {
        Some(license) if is_allowed(license, &rules.licenses.allow) => {}
        Some(license) => found.push(format!("{title}: licence {license} is not allowed")),
        None => found.push(format!("{title}: names no licence")),
    }
    found
}

/// No source means a crate of this workspace.
fn is_ours_or_registry(source: Option<&str>) -> bool {
    source.is_none_or(|source| source.starts_with("registry+"))
}

fn is_allowed(license: &str, allow: &[String]) -> bool {
    Expression::parse_mode(license, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|requirement| allow.contains(&requirement.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Banned, Bans, Licenses, Package, Rules, refuse};

    fn rules() -> Rules {
        let allow = ["MIT", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        Rules {
            licenses: Licenses { allow: allow.into() },
            bans: Bans { deny: vec![Banned { name: "openssl-sys".into() }] },
        }
    }

    fn findings(name: &str, license: Option<&str>, source: &str) -> usize {
        let package = Package {
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(str::to_owned),
            source: Some(source.into()),
        };
        refuse(&package, &rules()).len()
    }

    #[test]
    fn a_choice_with_one_allowed_licence_is_let_in() {
        let registry = "registry+https://example.org";
        assert_eq!(findings("a", Some("GPL-3.0-only OR MIT"), registry), 0);
        assert_eq!(findings("a", Some("MIT/Apache-2.0"), registry), 0);
        let exception = "Apache-2.0 WITH LLVM-exception";
        assert_eq!(findings("a", Some(exception), registry), 0);
    }

    #[test]
    fn a_missing_or_foreign_licence_is_refused() {
        let registry = "registry+https://example.org";
        assert_eq!(findings("a", Some("MIT AND GPL-3.0-only"), registry), 1);
        assert_eq!(findings("a", None, registry), 1);
    }

    #[test]
    fn a_forbidden_crate_and_a_foreign_source_are_refused() {
        assert_eq!(findings("openssl-sys", Some("MIT"), "git+https://example.org"), 2);
    }
}
