//! An extract of a version: everything to check it by without us.

use domain::data_list::DataList;
use domain::field::Of;
use domain::record::Kind;
use store::StoredLeaf;
use tlog::leaf::Leaf;
use tlog::{Extract, Hash, LogProof, Part};

use super::open::openings_of;
use super::seal::{leaf_of, prove};
use crate::register::{ListBrief, Published, by_number, replay};
use crate::{App, Error, Result};

/// The extract of a version of an entry: its leaf first, then the leaf of an array's list of data.
pub async fn extract<R: Published>(app: &App, number: &str, version: i64) -> Result<Extract> {
    let loaded = by_number::<R>(app, number).await?;
    let leaf = leaf_of::<R>(app, loaded.id, version).await?;
    let mut parts = vec![part(app, &leaf).await?];
    let then = app.store().at_revision::<R>(loaded.id, version).await?.ok_or(Error::NotFound)?;
    if let Some(list) = then.record.list() {
        parts.push(part(app, &leaf_of_list(app, &list).await?).await?);
    }
    Ok(Extract { parts })
}

/// The proof of a version, which carries the text of its leaf.
pub async fn proof<R: Published>(app: &App, number: &str, version: i64) -> Result<LogProof> {
    let loaded = by_number::<R>(app, number).await?;
    let leaf = leaf_of::<R>(app, loaded.id, version).await?;
    let proof = prove(app, &leaf).await?;
    Ok(LogProof { extra: Some(leaf.body), ..proof })
}

/// The proof as it fits on paper: of the leaf it carries only the hash.
pub fn on_paper(extract: &Extract) -> Option<String> {
    let part = extract.parts.first()?;
    let extra = Some(part.leaf.hash().as_bytes().to_vec());
    Some(LogProof { extra, ..part.proof.clone() }.to_string())
}

/// A version that a leaf seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Whether it is one of a holder or an array; none for what has no page of its own.
    pub of: Option<Of>,
    /// Its number.
    pub number: String,
    /// The version.
    pub version: u64,
}

/// The version that a short address names by the hash of its leaf, in hexadecimal digits.
pub async fn sealed_by(app: &App, hash: &str) -> Result<Sealed> {
    let hash = Hash::from_hex(hash).map_err(|_| Error::NotFound)?;
    let stored = app.store().leaf_by_hash(&hash).await?.ok_or(Error::NotFound)?;
    let leaf = read(&stored)?;
    let of = match stored.kind {
        Kind::Holder => Some(Of::Holder),
        Kind::DataArray => Some(Of::DataArray),
        _ => None,
    };
    Ok(Sealed { of, number: leaf.subject().to_string(), version: leaf.version() })
}

async fn part(app: &App, leaf: &StoredLeaf) -> Result<Part> {
    let openings = openings_of(app, leaf).await?;
    Ok(Part { leaf: read(leaf)?, openings, proof: prove(app, leaf).await? })
}

fn read(leaf: &StoredLeaf) -> Result<Leaf> {
    let damaged = |_| Error::Internal(format!("leaf {} cannot be read", leaf.index));
    Leaf::read(&leaf.body).map_err(damaged)
}

/// The leaf of the act that made a version of a list's items.
async fn leaf_of_list(app: &App, list: &ListBrief) -> Result<StoredLeaf> {
    let loaded = by_number::<DataList>(app, &list.number).await?;
    let states = replay::<DataList>(app.store().history::<DataList>(loaded.id).await?);
    let made = states.into_iter().find(|(_, state)| state.version == list.version);
    let (stored, _) = made.ok_or(Error::NotFound)?;
    leaf_of::<DataList>(app, loaded.id, stored.revision).await
}
