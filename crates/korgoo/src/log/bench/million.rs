//! A log of many leaves as files, made quickly.

use std::path::Path;

use domain::holder::HolderEvent;
use domain::holder_entry::Basis;
use domain::record::{Happened, Record};
use tlog::leaf::{Act, Leaf, Opening, Salt};
use tlog::{Checkpoint, File, Grower, Head, KeyName, LogSigner, SignedCheckpoint};

use super::samples;

pub const ORIGIN: &str = "example.test/log";

pub fn signer() -> LogSigner {
    LogSigner::from_seed(KeyName::new(ORIGIN).unwrap(), &[7; 32])
}

/// The names and values that the leaf of a holder commits to.
fn commitments() -> Vec<(String, String)> {
    let entry = serde_json::from_value(samples::holder()).unwrap();
    let basis = Basis::Import { source: "Үлгү".into(), key: "1".into() };
    let event =
        HolderEvent::Registered { number: "KG-H-000001".into(), entry: Box::new(entry), basis };
    let (by, at) = (samples::person(1), samples::moment(0).at);
    let holder = domain::holder::Holder::apply(None, Happened { event: &event, at, by: &by });
    let sealed = holder.sealed(&event, &samples::moment(0).fields()).unwrap();
    sealed.commitments.into_iter().map(|c| (c.name, c.value)).collect()
}

/// Gives the leaves one after another: each of another holder, with salts of its own.
pub fn leaves(count: u64) -> impl Iterator<Item = Vec<u8>> {
    let commitments = commitments();
    (0..count).map(move |index| leaf(index, &commitments))
}

fn leaf(index: u64, commitments: &[(String, String)]) -> Vec<u8> {
    let opening = |(place, (name, value)): (usize, &(String, String))| {
        let mut salt = [place as u8; 32];
        salt[..8].copy_from_slice(&index.to_le_bytes());
        Opening::new(name.parse().unwrap(), Salt::from_bytes(salt), value)
    };
    let openings: Vec<Opening> = commitments.iter().enumerate().map(opening).collect();
    let act = Act {
        kind: "holder".parse().unwrap(),
        subject: format!("KG-H-{:07}", index + 1).parse().unwrap(),
        version: 1,
        event: "register".parse().unwrap(),
        at: samples::moment(0).at,
        prev: None,
    };
    Leaf::new(act, &openings).unwrap().to_string().into_bytes()
}

/// Writes the log as a mirror holds it: `tile/…`, `tile/entries/…`, `checkpoint`.
pub fn write(folder: &Path, count: u64, mut seen: impl FnMut(u64, Vec<u8>)) -> Head {
    let mut grower = Grower::empty();
    for (index, leaf) in (0..).zip(leaves(count)) {
        grower.push(&leaf).unwrap();
        put(folder, grower.take_full());
        seen(index, leaf);
    }
    let (files, head) = grower.seal();
    put(folder, files);
    let checkpoint = Checkpoint::new(ORIGIN, head).unwrap();
    let signed = SignedCheckpoint::sign(checkpoint, &signer()).unwrap();
    std::fs::write(folder.join("checkpoint"), signed.to_string()).unwrap();
    head
}

fn put(folder: &Path, files: Vec<File>) {
    for file in files {
        let path = folder.join(file.tile.to_string());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.bytes).unwrap();
    }
}
