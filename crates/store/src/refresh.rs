//! Facets saved again, when what is to be seen of a record changed but nothing happened to it.

use domain::record::{Facets, Record};
use uuid::Uuid;

use crate::{
    StoreError,
    act::Loaded,
    save::Change,
    tx::Tx,
    value::{Json, Row, Val},
};

const RECORD: &str = "SELECT id, revision, state, created_at, updated_at FROM record";

impl Tx<'_> {
    /// The records of a kind that belong to a holder, held for this transaction.
    pub async fn load_of_holder<R: Record>(
        &mut self,
        holder: Uuid,
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let lock = self.for_update;
        let sql = format!("{RECORD} WHERE kind = $1 AND holder = $2 ORDER BY id{lock}");
        self.loaded(&sql, &[R::KIND.as_str().into(), holder.into()]).await
    }

    /// The next records of a kind by their ids, held for this transaction; the nil id begins.
    pub async fn load_after<R: Record>(
        &mut self,
        after: Uuid,
        limit: u32,
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let lock = self.for_update;
        let sql = format!("{RECORD} WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3{lock}");
        self.loaded(&sql, &[R::KIND.as_str().into(), after.into(), i64::from(limit).into()]).await
    }

    async fn loaded<R: Record>(
        &mut self,
        sql: &str,
        values: &[Val],
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let rows: Vec<Row> = self.rows(sql, values).await?;
        rows.iter().map(Loaded::from_row).collect()
    }

    /// Saves what may be seen of records: no event, no new revision, no new time. Names those whose
    /// unique keys belong to another record; they stay as they were.
    pub async fn refresh<R: Record>(
        &mut self,
        records: &[(Loaded<R>, Facets)],
    ) -> Result<Vec<Uuid>, StoreError> {
        let mut changes = Vec::with_capacity(records.len());
        for (loaded, facets) in records {
            changes.push(Change {
                id: loaded.id,
                is_new: false,
                revision: loaded.revision,
                state: Json::of(&loaded.record)?,
                facets: facets.clone(),
                events: Vec::new(),
                erased_below: None,
                created_at: loaded.created_at,
                updated_at: loaded.updated_at,
            });
        }
        let lost = self.save_records(R::KIND, &mut changes).await?;
        Ok(lost.into_keys().collect())
    }
}
