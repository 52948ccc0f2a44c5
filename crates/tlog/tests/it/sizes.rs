//! The sizes at which tiles begin, fill and overflow.

use std::collections::BTreeMap;

use tlog::{
    Grower, Head, Overlay, Row, Tile, TreeError, prove_consistency, prove_inclusion, read_entries,
    tiles_for_consistency, tiles_for_inclusion,
};

use super::oracle::Store;
use super::samples::{Tiles, entry};

const SIZES: [u64; 8] = [0, 1, 255, 256, 257, 65_535, 65_536, 70_000];

/// Push these entries; each gives the hash of its leaf.
fn grow(grower: &mut Grower, indexes: std::ops::Range<u64>) {
    for index in indexes {
        let hash = grower.push(&entry(index)).unwrap();
        assert_eq!(hash, tlog::Hash::of_leaf(&entry(index)));
    }
}

/// One log, sealed at each of the sizes, the grower resumed from its files each time.
fn grown() -> (Tiles, Vec<Head>) {
    let mut tiles = Tiles::new();
    let mut heads = vec![Head::empty()];
    for pair in SIZES.windows(2) {
        let [old, new] = pair else { continue };
        let mut grower = Grower::resume(&tiles, heads.last().unwrap()).unwrap();
        grow(&mut grower, *old..*new);
        let (files, head) = grower.seal();
        for file in files {
            let before = tiles.insert(file.tile, file.bytes);
            assert_eq!(before, None, "{} is written twice", file.tile);
        }
        heads.push(head);
    }
    (tiles, heads)
}

#[test]
fn every_size_has_the_root_tiles_and_bundles_of_the_oracle() {
    let (tiles, heads) = grown();
    let mut store = Store::default();
    store.grow(0, 70_000);
    for (size, head) in SIZES.iter().zip(&heads) {
        assert_eq!((head.size(), *head.root()), (*size, store.root(*size)));
        for tile in Tile::all_in_tree(*size) {
            let bytes = tiles.get(&tile).unwrap_or_else(|| panic!("{tile} is missing at {size}"));
            match store.tile(tile) {
                Some(wanted) => assert_eq!(*bytes, wanted, "{tile}"),
                None => assert_bundle(tile, bytes),
            }
        }
    }
}

fn assert_bundle(tile: Tile, bytes: &[u8]) {
    let entries = read_entries(bytes, tile.width()).unwrap();
    let first = tile.index() * 256;
    for (found, index) in entries.iter().zip(first..) {
        assert_eq!(*found, entry(index));
    }
}

#[test]
fn proofs_at_every_size_need_few_tiles_and_hold() {
    let (tiles, heads) = grown();
    for head in &heads[1..] {
        for index in [0, head.size() / 2, head.size() - 1] {
            let wanted = tiles_for_inclusion(index, head.size()).unwrap();
            assert!(wanted.len() <= 6, "{} tiles", wanted.len());
            let proof = prove_inclusion(&only(&tiles, wanted), index, head).unwrap();
            proof.verify(index, &tlog::Hash::of_leaf(&entry(index)), head).unwrap();
        }
        for old in heads.iter().filter(|old| old.size() <= head.size()) {
            let wanted = tiles_for_consistency(old.size(), head.size()).unwrap();
            assert!(wanted.len() <= 6, "{} tiles", wanted.len());
            let proof = prove_consistency(&only(&tiles, wanted), old, head).unwrap();
            proof.verify(old, head).unwrap();
        }
    }
}

/// Just those tiles: a proof that needed another would fail.
fn only(tiles: &Tiles, wanted: impl IntoIterator<Item = Tile>) -> Tiles {
    wanted.into_iter().map(|tile| (tile, tiles[&tile].clone())).collect()
}

#[test]
fn a_full_tile_does_where_the_partial_one_is_gone() {
    let (mut tiles, heads) = grown();
    tiles.retain(|tile, _| tile.is_full() || tile.index() != 0 || tile.row() == Row::Hashes(2));
    let head = heads.iter().find(|head| head.size() == 255).unwrap();
    prove_inclusion(&tiles, 254, head).unwrap();
    Grower::resume(&tiles, head).unwrap();
}

#[test]
fn in_one_go_or_in_steps_the_files_are_the_same() {
    let mut whole = Grower::empty();
    grow(&mut whole, 0..700);
    let (files, head) = whole.seal();
    let whole: BTreeMap<_, _> = files.into_iter().map(|file| (file.tile, file.bytes)).collect();

    let (mut tiles, mut now) = (Tiles::new(), Head::empty());
    for step in [1_u64, 254, 1, 1, 100, 155, 188] {
        let mut grower = Grower::resume(&tiles, &now).unwrap();
        grow(&mut grower, now.size()..now.size() + step);
        let (files, next) = grower.seal();
        let proof = prove_consistency(&Overlay::new(&files, &tiles), &now, &next).unwrap();
        proof.verify(&now, &next).unwrap();
        tiles.extend(files.into_iter().map(|file| (file.tile, file.bytes)));
        now = next;
    }
    assert_eq!(now, head);
    for (tile, bytes) in &whole {
        assert_eq!(tiles.get(tile), Some(bytes), "{tile}");
    }
}

#[test]
fn sealing_twice_writes_nothing_more() {
    let mut grower = Grower::empty();
    grow(&mut grower, 0..300);
    let (_, head) = grower.seal();
    assert_eq!(grower.seal(), (Vec::new(), head));
}

#[test]
fn a_damaged_edge_stops_the_log() {
    let (tiles, heads) = grown();
    let head = heads.last().unwrap();
    let edge = Tile::all_in_tree(head.size()).filter(|tile| !tile.is_full());
    for tile in edge {
        let width = tiles[&tile].len();
        for at in [0, width / 2, width - 1] {
            let mut damaged = tiles.clone();
            damaged.get_mut(&tile).unwrap()[at] ^= 1;
            assert!(Grower::resume(&damaged, head).is_err(), "{tile} byte {at}");
        }
        let mut gone = tiles.clone();
        gone.remove(&tile);
        assert!(matches!(Grower::resume(&gone, head), Err(TreeError::Read { .. })), "{tile}");
    }
}
