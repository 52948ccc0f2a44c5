//! Entries found by record, by person and by day; and how the log stands.

use std::collections::HashMap;

use domain::application::Application;
use domain::audit_anchor::AuditAnchor;
use domain::field::Of;
use domain::record::Kind;
use jiff::{Timestamp, civil::Date};
use store::{AuditEntry, AuditQuestion, Query, Val, audit_subject};
use tlog::{Hash, Row, Tile};
use uuid::Uuid;

use super::PERSON;
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, public_log, register};

/// Entries to a page.
const PAGE: u32 = 50;
/// The longest text that a record is looked for by.
const LONGEST: usize = 200;

/// What the auditor asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// A record as people type it: a number, an id, an address of mail, a place.
    pub case: String,
    /// A member of staff.
    pub staff: Option<Uuid>,
    /// A day of the authority.
    pub day: Option<Date>,
    /// Entries older than this one.
    pub before: Option<i64>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Entries, newest first.
    pub entries: Vec<AuditEntry>,
    /// `before` of the next page.
    pub next: Option<i64>,
    /// The subjects that the case is; empty if none was asked for.
    pub subjects: Vec<String>,
    /// A case was asked for, and there is none.
    pub is_unknown: bool,
    /// Numbers of the records among the subjects.
    pub numbers: HashMap<Uuid, String>,
}

/// How the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditState {
    /// How many entries there are.
    pub size: i64,
    /// The last anchor.
    pub anchor: Option<LastAnchor>,
}

/// An anchor in the public log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAnchor {
    /// How many entries it covers.
    pub size: i64,
    /// When it was made.
    pub at: Timestamp,
    /// The hash of its leaf in the public log.
    pub leaf: Hash,
    /// The file of the public log that holds the leaf, once the log has signed it.
    pub file: Option<String>,
}

/// Entries by what was asked, a page of them.
pub async fn entries(app: &App, caller: &Caller, asked: &Asked) -> Result<Found> {
    policy::check(caller, Deed::ReadAudit, None)?;
    let case = asked.case.trim();
    let subjects = if case.is_empty() { Vec::new() } else { subjects(app, case).await? };
    if !case.is_empty() && subjects.is_empty() {
        return Ok(Found { is_unknown: true, ..Found::default() });
    }
    let day = asked.day.map(|day| borders(app, day)).transpose()?;
    let question = AuditQuestion {
        subjects: subjects.clone(),
        by: asked.staff,
        since: day.map(|(since, _)| since),
        until: day.map(|(_, until)| until),
        before: asked.before,
        limit: PAGE + 1,
    };
    let mut entries = app.store().audit_entries(&question).await?;
    let is_more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let next = entries.last().filter(|_| is_more).map(|entry| entry.seq);
    let numbers = numbers(app, &entries).await?;
    Ok(Found { entries, next, subjects, is_unknown: false, numbers })
}

/// When a day of the authority begins and ends.
fn borders(app: &App, day: Date) -> Result<(Timestamp, Timestamp)> {
    let moment = app.moment();
    let zone = moment.zone().ok_or_else(|| Error::Internal("no zone".into()))?;
    let begins = |day: Date| day.to_zoned(zone.rules().clone()).map(|begin| begin.timestamp());
    let border = |day: Date| begins(day).map_err(|error| Error::Internal(error.to_string()));
    Ok((border(day)?, border(day.tomorrow().unwrap_or(day))?))
}

