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
    until("a head of one leaf, signed by both", || checkpoint(listen) == (1, 2));
    assert!(get(listen, "/log/checkpoint").unwrap().contains("example.test/log\n1\n"));
    assert!(get(listen, "/log/key").unwrap().contains(&log));
    assert!(get(address, "/nothing/checkpoint").unwrap().starts_with("HTTP/1.1 404"));
}
