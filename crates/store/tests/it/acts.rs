use domain::record::Actor;
use store::{ActError, Expected, StoreError};
use uuid::Uuid;

use crate::{
    on_both_engines,
    toy::{Act, Draft, No, Toy, at, clerk, moment, named},
};

on_both_engines! {
    async fn an_act_saves_state_events_tags_and_keys(bench) {
        let draft = Draft {
            key: Some("10101199900011".into()),
            regions: vec!["chuy".into(), "osh".into(), "osh".into()],
            ..named("Ден-Соолук Үлгү")
        };
        let id = bench.create(draft, 0).await;
        let loaded = bench.store.get::<Toy>(id).await.unwrap().unwrap();
        assert_eq!(loaded.revision, 1);
        assert_eq!(loaded.record.name, "Ден-Соолук Үлгү");
        assert_eq!(loaded.created_at, store::truncated(at(0)));
        assert_eq!(bench.count("event").await, 1);
        assert_eq!(bench.count("tag").await, 2);
        assert_eq!(bench.count("unique_key").await, 1);
        let by_key = bench.store.by_key::<Toy>("inn", "10101199900011").await.unwrap().unwrap();
        assert_eq!(by_key.id, id);
    }

    async fn a_refused_act_changes_nothing(bench) {
        let id = bench.create(named("Үлгү"), 0).await;
        let refused = bench.act(id, Expected::Any, Act::Rename(String::new()), 1).await;
        assert!(matches!(refused, Err(ActError::Refused(No::Empty))));
        assert_eq!(bench.count("event").await, 1);
    }

    async fn a_stale_revision_is_a_conflict_that_tells_the_current_one(bench) {
        let id = bench.create(named("Үлгү"), 0).await;
        bench.act(id, Expected::Revision(1), Act::Rename("Б".into()), 1).await.unwrap();
        let stale = bench.act(id, Expected::Revision(1), Act::Rename("В".into()), 2).await;
        assert!(matches!(stale, Err(ActError::Conflict { current: 2 })));
        let again = bench.act(id, Expected::New, Act::Create(named("Г")), 2).await;
        assert!(matches!(again, Err(ActError::Conflict { current: 2 })));
        let unknown = bench.act(Uuid::now_v7(), Expected::Revision(1), Act::Exclude, 2).await;
        assert!(matches!(unknown, Err(ActError::NotFound)));
        assert_eq!(bench.store.get::<Toy>(id).await.unwrap().unwrap().record.name, "Б");
    }

    async fn of_many_who_act_on_one_revision_one_wins(bench) {
        let id = bench.create(named("Үлгү"), 0).await;
        let tries = (0..8).map(|n| bench.act(id, Expected::Revision(1), Act::Rename(format!("{n}")), n));
        let results = futures_util::future::join_all(tries).await;
        assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1);
        assert!(results.iter().filter_map(|r| r.as_ref().err())
            .all(|e| matches!(e, ActError::Conflict { current: 2 })));
    }

    async fn of_many_who_create_one_record_one_wins(bench) {
        let id = Uuid::now_v7();
        let tries = (0..8).map(|n| {
            let draft = Draft { key: Some(format!("key {n}")), ..named("Үлгү") };
            bench.act(id, Expected::New, Act::Create(draft), n)
        });
        let results = futures_util::future::join_all(tries).await;
        assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1);
        assert_eq!(bench.count("unique_key").await, 1);
        assert_eq!(bench.count("event").await, 1);
    }

    async fn a_key_held_by_a_live_record_is_refused_and_its_holder_named(bench) {
        let draft = Draft { key: Some("1".into()), ..named("Биринчи") };
        let first = bench.create(draft.clone(), 0).await;
        let second = bench.act(Uuid::now_v7(), Expected::New, Act::Create(draft), 1).await;
        let Err(ActError::Duplicate { scope, value, id }) = second else { panic!("{second:?}") };
        assert_eq!((scope.as_str(), value.as_str(), id), ("inn", "1", first));
        assert_eq!(bench.count("record").await, 1);
    }

    async fn an_excluded_record_frees_its_key(bench) {
        let draft = Draft { key: Some("1".into()), ..named("Биринчи") };
        let first = bench.create(draft.clone(), 0).await;
        bench.act(first, Expected::Any, Act::Exclude, 1).await.unwrap();
        let second = bench.create(draft, 2).await;
        let back = bench.act(first, Expected::Any, Act::Rekey(Some("1".into())), 3).await;
        assert!(matches!(back, Err(ActError::Duplicate { id, .. }) if id == second));
        bench.act(first, Expected::Any, Act::Rekey(Some("2".into())), 4).await.unwrap();
        assert_eq!(bench.count("unique_key").await, 2);
    }

    async fn of_many_who_want_one_key_one_gets_it(bench) {
        let draft = Draft { key: Some("1".into()), ..named("Үлгү") };
        let tries = (0..8).map(|n| bench.act(Uuid::now_v7(), Expected::New, Act::Create(draft.clone()), n));
        let results = futures_util::future::join_all(tries).await;
        assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1);
        assert!(results.iter().filter_map(|r| r.as_ref().err())
            .all(|e| matches!(e, ActError::Duplicate { .. })));
        assert_eq!(bench.count("record").await, 1);
    }

    async fn a_number_is_given_to_one_record_only(bench) {
        let first = bench.create(named("А"), 0).await;
        let second = bench.create(named("Б"), 0).await;
        bench.act(first, Expected::Any, Act::Register("KG-A-000001".into()), 1).await.unwrap();
        let taken = bench.act(second, Expected::Any, Act::Register("KG-A-000001".into()), 2).await;
        assert!(matches!(taken, Err(ActError::Duplicate { scope, .. }) if scope == "number"));
        assert_eq!(bench.store.by_number::<Toy>("KG-A-000001").await.unwrap().unwrap().id, first);
    }

    async fn a_lost_key_leaves_no_half_act_even_if_the_work_goes_on(bench) {
        let draft = Draft { key: Some("1".into()), ..named("Биринчи") };
        bench.create(draft.clone(), 0).await;
        let (by, moment, draft) = (&clerk(), &moment(1), &draft);
        bench.store.write("goes_on", |tx| Box::pin(async move {
            let act = Act::Create(draft.clone());
            let lost = tx.act::<Toy>(Uuid::now_v7(), Expected::New, act, by, moment).await;
            assert!(matches!(lost, Err(ActError::Duplicate { .. })));
            Ok::<_, StoreError>(())
        })).await.unwrap();
        for (table, rows) in [("record", 1), ("event", 1), ("unique_key", 1)] {
            assert_eq!(bench.count(table).await, rows, "{table}");
        }
    }

    async fn work_that_fails_leaves_nothing(bench) {
        let (by, moment) = (&clerk(), &moment(0));
        let failed: Result<(), ActError<No>> = bench.store.write("fails", |tx| Box::pin(async move {
            let draft = Draft { key: Some("1".into()), regions: vec!["osh".into()], ..named("А") };
            let id = Uuid::now_v7();
            tx.act::<Toy>(id, Expected::New, Act::Create(draft), by, moment).await?;
            tx.act::<Toy>(id, Expected::Any, Act::Register("N1".into()), by, moment).await?;
            tx.next_number("holder").await?;
            Err(ActError::NotFound)
        })).await;
        assert!(failed.is_err());
        for table in ["record", "event", "tag", "unique_key", "outbox"] {
            assert_eq!(bench.count(table).await, 0, "{table}");
        }
        assert_eq!(bench.store.last_public().await.unwrap(), 0);
    }

    async fn an_act_without_consequence_is_not_an_event(bench) {
        let id = bench.create(named("Үлгү"), 0).await;
        let same = bench.act(id, Expected::Any, Act::Nothing, 5).await.unwrap();
        assert_eq!(same.revision, 1);
        assert_eq!(same.updated_at, store::truncated(at(0)));
    }

    async fn numbers_are_given_once_to_many_at_the_same_time(bench) {
        let tries = (0..40).map(|_| bench.store.write("number", |tx| {
            Box::pin(async move { tx.next_number("holder").await })
        }));
        let mut numbers: Vec<i64> = futures_util::future::join_all(tries).await
            .into_iter().map(|n: Result<i64, StoreError>| n.unwrap()).collect();
        numbers.sort();
        assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    }

    async fn any_letter_and_a_big_record_come_back_as_they_were(bench) {
        let name = format!("{} \u{1F30D} \"\\ \n өүңё {}", "ы".repeat(600_000), "e\u{301}");
        let (key, regions) = (Some("1".repeat(9000)), vec!["ң".repeat(9000)]);
        let id = bench.create(Draft { key: key.clone(), regions, ..named(&name) }, 0).await;
        assert_eq!(bench.store.get::<Toy>(id).await.unwrap().unwrap().record.name, name);
        let by_key = bench.store.by_key::<Toy>("inn", &key.unwrap()).await.unwrap().unwrap();
        assert_eq!(by_key.id, id);
        assert!(bench.store.replay_equals_state::<Toy>(id).await.unwrap());
    }

    async fn a_nul_character_is_replaced_not_an_error(bench) {
        let id = bench.create(Draft { regions: vec!["a\0b".into()], ..named("x\0y \\u0000") }, 0).await;
        let loaded = bench.store.get::<Toy>(id).await.unwrap().unwrap();
        assert_eq!(loaded.record.name, "x\u{fffd}y \\u0000");
        assert!(bench.store.replay_equals_state::<Toy>(id).await.unwrap());
    }

    async fn two_who_lock_in_opposite_order_both_succeed(bench) {
        let (a, b) = (bench.create(named("А"), 0).await, bench.create(named("Б"), 0).await);
        let both = |first: Uuid, second: Uuid| async move {
            let (by, moment): (&Actor, _) = (&clerk(), &moment(1));
            bench.store.write("both", |tx| Box::pin(async move {
                tx.act::<Toy>(first, Expected::Any, Act::Rename("1".into()), by, moment).await?;
                tokio::time::sleep(std::time::Duration::from_millis(30)).await;
                tx.act::<Toy>(second, Expected::Any, Act::Rename("2".into()), by, moment).await
            })).await
        };
        let (x, y) = tokio::join!(both(a, b), both(b, a));
        x.unwrap();
        y.unwrap();
        assert_eq!(bench.count("event").await, 6);
    }
}
