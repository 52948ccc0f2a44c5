//! What the public log keeps: its leaves in order, its signed heads, its tiles.

use domain::record::Kind;
use jiff::Timestamp;
use object_store::{ObjectStoreExt, path::Path as Key};
use tlog::Hash;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    feed::kind_of,
    sql::first,
    value::{Row, truncated},
};

/// A leaf with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLeaf {
    /// Its index, from 0.
    pub index: i64,
    /// The record whose version it seals.
    pub kind: Kind,
    /// That record.
    pub id: Uuid,
    /// The version.
    pub revision: i64,
    /// Its hash.
    pub hash: Hash,
    /// The text that is hashed.
    pub body: Vec<u8>,
}

/// A head of the log, as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// How many leaves it covers.
    pub size: i64,
    /// The root over them.
    pub root: Hash,
    /// The signed note, without cosignatures.
    pub note: String,
    /// When the log signed it.
    pub signed_at: Timestamp,
    /// When enough witnesses had signed it too.
    pub witnessed_at: Option<Timestamp>,
}

/// A witness's line under a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCosignature {
    /// The witness.
    pub witness: String,
    /// Its line of the note.
    pub line: String,
    /// When it signed.
    pub at: Timestamp,
}

const LEAF: &str = "SELECT event.public_seq - 1 AS place, event.kind, event.id, event.revision, \
    leaf.hash, leaf.body FROM event LEFT JOIN leaf ON leaf.kind = event.kind \
    AND leaf.id = event.id AND leaf.revision = event.revision";

const HEAD: &str = "SELECT size, root, note, signed_at, witnessed_at FROM checkpoint";

impl Store {
    /// Leaves from an index on, in the order of the log, without gaps.
    pub async fn leaves(&self, from: i64, limit: u32) -> Result<Vec<StoredLeaf>, StoreError> {
        let sql = format!("{LEAF} WHERE event.public_seq > $1 ORDER BY event.public_seq LIMIT $2");
        let rows = self.rows(&sql, &[from.into(), i64::from(limit).into()]).await?;
        rows.iter().map(leaf).collect()
    }

    /// The leaf that seals a version of a record.
    pub async fn leaf_of(
        &self,
        kind: Kind,
        id: Uuid,
        revision: i64,
    ) -> Result<Option<StoredLeaf>, StoreError> {
        let sql = format!(
            "{LEAF} WHERE event.kind = $1 AND event.id = $2 AND event.revision = $3 \
             AND event.public_seq IS NOT NULL"
        );
        let values = [kind.as_str().into(), id.into(), revision.into()];
        self.rows(&sql, &values).await?.first().map(leaf).transpose()
    }

    /// The leaf with a hash: what the short address of an extract names.
    pub async fn leaf_by_hash(&self, hash: &Hash) -> Result<Option<StoredLeaf>, StoreError> {
        let sql = format!("{LEAF} WHERE leaf.hash = $1");
        self.rows(&sql, &[hash.as_bytes().to_vec().into()]).await?.first().map(leaf).transpose()
    }

    /// Keeps a signed head; the same one twice is kept once.
    pub async fn keep_head(&self, head: &SignedHead) -> Result<(), StoreError> {
        let sql = "INSERT INTO checkpoint (size, root, note, signed_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (size) DO NOTHING";
        let values = &[
            head.size.into(),
            head.root.as_bytes().to_vec().into(),
            head.note.as_str().into(),
            truncated(head.signed_at).into(),
        ];
        self.put("keep_head", sql, values).await?;
        Ok(())
    }

    /// The newest signed head.
    pub async fn newest_head(&self) -> Result<Option<SignedHead>, StoreError> {
        let sql = format!("{HEAD} ORDER BY size DESC LIMIT 1");
        self.rows(&sql, &[]).await?.first().map(head).transpose()
    }

    /// The newest head that enough witnesses have signed.
    pub async fn newest_witnessed_head(&self) -> Result<Option<SignedHead>, StoreError> {
        let sql = format!("{HEAD} WHERE witnessed_at IS NOT NULL ORDER BY size DESC LIMIT 1");
        self.rows(&sql, &[]).await?.first().map(head).transpose()
    }

    /// The first signed head that covers a leaf: since when it is sealed.
    pub async fn first_head_over(&self, index: i64) -> Result<Option<SignedHead>, StoreError> {
        let sql = format!("{HEAD} WHERE size > $1 ORDER BY size LIMIT 1");
        self.rows(&sql, &[index.into()]).await?.first().map(head).transpose()
    }

    /// The first head over a leaf that enough witnesses have signed.
    pub async fn first_witnessed_over(&self, index: i64) -> Result<Option<SignedHead>, StoreError> {
        let sql =
            format!("{HEAD} WHERE size > $1 AND witnessed_at IS NOT NULL ORDER BY size LIMIT 1");
        self.rows(&sql, &[index.into()]).await?.first().map(head).transpose()
    }

    /// Says that enough witnesses have signed a head.
    pub async fn mark_witnessed(&self, size: i64, at: Timestamp) -> Result<(), StoreError> {
        let sql =
            "UPDATE checkpoint SET witnessed_at = $2 WHERE size = $1 AND witnessed_at IS NULL";
        self.put("mark_witnessed", sql, &[size.into(), truncated(at).into()]).await?;
        Ok(())
    }

