use store::{Expected, Store, StoreError};
use uuid::Uuid;

use crate::{
    on_both_engines,
    toy::{Act, Toy, clerk, moment, named},
};

on_both_engines! {
    async fn the_feed_has_no_gaps_under_eight_writers_some_of_whom_fail(bench) {
        let writer = |n: i64| async move {
            for round in 0..10 {
                let id = Uuid::now_v7();
                let (by, moment) = (&clerk(), &moment(n));
                let number = &format!("{n}-{round}");
                let done: Result<(), StoreError> = bench.store.write("public", |tx| Box::pin(async move {
                    let act = |act| act;
                    tx.act::<Toy>(id, Expected::New, act(Act::Create(named("А"))), by, moment).await.unwrap();
                    tx.act::<Toy>(id, Expected::Any, act(Act::Register(number.clone())), by, moment).await.unwrap();
                    if round % 3 == 0 { Err(StoreError::BadCursor) } else { Ok(()) }
                })).await;
                assert_eq!(done.is_err(), round % 3 == 0);
            }
        };
        let reader = async {
            let mut seen: Vec<i64> = Vec::new();
            while seen.len() < 48 {
                let after = seen.last().copied().unwrap_or(0);
                seen.extend(bench.store.public_changes(after, 5).await.unwrap().iter().map(|e| e.seq));
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
            seen
        };
        let (_, seen) = tokio::join!(futures_util::future::join_all((0..8).map(writer)), reader);
        assert_eq!(seen, (1..=48).collect::<Vec<_>>(), "a follower never skips a place");
        assert_eq!(bench.store.last_public().await.unwrap(), 48);
    }

    async fn the_feed_carries_public_events_only(bench) {
        let id = bench.create(named("А"), 0).await;
        bench.act(id, Expected::Any, Act::Register("1".into()), 1).await.unwrap();
        bench.act(id, Expected::Any, Act::Rename("Б".into()), 2).await.unwrap();
        bench.act(id, Expected::Any, Act::Exclude, 3).await.unwrap();
        let feed = bench.store.public_changes(0, 100).await.unwrap();
        let acts: Vec<_> = feed.iter().map(|e| (e.seq, e.act.as_str(), e.revision)).collect();
        assert_eq!(acts, [(1, "registered", 2), (2, "excluded", 4)]);
        assert!(bench.store.public_changes(2, 100).await.unwrap().is_empty());
    }

    async fn the_pulse_hears_of_own_commits_at_once_and_of_others_by_looking(bench) {
        let (own, other) = (&bench.store, Store::open(bench.config.clone()).await.unwrap());
        let begun = own.look().await.unwrap();
        let id = bench.create(named("А"), 0).await;
        bench.act(id, Expected::Any, Act::Register("1".into()), 1).await.unwrap();
        let now = own.pulse();
        assert!(now.commits >= begun.commits + 2);
        assert_eq!(now.newest, 1);
        assert!(own.pulses().has_changed().is_ok_and(|changed| !changed), "a new listener waits");

        let refused: Result<(), StoreError> =
            own.write("refused", |_| Box::pin(async { Err(StoreError::BadCursor) })).await;
        assert!(refused.is_err());
        assert_eq!(own.pulse(), now, "what was not committed is not heard of");

        assert_eq!(other.pulse().newest, 0);
        assert_eq!(other.look().await.unwrap().newest, 1);
        let quiet = other.pulse();
        assert_eq!(other.look().await.unwrap(), quiet, "nothing new");
        other.close().await;
    }
}
