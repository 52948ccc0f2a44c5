use store::{Store, StoreConfig, StoreError};

use crate::{on_both_engines, toy::named};

on_both_engines! {
    async fn migrating_twice_or_from_two_programs_changes_nothing(bench) {
        bench.create(named("А"), 0).await;
        let other = Store::open(bench.config.clone()).await.unwrap();
        let (a, b) = tokio::join!(bench.store.migrate(), other.migrate());
        a.unwrap();
        b.unwrap();
        assert_eq!(bench.count("record").await, 1);
        assert!(bench.store.health().await.unwrap().schema >= 2);
        other.close().await;
    }

    async fn a_schema_from_a_newer_program_is_refused(bench) {
        bench.store.write("newer", |tx| Box::pin(async move {
            let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                       VALUES (9999, 'later', true, $1, 0)";
            tx.put_rows(sql, &[vec![0_u8].into()]).await
        })).await.map_err(|e: StoreError| e).unwrap();
        let refused = bench.store.migrate().await;
        assert!(matches!(refused, Err(StoreError::NewerSchema { found: 9999, .. })), "{refused:?}");
        assert!(bench.store.health().await.is_err());
    }
}

#[tokio::test]
async fn a_passing_database_needs_no_address() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(StoreConfig::new("sqlite::memory:", folder.path())).await.unwrap();
    store.migrate().await.unwrap();
    assert_eq!(store.health().await.unwrap().engine, "sqlite");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn an_unknown_address_is_explained() {
    let refused = Store::open(StoreConfig::new("mysql://x", "/tmp")).await;
    assert!(matches!(refused, Err(StoreError::Config(_))));
}
