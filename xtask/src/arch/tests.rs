//! Tiny trees that must be refused, beside one that must not.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::check;

const PLAN: &str = r#"
max_lines = 5
slices = ["holder", "application"]
[edges]
domain = []
app = ["domain"]
[modules.domain]
below = [["record", "journal"]]
above = ["catalogue"]
"#;

/// A tree with two crates; `files` are added to it.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let tree = TempDir::new().expect("a folder for the tree");
    let base = [
        ("crates/domain/Cargo.toml", "[dependencies]\nserde = '1'"),
        ("crates/app/Cargo.toml", "[dependencies]\ndomain = { path = '../domain' }"),
        ("crates/domain/src/lib.rs", "pub mod holder;"),
        ("crates/domain/src/record.rs", "// crate::holder is only named here"),
        ("crates/domain/src/holder.rs", "use crate::record::Record;"),
        ("crates/domain/src/application/mod.rs", "use crate::{record, holder::Holder};"),
        ("xtask/src/main.rs", ""),
    ];
    for (path, text) in base.iter().chain(files) {
        write(tree.path(), path, text);
    }
    check(tree.path(), PLAN).expect("a plan and a tree that can be read")
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("to make a folder");
    fs::write(file, text).expect("to write a file");
}

fn refused(path: &str, text: &str) -> String {
    let found = findings(&[(path, text)]);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn a_tree_that_keeps_to_the_plan_passes() {
    assert_eq!(findings(&[]), Vec::<String>::new());
}

#[test]
fn the_domain_must_not_use_the_application_layer() {
    let finding = refused("crates/domain/Cargo.toml", "[dependencies]\napp.workspace = true");
    assert!(finding.contains("domain must not use app"), "{finding}");
}

#[test]
fn a_crate_outside_the_plan_is_reported() {
    let finding = refused("crates/extra/Cargo.toml", "");
    assert!(finding.contains("not in the plan"), "{finding}");
}

#[test]
fn a_slice_must_not_use_one_that_stands_above_it() {
    for text in [
        "use crate::application::Application;",
        "use crate::{record::Record, application::{A, B}};",
        "use super::application;",
        "fn f() -> crate::application::A {}",
    ] {
        let finding = refused("crates/domain/src/holder.rs", text);
        assert!(finding.contains("holder must not use application"), "{finding}");
    }
}

#[test]
fn a_deep_file_of_a_slice_is_held_to_the_same_order() {
    let finding =
        refused("crates/domain/src/holder/names/mod.rs", "use super::super::application;");
    assert!(finding.contains("holder must not use application"), "{finding}");
}

#[test]
fn machinery_must_not_use_a_slice() {
    let finding = refused("crates/domain/src/record.rs", "use crate::holder::Holder;");
    assert!(finding.contains("record must not use holder"), "{finding}");
}

#[test]
fn modules_that_are_one_thing_may_use_each_other() {
    let both = [
        ("crates/domain/src/record.rs", "use crate::journal::Journal;"),
        ("crates/domain/src/journal.rs", "use crate::record::Record;"),
    ];
    assert_eq!(findings(&both), Vec::<String>::new());
}

#[test]
fn a_module_without_a_place_is_reported() {
    let finding = refused("crates/domain/src/oddments/mod.rs", "");
    assert!(finding.contains("no place in the order"), "{finding}");
}

#[test]
fn a_file_past_the_limit_is_refused() {
    let finding = refused("xtask/src/main.rs", "\n\n\n\n\n\n");
    assert!(finding.contains("6 lines, 5 are allowed"), "{finding}");
}
