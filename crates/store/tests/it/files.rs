use store::{FileUse, StoreError};
use uuid::Uuid;

use crate::{on_both_engines, toy::at};

const OURS: FileUse<'_> = FileUse { organisation: Uuid::from_u128(1), purpose: "policy" };
const THEIRS: FileUse<'_> = FileUse { organisation: Uuid::from_u128(2), purpose: "import" };

on_both_engines! {
    async fn a_file_is_kept_once_and_comes_back(bench) {
        let (bytes, by) = (vec![7_u8; 100_000], Uuid::nil());
        let kept = bench.store.put_file(bytes.clone(), "application/pdf", OURS, by, at(0)).await.unwrap();
        let again = bench.store.put_file(bytes.clone(), "text/plain", OURS, by, at(1)).await.unwrap();
        assert_eq!(kept, again);
        assert_eq!(kept.size, 100_000);
        let (known, back) = bench.store.get_file(&kept.hash).await.unwrap().unwrap();
        assert_eq!((known, back), (kept.clone(), bytes));
        assert!(bench.store.get_file("00").await.unwrap().is_none());
        assert!(bench.store.delete_file(&kept.hash).await.unwrap());
        assert!(bench.store.get_file(&kept.hash).await.unwrap().is_none());
    }

    async fn a_damaged_file_is_not_given_out(bench) {
        let kept = bench.store.put_file(b"once".to_vec(), "text/plain", OURS, Uuid::nil(), at(0)).await.unwrap();
        let folder = bench.config.data_dir.join("files").join(&kept.hash[..2]);
        std::fs::write(folder.join(&kept.hash), b"twice").unwrap();
        assert!(matches!(bench.store.get_file(&kept.hash).await, Err(StoreError::DamagedFile(_))));
    }

    async fn a_file_is_there_only_for_those_who_use_it(bench) {
        let store = &bench.store;
        let kept = store.put_file(b"a;b".to_vec(), "text/csv", OURS, Uuid::nil(), at(0)).await.unwrap();
        assert!(store.get_used_file(&kept.hash, OURS).await.unwrap().is_some());
        assert!(store.get_used_file(&kept.hash, THEIRS).await.unwrap().is_none());
        let other = FileUse { purpose: "import", ..OURS };
        assert!(store.get_used_file(&kept.hash, other).await.unwrap().is_none());
    }

    async fn a_file_goes_when_the_last_use_of_it_has_ended(bench) {
        let (store, by) = (&bench.store, Uuid::nil());
        let bytes = b"a;b".to_vec();
        let kept = store.put_file(bytes.clone(), "text/csv", OURS, by, at(0)).await.unwrap();
        store.put_file(bytes.clone(), "text/csv", THEIRS, by, at(1)).await.unwrap();
        let hash = kept.hash.as_str();
        let end = async |file_use, before| {
            let end = store.write("end_file_use", |tx| {
                Box::pin(async move { tx.end_file_use(hash, file_use, before).await })
            });
            let end: Result<bool, StoreError> = end.await;
            end.unwrap()
        };
        assert!(!store.sweep_file(hash).await.unwrap(), "both use it");
        assert!(end(THEIRS, None).await);
        assert!(!end(THEIRS, None).await, "it has ended already");
        assert!(!store.sweep_file(hash).await.unwrap(), "the other still uses it");
        assert!(!end(OURS, Some(at(0))).await, "it was not used before it was kept");
        assert!(end(OURS, Some(at(1))).await);
        assert!(store.sweep_file(hash).await.unwrap());
        assert!(store.get_file(hash).await.unwrap().is_none());
        store.put_file(bytes, "text/csv", OURS, by, at(2)).await.unwrap();
        assert!(store.get_file(hash).await.unwrap().is_some(), "it may come again");
    }
}
