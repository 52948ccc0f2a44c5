//! Many records at once, for imports: the law decides in memory, the database is asked in bulk.

use std::collections::{HashMap, HashSet};

use domain::record::{Actor, Moment, Record};
use uuid::Uuid;

use crate::{
    StoreError,
    act::{ActError, Expected, Loaded, check, decide},
    save::{Change, Lost},
    sql::Sql,
    tx::Tx,
    value::Val,
};

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
        let mut seen = HashSet::new();
        let mut changes: Vec<Change> = Vec::new();
        let mut outcomes: Vec<Outcome<R>> = Vec::with_capacity(items.len());
        for item in items {
            let (id, known) = (item.id, current.remove(&item.id));
            let outcome = if seen.insert(id) {
                decide_item(item, known, by, moment)
            } else {
                Err(ActError::Conflict { current: 0 })
            };
            outcomes.push(outcome.map(|(loaded, change)| {
                changes.extend(change);
                loaded
            }));
        }
        let lost = self.save(R::KIND, changes, by, moment).await?.into_iter().collect();
        Ok(outcomes.into_iter().map(|outcome| unless_lost(outcome, &lost)).collect())
    }

    async fn load_many<R: Record>(
        &mut self,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Loaded<R>>, StoreError> {
        let mut found = HashMap::new();
        for ids in ids.chunks(500) {
            let mut sql =
                Sql::new("SELECT id, revision, state, created_at, updated_at FROM record");
            sql.push(" WHERE kind = ? AND ", [R::KIND.as_str().into()]);
            sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
            // One order for all who lock many rows: no deadlocks among them.
            sql.push(" ORDER BY id", []);
            sql.text.push_str(self.for_update);
            for row in self.ask(&sql).await? {
                let loaded = Loaded::from_row(&row)?;
                found.insert(loaded.id, loaded);
            }
        }
        Ok(found)
    }
}

type Decided<R> = Result<(Loaded<R>, Option<Change>), ActError<<R as Record>::Refusal>>;

fn decide_item<R: Record>(
    item: BatchItem<R::Act>,
    current: Option<Loaded<R>>,
    by: &Actor,
    moment: &Moment,
) -> Decided<R> {
    check(item.expected, current.as_ref().map(|loaded| loaded.revision))?;
    decide(item.id, current, item.acts.into_iter(), by, moment)
}

fn unless_lost<R: Record>(outcome: Outcome<R>, lost: &HashMap<Uuid, Lost>) -> Outcome<R> {
    let loaded = outcome?;
    match lost.get(&loaded.id) {
        None => Ok(loaded),
        Some(lost) => Err(lost.clone().into()),
    }
}
