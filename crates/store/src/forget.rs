//! Forgetting values: out of the events of a record, its state and its facets, and the salts of what
//! the public log had committed to. The leaves stay as they are, and so do their proofs.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::commitment::Sealed;
use domain::field::Catalogue;
use domain::record::{Happened, Record};
use domain::redaction::Forgotten;
use jiff::Timestamp;
use sqlx::Row as _;
use tlog::leaf::Leaf;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    act::Loaded,
    engine::Db,
    history::Step,
    leaf::Salts,
    tx::Tx,
    value::{Json, Val},
};

/// The fields of the Register with the rules of publication of a day: what a version was sealed by.
pub type FieldsAt<'a> = &'a (dyn Fn(Timestamp) -> Catalogue + Sync);

const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Tables whose rows forgetting rewrites.
const REWRITTEN: &str = "record, event, tag, unique_key, leaf, outbox, notice, organisation, \
    api_token, account_event, file, file_use";

/// A record after values were taken out of it.
#[derive(Debug, Clone)]
pub struct Emptied<R> {
    /// The record as its events add up now.
    pub loaded: Loaded<R>,
    /// Whether anything of it changed.
    pub changed: bool,
    /// Whether something that its leaves had committed to is gone, public or not.
    pub closed: bool,
    /// Every revision as it was and as it is now; those that a purge has erased are left out.
    pub revisions: Vec<(i64, R, R)>,
}

/// A version that a leaf seals, with and without the values.
struct Version<R: Record> {
    revision: i64,
    at: Timestamp,
    event: R::Event,
    before: R,
    after: R,
    cleaned: R::Event,
}

impl Tx<'_> {
    /// Takes values out of everything kept of a record, under its lock: no event, no new revision.
    /// Its facets are saved as the record itself sees them.
    pub async fn forget<R: Record>(
        &mut self,
        id: Uuid,
        values: &Forgotten,
        fields: FieldsAt<'_>,
    ) -> Result<Option<Emptied<R>>, StoreError> {
        let Some(mut loaded) = self.load::<R>(id).await? else { return Ok(None) };
        let steps = self.steps::<R>(id).await?;
        let mut revisions: Vec<(i64, R, R)> = Vec::with_capacity(steps.len());
        let (mut changed, mut closed) = (false, false);
        for step in steps {
            changed |= self.empty_step::<R>(id, &step, values).await?;
            let earlier = revisions.last().map(|(_, before, after)| (before, after));
            let Some(version) = lived(step, values, earlier) else { continue };
            closed |= self.close::<R>(id, &version, fields).await?;
            revisions.push((version.revision, version.before, version.after));
        }
        let (_, _, newest) = revisions.last().ok_or(StoreError::Erased(id))?;
        loaded.record = newest.clone();
        if changed {
            let facets = loaded.record.facets();
            self.refresh(&[(loaded.clone(), facets)]).await?;
        }
        Ok(Some(Emptied { loaded, changed, closed, revisions }))
    }

    /// Rewrites one event, and the state kept beside it.
    async fn empty_step<R: Record>(
        &mut self,
        id: Uuid,
        (stored, state): &Step<R>,
        values: &Forgotten,
    ) -> Result<bool, StoreError> {
        let body = stored.event.as_ref().map(|event| rewritten(event, |it| R::forget(it, values)));
        let state =
            state.as_ref().map(|state| rewritten(state, |it: &mut R| it.forget_in_state(values)));
        let (body, state) = (body.transpose()?.flatten(), state.transpose()?.flatten());
        for (column, json) in [("body", &body), ("state", &state)] {
            let Some(json) = json else { continue };
            let sql = format!(
                "UPDATE event SET {column} = $4 WHERE kind = $1 AND id = $2 AND revision = $3"
            );
            let values: [Val; 4] =
                [R::KIND.as_str().into(), id.into(), stored.revision.into(), json.clone().into()];
            self.put_rows(&sql, &values).await?;
        }
        Ok(body.is_some() || state.is_some())
    }

    /// Takes away the salts of what a version's leaf commits to and is no more. Says whether any went.
    async fn close<R: Record>(
        &mut self,
        id: Uuid,
        version: &Version<R>,
        fields: FieldsAt<'_>,
    ) -> Result<bool, StoreError> {
        let sql =
            "SELECT body, seed, salts FROM leaf WHERE kind = $1 AND id = $2 AND revision = $3";
        let place: [Val; 3] = [R::KIND.as_str().into(), id.into(), version.revision.into()];
        let rows = self.rows(sql, &place).await?;
        let Some(row) = rows.first() else { return Ok(false) };
        let leaf = read_leaf(id, &row.get::<Vec<u8>>("body")?)?;
        let fields = fields(version.at);
        let before = version.before.sealed(&version.event, &fields);
        let after = version.after.sealed(&version.cleaned, &fields);
        let (Some(before), Some(after)) = (before, after) else { return Ok(false) };
        if before == after {
            return Ok(false);
        }
        let salts = left(&leaf, &Salts::from_row(row)?, &before, &after);
        let sql = "UPDATE leaf SET seed = NULL, salts = $4 \
                   WHERE kind = $1 AND id = $2 AND revision = $3";
        let [kind, id, revision] = place;
        self.put_rows(sql, &[kind, id, revision, Json::of(&salts)?.into()]).await?;
        Ok(true)
    }
}

