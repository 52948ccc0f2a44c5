//! Dated changes to the law by an administrator, without a new build.
//!
//! A change is a law file of its own, read together with the law the program carries: a change
//! that does not fit is refused with file, line and key, and never reaches the database.

use domain::law::{Law, LawError, LawFile};
use jiff::Timestamp;
use store::{Row, Store, Val};
use uuid::Uuid;

use crate::account::note;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

const LONGEST_TEXT: usize = 200_000;

/// A change as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Its id.
    pub id: Uuid,
    /// Its name: `override-2027-terms`.
    pub name: String,
    /// The text.
    pub text: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it is part of the law now.
    pub is_active: bool,
}

/// Why a change cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The text does not fit the law.
    #[error("the law has mistakes")]
    Mistakes(Vec<LawError>),
    /// Something else.
    #[error(transparent)]
    App(#[from] Error),
}

fn row(row: &Row) -> Result<Override> {
    Ok(Override {
        id: row.get("id")?,
        name: row.get("name")?,
        text: row.get("text")?,
        created_at: row.get("created_at")?,
        is_active: row.get("active")?,
    })
}

const COLUMNS: &str = "SELECT id, name, text, created_at, active FROM law_override";

/// The law that the program carries with the changes that stand; called once at the start.
pub async fn load(store: &Store) -> std::result::Result<Law, NotTaken> {
    let sql = format!("{COLUMNS} WHERE active ORDER BY created_at, id");
    let rows = store.rows(&sql, &[]).await.map_err(Error::from)?;
    let changes: Vec<Override> = rows.iter().map(row).collect::<Result<_>>()?;
    Law::read(&with(&changes, None)).map_err(NotTaken::Mistakes)
}

fn with(changes: &[Override], more: Option<&LawFile>) -> Vec<LawFile> {
    let file = |change: &Override| LawFile { name: file_name(change), text: change.text.clone() };
    let mut files = domain::law::embedded();
    files.extend(changes.iter().filter(|change| change.is_active).map(file));
    files.extend(more.cloned());
    files
}

fn file_name(change: &Override) -> String {
    format!("{}.toml", change.name)
}

/// All changes ever made, newest first.
pub async fn all(app: &App, caller: &Caller) -> Result<Vec<Override>> {
    policy::check(caller, Deed::ChangeLaw, None)?;
    let sql = format!("{COLUMNS} ORDER BY created_at DESC, id DESC");
    app.store().rows(&sql, &[]).await?.iter().map(row).collect()
}

/// Reads a change together with the law, without keeping it: what the law would be.
pub async fn try_out(
    app: &App,
    caller: &Caller,
    name: &str,
    text: &str,
) -> std::result::Result<Law, NotTaken> {
    let changes = all(app, caller).await?;
    let file = LawFile { name: format!("{}.toml", file_stem(name)), text: text.to_owned() };
    if text.len() > LONGEST_TEXT {
        return Err(Error::TooMany.into());
    }
    let others: Vec<Override> =
        changes.into_iter().filter(|change| change.name != file_stem(name)).collect();
    Law::read(&with(&others, Some(&file))).map_err(NotTaken::Mistakes)
}

/// Names are short words, so that error messages and addresses can carry them.
fn file_stem(name: &str) -> String {
    let word: String = name
        .trim()
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    let word = word.trim_matches('-');
    match (word.is_empty(), word.starts_with("override-")) {
        (true, _) => "override-unnamed".to_owned(),
        (_, true) => word.to_owned(),
        (_, false) => format!("override-{word}"),
    }
}

/// Keeps a change and puts the law with it in force; an older one of the same name steps back.
pub async fn keep(
    app: &App,
    caller: &Caller,
    name: &str,
    text: &str,
) -> std::result::Result<Uuid, NotTaken> {
    let law = try_out(app, caller, name, text).await?;
    let by = policy::actor(caller, Deed::ChangeLaw, None)?.person;
    let (id, name, now) = (app.new_id(), &file_stem(name), app.now());
    app.store()
        .write("keep_law_override", |tx| {
            Box::pin(async move {
                let sql = "UPDATE law_override SET active = $2 WHERE name = $1";
                tx.put_rows(sql, &[name.as_str().into(), false.into()]).await?;
                let sql = "INSERT INTO law_override (id, name, text, created_by, created_at, active) \
                           VALUES ($1, $2, $3, $4, $5, $6)";
                let values: [Val; 6] = [
                    id.into(),
                    name.as_str().into(),
                    text.into(),
                    by.into(),
                    now.into(),
                    true.into(),
                ];
                tx.put_rows(sql, &values).await?;
                note(tx, by, "law_changed", &[("name", name)], by, now).await
            })
        })
        .await?;
    app.set_law(law);
    Ok(id)
}

/// Takes a change out of the law; records made under it keep naming it.
pub async fn switch_off(app: &App, caller: &Caller, id: Uuid) -> std::result::Result<(), NotTaken> {
    let by = policy::actor(caller, Deed::ChangeLaw, None)?.person;
    let mut changes = all(app, caller).await?;
    let change = changes.iter_mut().find(|change| change.id == id).ok_or(Error::NotFound)?;
    change.is_active = false;
    let name = &change.name.clone();
    changes.reverse();
    let law = Law::read(&with(&changes, None)).map_err(NotTaken::Mistakes)?;
    let now = app.now();
    app.store()
        .write("switch_off_law_override", |tx| {
            Box::pin(async move {
                let sql = "UPDATE law_override SET active = $2 WHERE id = $1";
                tx.put_rows(sql, &[id.into(), false.into()]).await?;
                note(tx, by, "law_change_ended", &[("name", name)], by, now).await
            })
        })
        .await?;
    app.set_law(law);
    Ok(())
}
