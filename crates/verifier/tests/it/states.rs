//! The public state against the log.

use std::sync::Mutex;

use serde_json::{Value, json};
use verifier::{Layout, Source, verify_log};

use super::logs::{told, verify};
use super::samples::{Files, Register, policy, register};

/// The problems after a change of one entry of the state.
fn after(kind: &str, number: &str, change: impl Fn(&mut Value)) -> Vec<String> {
    told(|files| {
        let path = format!("data/{kind}s.ndjson");
        let text = String::from_utf8(files[&path].clone()).unwrap();
        let lines = text.lines().map(|line| {
            let mut entry: Value = serde_json::from_str(line).unwrap();
            if entry["number"] == number {
                change(&mut entry);
            }
            format!("{entry}\n")
        });
        let text: String = lines.collect();
        files.insert(path, text.into());
    })
}

fn array(change: impl Fn(&mut Value)) -> Vec<String> {
    after("array", "KG-A-000003", change)
}

// The leaves of array 3 and its list are 207 and 206.
#[test]
fn a_value_of_an_entry_that_differs_is_named_by_its_path() {
    let found = array(|entry| entry["entry"]["name"]["ky"] = json!("Башка"));
    assert_eq!(
        found,
        [
            "array KG-A-000003: name.ky is not the value of leaf 207",
            "array KG-A-000003: name.ky is covered by no value of leaf 207",
        ]
    );
    let found = array(|entry| entry["entry"]["purposes"][1]["words"] = json!("окутуу"));
    assert_eq!(found[0], "array KG-A-000003: purposes.1.words is not the value of leaf 207");
    let found = array(|entry| entry["entry"]["items"][0]["category"] = json!("name"));
    assert_eq!(found[0], "array KG-A-000003: items.0.category is not the value of leaf 206");
    let found = array(|entry| entry["entry"]["storage"]["term"]["amount"] = json!(50));
    assert_eq!(found[0], "array KG-A-000003: storage.term.amount is not the value of leaf 207");
}

#[test]
fn a_value_too_many_or_one_too_few_is_named() {
    let more = array(|entry| entry["entry"]["name"]["ru"] = json!("Картотека"));
    assert_eq!(more, ["array KG-A-000003: name.ru is covered by no value of leaf 207"]);
    let fewer = array(|entry| drop(entry["entry"].as_object_mut().unwrap().remove("collection")));
    assert_eq!(fewer, ["array KG-A-000003: collection is not the value of leaf 207"]);
}

#[test]
fn the_frame_of_an_entry_is_that_of_its_leaves() {
    let found = array(|entry| entry["holder"]["number"] = json!("KG-H-000001"));
    assert_eq!(found[0], "array KG-A-000003: holder is not the value of leaf 207");
    let found = array(|entry| entry["status"] = json!("excluded"));
    assert_eq!(found, ["array KG-A-000003: status is not what leaf 207 says"]);
    let found = array(|entry| entry["registered_at"] = json!("2020-01-01T00:00:00Z"));
    assert_eq!(found, ["array KG-A-000003: registered_at is not what leaf 207 says"]);
    let found = array(|entry| entry["recorded_at"] = json!("2020-01-01T00:00:00Z"));
    assert_eq!(found, ["array KG-A-000003: recorded_at is not what leaf 207 says"]);
    let found = array(|entry| entry["list"]["version"] = json!(2));
    assert_eq!(
        found,
        [
            "array KG-A-000003: list is not the value of leaf 207",
            "array KG-A-000003: list is covered by no value of leaf 207",
            "array KG-A-000003: its list of data KG-L-000003/2 is not the newest in the log",
        ]
    );
}

#[test]
fn the_state_and_the_log_have_the_same_subjects_in_the_same_versions() {
    let version = after("holder", "KG-H-000002", |entry| entry["version"] = json!(1));
    assert!(version.contains(&"holder KG-H-000002: version 1 in the state, 2 in the log".into()));
    let ahead = after("holder", "KG-H-000002", |entry| entry["version"] = json!(3));
    assert_eq!(ahead, ["holder KG-H-000002: version 3 in the state, 2 in the log"]);
    let other = after("holder", "KG-H-000002", |entry| entry["number"] = json!("KG-H-999999"));
    assert_eq!(
        other,
        [
            "holder KG-H-999999: in the state, but not in the log",
            "holder KG-H-000002: in the log, but not in the state",
        ]
    );
    let twice = after("holder", "KG-H-000003", |entry| {
        entry["number"] = json!("KG-H-000001");
    });
    assert!(twice.contains(&"holder KG-H-000001: stands twice in the state".into()), "{twice:?}");
    let gone = told(|files| drop(files.insert("data/arrays.ndjson".into(), Vec::new())));
    assert_eq!(gone[0], "array KG-A-000000: in the log, but not in the state");
    let line = told(|files| files.get_mut("data/arrays.ndjson").unwrap().extend(b"{}\n"));
    assert_eq!(line, ["arrays: line 151 is no entry"]);
}