/// What stands in place of a value after it was changed; none if it was not.
fn rewritten<T: Clone + serde::Serialize>(
    value: &T,
    change: impl Fn(&mut T),
) -> Result<Option<Json>, StoreError> {
    let mut new = value.clone();
    change(&mut new);
    let (old, new) = (Json::of(value)?, Json::of(&new)?);
    Ok((old != new).then_some(new))
}

/// Goes one step further in both courses of events; none where a purge has erased what was.
fn lived<R: Record>(
    (stored, state): Step<R>,
    values: &Forgotten,
    earlier: Option<(&R, &R)>,
) -> Option<Version<R>> {
    let (event, at) = (stored.event?, stored.at);
    let mut cleaned = event.clone();
    R::forget(&mut cleaned, values);
    let by = &stored.by;
    let happened = |event| Happened { event, at, by };
    let (before, after) = match state {
        Some(before) => {
            let mut after = before.clone();
            after.forget_in_state(values);
            (before, after)
        }
        None => {
            let (before, after) = earlier.map(|(a, b)| (a.clone(), b.clone())).unzip();
            (R::apply(before, happened(&event)), R::apply(after, happened(&cleaned)))
        }
    };
    Some(Version { revision: stored.revision, at, before, after, event, cleaned })
}

fn read_leaf(id: Uuid, body: &[u8]) -> Result<Leaf, StoreError> {
    Leaf::read(body).map_err(|error| StoreError::NotSealed(id.to_string(), error.to_string()))
}

/// The salts that stay: of the commitments whose value is what it was. One that is not understood any
/// more is closed too: nobody could say what it holds.
fn left(leaf: &Leaf, salts: &Salts, before: &Sealed, after: &Sealed) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = leaf.fields().map(|(name, _)| name.as_str()).collect();
    let after = after.named(&names);
    let kept = before.named(&names).into_iter().filter(|it| after.contains(it));
    kept.filter_map(|it| Some((it.name.clone(), salts.of(&it.name)?.to_string()))).collect()
}

impl Store {
    /// Takes old copies of what was rewritten off the disk, as far as the engine can: to be called
    /// after the transaction. SQLite folds its write-ahead log into the file, whose freed places are
    /// overwritten; PostgreSQL clears away dead rows.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        match &self.db {
            Db::Sqlite { writer, .. } => {
                for _ in 0..TRIES {
                    let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
                    // A reader may stand in the way for a moment.
                    if folded.fetch_one(writer).await?.try_get::<i64, _>("busy")? == 0 {
                        return Ok(());
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                return Err(StoreError::Busy);
            }
            Db::Postgres(pool) => {
                let sql = format!("VACUUM {REWRITTEN}");
                sqlx::query(sqlx::AssertSqlSafe(sql)).execute(pool).await?;
            }
        }
        Ok(())
    }
}
