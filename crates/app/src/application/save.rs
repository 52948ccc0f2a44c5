//! Keeping what the applicant types, section by section, without losing anybody's words.

use domain::application::Application;
use domain::application_act::ApplicationAct;
use domain::field::Catalogue;
use domain::path;
use serde_json::{Map, Value};
use store::{Expected, Loaded};
use uuid::Uuid;

use super::find;
use crate::policy::Deed;
use crate::{App, Caller, Error, Result};

/// How keeping a section went.
#[derive(Debug)]
pub enum Saved {
    /// It is kept.
    Kept(Box<Loaded<Application>>),
    /// Somebody else wrote in the same section meanwhile; nothing was changed. What stands there now.
    Overtaken(Box<Loaded<Application>>),
}

/// Keeps what was typed. Branches that the catalogue does not know are dropped.
pub async fn save(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    changes: Map<String, Value>,
) -> Result<Loaded<Application>> {
    let found = find(app, caller, Deed::WriteApplication, id).await?;
    let expected = seen.map_or(Expected::Any, Expected::Revision);
    write(app, caller, &found, expected, changes, None).await
}

/// Keeps a section of the form. `looked_at` is its name, when the applicant says that it is right.
///
/// Two people may write in different sections at once: only the same branches stand in each other's way.
pub async fn save_section(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    changes: Map<String, Value>,
    looked_at: Option<&str>,
) -> Result<Saved> {
    let found = find(app, caller, Deed::WriteApplication, id).await?;
    if found.revision != seen && is_overtaken(app, &found, seen, &changes).await? {
        return Ok(Saved::Overtaken(Box::new(found)));
    }
    let expected = Expected::Revision(found.revision);
    match write(app, caller, &found, expected, changes, looked_at).await {
        Ok(kept) => Ok(Saved::Kept(Box::new(kept))),
        Err(Error::Conflict { .. }) => {
            let now = find(app, caller, Deed::WriteApplication, id).await?;
            Ok(Saved::Overtaken(Box::new(now)))
        }
        Err(error) => Err(error),
    }
}

/// Whether what the applicant saw of these branches is no longer what stands there. To find already
/// there what one wanted to write is no conflict.
async fn is_overtaken(
    app: &App,
    found: &Loaded<Application>,
    seen: i64,
    changes: &Map<String, Value>,
) -> Result<bool> {
    let then = app.store().at_revision::<Application>(found.id, seen).await?;
    let empty = Value::Null;
    Ok(changes.iter().any(|(branch, wanted)| {
        let now = found.record.entry.get(branch).unwrap_or(&empty);
        let was = then.as_ref().and_then(|then| then.record.entry.get(branch)).unwrap_or(&empty);
        now != was && *now != path::tidy(wanted.clone())
    }))
}

async fn write(
    app: &App,
    caller: &Caller,
    found: &Loaded<Application>,
    expected: Expected,
    changes: Map<String, Value>,
    looked_at: Option<&str>,
) -> Result<Loaded<Application>> {
    let by = caller.actor.clone().ok_or(Error::SignIn)?;
    let changes = known_branches(&found.record, changes);
    let (id, moment) = (found.id, app.moment());
    let (by, changes, moment) = (&by, &changes, &moment);
    app.store()
        .write("save_application", |tx| {
            Box::pin(async move {
                let act = ApplicationAct::Save { changes: changes.clone() };
                let saved = tx.act::<Application>(id, expected, act, by, moment).await?;
                let Some(section) = looked_at else { return Ok::<_, Error>(saved) };
                let act = ApplicationAct::Check { section: section.to_owned() };
                Ok(tx.act::<Application>(id, Expected::Any, act, by, moment).await?)
            })
        })
        .await
}

fn known_branches(application: &Application, changes: Map<String, Value>) -> Map<String, Value> {
    let procedure = application.procedure;
    let catalogue = Catalogue::embedded();
    let known = |branch: &str| match procedure.has_entry() {
        true => {
            catalogue.of(procedure.of()).any(|f| f.path.split(['.', '[']).next() == Some(branch))
        }
        false => matches!(branch, "ground" | "words"),
    };
    let tidied = |(branch, value)| (branch, path::tidy(value));
    let mut kept: Map<String, Value> =
        changes.into_iter().filter(|(branch, _)| known(branch)).map(tidied).collect();
    number_new_rows(&application.entry, &mut kept);
    forget_purposes(&application.entry, &mut kept);
    kept
}

/// New rows get keys that no row of the entry has or had.
fn number_new_rows(entry: &Value, changes: &mut Map<String, Value>) {
    for (branch, letter) in [("purposes", 'p'), ("items", 'd')] {
        let Some(Value::Array(rows)) = changes.get_mut(branch) else { continue };
        let old = entry.get(branch).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let number = |row: &Value| path::text(row, "key").strip_prefix(letter)?.parse::<u32>().ok();
        blank_odd_keys(rows, letter);
        let mut last = old.iter().chain(rows.iter()).filter_map(number).max().unwrap_or(0);
        for row in rows.iter_mut().filter(|row| path::text(row, "key").is_empty()) {
            last = last.saturating_add(1);
            path::set(row, "key", Value::String(format!("{letter}{last}")));
        }
    }
}

/// A key that is not one of ours, or stands twice, is given anew.
fn blank_odd_keys(rows: &mut [Value], letter: char) {
    let mut seen: Vec<String> = Vec::new();
    for row in rows.iter_mut() {
        let key = path::text(row, "key").to_owned();
        let number = key.strip_prefix(letter).unwrap_or_default();
        let is_ours = (1..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        if is_ours && !seen.contains(&key) {
            seen.push(key);
        } else if row.is_object() {
            path::set(row, "key", Value::String(String::new()));
        }
    }
}

/// An item cannot serve a purpose that is gone. Recipients keep naming an item that is gone: to have
/// none left would say that they get everything, so the form asks again.
fn forget_purposes(entry: &Value, changes: &mut Map<String, Value>) {
    let Some(Value::Array(purposes)) = changes.get("purposes") else { return };
    let keys: Vec<&str> = purposes.iter().map(|row| path::text(row, "key")).collect();
    let Some(Value::Array(items)) = changes.get("items").or(entry.get("items")) else { return };
    let mut items = items.clone();
    for item in &mut items {
        if let Some(Value::Array(served)) = item.get_mut("purposes") {
            served.retain(|key| key.as_str().is_some_and(|key| keys.contains(&key)));
        }
    }
    changes.insert("items".to_owned(), Value::Array(items));
}
