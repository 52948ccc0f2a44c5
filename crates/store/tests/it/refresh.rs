use domain::record::Record;
use store::{Query, StoreError};
use uuid::Uuid;

use crate::{
    bench::Bench,
    on_both_engines,
    toy::{Draft, Toy, named},
};

/// Sees every toy with another title, region and key, as a later program might.
async fn see_anew(bench: &Bench, key: &str) -> Vec<Uuid> {
    let work = bench.store.write("see_anew", |tx| {
        Box::pin(async move {
            let mut records = Vec::new();
            for toy in tx.load_after::<Toy>(Uuid::nil(), 10).await? {
                let mut facets = toy.record.facets();
                facets.title = format!("{} кайра", facets.title);
                facets.tags = vec![("region", "osh".into())];
                facets.unique = vec![("inn", key.to_owned())];
                records.push((toy, facets));
            }
            tx.refresh(&records).await
        })
    });
    work.await.unwrap()
}

async fn in_region(bench: &Bench, region: &str) -> i64 {
    let tags = vec![("region".to_owned(), vec![region.to_owned()])];
    let query = Query { kinds: vec![Toy::KIND], tags, limit: 10, ..Query::default() };
    bench.store.find(&query).await.unwrap().total
}

on_both_engines! {
    async fn what_is_seen_changes_and_nothing_happens(bench) {
        let draft = Draft { key: Some("1".into()), regions: vec!["chuy".into()], ..named("Үлгү") };
        let id = bench.create(draft, 0).await;
        let before = bench.store.get::<Toy>(id).await.unwrap().unwrap();
        assert!(see_anew(bench, "2").await.is_empty());
        assert_eq!(bench.store.get::<Toy>(id).await.unwrap().unwrap(), before);
        assert_eq!(bench.count("event").await, 1);
        assert_eq!((in_region(bench, "chuy").await, in_region(bench, "osh").await), (0, 1));
        assert!(bench.store.by_key::<Toy>("inn", "1").await.unwrap().is_none());
        assert_eq!(bench.store.by_key::<Toy>("inn", "2").await.unwrap().unwrap().id, id);
        let rows = bench.store.rows("SELECT title FROM record", &[]).await.unwrap();
        assert_eq!(rows[0].get::<String>("title").unwrap(), "Үлгү кайра");
    }

    async fn whose_key_is_taken_is_named_and_stays_as_it_was(bench) {
        let first = bench.create(named("А"), 0).await;
        let second = bench.create(named("Б"), 0).await;
        assert_eq!(see_anew(bench, "1").await, [first.max(second)]);
        assert_eq!(in_region(bench, "osh").await, 1);
        assert_eq!(bench.count("unique_key").await, 1);
    }

    async fn the_records_of_a_holder_are_found(bench) {
        let holder = Uuid::now_v7();
        let ours = bench.create(Draft { holder: Some(holder), ..named("А") }, 0).await;
        bench.create(named("Б"), 0).await;
        let found = bench.store.write("of_holder", |tx| Box::pin(async move {
            tx.load_of_holder::<Toy>(holder).await
        })).await.map_err(|e: StoreError| e).unwrap();
        assert_eq!(found.iter().map(|toy| toy.id).collect::<Vec<_>>(), [ours]);
    }
}
