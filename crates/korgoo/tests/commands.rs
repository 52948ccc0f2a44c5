//! The program as an administrator starts it: what it answers, how it fails, how it stops.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use support::{free_address, get, until_ready};
use tempfile::TempDir;

fn korgoo(arguments: &[&str], data: &Path) -> Command {
    let mut command = support::korgoo(Path::new("."), arguments);
    command.arg("--data").arg(data);
    command
}

fn run(arguments: &[&str], data: &Path) -> (i32, String) {
    let Output { status, stdout, stderr } = korgoo(arguments, data).output().unwrap();
    let said =
        format!("{}{}", String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    (status.code().unwrap(), said)
}

#[test]
fn a_fresh_folder_is_checked_prepared_and_checked_again() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("new/data");
    let (code, said) = run(&["check"], &data);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("korgoo migrate"), "it says what to do: {said}");
    assert!(said.contains("files in order"), "{said}");
    let (code, said) = run(&["migrate"], &data);
    assert!(code == 0 && said.contains("schema"), "{said}");
    let (code, said) = run(&["check"], &data);
    assert_eq!(code, 0, "{said}");
    let (code, said) = run(&["refacet"], &data);
    assert_eq!((code, said.as_str()), (0, "0 records\n"));
}

#[test]
fn a_wrong_setting_is_named() {
    let folder = TempDir::new().unwrap();
    let (code, said) = run(&["check", "--database-url", "mysql://x"], folder.path());
    assert!(code == 1 && said.contains("sqlite: or postgres:"), "{said}");
    let nobody = "postgres://korgoo:secret@127.0.0.1:9/korgoo";
    let (code, said) = run(&["check", "--database-url", nobody], folder.path());
    assert!(code == 1 && said.contains("refused"), "{said}");
    assert!(!said.contains("secret"), "{said}");
    let config = folder.path().join("korgoo.toml");
    std::fs::write(&config, "datenbank = \"x\"\n").unwrap();
    let (code, said) = run(&["check", "--config", config.to_str().unwrap()], folder.path());
    assert!(code == 1 && said.contains("korgoo.toml") && said.contains("datenbank"), "{said}");
    let (code, said) = run(&["check", "--config", "/no/such.toml"], folder.path());
    assert!(code == 1 && said.contains("/no/such.toml"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (code, said) = run(&["serve"], &file.join("data"));
    assert!(code == 1 && said.contains(&file.display().to_string()), "{said}");
}

#[test]
fn a_taken_port_ends_it_at_once() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, said) = run(&["serve", "--listen", &address], folder.path());
    assert!(code == 1 && said.contains(&address) && said.contains("in use"), "{said}");
}

#[test]
fn asked_to_stop_it_stops_in_good_order() {
    let folder = TempDir::new().unwrap();
    let address = free_address();
    let listen = address.to_string();
    let mut serve = korgoo(&["serve", "--listen", &listen], folder.path());
    let mut child = serve.stderr(Stdio::piped()).spawn().unwrap();
    until_ready(&mut child, address);
    assert!(get(address, "/health/live").unwrap().ends_with("ok"));
    assert!(get(address, "/metrics").unwrap().contains("http_requests_total"));
    // A connection that says nothing must not keep it.
    let _idle = TcpStream::connect(address).unwrap();
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success(), "{said}");
    assert!(said.contains("stopped"), "{said}");
    assert!(!folder.path().join("korgoo.db-wal").exists(), "the log is folded into the file");
}
