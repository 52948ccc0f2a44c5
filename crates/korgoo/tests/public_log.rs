//! Signer, witness and server as processes of their own: a registered act ends under a cosigned head.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Stdio;

use support::{Running, checkpoint, free_address, get, korgoo, register, until, with_key};
use tempfile::TempDir;

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
    register(at, "k.toml", &["«Үлгү» мектеби".into()]);
    let serving = korgoo(at, &["serve", "--config", "k.toml"]).stderr(Stdio::null()).spawn();
    let _serving = Running(serving.unwrap());
    // The holder, and the anchor of the audit log, which knows of the import.
    until("a head of two leaves, signed by both", || checkpoint(listen) == (2, 2));
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
