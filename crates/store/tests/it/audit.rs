//! The audit log: without gaps, one chain for each subject, kept with its transaction or not at all.

use std::collections::BTreeMap;

use store::{AuditHead, AuditKind, AuditLeaf, AuditNote, AuditQuestion, Expected, StoreError};
use tlog::{Frontier, Hash, leaf::Leaf};
use uuid::Uuid;

use crate::{
    bench::Bench,
    on_both_engines,
    toy::{Act, Toy, at, clerk, moment, named},
};

fn reading(subject: &str, second: i64) -> AuditNote {
    AuditNote {
        kind: AuditKind::Reading,
        subject: subject.into(),
        word: "read-queue".into(),
        by: clerk(),
        at: at(second),
        details: BTreeMap::from([("path".into(), "/ky/desk\0".into())]),
    }
}

async fn read(bench: &Bench, subject: &str, second: i64) -> Result<(), StoreError> {
    let note = &reading(subject, second);
    let noted = bench.store.write("read", |tx| {
        Box::pin(async move {
            tx.audit(note.clone());
            Ok(())
        })
    });
    noted.await
}

/// Every leaf, checked: places without gaps, hashes, columns, openings, one chain for each subject.
async fn checked(bench: &Bench) -> Vec<(AuditLeaf, Leaf)> {
    let rows = bench.store.audit_rows(0, 10_000).await.unwrap();
    let mut last: BTreeMap<String, Leaf> = BTreeMap::new();
    let mut read = Vec::new();
    for (seq, (entry, kept)) in (1..).zip(rows) {
        let leaf = Leaf::read(&kept.body).unwrap();
        assert_eq!((kept.seq, kept.hash), (seq, Hash::of_leaf(&kept.body)));
        assert!(entry.is_as_sealed(&leaf));
        let before = last.insert(entry.subject.clone(), leaf.clone());
        assert_eq!(leaf.version(), before.as_ref().map_or(0, Leaf::version) + 1);
        assert_eq!(leaf.prev().copied(), before.map(|leaf| leaf.hash()));
        let seen = leaf.check(&entry.openings().unwrap().unwrap()).unwrap();
        assert!(seen.closed.is_empty());
        read.push((kept, leaf));
    }
    read
}

