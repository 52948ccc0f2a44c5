//! Paths as the specification prints them, and which tiles a tree has.

use tlog::{FULL, MAX_SIZE, Row, Tile};

fn path(row: Row, index: u64, width: u16) -> String {
    Tile::new(row, index, width).unwrap().to_string()
}

#[test]
fn paths_are_those_of_the_specification() {
    assert_eq!(path(Row::Hashes(0), 1_234_067, FULL), "tile/0/x001/x234/067");
    assert_eq!(path(Row::Entries, 1_234_067, 3), "tile/entries/x001/x234/067.p/3");
    assert_eq!(path(Row::Hashes(0), 0, FULL), "tile/0/000");
    assert_eq!(path(Row::Hashes(0), 273, 112), "tile/0/273.p/112");
    assert_eq!(path(Row::Hashes(1), 1, 17), "tile/1/001.p/17");
    assert_eq!(path(Row::Hashes(2), 0, 1), "tile/2/000.p/1");
    assert_eq!(path(Row::Hashes(1), 999, FULL), "tile/1/999");
    assert_eq!(path(Row::Hashes(1), 1000, FULL), "tile/1/x001/000");
}

#[test]
fn every_path_is_read_back() {
    for index in [0, 1, 999, 1000, 999_999, 1_000_000, 1_234_067, MAX_SIZE / 256 - 1] {
        for width in [1, 9, 10, 255, 256] {
            for row in [Row::Hashes(0), Row::Entries] {
                let tile = Tile::new(row, index, width).unwrap();
                assert_eq!(tile.to_string().parse(), Ok(tile));
            }
        }
    }
}

#[test]
fn what_is_no_path_of_the_specification_is_refused() {
    for wrong in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/8/0/000", // what `tlog_tiles` 0.2 prints
        "tile/8/data/000",
        "tile/data/000",
        "tile/00/000",
        "tile/01/000",
        "tile/-1/000",
        "tile/64/000",
        "tile/8/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/001/067",
        "tile/0/x001/x067",
        "tile/0/xx01/067",
        "tile/0/000/",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/1/",
        "tile/0/000.p/1.p/1",
        "tile/0/٠٠٠",
        "tile/0/x018/x446/x744/x073/x709/x551/616.p/255",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/entries/../000",
        "tile/Entries/000",
    ] {
        assert!(wrong.parse::<Tile>().is_err(), "{wrong}");
    }
}

#[test]
fn no_tile_lies_past_the_largest_tree() {
    assert!(Tile::new(Row::Hashes(0), MAX_SIZE / 256, 255).is_ok());
    assert!(Tile::new(Row::Hashes(0), MAX_SIZE / 256, 256).is_err());
    assert!(Tile::new(Row::Hashes(0), u64::MAX, 1).is_err());
    assert!(Tile::new(Row::Hashes(7), 0, 127).is_ok());
    assert!(Tile::new(Row::Hashes(7), 0, 128).is_err());
    assert!(Tile::new(Row::Hashes(8), 0, 1).is_err());
    assert!(Tile::new(Row::Hashes(255), 0, 1).is_err());
    assert!(Tile::new(Row::Entries, 0, 0).is_err());
    assert!(Tile::new(Row::Entries, 0, 257).is_err());
    assert_eq!(Tile::in_tree(Row::Hashes(0), u64::MAX, u64::MAX), None);
}

#[test]
fn a_tree_of_70_000_has_the_tiles_of_the_specification() {
    let tiles: Vec<Tile> = Tile::all_in_tree(70_000).collect();
    let count =
        |row, full| tiles.iter().filter(|tile| tile.row() == row && tile.is_full() == full).count();
    assert_eq!((count(Row::Hashes(0), true), count(Row::Hashes(0), false)), (273, 1));
    assert_eq!((count(Row::Hashes(1), true), count(Row::Hashes(1), false)), (1, 1));
    assert_eq!((count(Row::Hashes(2), true), count(Row::Hashes(2), false)), (0, 1));
    assert_eq!((count(Row::Entries, true), count(Row::Entries, false)), (273, 1));
    assert_eq!(tiles.len(), 274 + 274 + 2 + 1);
    let partial: Vec<String> =
        tiles.iter().filter(|tile| !tile.is_full()).map(ToString::to_string).collect();
    let wanted =
        ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"];
    assert_eq!(partial, wanted);
}

#[test]
fn a_tree_of_256_has_one_full_tile_and_one_hash_above() {
    let paths: Vec<String> = Tile::all_in_tree(256).map(|tile| tile.to_string()).collect();
    assert_eq!(paths, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(Tile::all_in_tree(0).count(), 0);
}
