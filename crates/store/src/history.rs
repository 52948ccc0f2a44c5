//! Reading records and what they lived through.

use std::collections::HashSet;

use domain::record::{Actor, Happened, Record};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    act::Loaded,
    save::bounded,
    sql::Sql,
    tx::Tx,
    value::{Json, Row, Val, truncated},
};

/// An event as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<E> {
    /// The record's revision after it.
    pub revision: i64,
    /// The act in the past tense: what remains when the rest is erased.
    pub act: String,
    /// What happened; `None` once a purge has erased it.
    pub event: Option<E>,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// The version of the law it was decided under.
    pub law: String,
    /// Its place in the public feed.
    pub public_seq: Option<i64>,
}

/// An event with the state kept beside it, if it erased what was before.
pub(crate) type Step<R> = (Stored<<R as Record>::Event>, Option<R>);

pub(crate) const RECORD: &str = "SELECT id, revision, state, created_at, updated_at FROM record";

/// Two records, as far as they are there, and of what something was forgotten.
#[derive(Debug)]
pub struct Two<A, B> {
    /// The one.
    pub first: Option<Loaded<A>>,
    /// The other.
    pub second: Option<Loaded<B>>,
    /// Ids among those that were asked about.
    pub redacted: HashSet<Uuid>,
}

/// The record of a kind among rows of several.
fn of_kind<R: Record>(rows: &[Row]) -> Result<Option<Loaded<R>>, StoreError> {
    for row in rows {
        if row.get::<String>("kind")? == R::KIND.as_str() {
            return Loaded::from_row(row).map(Some);
        }
    }
    Ok(None)
}

impl Store {
    /// A record as it is now.
    pub async fn get<R: Record>(&self, id: Uuid) -> Result<Option<Loaded<R>>, StoreError> {
        self.one(format!("{RECORD} WHERE kind = $1 AND id = $2"), R::KIND.as_str(), id.into()).await
    }

    /// Records as they are now, in no particular order; unknown ids are left out.
    pub async fn get_many<R: Record>(&self, ids: &[Uuid]) -> Result<Vec<Loaded<R>>, StoreError> {
        self.many("id", ids.iter().map(|id| Val::from(*id)).collect()).await
    }

    /// Two records of different kinds, and of which of these and a third one something was forgotten: one
    /// question, because everybody who reads an array asks it.
    pub async fn get_two<A: Record, B: Record>(
        &self,
        a: Uuid,
        b: Uuid,
        third: Uuid,
    ) -> Result<Two<A, B>, StoreError> {
        const SQL: &str = "SELECT kind, id, revision, state, created_at, updated_at FROM record \
            WHERE kind = $1 AND id = $2 UNION ALL \
            SELECT kind, id, revision, state, created_at, updated_at FROM record \
            WHERE kind = $3 AND id = $4 UNION ALL \
            SELECT '', id, 0, NULL, NULL, NULL FROM event \
            WHERE act = 'redacted' AND id IN ($2, $4, $5)";
        let kinds = [A::KIND, B::KIND].map(|kind| kind.as_str());
        let values = [kinds[0].into(), a.into(), kinds[1].into(), b.into(), third.into()];
        let rows = self.rows(SQL, &values).await?;
        let mut redacted = HashSet::new();
        for row in &rows {
            if row.get::<String>("kind")?.is_empty() {
                redacted.insert(row.get("id")?);
            }
        }
        Ok(Two { first: of_kind::<A>(&rows)?, second: of_kind::<B>(&rows)?, redacted })
    }

    /// Those of some records of which something was forgotten.
    pub async fn redacted_among(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
        let mut sql = Sql::new("SELECT id FROM event WHERE act = 'redacted' AND ");
        sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
        self.db.ask(&sql).await?.iter().map(|row| row.get("id")).collect()
    }

    async fn many<R: Record>(
        &self,
        column: &str,
        values: Vec<Val>,
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let mut found = Vec::with_capacity(values.len());
        for values in values.chunks(500) {
            let mut sql = Sql::new(RECORD);
            sql.push(" WHERE kind = ? AND ", [R::KIND.as_str().into()]);
            sql.push_in(column, values.iter().cloned());
            for row in self.db.ask(&sql).await? {
                found.push(Loaded::from_row(&row)?);
            }
        }
        Ok(found)
    }

    /// A record by the number people know it by.
    pub async fn by_number<R: Record>(
        &self,
        number: &str,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let sql = format!("{RECORD} WHERE kind = $1 AND number = $2");
        self.one(sql, R::KIND.as_str(), number.into()).await
    }

    /// Records by their numbers, in no particular order; unknown numbers are left out.
    pub async fn by_numbers<R: Record>(
        &self,
        numbers: &[String],
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let numbers = numbers.iter().map(|number| number.as_str().into()).collect();
        self.many("number", numbers).await
    }

    /// The live record that holds a unique key.
    pub async fn by_key<R: Record>(
        &self,
        scope: &str,
        value: &str,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let sql = format!(
            "{RECORD} WHERE kind = $1 AND id = \
             (SELECT id FROM unique_key WHERE kind = $1 AND scope = $2 AND value = $3)"
        );
        let rows = self
            .rows(&sql, &[R::KIND.as_str().into(), scope.into(), bounded(value).as_ref().into()])
            .await?;
        rows.first().map(Loaded::from_row).transpose()
    }