on_both_engines! {
    async fn every_event_has_an_entry_that_tells_who_and_which_revision(bench) {
        let id = bench.create(named("А"), 0).await;
        bench.act(id, Expected::Any, Act::RenameThenPurge("Б".into()), 1).await.unwrap();
        let leaves = checked(bench).await;
        let said: Vec<_> = leaves.iter().map(|(_, leaf)| leaf.event().as_str()).collect();
        assert_eq!(said, ["created", "renamed", "purged"]);
        assert!(leaves.iter().all(|(_, leaf)| leaf.kind().as_str() == "staff-act"));
        let entries = bench.store.audit_of(&format!("data_array/{id}"), 100).await.unwrap();
        let revisions: Vec<_> = entries.iter().map(|e| e.details["revision"].as_str()).collect();
        assert_eq!(revisions, ["1", "2", "3"]);
        assert!(entries.iter().all(|entry| entry.by == clerk()));
        let text = String::from_utf8(leaves[0].0.body.clone()).unwrap();
        assert!(!text.contains("Айгүл") && !text.contains(&clerk().person.to_string()), "{text}");
    }

    async fn what_is_undone_leaves_no_entry(bench) {
        let (id, by, moment) = (Uuid::now_v7(), &clerk(), &moment(0));
        let undone: Result<(), StoreError> = bench.store.write("undone", |tx| Box::pin(async move {
            tx.act::<Toy>(id, Expected::New, Act::Create(named("А")), by, moment).await.unwrap();
            tx.audit(reading("queue", 0));
            Err(StoreError::BadCursor)
        })).await;
        assert!(undone.is_err());
        assert_eq!(bench.store.audit_size().await.unwrap(), 0);
        bench.create(named("Б"), 1).await;
        assert_eq!(checked(bench).await.len(), 1, "the place was not used up");
    }

    async fn an_entry_that_cannot_be_kept_undoes_its_act(bench) {
        let (id, by, moment) = (Uuid::now_v7(), &clerk(), &moment(0));
        let refused: Result<(), StoreError> = bench.store.write("refused", |tx| Box::pin(async move {
            tx.act::<Toy>(id, Expected::New, Act::Create(named("А")), by, moment).await.unwrap();
            tx.audit(reading("no word", 0));
            Ok(())
        })).await;
        assert!(matches!(refused, Err(StoreError::NotSealed(..))), "{refused:?}");
        assert_eq!(bench.count("record").await, 0);
    }

    async fn the_log_has_no_gaps_and_no_forks_under_eight_who_read_and_act_at_once(bench) {
        let id = bench.create(named("А"), 0).await;
        let subject = &format!("data_array/{id}");
        let writer = |n: i64| async move {
            for round in 0..8 {
                read(bench, if round % 2 == 0 { "queue" } else { subject }, n).await.unwrap();
                let name = format!("{n}-{round}");
                bench.act(id, Expected::Any, Act::Rename(name), n).await.unwrap();
            }
        };
        futures_util::future::join_all((0..8).map(writer)).await;
        assert_eq!(checked(bench).await.len(), 1 + 8 * 8 * 2);
    }

    async fn entries_are_found_by_subject_by_person_and_by_time(bench) {
        for second in 0..5 {
            read(bench, "queue", second).await.unwrap();
        }
        read(bench, "people", 9).await.unwrap();
        let ask = |asked: AuditQuestion| async move {
            let asked = AuditQuestion { limit: 3, ..asked };
            let found = bench.store.audit_entries(&asked).await.unwrap();
            found.into_iter().map(|entry| entry.seq).collect::<Vec<_>>()
        };
        let queue = AuditQuestion { subjects: vec!["queue".into()], ..AuditQuestion::default() };
        assert_eq!(ask(queue.clone()).await, [5, 4, 3]);
        assert_eq!(ask(AuditQuestion { before: Some(3), ..queue }).await, [2, 1]);
        let by = |person| AuditQuestion { by: Some(person), ..AuditQuestion::default() };
        assert_eq!(ask(by(clerk().person)).await, [6, 5, 4]);
        assert_eq!(ask(by(Uuid::nil())).await, [0; 0]);
        let (since, until) = (Some(at(1)), Some(at(3)));
        assert_eq!(ask(AuditQuestion { since, until, ..AuditQuestion::default() }).await, [3, 2]);
        assert_eq!(bench.store.audit_of("queue", 2).await.unwrap().len(), 2);
    }

    async fn a_head_is_kept_with_what_is_needed_to_go_on(bench) {
        read(bench, "queue", 0).await.unwrap();
        let mut frontier = Frontier::empty();
        for leaf in bench.store.audit_leaves(0, 10).await.unwrap() {
            frontier.push(&leaf.body).unwrap();
        }
        let head = &AuditHead {
            size: 1,
            root: *frontier.head().root(),
            edge: frontier.to_bytes(),
            record: Uuid::from_u128(1),
            revision: 1,
            at: store::truncated(at(0)),
        };
        let keep = || bench.store.write("keep", |tx| {
            Box::pin(async move { tx.keep_audit_head(head).await })
        });
        keep().await.unwrap();
        assert!(keep().await.is_err(), "a size is anchored once");
        assert_eq!(bench.store.newest_audit_heads(5).await.unwrap(), std::slice::from_ref(head));
        assert_eq!(bench.store.audit_heads(0, 5).await.unwrap(), std::slice::from_ref(head));
        assert!(bench.store.audit_heads(1, 5).await.unwrap().is_empty());
        assert!(Frontier::resume(&head.edge, &frontier.head()).is_ok());
    }

    async fn the_last_entry_of_a_busy_place_is_found_by_the_index(bench) {
        let notes = &(0..6000).map(|n| reading("queue", n)).collect::<Vec<_>>();
        bench.store.write("many", |tx| Box::pin(async move {
            notes.iter().for_each(|note| tx.audit(note.clone()));
            Ok::<_, StoreError>(())
        })).await.unwrap();
        read(bench, "queue", 0).await.unwrap();
        assert_eq!(checked(bench).await.last().unwrap().1.version(), 6001);
    }
}
