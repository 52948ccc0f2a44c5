//! What each target does with the bytes it is given: refuse them, or read them so that they come out
//! the same when written again. Never panic. A target says whether it took them.
//!
//! The fuzzer's programs and the short form in `crates/tlog/tests` share this file.

use std::fmt::Display;

use tlog::leaf::{Leaf, Name, Opening, Salt};
use tlog::{
    AddCheckpoint, Answer, Checkpoint, ConsistencyProof, Cosigner, Extract, Hash, Head,
    InclusionProof, LogProof, LogSigner, Note, OpeningsLine, Policy, SIZE_TYPE, SignatureLine,
    SignedCheckpoint, Tile, VerifierKey, append_entry, read_entries, tiles_for_consistency,
    tiles_for_inclusion,
};

/// One target.
pub type Target = fn(&[u8]) -> bool;

/// Every target with the name of its program.
pub const ALL: [(&str, Target); 12] = [
    ("tile_path", tile_path),
    ("bundle", bundle),
    ("key", key),
    ("note", note),
    ("checkpoint", checkpoint),
    ("witness", witness),
    ("log_proof", log_proof),
    ("policy", policy),
    ("leaf", leaf),
    ("proof", proof),
    ("extract", extract),
    ("openings", openings),
];

/// What was read must be printed as it was.
fn same(read: Option<impl Display>, data: &[u8]) -> bool {
    let Some(read) = read else { return false };
    assert_eq!(read.to_string().as_bytes(), data, "read, but written otherwise");
    true
}

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// Paths of tiles.
pub fn tile_path(data: &[u8]) -> bool {
    same(text(data).and_then(|path| path.parse::<Tile>().ok()), data)
}

/// Entry bundles; the first byte says how many entries are expected.
pub fn bundle(data: &[u8]) -> bool {
    let Some((count, bytes)) = data.split_first() else { return false };
    let Ok(entries) = read_entries(bytes, u16::from(*count)) else { return false };
    let mut again = Vec::new();
    for entry in entries {
        append_entry(&mut again, entry).expect("an entry that was read is not too long");
    }
    assert_eq!(again, bytes);
    true
}

/// Public and secret keys.
pub fn key(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let log = LogSigner::from_secret_text(text).map(|key| key.to_secret_text());
    let witness = Cosigner::from_secret_text(text).map(|key| key.to_secret_text());
    let public = text.parse::<VerifierKey>().map(|key| key.to_string());
    same(log.or(witness).or(public).ok(), data)
}

/// Notes, and signature lines alone.
pub fn note(data: &[u8]) -> bool {
    let lines = SignatureLine::read_lines(data).ok();
    let lines = lines.map(|lines| lines.iter().map(ToString::to_string).collect::<String>());
    let lines = same(lines, data);
    same(Note::read(data).ok(), data) || lines
}

/// Checkpoints, signed and bare.
pub fn checkpoint(data: &[u8]) -> bool {
    let bare = text(data).and_then(|text| text.parse::<Checkpoint>().ok());
    let bare = same(bare, data);
    same(SignedCheckpoint::read(data).ok(), data) || bare
}

/// Requests to a witness, and its answers.
pub fn witness(data: &[u8]) -> bool {
    let cosigned = matches!(Answer::read(200, None, data), Answer::Cosigned(_));
    let stands = match Answer::read(409, Some(SIZE_TYPE), data) {
        Answer::StandsAt(size) => same(Some(format!("{size}\n")), data),
        _ => false,
    };
    same(AddCheckpoint::read(data).ok(), data) || cosigned || stands
}

/// Proofs to take home; what is read is also verified, against an entry it can hardly prove.
pub fn log_proof(data: &[u8]) -> bool {
    let read = LogProof::read(data).ok();
    if let Some(proof) = &read {
        let _ = proof.verify_path(b"entry");
    }
    same(read, data)
}

/// Policies have comments and blanks: what is printed must be read as the same policy.
pub fn policy(data: &[u8]) -> bool {
    let Ok(policy) = Policy::read(data) else { return false };
    let printed = policy.to_string();
    let again = Policy::read(printed.as_bytes()).expect("a printed policy can be read");
    assert_eq!(again, policy);
    true
}

/// Leaves; their fields are checked against an opening made of the same bytes.
pub fn leaf(data: &[u8]) -> bool {
    let read = Leaf::read(data).ok();
    if let (Some(leaf), Some(value)) = (&read, text(data)) {
        let name: Name = "array.name".parse().expect("a name");
        if let Ok(opening) = Opening::from_kept(name, Salt::from_bytes([0; 32]), value) {
            assert!(leaf.check(&[opening]).is_err(), "a value opens a leaf that holds its hash");
        }
        assert!(!leaf.follows(leaf));
    }
    same(read, data)
}

/// Two numbers, then hashes: every proof that can be made of them.
pub fn proof(data: &[u8]) -> bool {
    let Some((a, rest)) = data.split_first_chunk::<8>() else { return false };
    let Some((b, rest)) = rest.split_first_chunk::<8>() else { return false };
    let (a, b) = (u64::from_be_bytes(*a), u64::from_be_bytes(*b));
    let Some(hashes) = Hash::many_from_bytes(rest) else { return false };
    let [first, second, path @ ..] = hashes.as_slice() else { return false };
    let _ = (tiles_for_inclusion(a, b), tiles_for_consistency(a, b));
    let Ok(head) = Head::new(b, *second) else { return false };
    let inclusion = InclusionProof::new(path.to_vec());
    let included = inclusion.is_ok_and(|proof| proof.verify(a, first, &head).is_ok());
    let grown = Head::new(a, *first).is_ok_and(|old| {
        ConsistencyProof::new(path.to_vec()).is_ok_and(|proof| proof.verify(&old, &head).is_ok())
    });
    included || grown
}

/// Extracts.
pub fn extract(data: &[u8]) -> bool {
    same(Extract::read(data).ok(), data)
}

/// Lines of openings, each with its newline.
pub fn openings(data: &[u8]) -> bool {
    let line = text(data).filter(|line| line.ends_with('\n'));
    same(line.and_then(|line| OpeningsLine::read(line).ok()), data)
}