    async fn one<R: Record>(
        &self,
        sql: String,
        kind: &str,
        value: Val,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let rows = self.rows(&sql, &[kind.into(), value]).await?;
        rows.first().map(Loaded::from_row).transpose()
    }

    /// Everything that happened to a record, oldest first.
    pub async fn history<R: Record>(&self, id: Uuid) -> Result<Vec<Stored<R::Event>>, StoreError> {
        Ok(self.steps::<R>(id, i64::MAX).await?.into_iter().map(|(stored, _)| stored).collect())
    }

    /// The record as it stood at a revision; `None` if it never did.
    pub async fn at_revision<R: Record>(
        &self,
        id: Uuid,
        revision: i64,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let steps = self.steps::<R>(id, revision).await?;
        if steps.last().is_none_or(|(last, _)| last.revision != revision) {
            return Ok(None);
        }
        replay(id, steps).map(Some)
    }

    /// The record as it stood at an instant; `None` if it did not exist yet.
    pub async fn as_of<R: Record>(
        &self,
        id: Uuid,
        at: Timestamp,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let mut steps = self.steps::<R>(id, i64::MAX).await?;
        let passed = steps.iter().take_while(|(stored, _)| stored.at <= truncated(at)).count();
        steps.truncate(passed);
        if steps.is_empty() { Ok(None) } else { replay(id, steps).map(Some) }
    }

    /// Whether the events add up to the state that is stored: for tests and `korgoo check`.
    pub async fn replay_equals_state<R: Record>(&self, id: Uuid) -> Result<bool, StoreError> {
        let Some(loaded) = self.get::<R>(id).await? else { return Ok(false) };
        let Some(replayed) = self.at_revision::<R>(id, loaded.revision).await? else {
            return Ok(false);
        };
        let json = |record: &R| serde_json::to_value(record).map_err(StoreError::Encode);
        Ok(json(&loaded.record)? == json(&replayed.record)?
            && loaded.created_at == replayed.created_at
            && loaded.updated_at == replayed.updated_at)
    }

    async fn steps<R: Record>(&self, id: Uuid, until: i64) -> Result<Vec<Step<R>>, StoreError> {
        let values = [R::KIND.as_str().into(), id.into(), until.into()];
        self.rows(STEPS, &values).await?.iter().map(|row| step::<R>(id, row)).collect()
    }
}

impl Tx<'_> {
    /// Everything that happened to a record, as this transaction sees it, oldest first.
    pub async fn history<R: Record>(
        &mut self,
        id: Uuid,
    ) -> Result<Vec<Stored<R::Event>>, StoreError> {
        Ok(self.steps::<R>(id).await?.into_iter().map(|(stored, _)| stored).collect())
    }

    pub(crate) async fn steps<R: Record>(&mut self, id: Uuid) -> Result<Vec<Step<R>>, StoreError> {
        let values = [R::KIND.as_str().into(), id.into(), i64::MAX.into()];
        self.rows(STEPS, &values).await?.iter().map(|row| step::<R>(id, row)).collect()
    }
}

const STEPS: &str = "SELECT revision, act, body, state, actor_id, actor_name, at, law, public_seq \
    FROM event WHERE kind = $1 AND id = $2 AND revision <= $3 ORDER BY revision";

fn step<R: Record>(id: Uuid, row: &Row) -> Result<Step<R>, StoreError> {
    let revision: i64 = row.get("revision")?;
    let what = || format!("event {revision} of {} {id}", R::KIND);
    let body: Option<Json> = row.get("body")?;
    let state: Option<Json> = row.get("state")?;
    let stored = Stored {
        revision,
        act: row.get("act")?,
        event: body.map(|body| body.read(&what())).transpose()?,
        by: Actor { person: row.get("actor_id")?, name: row.get("actor_name")? },
        at: row.get("at")?,
        law: row.get("law")?,
        public_seq: row.get("public_seq")?,
    };
    Ok((stored, state.map(|state| state.read(&what())).transpose()?))
}

/// Adds the events up. After a purge it begins with the state kept beside it.
fn replay<R: Record>(id: Uuid, steps: Vec<Step<R>>) -> Result<Loaded<R>, StoreError> {
    let mut record: Option<R> = None;
    let erased = StoreError::Erased(id);
    let start = steps.iter().rposition(|(_, state)| state.is_some());
    let (Some((first, _)), Some((last, _))) = (steps.first(), steps.last()) else {
        return Err(erased);
    };
    let (created_at, updated_at, revision) = (first.at, last.at, last.revision);
    for (stored, state) in steps.into_iter().skip(start.unwrap_or(0)) {
        record = match (state, stored.event) {
            (Some(kept), _) => Some(kept),
            (None, Some(event)) => {
                let happened = Happened { event: &event, at: stored.at, by: &stored.by };
                Some(R::apply(record, happened))
            }
            (None, None) => return Err(erased),
        };
    }
    let record = record.ok_or(erased)?;
    Ok(Loaded { id, revision, record, created_at, updated_at })
}
