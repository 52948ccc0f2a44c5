use store::{ActError, BatchItem, Expected, Loaded, StoreError};
use uuid::Uuid;

use crate::{
    bench::Bench,
    on_both_engines,
    toy::{Act, Draft, No, Toy, clerk, moment, named},
};

type Outcome = Result<Loaded<Toy>, ActError<No>>;

async fn save(bench: &Bench, items: &[BatchItem<Act>]) -> Vec<Outcome> {
    let (by, moment) = (&clerk(), &moment(1));
    bench
        .store
        .write("import", |tx| {
            Box::pin(async move { tx.save_batch::<Toy>(items.to_vec(), by, moment).await })
        })
        .await
        .map_err(|e: StoreError| e)
        .unwrap()
}

fn item(name: &str, key: &str, number: &str) -> BatchItem<Act> {
    let draft = Draft { key: Some(key.into()), regions: vec!["osh".into()], ..named(name) };
    let acts = vec![Act::Create(draft), Act::Register(number.into())];
    BatchItem { id: Uuid::now_v7(), expected: Expected::New, acts }
}

on_both_engines! {
    async fn each_item_of_a_batch_has_its_own_outcome(bench) {
        let held = bench.create(Draft { key: Some("held".into()), ..named("А") }, 0).await;
        let mut refused = item("Г", "4", "N4");
        refused.acts.push(Act::Rename(String::new()));
        let mut stale = item("Д", "5", "N5");
        (stale.id, stale.expected, stale.acts) = (held, Expected::Revision(9), vec![Act::Exclude]);
        let good = item("Б", "2", "N2");
        let items = [good.clone(), item("В", "held", "N3"), refused, stale, item("Е", "2", "N6"), good.clone()];
        let outcomes = save(bench, &items).await;
        assert_eq!(outcomes[0].as_ref().unwrap().revision, 2);
        assert!(matches!(&outcomes[1], Err(ActError::Duplicate { id, .. }) if *id == held));
        assert!(matches!(outcomes[2], Err(ActError::Refused(No::Empty))));
        assert!(matches!(outcomes[3], Err(ActError::Conflict { current: 1 })));
        assert!(matches!(&outcomes[4], Err(ActError::Duplicate { id, .. }) if *id == good.id));
        assert!(matches!(outcomes[5], Err(ActError::Conflict { .. })));
        for (table, rows) in [("record", 2), ("event", 3), ("tag", 1), ("unique_key", 3)] {
            assert_eq!(bench.count(table).await, rows, "{table}");
        }
        assert_eq!(bench.store.last_public().await.unwrap(), 1);
    }

    async fn a_batch_of_thousands_is_saved_and_replays(bench) {
        let items: Vec<_> = (0..2500).map(|n| item("Үлгү", &format!("{n}"), &format!("N{n:06}"))).collect();
        assert!(save(bench, &items).await.iter().all(Result::is_ok));
        let feed = bench.store.public_changes(2490, 100).await.unwrap();
        assert_eq!(feed.iter().map(|e| e.seq).collect::<Vec<_>>(), (2491..=2500).collect::<Vec<_>>());
        for item in items.iter().step_by(500) {
            assert!(bench.store.replay_equals_state::<Toy>(item.id).await.unwrap());
        }
        let again: Vec<_> = items.iter().map(|item| BatchItem {
            expected: Expected::Revision(2), acts: vec![Act::Regions(vec!["chuy".into()])], ..item.clone()
        }).collect();
        assert!(save(bench, &again).await.iter().all(Result::is_ok));
        assert_eq!((bench.count("event").await, bench.count("tag").await), (7500, 2500));
    }
}
