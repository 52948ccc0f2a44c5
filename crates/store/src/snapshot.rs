//! Reading many records as they were at one moment, however long it takes.

use domain::record::{Kind, Record};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    act::Loaded,
    engine::Transaction,
    feed::{PublicEvent, event, newest_of_register},
    history::RECORD,
    sql::Sql,
    value::Val,
};

/// All records at one moment: what is done meanwhile is not seen. It holds a connection, so a long walk is
/// for workers only, never for a visitor.
pub struct Snapshot {
    inner: Transaction,
}

impl Store {
    /// The records as they are now.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(Snapshot { inner: self.db.view().await? })
    }
}

impl Snapshot {
    /// The newest public event of the Register's entries at that moment.
    pub async fn last_register_change(&mut self) -> Result<Option<PublicEvent>, StoreError> {
        let (sql, values) = newest_of_register();
        let rows = self.inner.rows(&sql, &values).await?;
        rows.first().map(event).transpose()
    }

    /// When the latest of the Register's public events happened. In a register that was filled with old
    /// events that need not be the newest in the feed.
    pub async fn latest_register_time(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT at FROM event WHERE public_seq IS NOT NULL AND kind <> $1 \
                   ORDER BY at DESC LIMIT 1";
        let rows = self.inner.rows(sql, &[Kind::AuditAnchor.as_str().into()]).await?;
        rows.first().map(|row| row.get("at")).transpose()
    }

    /// Records in the order of their numbers, those after one number; the first stand after "".
    pub async fn after_number<R: Record>(
        &mut self,
        number: &str,
        limit: u32,
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let sql = format!("{RECORD} WHERE kind = $1 AND number > $2 ORDER BY number LIMIT {limit}");
        let rows = self.inner.rows(&sql, &[R::KIND.as_str().into(), number.into()]).await?;
        rows.iter().map(Loaded::from_row).collect()
    }

    /// The same, of one holder.
    pub async fn of_holder_after_number<R: Record>(
        &mut self,
        holder: Uuid,
        number: &str,
        limit: u32,
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let sql = format!(
            "{RECORD} WHERE kind = $1 AND holder = $2 AND number > $3 ORDER BY number LIMIT {limit}"
        );
        let values = [R::KIND.as_str().into(), holder.into(), number.into()];
        self.inner.rows(&sql, &values).await?.iter().map(Loaded::from_row).collect()
    }

    /// Records by their ids, in no particular order; unknown ids are left out.
    pub async fn get_many<R: Record>(
        &mut self,
        ids: &[Uuid],
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(500) {
            let mut sql = Sql::new(RECORD);
            sql.push(" WHERE kind = ? AND ", [R::KIND.as_str().into()]);
            sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
            for row in self.inner.ask(&sql).await? {
                found.push(Loaded::from_row(&row)?);
            }
        }
        Ok(found)
    }

    /// Gives the connection back.
    pub async fn end(self) -> Result<(), StoreError> {
        self.inner.rollback().await
    }
}
