//! Tries every file of a folder of awkward files, kept outside this repository:
//! `KORGOO_SAMPLES=/some/folder cargo test -p exchange --test by_hand -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a tool in the shape of a test

use std::path::{Path, PathBuf};

use exchange::{ReadOptions, read};

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, all) } else { all.push(path) }
    }
}

#[test]
#[ignore = "reads files that are not kept here"]
fn every_file_is_read_or_refused_with_a_code() {
    let mut all = Vec::new();
    files(Path::new(&std::env::var("KORGOO_SAMPLES").unwrap()), &mut all);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        match read(&bytes, &name, &ReadOptions::default()) {
            Ok(source) => println!(
                "{name}: {:?} {} {:?} rows {} columns {:?} problems {} first {}",
                source.format,
                source.encoding.unwrap_or("-"),
                source.sheets,
                source.records.len(),
                source.columns.iter().take(8).collect::<Vec<_>>(),
                source.problems.len(),
                source
                    .records
                    .first()
                    .map(|r| format!("{} {}", r.position, r.value))
                    .unwrap_or_default()
                    .chars()
                    .take(300)
                    .collect::<String>()
            ),
            Err(error) => println!("{name}: {error}"),
        }
    }
}

#[test]
#[ignore = "reads files that are not kept here"]
fn a_mapping_is_tried_on_its_source() {
    let text = std::fs::read_to_string(std::env::var("KORGOO_MAPPING").unwrap()).unwrap();
    let mapping = exchange::Mapping::from_toml(&text).unwrap();
    let path = std::env::var("KORGOO_SAMPLES").unwrap();
    let source = exchange::read_path(Path::new(&path), &mapping.read_options()).unwrap();
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    let mut paths = std::collections::BTreeSet::new();
    let mut shown = std::env::var("KORGOO_SHOW").map_or(2, |n| n.parse().unwrap());
    for problem in &source.problems {
        println!("FILE {} {} {:?}", problem.position, problem.code, problem.params);
    }
    let mut entries = Vec::new();
    for record in exchange::apply(&mapping, &source) {
        entries.extend(record.entries.clone());
        *counts.entry("records".into()).or_default() += 1;
        if record.entries.is_empty() {
            println!("REFUSED {} {:?}", record.position, record.problems);
        }
        for entry in &record.entries {
            *counts.entry(format!("entries {}", entry.kind)).or_default() += 1;
            for (path, _) in exchange::flatten(&entry.tree) {
                paths.insert(format!(
                    "{} {}",
                    entry.kind,
                    path.split('.')
                        .filter(|s| s.parse::<u32>().is_err())
                        .collect::<Vec<_>>()
                        .join(".")
                ));
            }
        }
        for problem in &record.problems {
            *counts
                .entry(format!(
                    "{} {:?} {:?}",
                    problem.code,
                    problem.column,
                    problem.params.get("value")
                ))
                .or_default() += 1;
        }
        record
            .unmapped
            .iter()
            .for_each(|name| *counts.entry(format!("unmapped {name}")).or_default() += 1);
        record
            .ignored
            .iter()
            .for_each(|name| *counts.entry(format!("ignored {name}")).or_default() += 1);
        if shown > 0 {
            shown -= 1;
            println!("{}", serde_json::to_string_pretty(&record).unwrap());
        }
    }
    println!("{counts:#?}\n{paths:#?}");
    comes_back(&entries);
}

fn comes_back(entries: &[exchange::MappedEntry]) {
    let identity = exchange::Mapping::from_toml("identity = true\nkind = 'holder'").unwrap();
    let table = exchange::table_of("all", entries);
    let mut csv = Vec::new();
    exchange::write_csv(&mut csv, &table, exchange::CsvOptions::default()).unwrap();
    let mut lines = Vec::new();
    let values: Vec<_> = entries.iter().map(exchange::line_of).collect();
    exchange::write_ndjson(&mut lines, &values).unwrap();
    let xlsx = exchange::write_xlsx(&[table]).unwrap();
    for (name, bytes) in [("a.csv", csv), ("a.xlsx", xlsx), ("a.ndjson", lines)] {
        let source = read(&bytes, name, &identity.read_options()).unwrap();
        let back: Vec<_> = exchange::apply(&identity, &source).flat_map(|m| m.entries).collect();
        assert!(back == entries, "{name} came back otherwise");
        println!("{name}: {} bytes, {} entries, same", bytes.len(), back.len());
    }
}

#[test]
#[ignore = "reads files that are not kept here"]
fn awkward_tables_give_the_known_answers() {
    let folder = PathBuf::from(std::env::var("KORGOO_SAMPLES").unwrap());
    let mut tables = Vec::new();
    files(&folder.join("csvs"), &mut tables);
    for path in tables {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let answer = std::fs::read(folder.join("json").join(format!("{name}.json"))).unwrap();
        let wanted: serde_json::Value =
            serde_json::from_str(&String::from_utf8_lossy(&answer)).unwrap();
        let source = exchange::read_path(&path, &ReadOptions::default()).unwrap();
        let found: serde_json::Value =
            source.records.into_iter().map(|record| record.value).collect();
        println!("{name}: {}", if found == wanted { "same" } else { "DIFFERENT" });
        if found != wanted {
            println!("{found}\n{wanted}");
        }
    }
}

#[test]
#[ignore = "reads files that are not kept here"]
fn naughty_strings_come_back() {
    let text = std::fs::read_to_string(std::env::var("KORGOO_SAMPLES").unwrap()).unwrap();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let entries = lines.enumerate().map(|(number, line)| exchange::MappedEntry {
        kind: "holder".into(),
        key: number.to_string(),
        of: None,
        tree: serde_json::json!({ "name": { "ky": line } }),
    });
    comes_back(&entries.collect::<Vec<_>>());
}
