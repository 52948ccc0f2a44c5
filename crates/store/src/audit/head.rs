//! Heads of the audit log that were anchored in the public log.

use jiff::Timestamp;
use tlog::Hash;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    log::hash_of,
    tx::Tx,
    value::{Row, truncated},
};

/// A head that was anchored, with what is needed to go on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    /// How many entries it covers.
    pub size: i64,
    /// The root over their leaves.
    pub root: Hash,
    /// The complete subtrees at the right edge of the tree, as `tlog::Frontier` writes them.
    pub edge: Vec<u8>,
    /// The record whose act anchored it.
    pub record: Uuid,
    /// The version that the act made.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
}

const HEAD: &str = "SELECT size, root, edge, record, revision, at FROM audit_head";

impl Store {
    /// The newest heads, newest first.
    pub async fn newest_audit_heads(&self, limit: u32) -> Result<Vec<AuditHead>, StoreError> {
        let sql = format!("{HEAD} ORDER BY size DESC LIMIT $1");
        self.rows(&sql, &[i64::from(limit).into()]).await?.iter().map(head).collect()
    }

    /// Heads over more than `after` entries, oldest first.
    pub async fn audit_heads(&self, after: i64, limit: u32) -> Result<Vec<AuditHead>, StoreError> {
        let sql = format!("{HEAD} WHERE size > $1 ORDER BY size LIMIT $2");
        let rows = self.rows(&sql, &[after.into(), i64::from(limit).into()]).await?;
        rows.iter().map(head).collect()
    }
}

impl Tx<'_> {
    /// Keeps a head, in the transaction of the act that anchors it.
    pub async fn keep_audit_head(&mut self, head: &AuditHead) -> Result<(), StoreError> {
        let sql = "INSERT INTO audit_head (size, root, edge, record, revision, at) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values = [
            head.size.into(),
            head.root.as_bytes().to_vec().into(),
            head.edge.clone().into(),
            head.record.into(),
            head.revision.into(),
            truncated(head.at).into(),
        ];
        self.put_rows(sql, &values).await?;
        Ok(())
    }
}

fn head(row: &Row) -> Result<AuditHead, StoreError> {
    let root: Vec<u8> = row.get("root")?;
    Ok(AuditHead {
        size: row.get("size")?,
        root: hash_of(&root)?,
        edge: row.get("edge")?,
        record: row.get("record")?,
        revision: row.get("revision")?,
        at: row.get("at")?,
    })
}
