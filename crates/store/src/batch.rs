//! Many records at once, for imports: the law decides in memory, the database is asked in bulk.

use std::collections::{HashMap, HashSet};

use domain::record::{Actor, Moment, Record};
use uuid::Uuid;

use crate::{
    StoreError,
    act::{ActError, Expected, Fields, Loaded, check, decide},
    many::each,
    save::{Change, Lost, bounded},
    sql::{Sql, many_rows},
    tx::Tx,
    value::{Row, Val},
};

/// Ids or keys to one question.
const MOST: usize = 500;

/// One record of a batch and the acts it is to live through, in order.
#[derive(Debug, Clone)]
pub struct BatchItem<A> {
    /// The record.
    pub id: Uuid,
    /// What the caller believes about it.
    pub expected: Expected,
    /// The acts; all are done or none.
    pub acts: Vec<A>,
}

/// What became of one item, in the order of the items.
type Outcome<R> = Result<Loaded<R>, ActError<<R as Record>::Refusal>>;

impl Tx<'_> {
    /// Does the acts of many records in a few statements. One item's failure is its own: the others
    /// are saved. An id may appear once in a batch; the second time is a conflict.
    pub async fn save_batch<R: Record>(
        &mut self,
        items: Vec<BatchItem<R::Act>>,
        by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<Outcome<R>>, StoreError> {
        let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
        let mut current = self.load_many::<R>(&ids).await?;
        let (mut seen, fields) = (HashSet::new(), Fields::new());
        let ready = |item: BatchItem<R::Act>| {
            let known = current.remove(&item.id);
            seen.insert(item.id).then_some((item, known))
        };
        let ready = items.into_iter().map(ready).collect();
        let decided = each(ready, |ready| match ready {
            Some((item, known)) => decide_item(item, known, by, moment, &fields),
            None => Err(ActError::Conflict { current: 0 }),
        });
        let mut changes: Vec<Change> = Vec::new();
        let outcome = |decided: Decided<R>| {
            decided.map(|(loaded, change)| {
                changes.extend(change);
                loaded
            })
        };
        let outcomes: Vec<Outcome<R>> = decided.into_iter().map(outcome).collect();
        let lost = self.save(R::KIND, changes, by, moment).await?.into_iter().collect();
        Ok(outcomes.into_iter().map(|outcome| unless_lost(outcome, &lost)).collect())
    }

    /// The records, held for this transaction; unknown ids are left out.
    pub async fn load_many<R: Record>(
        &mut self,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Loaded<R>>, StoreError> {
        let mut found = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(MOST) {
            let mut sql =
                Sql::new("SELECT id, revision, state, created_at, updated_at FROM record");
            sql.push(" WHERE kind = ? AND ", [R::KIND.as_str().into()]);
            sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
            // One order for all who lock many rows: no deadlocks among them.
            sql.push(" ORDER BY id", []).push(self.for_update, []);
            for row in self.ask(&sql).await? {
                let loaded = Loaded::from_row(&row)?;
                found.insert(loaded.id, loaded);
            }
        }
        Ok(found)
    }

    /// The live records that hold these keys, by key, held for this transaction; see
    /// [`Tx::load_by_key`].
    pub async fn load_by_keys<R: Record>(
        &mut self,
        scope: &str,
        values: &[String],
    ) -> Result<HashMap<String, Loaded<R>>, StoreError> {
        let mut ids: HashMap<String, Uuid> = HashMap::with_capacity(values.len());
        for values in values.chunks(MOST) {
            let mut sql = Sql::new("SELECT value, id FROM unique_key WHERE ");
            sql.push("kind = ? AND scope = ? AND ", [R::KIND.as_str().into(), scope.into()]);
            sql.push_in("value", values.iter().map(|value| bounded(value).as_ref().into()));
            for row in self.ask(&sql).await? {
                ids.insert(row.get("value")?, row.get("id")?);
            }
        }
        let held: Vec<Uuid> = ids.values().copied().collect();
        let mut records = self.load_many::<R>(&held).await?;
        let mut found = HashMap::with_capacity(records.len());
        for value in values {
            let record = ids.get(bounded(value).as_ref()).and_then(|id| records.remove(id));
            found.extend(record.map(|record| (value.clone(), record)));
        }
        Ok(found)
    }

    /// Rows whose column is any of these values: `head column IN (…)`. See [`Tx::rows`].
    pub async fn rows_in(
        &mut self,
        head: &str,
        column: &str,
        values: &[Val],
    ) -> Result<Vec<Row>, StoreError> {
        let mut found = Vec::new();
        for values in values.chunks(MOST) {
            let mut sql = Sql::new(head);
            sql.push(" ", []).push_in(column, values.iter().cloned());
            found.extend(self.ask(&sql).await?);
        }
        Ok(found)
    }

    /// Inserts rows, many to a statement: `head VALUES (…), (…) tail`. See [`Tx::put_rows`].
    pub async fn insert_rows(
        &mut self,
        head: &str,
        rows: Vec<Vec<Val>>,
        tail: &str,
    ) -> Result<(), StoreError> {
        self.run_all(many_rows(head, rows, tail)).await
    }
}

type Decided<R> = Result<(Loaded<R>, Option<Change>), ActError<<R as Record>::Refusal>>;

fn decide_item<R: Record>(
    item: BatchItem<R::Act>,
    current: Option<Loaded<R>>,
    by: &Actor,
    moment: &Moment,
    fields: &Fields,
) -> Decided<R> {
    check(item.expected, current.as_ref().map(|loaded| loaded.revision))?;
    decide(item.id, current, item.acts.into_iter(), by, moment, fields)
}

fn unless_lost<R: Record>(outcome: Outcome<R>, lost: &HashMap<Uuid, Lost>) -> Outcome<R> {
    let loaded = outcome?;
    match lost.get(&loaded.id) {
        None => Ok(loaded),
        Some(lost) => Err(lost.clone().into()),
    }
}
