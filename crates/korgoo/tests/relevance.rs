//! Whether people find what they mean: the queries of `search/tests/relevance` over the demonstration
//! and imported lists, asked of the running program.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;
use serde_json::Value;
use support::{Running, body, free_address, korgoo, must, number, until, until_ready};
use tempfile::TempDir;

/// Of a hundred queries so many must have what is meant in the first place, and among the first five.
const FIRST: usize = 85;
const FIRST_FIVE: usize = 97;

#[derive(Deserialize)]
struct Asked {
    entries: BTreeMap<String, BTreeMap<String, Entry>>,
    kind: Vec<Difficulty>,
}

#[derive(Deserialize)]
struct Difficulty {
    name: String,
    queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    ask: String,
    want: Vec<String>,
    why: String,
}

/// A holder by its identifier, or an array by its holder and its name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Holder { id: String },
    Array { of: String, name: String },
}

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The list of data set, its file and its mapping, in the order in which they are loaded.
const IMPORTED: [(&str, &str, &str); 3] = [
    ("kg-banks", "kg-banks/banks.json", "kg-banks.toml"),
    ("kg-edu-offices", "kg-edu-offices/give_bishkek_osh_jalalabad.txt", "kg-edu-offices.toml"),
    ("datenanfragen", "datenanfragen/companies", "datenanfragen.toml"),
];

/// The demonstration with what of the lists is at hand, and the names of these.
fn register(folder: &Path, address: SocketAddr) -> (Running, Vec<&'static str>) {
    let listen = address.to_string();
    let demo = ["demo", "--data", "data", "--listen", &listen];
    let mut demo =
        korgoo(folder, &demo).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until_ready(&mut demo, address);
    let mut loaded = vec!["demo"];
    for (name, path, mapping) in IMPORTED {
        let path = file("../../../shared/data").join(path);
        if !path.exists() {
            println!("{name} is not beside the checkout: its queries are left out");
            continue;
        }
        let (path, mapping) = (path.display().to_string(), file("../../docs/import").join(mapping));
        let mapping = mapping.display().to_string();
        let with = ["--mapping", &mapping, "--as", "registered", &path];
        must(folder, &[&["import", "--data", "data"], with.as_slice()].concat());
        loaded.push(name);
    }
    (Running(demo), loaded)
}

/// All pages of a list of the API.
fn all(address: SocketAddr, list: &str) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/{list}?limit=100&sort=number{cursor}");
        let page: Value = serde_json::from_slice(&body(address, &path)).unwrap();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

/// The register number of every entry that is looked for.
fn numbers(address: SocketAddr, asked: &Asked, loaded: &[&str]) -> BTreeMap<String, String> {
    let text =
        |value: &Value, path: &str| value.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let holders = all(address, "holders").into_iter().map(|holder| {
        let number = text(&holder, "/number").unwrap();
        let whole = body(address, &format!("/api/v1/holders/{number}"));
        let whole: Value = serde_json::from_slice(&whole).unwrap();
        (text(&whole, "/entry/identifier/value").unwrap_or_default(), number)
    });
    let holders: Vec<(String, String)> = holders.collect();
    let arrays = all(address, "arrays");
    let one = |found: Vec<String>, what: &str| match found.as_slice() {
        [one] => one.clone(),
        other => panic!("{what}: found {other:?}"),
    };
    let mut numbers = BTreeMap::new();
    let sets = || asked.entries.iter().filter(|(set, _)| loaded.contains(&set.as_str()));
    for (alias, entry) in sets().flat_map(|(_, entries)| entries) {
        if let Entry::Holder { id } = entry {
            let same = holders.iter().filter(|(own, _)| own == id).map(|(_, n)| n.clone());
            numbers.insert(alias.clone(), one(same.collect(), alias));
        }
    }
    for (alias, entry) in sets().flat_map(|(_, entries)| entries) {
        if let Entry::Array { of, name } = entry {
            let same = arrays.iter().filter(|array| {
                text(array, "/holder/number").as_ref() == numbers.get(of)
                    && text(array, "/name/ky").as_ref() == Some(name)
            });
            let same = same.filter_map(|array| text(array, "/number")).collect();
            numbers.insert(alias.clone(), one(same, alias));
        }
    }
    numbers
}

/// The numbers of the first entries on the page of a search.
fn found(address: SocketAddr, ask: &str) -> Vec<String> {
    let query: String = form_urlencoded::byte_serialize(ask.as_bytes()).collect();
    let page = body(address, &format!("/ky/register?q={query}"));
    let page = String::from_utf8(page).unwrap();
    let entry = |part: &str| {
        let link = part.split_once("href=\"/ky/register/")?.1;
        Some(link.split_once('"')?.0.rsplit_once('/')?.1.to_owned())
    };
    page.split("<h3>").skip(1).filter_map(entry).collect()
}

#[test]
fn people_find_what_they_mean() {
    let asked = std::fs::read_to_string(file("../search/tests/relevance/queries.toml")).unwrap();
    let asked: Asked = toml::from_str(&asked).unwrap();
    let (folder, address) = (TempDir::new().unwrap(), free_address());
    let (_demo, loaded) = register(folder.path(), address);
    let (mut count, mut first, mut first_five, mut left_out) = (0, 0, 0, 0);
    std::thread::sleep(std::time::Duration::from_millis(500));
    until("the index has all", || number(address, "search_index_behind") == Some(0.0));
    let numbers = numbers(address, &asked, &loaded);
    for difficulty in &asked.kind {
        for query in &difficulty.queries {
            let want: Vec<&String> = query.want.iter().filter_map(|w| numbers.get(w)).collect();
            if want.is_empty() {
                left_out += 1;
                continue;
            }
            let found = found(address, &query.ask);
            let place = found.iter().position(|number| want.contains(&number));
            count += 1;
            first += usize::from(place == Some(0));
            first_five += usize::from(place.is_some_and(|place| place < 5));
            if place != Some(0) {
                let Query { ask, why, want } = query;
                println!("{}: «{ask}» at {place:?}, wanted {want:?} ({why})", difficulty.name);
                println!("    {:?}", found.iter().take(5).collect::<Vec<_>>());
            }
        }
    }
    println!(
        "{count} queries, {left_out} left out: first {first}, among the first five {first_five}"
    );
    assert!(first * 100 >= count * FIRST, "{first} of {count} in the first place");
    assert!(first_five * 100 >= count * FIRST_FIVE, "{first_five} of {count} in the first five");
}
