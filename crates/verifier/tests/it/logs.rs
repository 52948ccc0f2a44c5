//! Whole logs: sound ones, and every kind of damage by its name.

use verifier::{Layout, LogReport, Source, StateProblem, verify_log};

use super::samples::{Files, Register, archive, policy, register};

/// Files in memory.
pub struct Memory(pub Files);

impl Source for Memory {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.get(path).cloned())
    }
}

pub fn verify(files: &Files) -> LogReport {
    let source = Memory(files.clone());
    let layout = Layout::of_folder(&source).unwrap();
    verify_log(&source, layout, &policy(), &|_| {}).unwrap()
}

/// The problems of an archive after a change, in words.
pub fn told(change: impl Fn(&mut Files)) -> Vec<String> {
    let mut files = archive();
    change(&mut files);
    verify(&files).problems.iter().map(ToString::to_string).collect()
}

fn cut_one(bytes: &mut Vec<u8>) {
    bytes.pop().unwrap();
}

fn flip(files: &mut Files, path: &str, at: usize) {
    files.get_mut(path).unwrap()[at] ^= 1;
}

#[test]
fn a_sound_archive_is_read_whole() {
    let report = verify(&archive());
    assert!(report.is_sound(), "{report}");
    assert_eq!((report.leaves, report.subjects), (600, 500));
    // Each holder opens two values, each list two, each array seven.
    assert_eq!(report.compared.values, Some(300 * 2 + 150 * 2 + 150 * 7));
    assert_eq!(report.compared.entries, Some(350));
    assert!(report.standing.as_ref().is_some_and(|standing| standing.quorum));
    assert!(report.to_string().starts_with("SOUND\nlog log.example/register, 600 leaves, root "));
}

#[test]
fn logs_of_every_awkward_size_are_sound() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 513] {
        let mut register = Register::default();
        (0..size).for_each(|n| register.holder(n, "Үлгү"));
        let report = verify(&register.archive(&[1, 2]));
        assert!(report.is_sound(), "{size}: {report}");
        assert_eq!(report.leaves, size as u64);
    }
}

#[test]
fn a_bare_log_is_verified_and_what_was_not_compared_is_told() {
    let files: Files = register()
        .archive(&[])
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("log/")?.to_owned(), bytes)))
        .filter(|(path, _)| !path.starts_with("openings"))
        .collect();
    let report = verify(&files);
    assert!(report.is_sound(), "{report}");
    let said = report.to_string();
    for words in ["NOT YET WITNESSED", "beside the log: NOT COMPARED", "state: NOT COMPARED"] {
        assert!(said.contains(words), "{words:?} is missing in:\n{said}");
    }
}

#[test]
fn a_partial_tile_may_be_gone_once_the_full_one_is_there() {
    let mut files = archive();
    let mut more = register();
    (1000..1300).for_each(|n| more.holder(n, "Үлгү"));
    let later = more.archive(&[1, 2]);
    for row in ["entries", "0"] {
        files.remove(&format!("log/tile/{row}/002.p/88")).unwrap();
        let path = format!("log/tile/{row}/002");
        files.insert(path.clone(), later[&path].clone());
    }
    let report = verify(&files);
    assert!(report.is_sound(), "{report}");
}

#[test]
fn a_damaged_tile_is_named_with_its_byte() {
    let found = told(|files| flip(files, "log/tile/0/001", 32 * 3 + 5));
    let words = "tile/0/001 byte 101: not what the entries make of it (leaf 259; the damage is there or in \
                 tile/entries/001)";
    assert_eq!(found, [words]);
    let found = told(|files| flip(files, "log/tile/0/002.p/88", 0));
    assert!(found[0].starts_with("tile/0/002.p/88 byte 0: "), "{found:?}");
    let found = told(|files| flip(files, "log/tile/1/000.p/2", 40));
    assert_eq!(found, ["tile/1/000.p/2 byte 40: not what the entries make of it"]);
    let found = told(|files| cut_one(files.get_mut("log/tile/0/000").unwrap()));
    assert!(found[0].starts_with("tile/0/000 byte 8191: "), "{found:?}");
}

#[test]
fn a_damaged_bundle_is_named_by_its_leaf_and_by_the_root() {
    // The last byte of the bundle is the newline of leaf 255.
    let found = told(|files| {
        let at = files["log/tile/entries/000"].len() - 1;
        flip(files, "log/tile/entries/000", at);
    });
    assert!(found[0].starts_with("leaf 255: line "), "{found:?}");
    assert!(found.iter().any(|p| p.contains("(leaf 255; ")), "{found:?}");
    assert!(found.iter().any(|p| p.contains("its root is not that of the 600 entries")));
    let cut = told(|files| cut_one(files.get_mut("log/tile/entries/001").unwrap()));
    let words = "tile/entries/001: the bundle ends within an entry; nothing behind it was checked";
    assert_eq!(cut, [words]);
}

