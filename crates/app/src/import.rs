//! Entries brought from another register or a file, through the same acts as everybody's.
//!
//! An import may leave things out; it may not bring wrong ones. Importing the same twice changes
//! nothing: a record's id is made from where it comes from.

mod arrays;
mod draft;
mod holders;

use std::collections::BTreeMap;

use domain::array_entry::ArrayEntry;
use domain::field::{Catalogue, Of};
use domain::holder_entry::{Basis, HolderEntry, Identifier};
use domain::problem::Problem;
use domain::record::{Actor, Kind, Moment};
use domain::requirement;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{ActError, Tx};
use uuid::Uuid;

use crate::{App, Error, Result};

/// How far the imported entries go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportAs {
    /// Drafts that an organisation finishes.
    Draft,
    /// Applications that wait for a registrar.
    Submitted,
    /// Entries of the Register.
    Registered,
}

/// One entry to be imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// A holder or an array.
    pub of: Of,
    /// What it is recognised by when the source is imported again.
    pub key: String,
    /// For an array: who holds it.
    pub holder: Option<Identifier>,
    /// The description, a tree of paths.
    pub tree: Value,
}

/// What became of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Imported {
    /// It is new here.
    Created {
        /// Its number, or none for a draft.
        number: Option<String>,
    },
    /// It was here and has changed at the source.
    Amended {
        /// Its number.
        number: String,
    },
    /// It was here and is the same.
    Unchanged,
    /// It cannot be taken.
    Rejected {
        /// Why.
        problems: Vec<Problem>,
    },
}

fn rejected(path: &str, code: &str) -> Imported {
    Imported::Rejected { problems: vec![Problem::new(path, code)] }
}

/// Where the entries come from and how far they go.
#[derive(Debug, Clone)]
pub struct Import {
    /// The source's name: part of every id, so that two sources never meet.
    pub source: String,
    /// How far the entries go.
    pub how: ImportAs,
    /// Only say what would happen.
    pub is_trial: bool,
    /// In whose name.
    pub by: Actor,
}

/// An entry that was read: what needs no database, and can be done beside saving others.
#[derive(Debug)]
pub struct Read {
    item: Incoming,
    entry: std::result::Result<Entry, Vec<Problem>>,
}

/// Reads entries on all processors, by the law of now.
pub fn read(items: Vec<Incoming>, moment: &Moment) -> Vec<Read> {
    let read = |item: Incoming| Read { entry: entry(&item, moment), item };
    items.into_par_iter().map(read).collect()
}

/// Imports a run of entries in one transaction; holders before the arrays that name them.
pub async fn import(app: &App, import: &Import, items: &[Incoming]) -> Result<Vec<Imported>> {
    save(app, import, &read(items.to_vec(), &app.moment())).await
}

