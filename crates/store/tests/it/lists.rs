use std::collections::BTreeMap;

use domain::record::Kind;
use proptest::{prelude::*, test_runner::TestRunner};
use store::{Assignee, Axis, BatchItem, Expected, Order, Page, Query, StoreError, Summary};
use uuid::Uuid;

use crate::{
    bench::Bench,
    on_both_engines,
    toy::{Act, Draft, Toy, at, clerk, moment, named},
};

async fn found(bench: &Bench, query: Query) -> Page<Summary> {
    bench.store.find(&Query { limit: 100, ..query }).await.unwrap()
}

async fn titles(bench: &Bench, query: Query) -> Vec<String> {
    found(bench, query).await.items.into_iter().map(|row| row.title).collect()
}

fn text(text: &str) -> Query {
    Query { text: text.into(), order: Order::Title, ..Query::default() }
}

on_both_engines! {
    async fn a_search_needs_every_word_and_forgives_the_russian_keyboard(bench) {
        bench.create(named("Өрнөк ооруканасы, Бишкек"), 0).await;
        bench.create(named("Өрнөк мектеби"), 0).await;
        assert_eq!(titles(bench, text("ОРНОК")).await.len(), 2);
        assert_eq!(titles(bench, text("бишкек өрн")).await, ["Өрнөк ооруканасы, Бишкек"]);
        assert_eq!(titles(bench, text("өрнөк ош")).await, [""; 0]);
        assert_eq!(titles(bench, text("  ,  ")).await.len(), 2);
    }

    async fn signs_of_patterns_are_only_signs(bench) {
        for (n, number) in ["KG_A%1", "KGXA\\1", "KGXAY1"].into_iter().enumerate() {
            let id = bench.create(named(number), n as i64).await;
            bench.act(id, Expected::Any, Act::Register(number.into()), 9).await.unwrap();
        }
        let with = async |prefix: &str| {
            let query = Query { number_prefix: Some(prefix.into()), order: Order::Number, ..Query::default() };
            titles(bench, query).await
        };
        assert_eq!(with("kg_a").await, ["KG_A%1"]);
        assert_eq!(with("KG_A%").await, ["KG_A%1"]);
        assert_eq!(with("kgxa\\").await, ["KGXA\\1"]);
        assert_eq!(with("%").await, [""; 0]);
        assert_eq!(with("KG").await.len(), 3);
        assert_eq!(titles(bench, text("100%_\\' OR 1=1 --")).await, [""; 0]);
    }

    async fn lists_are_filtered_by_all_that_was_asked(bench) {
        let (holder, clerk) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mine = Draft { holder: Some(holder), assignee: Some(clerk), due_at: Some(at(50)), ..named("А") };
        bench.create(mine, 0).await;
        bench.create(Draft { holder: Some(holder), fresh_at: Some(at(10)), ..named("Б") }, 1).await;
        bench.create(named("В"), 2).await;
        let base = || Query { order: Order::Title, ..Query::default() };
        assert_eq!(titles(bench, Query { holder: Some(holder), ..base() }).await, ["А", "Б"]);
        assert_eq!(titles(bench, Query { assignee: Assignee::Nobody, ..base() }).await, ["Б", "В"]);
        assert_eq!(titles(bench, Query { assignee: Assignee::Person(clerk), ..base() }).await, ["А"]);
        assert_eq!(titles(bench, Query { due_before: Some(at(51)), ..base() }).await, ["А"]);
        assert_eq!(titles(bench, Query { due_before: Some(at(50)), ..base() }).await, [""; 0]);
        assert_eq!(titles(bench, Query { fresh_before: Some(at(11)), ..base() }).await, ["А", "Б", "В"]);
        assert_eq!(titles(bench, Query { statuses: vec!["registered".into()], ..base() }).await, [""; 0]);
        assert_eq!(titles(bench, Query { kinds: vec![Kind::Holder], ..base() }).await, [""; 0]);
        assert_eq!(titles(bench, Query { ids: Some(vec![]), ..base() }).await, [""; 0]);
    }

    async fn names_stand_in_the_order_of_the_kyrgyz_alphabet(bench) {
        let right = ["Ель", "Ёлка", "жаа", "нан", "ңоо", "обл", "өрдөк", "уй", "үй", "чай"];
        for name in right.iter().rev() { bench.create(named(name), 0).await; }
        assert_eq!(titles(bench, Query { order: Order::Title, ..Query::default() }).await, right);
    }

    async fn every_order_pages_through_ties_without_loss_or_repetition(bench) {
        for n in 0..23_i64 {
            let some = (n % 4 != 0).then(|| at(n % 3));
            bench.create(Draft { due_at: some, fresh_at: some, ..named(["А", "Б"][n as usize % 2]) }, n % 5).await;
        }
        for order in [
            Order::DueFirst,
            Order::Newest,
            Order::Title,
            Order::Number,
            Order::Fresh,
            Order::Id,
        ] {
            let mut query = Query { order, limit: 4, ..Query::default() };
            let whole: Vec<Uuid> = found(bench, query.clone()).await.items.iter().map(|r| r.id).collect();
            let mut paged = Vec::new();
            loop {
                let page = bench.store.find(&query).await.unwrap();
                assert_eq!(page.total, 23);
                paged.extend(page.items.iter().map(|r| r.id));
                query.cursor = page.next;
                if query.cursor.is_none() { break }
            }
            assert_eq!(paged.len(), 23, "{order:?}");
            assert_eq!(paged, whole, "{order:?}");
        }
    }

    async fn a_foreign_cursor_is_refused(bench) {
        for n in 0..3 { bench.create(named("А"), n).await; }
        let first = Query { limit: 1, order: Order::Newest, ..Query::default() };
        let next = bench.store.find(&first).await.unwrap().next;
        for cursor in [next, Some("x".into()), Some("e30".into()), Some(String::new())] {
            let query = Query { order: Order::Title, cursor, limit: 1, ..Query::default() };
            assert!(matches!(bench.store.find(&query).await, Err(StoreError::BadCursor)));
        }
    }

    async fn a_list_can_bring_the_records_along(bench) {
        bench.create(named("А"), 0).await;
        let page = found(bench, Query { with_state: true, ..Query::default() }).await;
        assert_eq!(page.items[0].loaded::<Toy>().unwrap().unwrap().record.name, "А");
        assert!(found(bench, Query::default()).await.items[0].loaded::<Toy>().unwrap().is_none());
    }

    async fn counts_are_what_one_would_count_by_hand(bench) {
        let toys = prop::collection::vec((any::<bool>(), prop::collection::vec(0..5_u8, 0..4)), 1..60);
        let asked = (any::<bool>(), prop::collection::vec(0..5_u8, 0..3));
        let handle = tokio::runtime::Handle::current();
        let mut runner = TestRunner::new(ProptestConfig { cases: 12, ..ProptestConfig::default() });
        tokio::task::block_in_place(|| runner.run(&(toys, asked), |(toys, asked)| {
            handle.block_on(count_by_hand(bench, toys, asked));
            Ok(())
        })).unwrap();
    }
}