    /// Keeps what a witness signed.
    pub async fn keep_cosignature(
        &self,
        size: i64,
        kept: &KeptCosignature,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO cosignature (size, witness, line, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (size, witness) DO UPDATE SET line = excluded.line, at = excluded.at";
        let values = &[
            size.into(),
            kept.witness.as_str().into(),
            kept.line.as_str().into(),
            truncated(kept.at).into(),
        ];
        self.put("keep_cosignature", sql, values).await?;
        Ok(())
    }

    /// What witnesses have signed under a head, oldest first.
    pub async fn cosignatures(&self, size: i64) -> Result<Vec<KeptCosignature>, StoreError> {
        let sql = "SELECT witness, line, at FROM cosignature WHERE size = $1 ORDER BY at, witness";
        let kept = |row: &Row| {
            Ok(KeptCosignature {
                witness: row.get("witness")?,
                line: row.get("line")?,
                at: row.get("at")?,
            })
        };
        self.rows(sql, &[size.into()]).await?.iter().map(kept).collect()
    }

    /// The key that the log of this register is signed by; `ours` becomes it if there is none yet.
    pub async fn log_key(&self, ours: &str) -> Result<String, StoreError> {
        let sql = "INSERT INTO log_key (id, key) VALUES (1, $1) ON CONFLICT (id) DO NOTHING";
        self.put("log_key", sql, &[ours.into()]).await?;
        first(self.rows("SELECT key FROM log_key", &[]).await?)?.get("key")
    }

    /// The key that the log of this register is signed by, if it has one yet.
    pub async fn known_log_key(&self) -> Result<Option<String>, StoreError> {
        let rows = self.rows("SELECT key FROM log_key", &[]).await?;
        rows.first().map(|row| row.get("key")).transpose()
    }

    /// Takes or renews a lease: work that one node at a time does. False while another holds it.
    pub async fn take_lease(
        &self,
        name: &str,
        owner: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "INSERT INTO lease (name, owner, until) VALUES ($1, $2, $4) \
                   ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until \
                   WHERE lease.owner = excluded.owner OR lease.until <= $3";
        let values = &[name.into(), owner.into(), truncated(now).into(), truncated(until).into()];
        Ok(self.put("take_lease", sql, values).await? == 1)
    }

    /// Ends a lease, if it is the owner's: another node need not wait until it runs out.
    pub async fn end_lease(&self, name: &str, owner: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM lease WHERE name = $1 AND owner = $2";
        self.put("end_lease", sql, &[name.into(), owner.into()]).await?;
        Ok(())
    }

    /// Keeps a file of the log, durably, under the path by which it is served.
    pub async fn put_log_file(&self, path: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let work = async { Ok(self.files.0.put(&log_key(path), bytes.into()).await.map(drop)?) };
        self.at_risk(&format!("put {path}"), work).await
    }

    /// A file of the log.
    pub async fn log_file(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self.files.0.get(&log_key(path)).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Drops a file of the log, if it is there.
    pub async fn drop_log_file(&self, path: &str) -> Result<(), StoreError> {
        let work = async {
            match self.files.0.delete(&log_key(path)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(error.into()),
            }
        };
        self.at_risk(&format!("drop {path}"), work).await
    }

    async fn put(
        &self,
        name: &'static str,
        sql: &str,
        values: &[crate::Val],
    ) -> Result<u64, StoreError> {
        self.write(name, |tx| Box::pin(async move { tx.put_rows(sql, values).await })).await
    }
}

fn log_key(path: &str) -> Key {
    Key::from(format!("log/{path}"))
}

fn leaf(row: &Row) -> Result<StoredLeaf, StoreError> {
    let kind: String = row.get("kind")?;
    let index = row.get("place")?;
    let hash: Option<Vec<u8>> = row.get("hash")?;
    let body: Option<Vec<u8>> = row.get("body")?;
    let (Some(hash), Some(body)) = (hash, body) else { return Err(StoreError::Unsealed(index)) };
    Ok(StoredLeaf {
        index,
        kind: kind_of(&kind)?,
        id: row.get("id")?,
        revision: row.get("revision")?,
        hash: hash_of(&hash)?,
        body,
    })
}

fn head(row: &Row) -> Result<SignedHead, StoreError> {
    let root: Vec<u8> = row.get("root")?;
    Ok(SignedHead {
        size: row.get("size")?,
        root: hash_of(&root)?,
        note: row.get("note")?,
        signed_at: row.get("signed_at")?,
        witnessed_at: row.get("witnessed_at")?,
    })
}

/// A hash as it is kept in a column.
pub(crate) fn hash_of(bytes: &[u8]) -> Result<Hash, StoreError> {
    let bytes: Option<[u8; Hash::LEN]> = bytes.try_into().ok();
    bytes.map(Hash::from_bytes).ok_or_else(|| {
        let source = serde::de::Error::custom("a hash has 32 bytes");
        StoreError::Decode { what: "hash".into(), source }
    })
}
