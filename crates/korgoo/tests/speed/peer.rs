//! A peer in the same run: Datasette over the same arrays.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::asking::Line;
use super::process::{Server, run};
use super::questions::{json, query};
use super::{Plan, dump_of, free_address, until_open};

/// Measures it, if its environment is there.
pub async fn measure(plan: &Plan) {
    let Some(python) = std::env::var_os("KORGOO_BENCH_PYTHON").map(PathBuf::from) else {
        println!("Datasette is not measured: KORGOO_BENCH_PYTHON names no Python that has it");
        return;
    };
    let database = plan.folder.join("peer.db");
    if !database.exists() {
        fill(plan, &python, &database);
    }
    let address = free_address();
    let port = address.port().to_string();
    let limits =
        ["--setting", "sql_time_limit_ms", "20000", "--setting", "facet_time_limit_ms", "20000"];
    let server = Server::start(
        Command::new(python.with_file_name("datasette"))
            .args(["serve", "--port", &port])
            .args(limits)
            .arg(&database)
            .stderr(std::process::Stdio::null()),
    );
    until_open(address).await;
    let mut line = Line::open(address).await;
    let word = common_word(&mut line, plan).await;
    let facets = "_facet=kind&_facet=sector&_facet=region&_size=20";
    let search = format!("/peer/arr.json?_search={}&{facets}", query(&word));
    for (name, path) in [
        ("Datasette: search, exact total, 3 facets, JSON", search),
        ("Datasette: one record, JSON", "/peer/arr/7.json".to_owned()),
    ] {
        let before = server.cpu();
        const ASKED: u32 = 20;
        for _ in 0..ASKED {
            line.ask(&path, "").await;
        }
        let each = (server.cpu() - before) / ASKED;
        println!("{name}: {:.2} ms of processor", each.as_secs_f64() * 1000.0);
    }
}

fn fill(plan: &Plan, python: &Path, database: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/speed/datasette.py");
    run(Command::new(python).arg(script).arg(dump_of(plan)).arg(database));
}

/// It knows no Kyrgyz: the word as it stands in most of the arrays is not the one that people type.
async fn common_word(line: &mut Line, plan: &Plan) -> String {
    const WORDS: [&str; 6] = ["employees", "storage", "consent", "clients", "үчүн", "сотрудник"];
    let mut best = (String::new(), i64::MAX);
    for word in WORDS {
        let path = format!("/peer/arr.json?_search={}&_size=0", query(word));
        let found = json(line, &path).await;
        let hits = found["filtered_table_rows_count"].as_i64().unwrap_or(0);
        let away = (hits * 10 - plan.arrays as i64 * 4).abs();
        if away < best.1 {
            println!("Datasette: {word} hits {hits} of {}", plan.arrays);
            best = (word.to_owned(), away);
        }
    }
    best.0
}
