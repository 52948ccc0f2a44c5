//! An uploaded table belongs to its organisation, and is cleared away when it has served.

use app::{Error, application};
use serde_json::json;

use crate::house::{OURS, THEIRS, another_owner, editor, owner, reader};
use crate::{on_both_engines, samples};

const TABLE: &[u8] = b"name;purpose\nstaff;pay\n";

on_both_engines! {
    async fn a_table_is_there_for_its_own_organisation_only(house) {
        let app = &house.app;
        let refused = application::keep_table(app, &reader(), OURS, TABLE.to_vec()).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        let hash = application::keep_table(app, &editor(), OURS, TABLE.to_vec()).await.unwrap();
        let mine = application::kept_table(app, &owner(), OURS, &hash).await.unwrap();
        assert_eq!(mine.as_deref(), Some(TABLE));
        let stranger = another_owner();
        let theirs = application::kept_table(app, &stranger, OURS, &hash).await;
        assert!(matches!(theirs, Err(Error::Forbidden)));
        assert!(application::kept_table(app, &stranger, THEIRS, &hash).await.unwrap().is_none());
    }

    async fn drafts_begin_once_and_use_the_table_up(house) {
        let app = &house.app;
        let hash = application::keep_table(app, &owner(), OURS, TABLE.to_vec()).await.unwrap();
        let entries = || vec![json!({"name": {"ky": "Кызматкерлер"}}), samples::array()];
        let start = async || {
            application::start_arrays(app, &owner(), OURS, entries(), Some(&hash)).await.unwrap()
        };
        assert_eq!(start().await, 2);
        assert_eq!(start().await, 0, "a second click begins nothing");
        assert_eq!(house.count("record").await, 2);
        assert!(application::clear_tables(app).await.unwrap() > 0);
        assert!(app.store().file(&hash).await.unwrap().is_none());
    }

    async fn a_table_nobody_came_back_for_goes_after_a_day(house) {
        let app = &house.app;
        let hash = application::keep_table(app, &owner(), OURS, TABLE.to_vec()).await.unwrap();
        assert_eq!(application::clear_tables(app).await.unwrap(), 0);
        house.wait_days(1);
        application::keep_table(app, &owner(), OURS, TABLE.to_vec()).await.unwrap();
        house.wait_hours(1);
        application::clear_tables(app).await.unwrap();
        assert!(app.store().file(&hash).await.unwrap().is_some(), "it was uploaded again");
        house.wait_days(1);
        application::clear_tables(app).await.unwrap();
        assert!(app.store().file(&hash).await.unwrap().is_none());
    }

    async fn a_policy_with_the_same_bytes_outlives_the_table(house) {
        let app = &house.app;
        let id = house.started(&owner(), domain::application::Procedure::RegisterHolder, None, samples::holder()).await;
        let hash = application::attach(app, &owner(), id, TABLE.to_vec(), "text/plain").await.unwrap();
        house.save(&owner(), id, "policy", json!({"file": hash, "file_name": "a.txt"})).await;
        let table = application::keep_table(app, &owner(), OURS, TABLE.to_vec()).await.unwrap();
        assert_eq!(table, hash);
        application::drop_table(app, &owner(), OURS, &hash).await.unwrap();
        application::clear_tables(app).await.unwrap();
        assert!(application::kept_table(app, &owner(), OURS, &hash).await.unwrap().is_none());
        let (_, bytes) = application::attached(app, &owner(), id).await.unwrap();
        assert_eq!(bytes, TABLE);
    }

    async fn a_hash_is_no_key_to_the_file_of_another_organisation(house) {
        let app = &house.app;
        let holder = domain::application::Procedure::RegisterHolder;
        let id = house.started(&owner(), holder, None, samples::holder()).await;
        let hash = application::attach(app, &owner(), id, TABLE.to_vec(), "text/plain").await.unwrap();
        let other = house.started(&another_owner(), holder, None, samples::holder()).await;
        house.save(&another_owner(), other, "policy", json!({"file": hash, "file_name": "a.txt"})).await;
        let taken = application::attached(app, &another_owner(), other).await;
        assert!(matches!(taken, Err(Error::NotFound)));
    }
}
