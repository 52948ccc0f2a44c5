//! Signer, witness and server as processes of their own: a registered act ends under a cosigned head.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn korgoo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_korgoo"));
    for name in ["CONFIG", "DATABASE_URL", "LISTEN", "PUBLIC_URL", "DATA_DIR"] {
        command.env_remove(format!("KORGOO_{name}"));
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// Starts a process that says its key first.
fn with_key(folder: &Path, arguments: &[&str]) -> (Running, String) {
    let mut child = korgoo(folder, arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut key = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut key).unwrap();
    (Running(child), key.trim().to_owned())
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn get(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// The checkpoint of that size, once as many have signed it as asked.
fn signed_by(address: SocketAddr, size: u64, signatures: usize) -> String {
    for _ in 0..300 {
        let note = get(address, "/log/checkpoint").unwrap_or_default();
        let is_so_large = note.contains(&format!("example.test/log\n{size}\n"));
        if is_so_large && note.matches("\n— ").count() == signatures {
            return note;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no checkpoint of size {size} with {signatures} signatures after half a minute");
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

#[test]
fn what_was_registered_is_signed_by_the_signer_and_cosigned_by_the_witness() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let signer = ["signer", "--origin", "example.test/log", "--state", "s", "--socket", "s.sock"];
    let (_signer, log) = with_key(at, &signer);
    let address = free_address();
    let listen = address.to_string();
    let witness =
        ["witness", "--name", "w.example", "--state", "w", "--listen", &listen, "--log", &log];
    let (_witness, key) = with_key(at, &witness);
    let policy = format!("log {log}\nwitness w {key} http://{address}\nquorum w\n");
    std::fs::write(at.join("policy.txt"), policy).unwrap();
    let listen = free_address();
    let settings = format!(
        "listen = \"{listen}\"\ndata_dir = \"data\"\n[log]\norigin = \"example.test/log\"\n\
         signer = \"{}\"\npolicy = \"policy.txt\"\n",
        at.join("s.sock").display()
    );
    std::fs::write(at.join("k.toml"), settings).unwrap();
    std::fs::write(at.join("rows.csv"), "name\n«Үлгү» мектеби\n").unwrap();
    std::fs::write(at.join("m.toml"), MAPPING).unwrap();
    let import =
        ["import", "--config", "k.toml", "--mapping", "m.toml", "--as", "registered", "rows.csv"];
    let imported = korgoo(at, &import).output().unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let serving = korgoo(at, &["serve", "--config", "k.toml"]).stderr(Stdio::null()).spawn();
    let _serving = Running(serving.unwrap());
    // The holder, and the anchor of the audit log, which knows of the import.
    signed_by(listen, 2, 2);
    let checked = korgoo(at, &["audit", "check", "--config", "k.toml"]).output().unwrap();
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(said, "1 entries, 1 anchors: in order\n");
    let verify = ["audit", "verify", "rows.csv", "--policy", "policy.txt"];
    let refused = korgoo(at, &verify).output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stdout).starts_with("INVALID: not a file"));
    assert!(get(listen, "/log/key").unwrap().contains(&log));
    assert!(get(address, "/nothing/checkpoint").unwrap().starts_with("HTTP/1.1 404"));
}
