//! Files by their content: a file's name is the SHA-256 of its bytes.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Key,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    FilesAt, Store, StoreError,
    engine::Db,
    sql::{Sql, first},
    tx::Tx,
    value::{Row, truncated},
};

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileRef {
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// Its length in bytes.
    pub size: i64,
    /// What it is: `application/pdf` …
    pub media_type: String,
}

/// Whose a file is, and what it serves there: `policy`, `import`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileUse<'a> {
    /// The organisation.
    pub organisation: Uuid,
    /// What the file is for.
    pub purpose: &'a str,
}

/// Where the bytes lie.
#[derive(Debug, Clone)]
pub(crate) struct Files(pub Arc<dyn ObjectStore>);

impl Files {
    pub fn open(at: &FilesAt, data_dir: &Path, db: &Db) -> Result<Files, StoreError> {
        match at {
            FilesAt::DataDir => {
                let folder = db.temporary_folder().unwrap_or(data_dir).join("files");
                std::fs::create_dir_all(&folder)
                    .map_err(|error| StoreError::folder(&folder, error))?;
                // With fsync: an act may point to the file as soon as it is kept.
                let local = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
                Ok(Files(Arc::new(local)))
            }
            FilesAt::S3(url) => {
                // The provider may be installed already; then this one is not needed.
                let _ = rustls::crypto::ring::default_provider().install_default();
                Ok(Files(Arc::new(AmazonS3Builder::from_env().with_url(url).build()?)))
            }
        }
    }
}

impl Store {
    /// Asks whether the files can be reached: with S3, whether the bucket is there and open to us.
    pub async fn files_answer(&self) -> Result<(), StoreError> {
        self.files.0.list_with_delimiter(None).await?;
        Ok(())
    }

    /// Keeps a file for an organisation: first the bytes, durably, then the rows. The same bytes are
    /// kept once, however many use them.
    pub async fn put_file(
        &self,
        bytes: Vec<u8>,
        media_type: &str,
        file_use: FileUse<'_>,
        by: Uuid,
        at: Timestamp,
    ) -> Result<FileRef, StoreError> {
        let file = FileRef {
            hash: hex::encode(Sha256::digest(&bytes)),
            size: bytes.len() as i64,
            media_type: media_type.to_owned(),
        };
        let bytes = PutPayload::from(bytes);
        self.files.0.put(&key(&file.hash), bytes.clone()).await?;
        let known: FileRef = self
            .write("put_file", |tx| {
                let file = &file;
                Box::pin(async move { tx.note_file(file, file_use, by, at).await })
            })
            .await?;
        // Somebody may have swept the same bytes away before the rows stood.
        if self.files.0.head(&key(&file.hash)).await.is_err() {
            self.files.0.put(&key(&file.hash), bytes).await?;
        }
        Ok(known)
    }

    /// What is known of a file.
    pub async fn file(&self, hash: &str) -> Result<Option<FileRef>, StoreError> {
        let rows = self.rows(FILE, &[hash.into()]).await?;
        rows.first().map(|row| file(hash, row)).transpose()
    }

    /// A file's bytes, checked against their hash.
    pub async fn get_file(&self, hash: &str) -> Result<Option<(FileRef, Vec<u8>)>, StoreError> {
        let Some(known) = self.file(hash).await? else { return Ok(None) };
        let bytes = self.files.0.get(&key(hash)).await?.bytes().await?.to_vec();
        if hex::encode(Sha256::digest(&bytes)) != hash {
            return Err(StoreError::DamagedFile(hash.to_owned()));
        }
        Ok(Some((known, bytes)))
    }

    /// A file that serves this purpose in this organisation; to all others it is not there.
    pub async fn get_used_file(
        &self,
        hash: &str,
        file_use: FileUse<'_>,
    ) -> Result<Option<(FileRef, Vec<u8>)>, StoreError> {
        let sql =
            "SELECT hash FROM file_use WHERE hash = $1 AND organisation = $2 AND purpose = $3";
        let values = [hash.into(), file_use.organisation.into(), file_use.purpose.into()];
        match self.rows(sql, &values).await?.is_empty() {
            true => Ok(None),
            false => self.get_file(hash).await,
        }
    }

    /// Removes a file for good, whoever uses it, as a purge orders.
    pub async fn delete_file(&self, hash: &str) -> Result<bool, StoreError> {
        self.write("delete_file", |tx| {
            Box::pin(async move {
                tx.put_rows("DELETE FROM file_use WHERE hash = $1", &[hash.into()]).await?;
                self.remove_unused(tx, hash).await
            })
        })
        .await
    }

    /// Removes a file that nobody uses any more. Says whether it did.
    pub async fn sweep_file(&self, hash: &str) -> Result<bool, StoreError> {
        self.write("sweep_file", |tx| Box::pin(async move { self.remove_unused(tx, hash).await }))
            .await
    }

    /// The bytes go while the row is held, so that whoever keeps the same bytes meanwhile waits, and
    /// then finds that they must be laid down again.
    async fn remove_unused(&self, tx: &mut Tx<'_>, hash: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM file WHERE hash = $1 \
                   AND NOT EXISTS (SELECT 1 FROM file_use WHERE file_use.hash = file.hash)";
        if tx.put_rows(sql, &[hash.into()]).await? == 0 {
            return Ok(false);
        }
        match self.files.0.delete(&key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }
}

impl Tx<'_> {
    /// The rows of a file. To use it again for the same is to use it from now.
    async fn note_file(
        &mut self,
        new: &FileRef,
        file_use: FileUse<'_>,
        by: Uuid,
        at: Timestamp,
    ) -> Result<FileRef, StoreError> {
        let hash = new.hash.as_str();
        // The update changes nothing: it holds the row, so that no sweep can take it meanwhile.
        let sql = "INSERT INTO file (hash, size, media_type, created_at, created_by) \
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO UPDATE SET size = file.size";
        let at = truncated(at);
        let media_type = new.media_type.as_str();
        let values = [hash.into(), new.size.into(), media_type.into(), at.into(), by.into()];
        self.put_rows(sql, &values).await?;
        let sql = "INSERT INTO file_use (hash, organisation, purpose, created_at) \
                   VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (hash, organisation, purpose) DO UPDATE SET created_at = $4";
        let FileUse { organisation, purpose } = file_use;
        let values = [hash.into(), organisation.into(), purpose.into(), at.into()];
        self.put_rows(sql, &values).await?;
        file(hash, &first(self.rows(FILE, &[hash.into()]).await?)?)
    }

    /// The file no longer serves this. Says whether it did. With `before`, only if that was said
    /// before then. The file itself goes by [`Store::sweep_file`].
    pub async fn end_file_use(
        &mut self,
        hash: &str,
        file_use: FileUse<'_>,
        before: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        let mut sql = Sql::new("DELETE FROM file_use");
        let FileUse { organisation, purpose } = file_use;
        sql.push(
            " WHERE hash = ? AND organisation = ? AND purpose = ?",
            [hash.into(), organisation.into(), purpose.into()],
        );
        if let Some(before) = before {
            sql.push(" AND created_at < ?", [truncated(before).into()]);
        }
        Ok(self.run(&sql).await? == 1)
    }
}

const FILE: &str = "SELECT size, media_type FROM file WHERE hash = $1";

fn file(hash: &str, row: &Row) -> Result<FileRef, StoreError> {
    let (size, media_type) = (row.get("size")?, row.get("media_type")?);
    Ok(FileRef { hash: hash.to_owned(), size, media_type })
}

fn key(hash: &str) -> Key {
    Key::from_iter([hash.get(..2).unwrap_or("00"), hash])
}