/// The records or places that a text names.
async fn subjects(app: &App, case: &str) -> Result<Vec<String>> {
    let case: String = case.chars().take(LONGEST).collect();
    if let Ok(id) = case.parse::<Uuid>() {
        return with_entries(app, of_any_kind(id)).await;
    }
    if let Some(id) = by_mail(app, &case).await? {
        return Ok(vec![audit_subject(PERSON, id)]);
    }
    let kinds = [(Of::Holder, Kind::Holder), (Of::DataArray, Kind::DataArray)];
    for (of, kind) in kinds {
        let Some(number) = register::canonical(app, of, &case) else { continue };
        if let Some(id) = by_number(app, kind, &number).await? {
            return Ok(vec![audit_subject(kind.as_str(), id)]);
        }
    }
    if let Some(found) = app.store().by_number::<Application>(&case.to_uppercase()).await? {
        return Ok(vec![audit_subject(Kind::Application.as_str(), found.id)]);
    }
    with_entries(app, vec![case]).await
}

fn of_any_kind(id: Uuid) -> Vec<String> {
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str()).chain([PERSON]);
    kinds.map(|kind| audit_subject(kind, id)).collect()
}

/// Those of the subjects that have entries.
async fn with_entries(app: &App, subjects: Vec<String>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for subject in subjects {
        let one =
            AuditQuestion { subjects: vec![subject.clone()], limit: 1, ..AuditQuestion::default() };
        if !app.store().audit_entries(&one).await?.is_empty() {
            found.push(subject);
        }
    }
    Ok(found)
}

async fn by_mail(app: &App, mail: &str) -> Result<Option<Uuid>> {
    if !mail.contains('@') {
        return Ok(None);
    }
    let sql = "SELECT id FROM person WHERE email = $1";
    let rows = app.store().rows(sql, &[mail.to_lowercase().into()]).await?;
    Ok(rows.first().map(|row| row.get("id")).transpose()?)
}

/// The id of a record by its number.
pub(super) async fn by_number(app: &App, kind: Kind, number: &str) -> Result<Option<Uuid>> {
    let sql = "SELECT id FROM record WHERE kind = $1 AND number = $2";
    let rows = app.store().rows(sql, &[kind.as_str().into(), number.into()]).await?;
    Ok(rows.first().map(|row| row.get("id")).transpose()?)
}

async fn numbers(app: &App, entries: &[AuditEntry]) -> Result<HashMap<Uuid, String>> {
    let id = |entry: &AuditEntry| entry.subject.split_once('/')?.1.parse().ok();
    let mut ids: Vec<Uuid> = entries.iter().filter_map(id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let limit = PAGE * Kind::ALL.len() as u32;
    let query = Query { kinds: Kind::ALL.to_vec(), ids: Some(ids), limit, ..Query::default() };
    let found = app.store().find(&query).await?.items;
    Ok(found.into_iter().filter_map(|row| Some((row.id, row.number?))).collect())
}

/// Whoever has, or once had, a role at the authority: id and name.
pub async fn staff(app: &App, caller: &Caller) -> Result<Vec<(Uuid, String)>> {
    policy::check(caller, Deed::ReadAudit, None)?;
    let sql = "SELECT id, name FROM person WHERE id IN (SELECT person FROM staff_role) OR id IN \
               (SELECT person FROM account_event WHERE act = 'roles_set') ORDER BY name, id";
    let rows = app.store().rows(sql, &[] as &[Val]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
}

/// How the log stands.
pub async fn state(app: &App, caller: &Caller) -> Result<AuditState> {
    policy::check(caller, Deed::ReadAudit, None)?;
    let size = app.store().audit_size().await?;
    let Some(head) = app.store().newest_audit_heads(1).await?.pop() else {
        return Ok(AuditState { size, anchor: None });
    };
    let seal = public_log::seal_of::<AuditAnchor>(app, head.record, head.revision).await?;
    let signed = app.store().newest_head().await?.map_or(0, |head| head.size);
    let bundle = (seal.index / i64::from(tlog::FULL)).unsigned_abs();
    let tile = Tile::in_tree(Row::Entries, bundle, signed.unsigned_abs());
    let file = tile.filter(|_| seal.index < signed).map(|tile| tile.to_string());
    let anchor = LastAnchor { size: head.size, at: head.at, leaf: seal.hash, file };
    Ok(AuditState { size, anchor: Some(anchor) })
}
