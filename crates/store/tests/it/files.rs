use store::StoreError;
use uuid::Uuid;

use crate::{on_both_engines, toy::at};

on_both_engines! {
    async fn a_file_is_kept_once_and_comes_back(bench) {
        let (bytes, by) = (vec![7_u8; 100_000], Uuid::nil());
        let kept = bench.store.put_file(bytes.clone(), "application/pdf", by, at(0)).await.unwrap();
        let again = bench.store.put_file(bytes.clone(), "text/plain", by, at(1)).await.unwrap();
        assert_eq!(kept, again);
        assert_eq!(kept.size, 100_000);
        let (known, back) = bench.store.get_file(&kept.hash).await.unwrap().unwrap();
        assert_eq!((known, back), (kept.clone(), bytes));
        assert!(bench.store.get_file("00").await.unwrap().is_none());
        assert!(bench.store.delete_file(&kept.hash).await.unwrap());
        assert!(bench.store.get_file(&kept.hash).await.unwrap().is_none());
    }

    async fn a_damaged_file_is_not_given_out(bench) {
        let kept = bench.store.put_file(b"once".to_vec(), "text/plain", Uuid::nil(), at(0)).await.unwrap();
        let folder = bench.config.data_dir.join("files").join(&kept.hash[..2]);
        std::fs::write(folder.join(&kept.hash), b"twice").unwrap();
        assert!(matches!(bench.store.get_file(&kept.hash).await, Err(StoreError::DamagedFile(_))));
    }
}
