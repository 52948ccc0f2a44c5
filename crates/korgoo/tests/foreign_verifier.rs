//! A verifier that is not ours reads our running log: the crates `tlog_tiles` and `signed_note` of
//! Cloudflare, over HTTP. Only paths are ours: theirs are those of Go's checksum database.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used)]

mod support;

use std::net::SocketAddr;
use std::process::Stdio;

use signed_note::{Note, StandardVerifier, VerifierList};
use support::{Running, body, checkpoint, free_address, korgoo, register, until};
use tempfile::TempDir;
use tlog_tiles::{
    Checkpoint, Error, HashReader, Tile, TileHashReader, TileReader, check_record, check_tree,
    prove_record, prove_tree, record_hash, stored_hash_index, tree_hash,
};

/// Two full tiles, one that is not, and a second row.
const LEAVES: u64 = 600;

/// Reads tiles over HTTP. What it reads is checked by its user, against the checkpoint.
struct OverHttp(SocketAddr);

impl TileReader for OverHttp {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        let read = |tile: &Tile| {
            let (level, index) = (tile.level().to_string(), tile.level_index());
            body(self.0, &path(&level, index, tile.width()))
        };
        Ok(tiles.iter().map(read).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

/// C2SP tlog-tiles, below the log's prefix; a log of less than 256,000 leaves.
fn path(row: &str, index: u64, width: u32) -> String {
    assert!(index < 1000);
    let partial = if width == 256 { String::new() } else { format!(".p/{width}") };
    format!("/log/tile/{row}/{index:03}{partial}")
}

/// The checkpoint that is served, once the log's key is found to have signed it.
fn signed_checkpoint(address: SocketAddr) -> Checkpoint {
    let key = String::from_utf8(body(address, "/log/key")).unwrap();
    let key = StandardVerifier::new(key.trim_end()).unwrap();
    let note = Note::from_bytes(&body(address, "/log/checkpoint")).unwrap();
    let (by_the_log, _) = note.verify(&VerifierList::new(vec![Box::new(key)])).unwrap();
    assert_eq!(by_the_log.len(), 1);
    let checkpoint = Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!(checkpoint.origin(), "example.test/log");
    checkpoint
}

/// All entries, from their bundles.
fn entries(address: SocketAddr, size: u64) -> Vec<Vec<u8>> {
    let mut entries = Vec::new();
    for index in 0..size.div_ceil(256) {
        let width = u32::try_from((size - index * 256).min(256)).unwrap();
        let bundle = body(address, &path("entries", index, width));
        let mut rest = bundle.as_slice();
        while let Some((length, after)) = rest.split_first_chunk::<2>() {
            let (entry, after) = after.split_at(usize::from(u16::from_be_bytes(*length)));
            entries.push(entry.to_vec());
            rest = after;
        }
        assert!(rest.is_empty(), "a bundle ends with its last entry");
    }
    entries
}

#[test]
fn a_verifier_that_is_not_ours_finds_the_running_log_right() {
    let folder = TempDir::new().unwrap();
    let (at, address) = (folder.path(), free_address());
    let settings = format!(
        "listen = \"{address}\"\ndata_dir = \"data\"\n[log]\norigin = \"example.test/log\"\n"
    );
    std::fs::write(at.join("k.toml"), settings).unwrap();
    let name = |number: u64| format!("Үлгү {number}");
    // One leaf more is the anchor of the audit log, which knows of the import.
    register(at, "k.toml", &(2..LEAVES).map(name).collect::<Vec<_>>());
    let serving = korgoo(at, &["serve", "--config", "k.toml"]).stderr(Stdio::null()).spawn();
    let _serving = Running(serving.unwrap());
    until("a head", || checkpoint(address).0 == LEAVES - 1);
    let first = signed_checkpoint(address);
    register(at, "k.toml", &[name(LEAVES)]);
    until("another head", || checkpoint(address).0 == LEAVES);
    let second = signed_checkpoint(address);

    let tiles = OverHttp(address);
    // This reader refuses every tile that does not hash to the root it was given.
    let reader = TileHashReader::new(second.size(), *second.hash(), &tiles);
    assert_eq!(tree_hash(second.size(), &reader).unwrap(), *second.hash());
    let entries = entries(address, second.size());
    assert_eq!(entries.len() as u64, LEAVES);
    let places: Vec<u64> = (0..LEAVES).map(|index| stored_hash_index(0, index)).collect();
    let leaves = reader.read_hashes(&places).unwrap();
    assert!(entries.iter().map(|entry| record_hash(entry)).eq(leaves.iter().copied()));
    for index in [0, 255, 256, 511, 512, LEAVES - 1] {
        let proof = prove_record(LEAVES, index, &reader).unwrap();
        let leaf = record_hash(&entries[usize::try_from(index).unwrap()]);
        check_record(&proof, LEAVES, *second.hash(), index, leaf).unwrap();
        assert!(check_record(&proof, LEAVES, *second.hash(), index, record_hash(b"x")).is_err());
    }
    let proof = prove_tree(second.size(), first.size(), &reader).unwrap();
    check_tree(&proof, second.size(), *second.hash(), first.size(), *first.hash()).unwrap();
}
