//! A small log with fixed keys, and good examples of everything that is parsed.

use std::collections::BTreeMap;

use tlog::leaf::{Act, Leaf, Opening, Salt};
use tlog::{
    AddCheckpoint, Checkpoint, ConsistencyProof, Cosigner, Extract, Grower, Head, KeyName,
    LogProof, LogSigner, OpeningsLine, Part, Policy, SignedCheckpoint, Tile, Time,
    prove_consistency, prove_inclusion,
};

pub const ORIGIN: &str = "log.example/register";

/// Tiles and bundles by their place.
pub type Tiles = BTreeMap<Tile, Vec<u8>>;

pub fn log_signer() -> LogSigner {
    LogSigner::from_seed(KeyName::new(ORIGIN).unwrap(), &[1; 32])
}

pub fn cosigner(number: u8) -> Cosigner {
    let name = KeyName::new(&format!("witness.example/w{number}")).unwrap();
    Cosigner::from_seed(name, &[100 + number; 32])
}

pub fn time(seconds: u64) -> Time {
    Time::from_seconds(seconds).unwrap()
}

pub fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}\n").into_bytes()
}

/// A log of that many entries, written in one go.
pub fn log(size: u64) -> (Tiles, Head) {
    let mut grower = Grower::empty();
    for index in 0..size {
        grower.push(&entry(index)).unwrap();
    }
    let (files, head) = grower.seal();
    (files.into_iter().map(|file| (file.tile, file.bytes)).collect(), head)
}

pub fn signed(head: Head) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(ORIGIN, head).unwrap();
    SignedCheckpoint::sign(checkpoint, &log_signer()).unwrap()
}

/// Cosigned by those witnesses, the first one second after the first second of 2026, and so on.
pub fn witnessed(head: Head, witnesses: &[u8]) -> SignedCheckpoint {
    let mut signed = signed(head);
    for (number, second) in witnesses.iter().zip(1_767_225_601..) {
        let line = cosigner(*number).cosign(signed.checkpoint(), time(second));
        signed.add(line).unwrap();
    }
    signed
}

/// Two of three witnesses.
pub fn policy_text() -> String {
    let witness = |number| {
        format!("witness w{number} {} https://w{number}.example/\n", cosigner(number).verifier())
    };
    format!(
        "# whom to believe\nlog {} https://{ORIGIN}/\n\n{}{}{}group two 2 w1 w2 w3\n\tquorum  two\n",
        log_signer().verifier(),
        witness(1),
        witness(2),
        witness(3),
    )
}

pub fn policy() -> Policy {
    Policy::read(policy_text().as_bytes()).unwrap()
}

pub fn log_proof(index: u64, size: u64) -> LogProof {
    let (tiles, head) = log(size);
    let path = prove_inclusion(&tiles, index, &head).unwrap();
    LogProof { extra: None, index, path, checkpoint: witnessed(head, &[1, 2]) }
}

pub fn add_checkpoint(old: u64, size: u64) -> AddCheckpoint {
    let (tiles, head) = log(size);
    let proof = if old == 0 {
        ConsistencyProof::default()
    } else {
        prove_consistency(&tiles, &log(old).1, &head).unwrap()
    };
    AddCheckpoint { old, proof, checkpoint: signed(head) }
}

pub fn opening(name: &str, salt: u8, value: &str) -> Opening {
    Opening::new(name.parse().unwrap(), Salt::from_bytes([salt; 32]), value)
}

pub fn act(version: u64, event: &str, prev: Option<&Leaf>) -> Act {
    Act {
        kind: "array".parse().unwrap(),
        subject: "KR-000233/A-002".parse().unwrap(),
        version,
        event: event.parse().unwrap(),
        at: "2026-11-22T06:00:00Z".parse().unwrap(),
        prev: prev.map(Leaf::hash),
    }
}

pub fn leaf() -> Leaf {
    let openings = [opening("array.name", 1, "Бейтаптар"), opening("purposes.0.ground", 2, "5.1")];
    Leaf::new(act(1, "register", None), &openings).unwrap()
}

