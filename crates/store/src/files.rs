//! Files by their content: a file's name is the SHA-256 of its bytes.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use object_store::{
    ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem, path::Path as Key,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{FilesAt, Store, StoreError, engine::Db, value::truncated};

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

/// Where the bytes lie.
#[derive(Debug, Clone)]
pub(crate) struct Files(Arc<dyn ObjectStore>);

impl Files {
    pub fn open(at: &FilesAt, data_dir: &Path, db: &Db) -> Result<Files, StoreError> {
        match at {
            FilesAt::DataDir => {
                let folder = db.temporary_folder().unwrap_or(data_dir).join("files");
                std::fs::create_dir_all(&folder)?;
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
    /// Keeps a file: first the bytes, durably, then the row. The same bytes are kept once.
    pub async fn put_file(
        &self,
        bytes: Vec<u8>,
        media_type: &str,
        by: Uuid,
        at: Timestamp,
    ) -> Result<FileRef, StoreError> {
        let hash = hex::encode(Sha256::digest(&bytes));
        let size = bytes.len() as i64;
        if let Some(known) = self.file(&hash).await? {
            return Ok(known);
        }
        self.files.0.put(&key(&hash), bytes.into()).await?;
        let sql = "INSERT INTO file (hash, size, media_type, created_at, created_by) \
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING";
        let values = &[
            hash.as_str().into(),
            size.into(),
            media_type.into(),
            truncated(at).into(),
            by.into(),
        ];
        self.write("put_file", |tx| Box::pin(async move { tx.put_rows(sql, values).await }))
            .await?;
        Ok(FileRef { hash, size, media_type: media_type.to_owned() })
    }

    /// What is known of a file.
    pub async fn file(&self, hash: &str) -> Result<Option<FileRef>, StoreError> {
        let rows =
            self.rows("SELECT size, media_type FROM file WHERE hash = $1", &[hash.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (size, media_type) = (row.get("size")?, row.get("media_type")?);
        Ok(Some(FileRef { hash: hash.to_owned(), size, media_type }))
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

    /// Removes a file for good, as a purge orders it: first the row, then the bytes.
    pub async fn delete_file(&self, hash: &str) -> Result<bool, StoreError> {
        let values = &[hash.into()];
        let sql = "DELETE FROM file WHERE hash = $1";
        let gone: u64 = self
            .write("delete_file", |tx| Box::pin(async move { tx.put_rows(sql, values).await }))
            .await?;
        if gone == 1 {
            self.files.0.delete(&key(hash)).await?;
        }
        Ok(gone == 1)
    }
}

fn key(hash: &str) -> Key {
    Key::from_iter([hash.get(..2).unwrap_or("00"), hash])
}