/// The same of entries that were read.
pub async fn save(app: &App, import: &Import, items: &[Read]) -> Result<Vec<Imported>> {
    let moment = app.moment();
    let moment = &moment;
    let result = app
        .store()
        .write("import", |tx| {
            Box::pin(async move {
                let outcomes = run(tx, import, items, moment).await?;
                if import.is_trial { Err(Stop::Trial(outcomes)) } else { Ok(outcomes) }
            })
        })
        .await;
    match result {
        Ok(outcomes) | Err(Stop::Trial(outcomes)) => Ok(outcomes),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Why a run's transaction ends without being kept.
enum Stop {
    /// It was only a trial.
    Trial(Vec<Imported>),
    /// It failed.
    Failed(Error),
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Stop::Failed(error.into())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Failed(error)
    }
}

async fn run(
    tx: &mut Tx<'_>,
    import: &Import,
    items: &[Read],
    moment: &Moment,
) -> Result<Vec<Imported>> {
    let mut outcomes = Outcomes::new();
    let (mut holders, mut arrays) = (Vec::new(), Vec::new());
    for (index, Read { item, entry }) in items.iter().enumerate() {
        match entry.clone() {
            Ok(Entry::Holder(entry)) => holders.push((index, entry)),
            Ok(Entry::Array(entry)) => arrays.push((index, item, entry)),
            Err(problems) => {
                outcomes.insert(index, Imported::Rejected { problems });
            }
        }
    }
    if import.how == ImportAs::Registered {
        holders::holders(tx, import, holders, moment, &mut outcomes).await?;
        arrays::arrays(tx, import, arrays, moment, &mut outcomes).await?;
    } else {
        draft::holders(tx, import, holders, moment, &mut outcomes).await?;
        draft::arrays(tx, import, arrays, moment, &mut outcomes).await?;
    }
    Ok(outcomes.into_values().collect())
}

/// What becomes of the items of a run, by their places in it.
type Outcomes = BTreeMap<usize, Imported>;

#[derive(Debug, Clone)]
enum Entry {
    Holder(Box<HolderEntry>),
    Array(Box<ArrayEntry>),
}

/// The typed entry, or everything that keeps it out. What is merely absent does not.
fn entry(item: &Incoming, moment: &Moment) -> std::result::Result<Entry, Vec<Problem>> {
    let mut problems = unknown_fields(item.of, &item.tree);
    problems.extend(requirement::problems_of(item.of, &item.tree, moment));
    problems.retain(|problem| !problem.is_absence() || is_needed(item.of, &problem.path));
    if item.of == Of::DataArray && item.holder.is_none() {
        problems.push(Problem::new("holder", "required"));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let broken = |_| vec![Problem::new("", "not_text")];
    Ok(match item.of {
        Of::Holder => {
            Entry::Holder(Box::new(HolderEntry::deserialize(&item.tree).map_err(broken)?))
        }
        Of::DataArray => {
            let mut entry = ArrayEntry::deserialize(&item.tree).map_err(broken)?;
            entry.number_rows();
            Entry::Array(Box::new(entry))
        }
    })
}

/// Without these an entry cannot be recognised or named at all. One name of the three is enough.
fn is_needed(of: Of, path: &str) -> bool {
    of == Of::Holder && matches!(path, "identifier.scheme" | "identifier.value")
}

/// Leaves that the catalogue does not know would vanish in silence; they are said instead.
fn unknown_fields(of: Of, tree: &Value) -> Vec<Problem> {
    let mut unknown = Vec::new();
    leaves(tree, String::new(), &mut |path| {
        if Catalogue::embedded().at(of, &path).is_none() {
            unknown.push(Problem::new(path, "unknown_field"));
        }
    });
    if !has_name(tree) {
        unknown.push(Problem::new("name", "required_name"));
    }
    unknown
}

fn has_name(tree: &Value) -> bool {
    let name = |language: &str| domain::path::text(tree, &format!("name.{language}"));
    ["ky", "ru", "en"].into_iter().any(|language| !name(language).trim().is_empty())
}

fn leaves(node: &Value, at: String, found: &mut impl FnMut(String)) {
    let below = |step: &str| if at.is_empty() { step.to_owned() } else { format!("{at}.{step}") };
    match node {
        Value::Object(map) => {
            for (step, child) in map {
                leaves(child, below(step), found);
            }
        }
        Value::Array(list) => {
            for (row, child) in list.iter().enumerate() {
                leaves(child, below(&row.to_string()), found);
            }
        }
        Value::Null => {}
        _ => found(at),
    }
}

/// An id that the same source and key always give (UUID version 8, from SHA-256).
///
/// Numbers at the end of keys order the ids, as the time orders other ones: what one register counted
/// through lies side by side in the tables and their indexes, however large these are.
fn id_of(kind: Kind, source: &str, key: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&Sha256::digest(format!("{kind}\n{source}"))[..2]);
    bytes[2..6].copy_from_slice(&number_at_the_end(key).to_be_bytes());
    bytes[6..].copy_from_slice(&Sha256::digest(format!("{kind}\n{source}\n{key}"))[..10]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn number_at_the_end(key: &str) -> u32 {
    let digits = key.bytes().rev().take(9).take_while(u8::is_ascii_digit).count();
    key[key.len() - digits..].parse().unwrap_or_default()
}

fn basis(import: &Import, key: &str) -> Basis {
    Basis::Import { source: import.source.clone(), key: key.to_owned() }
}

fn identifier_key(identifier: &Identifier) -> String {
    format!("{}:{}", identifier.scheme, identifier.value)
}

/// A row that the law refuses is that row's problem; a failing machine is everybody's.
fn refused<R: Into<Error>>(error: ActError<R>) -> Result<Imported> {
    match Error::from(error) {
        Error::Invalid(problems) => Ok(Imported::Rejected { problems }),
        Error::Refused(code) => Ok(rejected("", &code)),
        Error::Duplicate { scope, .. } => Ok(rejected(&scope, "duplicate")),
        Error::Conflict { .. } => Ok(rejected("", "conflict")),
        error => Err(error),
    }
}

/// The accounts of organisations, so that their people can be invited later.
async fn open_organisations(
    tx: &mut Tx<'_>,
    organisations: impl Iterator<Item = (Uuid, &str)>,
    moment: &Moment,
) -> Result<()> {
    let row = |(id, name): (Uuid, &str)| vec![id.into(), name.into(), moment.at.into()];
    let head = "INSERT INTO organisation (id, name, created_at)";
    let rows = organisations.map(row).collect();
    Ok(tx.insert_rows(head, rows, "ON CONFLICT (id) DO NOTHING").await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_always_the_same_and_in_the_order_of_the_numbers_of_their_keys() {
        let id = |source, key| id_of(Kind::DataArray, source, key);
        let ordered = ["", "a-2", "a-10", "B000011", "a-999999999"].map(|key| id("one", key));
        assert!(ordered.is_sorted());
        assert_eq!(id("one", "a-2"), id("one", "a-2"));
        let alike = [id("one", "a-2"), id("two", "a-2"), id("one", "b-2"), id("one", "a-02")];
        let other = id_of(Kind::DataList, "one", "a-2");
        let all: std::collections::HashSet<_> = alike.into_iter().chain([other]).collect();
        assert_eq!(all.len(), 5);
        assert_eq!(number_at_the_end("12345678901"), 345_678_901);
        assert_eq!(number_at_the_end("ключ№"), 0);
    }
}
