//! A PostgreSQL of our own, started once per process and gone with it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// The address of a server on which databases may be made; `None` if PostgreSQL is to be skipped.
pub fn server() -> Option<&'static str> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    SERVER.get_or_init(find_or_start).as_deref()
}

fn find_or_start() -> Option<String> {
    if let Ok(url) = std::env::var("KORGOO_TEST_DATABASE_URL") {
        return Some(url);
    }
    if says("KORGOO_SKIP_POSTGRES", "1") {
        // What nobody watches must not pass by leaving out half of it.
        assert!(!says("CI", "true"), "KORGOO_SKIP_POSTGRES is for one's own machine, not for CI");
        return None;
    }
    let programs =
        programs().expect("PostgreSQL is not installed; KORGOO_SKIP_POSTGRES=1 goes without");
    Some(start(&programs))
}

fn says(name: &str, word: &str) -> bool {
    std::env::var(name).is_ok_and(|value| value == word)
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> =
        versions.flatten().map(|entry| entry.path().join("bin")).collect();
    found.retain(|bin| bin.join("initdb").exists());
    found.sort();
    found.pop()
}

/// The server refuses to run as root: then it runs as `postgres`.
fn command(program: &Path) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn start(programs: &Path) -> String {
    let folder = tempfile::Builder::new().prefix("korgoo-pg-").tempdir().unwrap().keep();
    if rustix::process::geteuid().is_root() {
        let given = Command::new("chown").arg("postgres").arg(&folder).status().unwrap();
        assert!(given.success(), "the folder of the cluster is given to postgres");
    }
    let data = folder.join("data");
    let made = command(&programs.join("initdb"))
        .args([
            "-U",
            "postgres",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-D",
        ])
        .arg(&data)
        .current_dir(&folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success(), "initdb");
    let options = format!(
        "-k {} -c listen_addresses='' -c fsync=off -c max_connections=400 -c shared_buffers=64MB",
        folder.display()
    );
    let started = command(&programs.join("pg_ctl"))
        .args(["-w", "-o", &options, "-l"])
        .arg(folder.join("log"))
        .arg("-D")
        .arg(&data)
        .arg("start")
        .current_dir(&folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(started.success(), "pg_ctl start");
    stop_with_us(&programs.join("pg_ctl"), &folder);
    format!("postgres://postgres@localhost/postgres?host={}", folder.display())
}

/// A watcher reads a pipe that closes when this process ends, however it ends, and then cleans up.
// Nobody waits for it: it lives a moment longer than we do.
#[allow(clippy::zombie_processes)]
fn stop_with_us(pg_ctl: &Path, folder: &Path) {
    let stop = if rustix::process::geteuid().is_root() { "runuser -u postgres --" } else { "" };
    let script = format!(
        "read _; cd {f}; {stop} {ctl} -m immediate -D {f}/data stop; rm -rf {f}",
        f = folder.display(),
        ctl = pg_ctl.display()
    );
    let mut watcher = Command::new("setsid")
        .args(["sh", "-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::mem::forget(watcher.stdin.take());
}

/// Makes an empty database and tells its address.
pub async fn new_database(server: &str) -> (String, String) {
    let name = format!("korgoo_test_{}", uuid::Uuid::now_v7().simple());
    run(server, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await;
    let (before, query) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = before.rsplit_once('/').unwrap();
    (format!("{host}/{name}?{query}"), name)
}

pub async fn drop_database(server: &str, name: &str) {
    run(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
}

async fn run(server: &str, sql: &str) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}
