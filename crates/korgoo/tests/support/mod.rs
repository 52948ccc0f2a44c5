//! The program as an administrator starts it, and a browser that knows no more than it must.
// Each test program uses some of it.
#![allow(dead_code, clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// A process that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Stops it in good order.
    pub fn stop(mut self) {
        let pid = Pid::from_raw(i32::try_from(self.0.id()).unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

/// The program, in a folder.
pub fn korgoo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_korgoo"));
    // What the developer's own shell sets must not decide.
    for name in ["CONFIG", "DATABASE_URL", "LISTEN", "PUBLIC_URL", "DATA_DIR"] {
        command.env_remove(format!("KORGOO_{name}"));
    }
    command.env_remove("RUST_LOG");
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// Does a piece of work with it that must go well.
pub fn must(folder: &Path, arguments: &[&str]) {
    let done = korgoo(folder, arguments).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Starts a process that says its key first.
pub fn with_key(folder: &Path, arguments: &[&str]) -> (Running, String) {
    let mut child = korgoo(folder, arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut key = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut key).unwrap();
    (Running(child), key.trim().to_owned())
}

pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The whole answer, head and body.
pub fn get_bytes(address: SocketAddr, path: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

pub fn get(address: SocketAddr, path: &str) -> std::io::Result<String> {
    Ok(String::from_utf8_lossy(&get_bytes(address, path)?).into_owned())
}

/// What lies at an address; nothing but a 200 will do.
pub fn body(address: SocketAddr, path: &str) -> Vec<u8> {
    let answer = get_bytes(address, path).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&answer));
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    answer[head + 4..].to_vec()
}

pub fn until_ready(child: &mut Child, address: SocketAddr) {
    for _ in 0..600 {
        if get(address, "/health/ready").is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            return;
        }
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was ready");
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("not ready after a minute");
}

/// Asks until the answer is what is waited for, for half a minute.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..300 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("not after half a minute: {what}");
}

/// The size and the signatures of the checkpoint that is shown; 0 and 0 before the first.
pub fn checkpoint(address: SocketAddr) -> (u64, usize) {
    let note = get(address, "/log/checkpoint").unwrap_or_default();
    let text = note.split_once("\r\n\r\n").map_or("", |(_, text)| text);
    let size = text.lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or(0);
    (size, note.matches("\n— ").count())
}

/// One of the numbers that `/metrics` shows.
pub fn number(address: SocketAddr, name: &str) -> Option<f64> {
    let numbers = get(address, "/metrics").unwrap_or_default();
    let line = numbers
        .lines()
        .find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// Registers holders of those names: one leaf each.
pub fn register(folder: &Path, settings: &str, names: &[String]) {
    std::fs::write(folder.join("rows.csv"), format!("name\n{}\n", names.join("\n"))).unwrap();
    std::fs::write(folder.join("m.toml"), MAPPING).unwrap();
    let with = ["--mapping", "m.toml", "--as", "registered", "rows.csv"];
    must(folder, &[&["import", "--config", settings], with.as_slice()].concat());
}

const MAPPING: &str = r#"
kind = "holder"
[[entry]]
[entry.set]
kind = "legal_entity"
"identifier.scheme" = "imported"
"address.country" = "KG"
[[entry.field]]
to = "identifier.value"
from = "name"
[[entry.field]]
to = "name.ky"
from = "name"
"#;
