use domain::field::Catalogue;
use domain::redaction::Forgotten;
use store::{Emptied, Expected, StoreError};
use uuid::Uuid;

use crate::{
    bench::Bench,
    on_both_engines,
    toy::{Act, Toy, named},
};

async fn forget(bench: &Bench, id: Uuid, value: &str) -> Option<Emptied<Toy>> {
    let values = &Forgotten::new([value.to_owned()]);
    let work = bench.store.write("forget", |tx| {
        Box::pin(async move {
            let fields = |_| Catalogue::default();
            tx.forget::<Toy>(id, values, &fields).await
        })
    });
    work.await.map_err(|error: StoreError| error).unwrap()
}

async fn rows_with(bench: &Bench, word: &str) -> usize {
    let sql = "SELECT CAST(state AS TEXT) AS words FROM record \
               UNION ALL SELECT title FROM record UNION ALL SELECT text FROM record \
               UNION ALL SELECT title_key FROM record \
               UNION ALL SELECT coalesce(CAST(body AS TEXT), '') FROM event \
               UNION ALL SELECT coalesce(CAST(state AS TEXT), '') FROM event";
    let rows = bench.store.rows(sql, &[]).await.unwrap();
    let words = rows.iter().map(|row| row.get::<String>("words").unwrap().to_lowercase());
    words.filter(|words| words.contains(&word.to_lowercase())).count()
}

on_both_engines! {
    async fn a_value_leaves_every_event_and_the_record_still_adds_up(bench) {
        let id = bench.create(named("Кумуш \"7ф\" \\ Үлгү"), 0).await;
        let other = bench.create(named("Кумуш \"7ф\" \\ Үлгү"), 1).await;
        bench.act(id, Expected::Any, Act::Rename("башка ат".into()), 2).await.unwrap();
        bench.act(id, Expected::Any, Act::Rename("Мурда Кумуш \"7ф\" \\ Үлгү болгон".into()), 3).await.unwrap();
        let before = rows_with(bench, "Кумуш").await;
        let emptied = forget(bench, id, "Кумуш \"7ф\" \\ Үлгү").await.unwrap();
        assert!(emptied.changed && !emptied.closed, "no leaf committed to it");
        assert_eq!(emptied.loaded.record.name, "Мурда … болгон");
        assert_eq!(emptied.loaded.revision, 3, "forgetting is no revision");
        assert_eq!(before - rows_with(bench, "Кумуш").await, 6);
        assert!(bench.store.replay_equals_state::<Toy>(id).await.unwrap());
        let first = bench.store.at_revision::<Toy>(id, 1).await.unwrap().unwrap();
        assert_eq!(first.record.name, "");
        let untouched = bench.store.get::<Toy>(other).await.unwrap().unwrap();
        assert_eq!(untouched.record.name, "Кумуш \"7ф\" \\ Үлгү");
        let again = forget(bench, id, "Кумуш \"7ф\" \\ Үлгү").await.unwrap();
        assert!(!again.changed, "once is enough");
    }

    async fn what_was_purged_forgets_too(bench) {
        let id = bench.create(named("Кумуш үлгү"), 0).await;
        bench.act(id, Expected::Any, Act::RenameThenPurge("Кумуш үлгү".into()), 1).await.unwrap();
        bench.act(id, Expected::Any, Act::Rename("Кумуш үлгү".into()), 2).await.unwrap();
        assert!(forget(bench, id, "Кумуш үлгү").await.unwrap().changed);
        assert_eq!(rows_with(bench, "Кумуш").await, 0);
        assert!(bench.store.replay_equals_state::<Toy>(id).await.unwrap());
    }

    async fn nothing_is_forgotten_of_what_is_not_there(bench) {
        assert!(forget(bench, Uuid::now_v7(), "Кумуш үлгү").await.is_none());
        bench.store.scrub().await.unwrap();
    }
}
