use store::{Expected, StoreError};
use uuid::Uuid;

use crate::{
    bench::Bench,
    on_both_engines,
    toy::{Act, Draft, Happening, Toy, at, moment, named},
};

async fn a_life(bench: &Bench) -> Uuid {
    let id = bench.create(named("Биринчи"), 10).await;
    bench.act(id, Expected::Any, Act::Rename("Экинчи".into()), 20).await.unwrap();
    bench.act(id, Expected::Any, Act::Register("KG-A-000001".into()), 30).await.unwrap();
    bench.act(id, Expected::Any, Act::Rename("Үчүнчү".into()), 40).await.unwrap();
    id
}

on_both_engines! {
    async fn the_history_tells_who_did_what_and_when(bench) {
        let id = a_life(bench).await;
        let history = bench.store.history::<Toy>(id).await.unwrap();
        let acts: Vec<&str> = history.iter().map(|stored| stored.act.as_str()).collect();
        assert_eq!(acts, ["created", "renamed", "registered", "renamed"]);
        assert_eq!(history[1].event, Some(Happening::Renamed { name: "Экинчи".into() }));
        assert_eq!(history[1].by.name, "Айгүл");
        assert_eq!(history[1].at, store::truncated(at(20)));
        assert_eq!(history[1].law, moment(20).law.version());
        assert_eq!(history[2].public_seq, Some(1));
        assert_eq!(history[3].public_seq, None);
    }

    async fn a_record_is_read_as_it_stood_at_a_revision(bench) {
        let id = a_life(bench).await;
        let second = bench.store.at_revision::<Toy>(id, 2).await.unwrap().unwrap();
        assert_eq!((second.record.name.as_str(), second.record.number), ("Экинчи", None));
        assert!(bench.store.at_revision::<Toy>(id, 5).await.unwrap().is_none());
        assert!(bench.store.at_revision::<Toy>(id, 0).await.unwrap().is_none());
    }

    async fn a_record_is_read_as_it_stood_on_a_day(bench) {
        let id = a_life(bench).await;
        assert!(bench.store.as_of::<Toy>(id, at(9)).await.unwrap().is_none());
        let name = async |second| bench.store.as_of::<Toy>(id, at(second)).await.unwrap().unwrap().record.name;
        assert_eq!(name(10).await, "Биринчи");
        assert_eq!(name(39).await, "Экинчи");
        assert_eq!(name(40).await, "Үчүнчү");
        assert_eq!(name(9999).await, "Үчүнчү");
    }

    async fn replaying_the_events_gives_the_stored_state(bench) {
        let id = a_life(bench).await;
        assert!(bench.store.replay_equals_state::<Toy>(id).await.unwrap());
        assert!(!bench.store.replay_equals_state::<Toy>(Uuid::now_v7()).await.unwrap());
    }

    async fn a_purge_erases_what_was_said_and_keeps_that_it_was_said(bench) {
        let draft = Draft { regions: vec!["osh".into()], key: Some("1".into()), ..named("жашыруун") };
        let id = bench.create(draft, 0).await;
        bench.act(id, Expected::Any, Act::RenameThenPurge("жашыруун эки".into()), 1).await.unwrap();
        bench.act(id, Expected::Any, Act::Rename("кийин".into()), 2).await.unwrap();
        let history = bench.store.history::<Toy>(id).await.unwrap();
        let kept: Vec<bool> = history.iter().map(|stored| stored.event.is_some()).collect();
        assert_eq!(kept, [false, false, true, true]);
        assert_eq!(history[0].act, "created");
        let rows = bench.store.rows("SELECT state, text, title FROM record", &[]).await.unwrap();
        let state: store::Json = rows[0].get("state").unwrap();
        assert!(!state.as_str().contains("жашыруун"));
        assert_eq!((bench.count("tag").await, bench.count("unique_key").await), (0, 0));
        assert!(matches!(bench.store.at_revision::<Toy>(id, 2).await, Err(StoreError::Erased(_))));
        let purged = bench.store.at_revision::<Toy>(id, 3).await.unwrap().unwrap();
        assert_eq!(purged.record.status, "purged");
        assert!(bench.store.replay_equals_state::<Toy>(id).await.unwrap());
    }
}