/// An array of version 1 and its list, each proved in a log of two leaves.
pub fn extract() -> Extract {
    let (array, list) = array_and_list();
    let leaf = |kind: &str, subject: &str, openings: &[Opening]| {
        let (kind, subject) = (kind.parse().unwrap(), subject.parse().unwrap());
        Leaf::new(Act { kind, subject, ..act(1, "register", None) }, openings).unwrap()
    };
    let leaves = [leaf("array", "KG-A-000001", &array), leaf("list", "KG-L-000001", &list)];
    let mut grower = Grower::empty();
    leaves.iter().for_each(|leaf| drop(grower.push(leaf.to_string().as_bytes())));
    let (files, head) = grower.seal();
    let tiles: Tiles = files.into_iter().map(|file| (file.tile, file.bytes)).collect();
    let part = |(index, (leaf, openings)): (u64, (Leaf, Vec<Opening>))| {
        let path = prove_inclusion(&tiles, index, &head).unwrap();
        let checkpoint = witnessed(head, &[1, 2]);
        Part { leaf, openings, proof: LogProof { extra: None, index, path, checkpoint } }
    };
    let parts = (0..).zip(leaves.into_iter().zip([array, list])).map(part).collect();
    Extract { parts }
}

fn array_and_list() -> (Vec<Opening>, Vec<Opening>) {
    let array = vec![
        opening("array.list", 1, "KG-L-000001/1"),
        opening("array.name.ky", 2, "Бейтаптардын «картотекасы»"),
    ];
    let list = vec![
        opening("list.version", 3, "1"),
        opening("list.items.0", 4, r#"{"category":"pin","key":"d1"}"#),
    ];
    (array, list)
}

/// Good input for each fuzzing target: what the mutations start from.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let texts = |texts: Vec<String>| texts.into_iter().map(String::into_bytes).collect();
    match target {
        "tile_path" => texts(
            ["tile/0/000", "tile/0/x001/x234/067", "tile/2/000.p/1", "tile/entries/x001/000.p/255"]
                .map(String::from)
                .to_vec(),
        ),
        "bundle" => vec![vec![0], b"\x02\0\x03one\0\0".to_vec()],
        "key" => texts(vec![
            log_signer().verifier().to_string(),
            cosigner(1).verifier().to_string(),
            log_signer().to_secret_text(),
            cosigner(1).to_secret_text(),
        ]),
        "note" | "checkpoint" => {
            let signed = witnessed(log(5).1, &[1, 2]);
            let alone = match target {
                "note" => signed.note().signatures()[0].to_string(),
                _ => signed.checkpoint().to_string(),
            };
            texts(vec![signed.to_string(), alone])
        }
        "witness" => texts(vec![
            add_checkpoint(0, 3).to_string(),
            add_checkpoint(300, 700).to_string(),
            "4711\n".into(),
            cosigner(1).cosign(signed(log(5).1).checkpoint(), time(1)).to_string(),
        ]),
        "log_proof" => {
            let extra = LogProof { extra: Some(b"more".to_vec()), ..log_proof(0, 1) };
            texts(vec![log_proof(123, 700).to_string(), extra.to_string()])
        }
        "policy" => texts(vec![policy_text(), policy().to_string(), "quorum none\n".into()]),
        "leaf" => {
            let first = leaf();
            let next = Leaf::new(act(2, "redact", Some(&first)), &[]).unwrap();
            texts(vec![first.to_string(), next.to_string()])
        }
        "extract" => texts(vec![extract().to_string()]),
        "openings" => {
            let openings = array_and_list().0;
            texts(vec![OpeningsLine { index: 7, openings }.to_string()])
        }
        "proof" => vec![inclusion_bytes(123, 700), consistency_bytes(300, 700)],
        _ => Vec::new(),
    }
}

fn inclusion_bytes(index: u64, size: u64) -> Vec<u8> {
    let (tiles, head) = log(size);
    let path = prove_inclusion(&tiles, index, &head).unwrap();
    let mut bytes = [index.to_be_bytes(), size.to_be_bytes()].concat();
    bytes.extend(tlog::Hash::of_leaf(&entry(index)).as_bytes());
    bytes.extend(head.root().as_bytes());
    bytes.extend(path.hashes().iter().flat_map(|hash| *hash.as_bytes()));
    bytes
}

fn consistency_bytes(old: u64, new: u64) -> Vec<u8> {
    let (tiles, head) = log(new);
    let before = log(old).1;
    let proof = prove_consistency(&tiles, &before, &head).unwrap();
    let mut bytes = [old.to_be_bytes(), new.to_be_bytes()].concat();
    bytes.extend(before.root().as_bytes());
    bytes.extend(head.root().as_bytes());
    bytes.extend(proof.hashes().iter().flat_map(|hash| *hash.as_bytes()));
    bytes
}