#[test]
fn what_is_missing_is_named() {
    for path in [
        "log/checkpoint",
        "log/tile/entries/001",
        "log/tile/entries/002.p/88",
        "log/tile/0/001",
        "log/tile/1/000.p/2",
        "log/openings/002",
    ] {
        if path == "log/checkpoint" {
            let mut files = archive();
            files.remove(path);
            let report = verify_log(&Memory(files), Layout::Archive, &policy(), &|_| {}).unwrap();
            assert_eq!(report.problems[0].to_string(), "log/checkpoint: missing");
            continue;
        }
        let found = told(|files| drop(files.remove(path)));
        assert_eq!(found.first(), Some(&format!("{path}: missing")), "{found:?}");
    }
    assert_eq!(told(|files| drop(files.remove("data/arrays.ndjson")))[0], "arrays: missing");
}

#[test]
fn another_key_and_another_checkpoint_are_named() {
    let found = told(|files| flip(files, "log/key", 40));
    assert_eq!(found, ["key: not the key of log.example/register in the policy"]);
    let found = told(|files| {
        let other = Register::default().archive(&[1, 2]).remove("log/checkpoint").unwrap();
        files.insert("log/checkpoint".into(), other);
    });
    assert!(found.iter().any(|p| p.contains("in the state, but not in the log")), "{found:?}");
    let found = told(|files| {
        let mut more = register();
        more.leaves[5] = more.leaves[4].clone();
        files.insert("log/checkpoint".into(), more.archive(&[1]).remove("log/checkpoint").unwrap());
    });
    assert_eq!(found, ["checkpoint: its root is not that of the 600 entries"]);
}

#[test]
fn a_chain_with_a_gap_or_another_past_is_named() {
    let found = |change: fn(&mut Register)| -> Vec<String> {
        let mut register = register();
        change(&mut register);
        let report = verify(&register.archive(&[1, 2]));
        report.problems.iter().map(ToString::to_string).collect()
    };
    // Leaf 500 is version 2 of holder 0, leaf 0 its version 1.
    let gap = found(|register| register.leaves[0] = register.leaves[1].clone());
    assert_eq!(gap[0], "leaf 1: version 1 of holder KG-H-000001 after version 1");
    assert!(gap.contains(&"leaf 500: version 2 of holder KG-H-000000 after version 0".to_owned()));
    let past = found(|register| {
        let mut other = Register::default();
        other.holder(0, "Башка аталыш");
        register.leaves[0] = other.leaves.remove(0);
    });
    assert_eq!(past, ["leaf 500: prev is not the leaf of the version before, 1"]);
}

#[test]
fn openings_that_are_not_those_of_the_leaf_are_named() {
    let change = |from: &'static str, to: &'static str| {
        told(move |files| {
            let text = String::from_utf8(files["log/openings/000"].clone()).unwrap();
            assert!(text.contains(from));
            files.insert("log/openings/000".into(), text.replacen(from, to, 1).into());
        })
    };
    let value = change("«Үлгү» 3 мектеби", "«Үлгү» 4 мектеби");
    let words =
        "log/openings/000 line 4: leaf 3: field holder.name.ky is not what was committed to";
    assert_eq!(value, [words]);
    let index = change("{\"index\":7,", "{\"index\":8,");
    assert_eq!(index, ["log/openings/000 line 8: of leaf 8, not of leaf 7"]);
    let form = change("{\"index\":7,", "{\"index\": 7,");
    assert_eq!(form, ["log/openings/000 line 8: not an extract of the form korgoo/extract/v1"]);
    let cut = told(|files| cut_one(files.get_mut("log/openings/001").unwrap()));
    assert!(cut[0].starts_with("log/openings/001 line "), "{cut:?}");
    let more = told(|files| files.get_mut("log/openings/002").unwrap().extend(b"{}\n"));
    assert_eq!(more, ["log/openings/002 line 89: missing, or not the last"]);
}

#[test]
fn of_many_problems_twenty_are_kept_and_the_rest_is_counted() {
    let mut files = archive();
    files.insert("data/holders.ndjson".into(), Vec::new());
    let report = verify(&files);
    assert_eq!((report.problems.len(), report.more), (20, 180));
    let missing = |p: &verifier::Problem| {
        matches!(p, verifier::Problem::State { what: StateProblem::NotInState, .. })
    };
    assert!(report.problems.iter().all(missing));
    assert!(report.to_string().contains("- and 180 more\n"));
}
