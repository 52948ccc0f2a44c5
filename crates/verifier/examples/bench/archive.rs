//! An archive of many leaves, to measure with. Its key lies in `log/key`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Map, Value, json};
use tlog::leaf::{Act, Leaf, Opening, Salt};
use tlog::{
    Checkpoint, Grower, Hash, KeyName, LogSigner, OpeningsLine, Policy, SignedCheckpoint, Tile,
};

const ORIGIN: &str = "log.example/big";
const FIELDS: u64 = 12;

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn values(index: u64) -> Vec<(String, String)> {
    let value = |n| format!("Окуучулардын жана мугалимдердин маалыматы {index} {n}");
    (0..FIELDS).map(|n| (format!("f{n:02}"), value(n))).collect()
}

fn openings(index: u64) -> Vec<Opening> {
    let open = |(name, value): (String, String)| {
        let salt = *Hash::of_leaf(format!("{index} {name}").as_bytes()).as_bytes();
        Opening::new(format!("holder.{name}").parse().unwrap(), Salt::from_bytes(salt), &value)
    };
    values(index).into_iter().map(open).collect()
}

fn at(index: u64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_764_000_000 + i64::try_from(index).unwrap()).unwrap()
}

/// Every subject has two versions: the second half of the leaves follows the first.
fn leaf(index: u64, half: u64, first: &[Hash]) -> Leaf {
    let version = 1 + index / half;
    let act = Act {
        kind: "holder".parse().unwrap(),
        subject: format!("KG-H-{:07}", index % half).parse().unwrap(),
        version,
        event: if version == 1 { "register" } else { "amend" }.parse().unwrap(),
        at: at(index),
        prev: (version > 1).then(|| first[usize::try_from(index % half).unwrap()]),
    };
    Leaf::new(act, &openings(index)).unwrap()
}

fn state(folder: &Path, half: u64) {
    fs::create_dir_all(folder.join("data")).unwrap();
    File::create(folder.join("data/arrays.ndjson")).unwrap();
    let mut out = BufWriter::new(File::create(folder.join("data/holders.ndjson")).unwrap());
    for subject in 0..half {
        let newest = subject + half;
        let entry: Map<String, Value> =
            values(newest).into_iter().map(|(name, value)| (name, value.into())).collect();
        let document = json!({
            "number": format!("KG-H-{subject:07}"), "version": 2, "versions": 2,
            "status": "registered", "registered_at": at(subject), "confirmed_at": null,
            "recorded_at": at(newest), "excluded": null, "source": null, "entry": entry,
        });
        writeln!(out, "{document}").unwrap();
    }
}

/// Writes it, and gives the policy to check it by.
pub fn make(folder: &Path, size: u64) -> Policy {
    let (half, mut first) = (size / 2, Vec::new());
    let (mut grower, mut lines) = (Grower::empty(), BTreeMap::<u64, String>::new());
    for index in 0..half * 2 {
        let hash = grower.push(leaf(index, half, &first).to_string().as_bytes()).unwrap();
        first.extend((index < half).then_some(hash));
        let line = OpeningsLine { index, openings: openings(index) }.to_string();
        lines.entry(index / 256).or_default().push_str(&line);
        if index % 256 == 255 || index + 1 == half * 2 {
            for (bundle, text) in std::mem::take(&mut lines) {
                let tile = Tile::new(tlog::Row::Entries, bundle, 256).unwrap().to_string();
                let path = tile.replacen("tile/entries", "log/openings", 1);
                write(folder, &path, text.as_bytes());
            }
            for file in grower.take_full() {
                write(folder, &format!("log/{}", file.tile), &file.bytes);
            }
        }
    }
    let (files, head) = grower.seal();
    files.iter().for_each(|file| write(folder, &format!("log/{}", file.tile), &file.bytes));
    let signer = LogSigner::from_seed(KeyName::new(ORIGIN).unwrap(), &[1; 32]);
    let signed = SignedCheckpoint::sign(Checkpoint::new(ORIGIN, head).unwrap(), &signer).unwrap();
    write(folder, "log/checkpoint", signed.to_string().as_bytes());
    write(folder, "log/key", format!("{}\n", signer.verifier()).as_bytes());
    state(folder, half);
    Policy::read(format!("log {}\nquorum none\n", signer.verifier()).as_bytes()).unwrap()
}
