//! A register restored from an older backup: nothing is signed, it is said loudly, pages go on; and
//! once the newer one is back, so does the log.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

mod support;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use support::{Running, checkpoint, free_address, get, korgoo, number, register, until, with_key};
use tempfile::TempDir;

/// A server that writes what it says into `said`.
fn serve(folder: &Path) -> Running {
    let said = std::fs::File::options().create(true).append(true).open(folder.join("said"));
    let mut serve = korgoo(folder, &["serve", "--config", "k.toml"]);
    Running(serve.stderr(said.unwrap()).stdout(Stdio::null()).spawn().unwrap())
}

fn settle(folder: &Path, address: SocketAddr, more: &str) {
    let settings = format!(
        "listen = \"{address}\"\ndata_dir = \"data\"\n[log]\norigin = \"example.test/log\"\n{more}"
    );
    std::fs::write(folder.join("k.toml"), settings).unwrap();
}

/// Copies a folder's files as a backup would while nobody writes.
fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if entry.is_dir() {
            copy(&entry, &to);
        } else {
            std::fs::copy(&entry, &to).unwrap();
        }
    }
}

/// A log of `first` leaves and one more, with a backup of the whole data folder from between them.
fn grown(folder: &Path, address: SocketAddr, first: u64, signatures: usize) {
    register(folder, "k.toml", &["Үлгү 1".into()]);
    let serving = serve(folder);
    until("the first head", || checkpoint(address) == (first, signatures));
    serving.stop();
    copy(&folder.join("data"), &folder.join("backup"));
    register(folder, "k.toml", &["Үлгү 2".into()]);
    let serving = serve(folder);
    until("the second head", || checkpoint(address) == (first + 1, signatures));
    until("its size", || number(address, "log_size") == Some((first + 1) as f64));
    assert_eq!(number(address, "log_alarm"), Some(0.0));
    serving.stop();
    copy(&folder.join("data"), &folder.join("newer"));
}

/// What must hold while the log is ahead of the register.
fn stands_still(folder: &Path, address: SocketAddr, first: u64) {
    until("the alarm", || number(address, "log_alarm") == Some(1.0));
    assert!(number(address, "log_alarms_total").unwrap() >= 1.0);
    assert_eq!(checkpoint(address).0, first, "what was published then is served, and nothing new");
    assert!(get(address, "/ky").unwrap().starts_with("HTTP/1.1 200"), "pages are served");
    let said = std::fs::read_to_string(folder.join("said")).unwrap();
    let said = said.lines().find(|line| line.contains("ALARM")).expect("it is said");
    assert!(said.contains("ERROR"), "{said}");
    let counts = format!("holds {first} sealed acts, but {} were signed", first + 1);
    for word in [counts.as_str(), "older backup", "mirror"] {
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn a_restored_register_is_not_signed_over_while_the_signer_is_ahead() {
    let folder = TempDir::new().unwrap();
    let (at, address) = (folder.path(), free_address());
    settle(at, address, "");
    // The second leaf is the anchor of the audit log, which knows of the import.
    grown(at, address, 2, 1);
    // The register is set back; the signer, whose state no backup of it holds, is not.
    copy(&at.join("backup"), &at.join("data"));
    copy(&at.join("newer/log-signer"), &at.join("data/log-signer"));
    let serving = serve(at);
    stands_still(at, address, 2);
    serving.stop();
    // A new act in the place of the lost one would be a fork: the signer refuses it.
    register(at, "k.toml", &["Үлгү 3".into()]);
    let serving = serve(at);
    until("the alarm", || number(address, "log_alarm") == Some(1.0));
    assert_eq!(checkpoint(address).0, 2);
    serving.stop();
    copy(&at.join("newer"), &at.join("data"));
    register(at, "k.toml", &["Үлгү 3".into()]);
    let _serving = serve(at);
    until("the log goes on", || checkpoint(address) == (4, 1));
    until("the end of the alarm", || number(address, "log_alarm") == Some(0.0));
}

#[test]
fn a_restored_register_and_signer_are_held_up_by_a_witness_that_is_ahead() {
    let folder = TempDir::new().unwrap();
    let (at, address, witness) = (folder.path(), free_address(), free_address());
    // The log's key is made by the first start; the witness must know it before.
    settle(at, address, "");
    let serving = serve(at);
    until("the key", || {
        get(address, "/log/key").is_ok_and(|answer| answer.contains("example.test/log+"))
    });
    let log = String::from_utf8(support::body(address, "/log/key")).unwrap().trim().to_owned();
    serving.stop();
    let listen = witness.to_string();
    let (_witness, key) = with_key(
        at,
        &["witness", "--name", "w.example", "--state", "w", "--listen", &listen, "--log", &log],
    );
    let policy = format!("log {log}\nwitness w {key} http://{witness}\nquorum w\n");
    std::fs::write(at.join("policy.txt"), policy).unwrap();
    settle(at, address, "policy = \"policy.txt\"\n");
    // The node that ran just before still holds the lease of the anchors: there is none.
    grown(at, address, 1, 2);
    copy(&at.join("backup"), &at.join("data"));
    let serving = serve(at);
    stands_still(at, address, 1);
    serving.stop();
    copy(&at.join("newer"), &at.join("data"));
    let serving = serve(at);
    until("the log goes on", || number(address, "log_alarm") == Some(0.0));
    assert_eq!(checkpoint(address), (2, 2));
    serving.stop();
}