type Kept = (bool, Vec<u8>);

/// Fills the database anew and compares every count with one made by hand.
async fn count_by_hand(bench: &Bench, toys: Vec<Kept>, (only_registered, regions): Kept) {
    bench
        .store
        .write("empty", |tx| {
            Box::pin(async move {
                for table in ["record", "tag", "event", "unique_key"] {
                    tx.put_rows(&format!("DELETE FROM {table}"), &[]).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    fill(bench, &toys).await;
    let words = |numbers: &[u8]| numbers.iter().map(|n| format!("r{n}")).collect::<Vec<_>>();
    let mut query = Query { limit: 0, ..Query::default() };
    if only_registered {
        query.statuses = vec!["registered".into()];
    }
    query.tags = vec![("region".into(), words(&regions))];
    let status = |toy: &Kept| !only_registered || toy.0;
    let region = |toy: &Kept| regions.is_empty() || toy.1.iter().any(|r| regions.contains(r));

    let total = toys.iter().filter(|t| status(t) && region(t)).count() as i64;
    assert_eq!(bench.store.find(&query).await.unwrap().total, total);
    let mut by_region: BTreeMap<String, i64> = BTreeMap::new();
    for toy in toys.iter().filter(|t| status(t)) {
        let set: std::collections::BTreeSet<_> = words(&toy.1).into_iter().collect();
        set.into_iter().for_each(|word| *by_region.entry(word).or_default() += 1);
    }
    let mut by_status: BTreeMap<String, i64> = BTreeMap::new();
    for toy in toys.iter().filter(|t| region(t)) {
        let word = if toy.0 { "registered" } else { "draft" };
        *by_status.entry(word.into()).or_default() += 1;
    }
    let counts = async |axis| bench.store.counts(&query, axis).await.unwrap().into_iter().collect();
    assert_eq!(by_region, counts(Axis::Tag("region")).await);
    assert_eq!(by_status, counts(Axis::Status).await);
}

async fn fill(bench: &Bench, toys: &[Kept]) {
    let items = |(n, (registered, regions)): (usize, &Kept)| {
        let regions = regions.iter().map(|n| format!("r{n}")).collect();
        let mut acts = vec![Act::Create(Draft { regions, ..named("А") })];
        acts.extend(registered.then(|| Act::Register(format!("{n}"))));
        BatchItem { id: Uuid::now_v7(), expected: Expected::New, acts }
    };
    let items: &Vec<_> = &toys.iter().enumerate().map(items).collect();
    let (by, moment) = (&clerk(), &moment(0));
    bench
        .store
        .write("fill", |tx| {
            Box::pin(async move { tx.save_batch::<Toy>(items.clone(), by, moment).await })
        })
        .await
        .unwrap()
        .into_iter()
        .for_each(|outcome| drop(outcome.unwrap()));
}
