//! How fast the Register answers at its full size: `cargo xtask bench speed`.
//!
//! A server with made-up entries is asked as people and programs ask, and each figure is printed beside
//! a floor measured in the same run. Time of the processors is that of the server alone.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]
#![allow(clippy::cast_precision_loss)]

mod asking;
mod peer;
mod process;
mod questions;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use asking::{Line, as_fast_as_can_be, at_rate};
use process::{Server, bytes, load, run};
use questions::Sort;

struct Plan {
    arrays: usize,
    holders: usize,
    folder: PathBuf,
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn korgoo(plan: &Plan, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_korgoo"));
    command.args(arguments).arg("--data").arg(&plan.folder).env("RUST_LOG", "error");
    command
}

fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures for many minutes: cargo xtask bench speed"]
async fn speed() {
    let arrays = number("KORGOO_BENCH_ARRAYS", 150_000);
    let folder = std::env::var_os("KORGOO_BENCH_DIR").map_or(std::env::temp_dir(), PathBuf::from);
    let plan = Plan { arrays, holders: arrays / 7, folder: folder.join(format!("speed-{arrays}")) };
    println!("{arrays} arrays of {} holders; load {}", plan.holders, load());
    fill(&plan);
    dump(&plan);
    reindex(&plan);
    let (server, address) = serve(&plan).await;
    let (floor, constant) = floor().await;
    let base = constant_bytes(&floor, constant).await;
    searches(&server, address, arrays).await;
    entries(&server, address, &plan, base).await;
    let (all, own) = server.memory();
    println!("memory after the load: {all} MB, of which {own} MB its own; load {}", load());
    drop(server);
    peer::measure(&plan).await;
    std::fs::remove_file(dump_of(&plan)).unwrap();
}

/// Made-up entries, once for a folder.
fn fill(plan: &Plan) {
    let mark = plan.folder.join("filled");
    if mark.exists() {
        println!("filled before");
        return;
    }
    std::fs::create_dir_all(&plan.folder).unwrap();
    let (arrays, holders) = (plan.arrays.to_string(), plan.holders.to_string());
    let took = run(&mut korgoo(plan, &["generate", "--arrays", &arrays, "--holders", &holders]));
    println!("import: {}", took.said);
    println!("  {:.1} s, {:.1} s of processor", took.wall.as_secs_f64(), took.cpu.as_secs_f64());
    raw_loading(plan);
    std::fs::write(mark, "").unwrap();
}

/// The floor of importing: the same rows, already made, copied by `sqlite3`.
fn raw_loading(plan: &Plan) {
    let (from, to) = (plan.folder.join("korgoo.db"), plan.folder.join("raw.db"));
    let copy = format!(
        "ATTACH '{}' AS raw; PRAGMA raw.journal_mode = WAL; \
         CREATE TABLE raw.record AS SELECT * FROM main.record WHERE kind = 'data_array'; \
         CREATE TABLE raw.event AS SELECT * FROM main.event WHERE kind = 'data_array'; \
         CREATE TABLE raw.tag AS SELECT * FROM main.tag WHERE kind = 'data_array'; \
         CREATE TABLE raw.leaf AS SELECT * FROM main.leaf WHERE kind = 'data_array';",
        to.display()
    );
    let took = run(Command::new("sqlite3").arg(&from).arg(copy));
    let rate = plan.arrays as f64 / took.wall.as_secs_f64();
    println!("  floor: the same rows copied by sqlite3: {rate:.0} arrays/s");
    std::fs::remove_file(to).unwrap();
}

fn reindex(plan: &Plan) {
    let took = run(&mut korgoo(plan, &["reindex"]));
    let size = bytes(&plan.folder.join("search-index")) / 1_000_000;
    println!(
        "reindex: {:.1} s, {:.1} s of processor, {size} MB; {}",
        took.wall.as_secs_f64(),
        took.cpu.as_secs_f64(),
        took.said
    );
}

fn dump_of(plan: &Plan) -> PathBuf {
    plan.folder.join("dump.ndjson")
}

/// The public Register as lines of JSON; the floor is reading the same bytes from the disk's cache.
fn dump(plan: &Plan) {
    let file = dump_of(plan);
    let out = file.display().to_string();
    let took = run(&mut korgoo(plan, &["export", "--public", "--format", "ndjson", "--out", &out]));
    let size = bytes(&file) as f64 / 1e6;
    let begun = Instant::now();
    std::io::copy(&mut std::fs::File::open(&file).unwrap(), &mut std::io::sink()).unwrap();
    let floor = size / begun.elapsed().as_secs_f64();
    let (wall, cpu) = (took.wall.as_secs_f64(), took.cpu.as_secs_f64());
    println!(
        "dump: {size:.0} MB in {wall:.1} s, {cpu:.1} s of processor: {:.0} MB/s, most memory {} MB",
        size / wall,
        took.most_memory
    );
    println!("  floor: reading the same file: {floor:.0} MB/s");
}

/// The server, once its index answers.
async fn serve(plan: &Plan) -> (Server, SocketAddr) {
    let address = free_address();
    let begun = Instant::now();
    let listen = address.to_string();
    let server = Server::start(&mut korgoo(plan, &["serve", "--listen", &listen]));
    until_open(address).await;
    Line::open(address).await.ask("/health/ready", "").await;
    println!("start: {:.2} s", begun.elapsed().as_secs_f64());
    until_quiet(&server).await;
    (server, address)
}

/// The public log, the files of open data and the statistics are made after an import; what is measured
/// beside that is measured beside other work.
async fn until_quiet(server: &Server) {
    const LITTLE: Duration = Duration::from_millis(30);
    let (begun, mut quiet) = (Instant::now(), 0);
    while quiet < 3 {
        let before = server.cpu();
        tokio::time::sleep(Duration::from_secs(2)).await;
        quiet = if server.cpu().saturating_sub(before) < LITTLE { quiet + 1 } else { 0 };
    }
    let (took, cpu) = (begun.elapsed().as_secs_f64(), server.cpu().as_secs_f64());
    println!("quiet after {took:.0} s, {cpu:.0} s of processor; load {}", load());
}

async fn until_open(address: SocketAddr) {
    while tokio::net::TcpStream::connect(address).await.is_err() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The floor of all answers: the same framework, saying the same 10,000 bytes to everybody.
async fn floor() -> (Server, SocketAddr) {
    let address = free_address();
    let server = Server::start(
        Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "constant_bytes_server"])
            .env("KORGOO_BENCH_FLOOR", address.to_string()),
    );
    until_open(address).await;
    (server, address)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the floor of `speed`, which starts it"]
async fn constant_bytes_server() {
    let Ok(address) = std::env::var("KORGOO_BENCH_FLOOR") else { return };
    let body = axum::body::Bytes::from(vec![b'a'; 10_000]);
    let site = axum::Router::new().fallback(move || {
        let body = body.clone();
        async move { body }
    });
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    axum::serve(listener, site).await.unwrap();
}

/// The floor's requests a second.
async fn constant_bytes(floor: &Server, address: SocketAddr) -> f64 {
    let sort = Sort { name: "floor: constant bytes", paths: vec!["/".into()] };
    cost(floor, address, &sort, 20_000).await
}

async fn searches(server: &Server, address: SocketAddr, arrays: usize) {
    let (word, hits, all) = questions::common_word(address).await;
    println!("the word {word} hits {hits} of {all}: {:.0} %", hits as f64 * 100.0 / all as f64);
    let wide = questions::wide(&word);
    for sort in &wide {
        cost(server, address, sort, sort.paths.len()).await;
        cost(server, address, &Sort { name: "  the same again", paths: sort.paths.clone() }, 1000)
            .await;
    }
    for sort in questions::narrow() {
        cost(server, address, &sort, sort.paths.len()).await;
    }
    let rate = if arrays > 500_000 { 50 } else { 300 };
    for sort in &wide {
        waits(address, sort, rate).await;
    }
}

async fn entries(server: &Server, address: SocketAddr, plan: &Plan, base: f64) {
    for sort in questions::entries(plan.arrays, plan.holders) {
        let first = cost(server, address, &sort, sort.paths.len()).await;
        let again = Sort { name: "  the same again", paths: sort.paths[..300].to_vec() };
        // Kept from here on.
        let paths = again.paths.clone();
        as_fast_as_can_be(address, 4, paths.len(), move |n| paths[n].clone()).await;
        let again = cost(server, address, &again, 20_000).await;
        println!(
            "  of the floor: {:.0} %, again {:.0} %",
            first * 100.0 / base,
            again * 100.0 / base
        );
        waits(address, &sort, 300).await;
    }
}

/// What a question costs the server, and how many it answers in a second.
async fn cost(server: &Server, address: SocketAddr, sort: &Sort, questions: usize) -> f64 {
    let before = server.cpu();
    let paths = sort.paths.clone();
    let rate =
        as_fast_as_can_be(address, 4, questions, move |n| paths[n % paths.len()].clone()).await;
    let each = (server.cpu() - before).as_secs_f64() * 1000.0 / questions as f64;
    println!("{}: {each:.3} ms of processor, {rate:.0}/s", sort.name);
    rate
}

/// How long answers take at a rate.
async fn waits(address: SocketAddr, sort: &Sort, rate: u32) {
    let paths = sort.paths.clone();
    let took = at_rate(address, rate, 10, move |n| paths[n % paths.len()].clone()).await;
    let percent =
        |p: usize| took[(took.len() * p / 100).min(took.len() - 1)].as_secs_f64() * 1000.0;
    println!("  at {rate}/s: p50 {:.1} ms, p99 {:.1} ms", percent(50), percent(99));
}
