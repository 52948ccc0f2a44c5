//! Tiles and bundles: kept as files under the paths by which they are served.

use std::collections::{BTreeMap, BTreeSet};

use store::{Store, StoreError};
use tlog::{File, Row, SignatureLine, SignedCheckpoint, Tile};

use super::sequencer::LogError;
use crate::{App, Error, Result};

/// The tiles of a set that are there, in a log that has grown to `newest` leaves.
pub(super) async fn fetch(
    store: &Store,
    tiles: impl IntoIterator<Item = Tile>,
    newest: u64,
) -> std::result::Result<BTreeMap<Tile, Vec<u8>>, StoreError> {
    let mut found = BTreeMap::new();
    for tile in tiles {
        found.extend(read(store, tile, newest).await?.map(|bytes| (tile, bytes)));
    }
    Ok(found)
}

/// A tile, cut from a wider one if it is not there itself.
async fn read(
    store: &Store,
    tile: Tile,
    newest: u64,
) -> std::result::Result<Option<Vec<u8>>, StoreError> {
    if let Some(bytes) = store.log_file(&tile.to_string()).await? {
        return Ok(Some(bytes));
    }
    let wider = Tile::in_tree(tile.row(), tile.index(), newest);
    let Some(wider) = wider.filter(|wider| wider.width() > tile.width()) else { return Ok(None) };
    let bytes = store.log_file(&wider.to_string()).await?;
    Ok(bytes.and_then(|bytes| cut(&tile, bytes)))
}

/// The partial tiles and the partial bundle at the right edge of a tree.
pub(super) fn edge(size: u64) -> BTreeSet<Tile> {
    let rows = (0..8).map(Row::Hashes).chain([Row::Entries]);
    let at = |row: Row| {
        let level = if let Row::Hashes(level) = row { level } else { 0 };
        Tile::in_tree(row, (size >> (8 * level)) / u64::from(tlog::FULL), size)
    };
    rows.filter_map(at).collect()
}

/// Writes files, each durably, before a head promises them.
pub(super) async fn write(store: &Store, files: Vec<File>) -> std::result::Result<(), LogError> {
    for file in files {
        store.put_log_file(&file.tile.to_string(), file.bytes).await?;
    }
    Ok(())
}

/// A tile or bundle by the path of its address.
pub async fn file(app: &App, path: &str) -> Result<Vec<u8>> {
    let tile: Tile = path.parse().map_err(|_| Error::NotFound)?;
    let newest = app.store().newest_head().await?.ok_or(Error::NotFound)?.size.unsigned_abs();
    read(app.store(), tile, newest).await?.ok_or(Error::NotFound)
}

/// The beginning of a wider tile.
fn cut(tile: &Tile, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let length = match tile.row() {
        Row::Hashes(_) => usize::from(tile.width()) * tlog::Hash::LEN,
        Row::Entries => (0..tile.width()).try_fold(0, |at, _| {
            let length = bytes.get(at..)?.first_chunk::<2>()?;
            Some(at + 2 + usize::from(u16::from_be_bytes(*length)))
        })?,
    };
    bytes.truncate(length);
    (bytes.len() == length).then_some(bytes)
}

/// The newest checkpoint, with every cosignature under it.
pub async fn checkpoint(app: &App) -> Result<SignedCheckpoint> {
    let head = app.store().newest_head().await?.ok_or(Error::NotFound)?;
    with_cosignatures(app, &head).await
}

/// A signed head with what witnesses have signed under it.
pub(super) async fn with_cosignatures(
    app: &App,
    head: &store::SignedHead,
) -> Result<SignedCheckpoint> {
    let damaged = |_| Error::Internal(format!("checkpoint {} cannot be read", head.size));
    let mut signed = SignedCheckpoint::read(head.note.as_bytes()).map_err(damaged)?;
    for kept in app.store().cosignatures(head.size).await? {
        let lines = SignatureLine::read_lines(kept.line.as_bytes());
        for line in lines.map_err(|_| Error::Internal("cosignature cannot be read".into()))? {
            signed.add(line).map_err(damaged)?;
        }
    }
    Ok(signed)
}