#[test]
fn what_was_excluded_stays_in_the_state_as_excluded() {
    let mut register = register();
    let values = [("name.ky", "«Үлгү» 1 мектеби"), ("exclusion.ground", "liquidated")];
    register.seal("holder", "KG-H-000001", "exclude", &values, &[]);
    let last = register.leaves.last().unwrap().leaf.at().to_string();
    let document = register.holders.get_mut("KG-H-000001").unwrap();
    document["version"] = json!(2);
    document["recorded_at"] = json!(last);
    document["status"] = json!("excluded");
    document["excluded"] = json!({"ground": "liquidated", "at": last});
    document["entry"] = json!({"name": {"ky": "«Үлгү» 1 мектеби"}});
    let report = verify(&register.archive(&[1, 2]));
    assert!(report.is_sound(), "{report}");
}

/// A server that goes on registering: what it shows changes each time the verifier waits.
struct Server {
    stages: Vec<Files>,
    now: Mutex<usize>,
}

impl Source for Server {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let now = *self.now.lock().unwrap();
        let files = &self.stages[now];
        Ok(files.get(path).cloned())
    }

    fn settle(&self) -> bool {
        let mut now = self.now.lock().unwrap();
        *now = (*now + 1).min(self.stages.len() - 1);
        true
    }
}

/// The files of a server: the log as it was sealed, the entries as they are.
fn served(log: &Register, state: &Register) -> Files {
    let mut files = log.archive(&[1, 2]);
    for (kind, entries) in [("holders", &state.holders), ("arrays", &state.arrays)] {
        let numbers: Vec<&String> = entries.keys().collect();
        let pages: Vec<&[&String]> = numbers.chunks(100).collect();
        for (at, page) in pages.iter().enumerate() {
            let cursor = if at == 0 { String::new() } else { format!("&cursor=c{at}") };
            let next = (at + 1 < pages.len()).then(|| format!("c{}", at + 1));
            let items: Vec<Value> =
                page.iter().map(|n| json!({"number": n, "version": 1})).collect();
            let page = json!({"items": items, "total": numbers.len(), "next": next});
            let path = format!("api/v1/{kind}?limit=100&sort=number{cursor}");
            files.insert(path, page.to_string().into());
        }
        for (number, entry) in entries {
            files.insert(format!("api/v1/{kind}/{number}"), entry.to_string().into());
        }
    }
    files
}

fn verify_server(stages: Vec<Files>) -> verifier::LogReport {
    let server = Server { stages, now: Mutex::new(0) };
    verify_log(&server, Layout::Server, &policy(), &|_| {}).unwrap()
}

fn later() -> Register {
    let mut later = register();
    later.holder(7, "Жаңы аталыш");
    later.holder(777, "Жаңы кармоочу");
    later.array(778, "Жаңы массив");
    later
}

#[test]
fn a_server_that_goes_on_registering_is_sound_once_its_log_has_caught_up() {
    let (before, after) = (register(), later());
    let same = verify_server(vec![served(&before, &before)]);
    assert!(same.is_sound(), "{same}");
    assert_eq!(same.compared.entries, Some(350));
    let report = verify_server(vec![served(&before, &after), served(&after, &after)]);
    assert!(report.is_sound(), "{report}");
    assert_eq!(report.leaves, 604);
    // The second number is registered after the list was read: only its leaf tells of it.
    let mut between = register();
    between.holder(7, "Жаңы аталыш");
    let report = verify_server(vec![served(&before, &between), served(&after, &after)]);
    assert!(report.is_sound(), "{report}");
}

#[test]
fn what_a_server_never_seals_is_a_problem() {
    let report = verify_server(vec![served(&register(), &later())]);
    let found: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert!(found.contains(&"holder KG-H-000777: in the state, but not in the log".to_owned()));
    assert!(found.contains(&"holder KG-H-000007: version 2 in the state, 1 in the log".to_owned()));
}

#[test]
fn a_log_that_goes_back_is_a_fork() {
    let (short, long) = (register(), later());
    let mut state = later();
    state.holder(888, "Мөөрсүз");
    let report = verify_server(vec![served(&long, &state), served(&short, &state)]);
    let words = "checkpoint: of 600 leaves, after one of 604; the log was forked or cut";
    assert_eq!(report.problems[0].to_string(), words);
}
