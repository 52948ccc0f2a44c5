//! Many at once: numbers stay unique, the feed stays gapless, a key has one holder.

use app::Error;
use app::application;
use domain::application::Procedure;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::house::{House, owner, owner_of};
use crate::{on_both_engines, samples};

fn holder(inn: u128) -> Value {
    let mut entry = samples::holder();
    domain::path::set(&mut entry, "identifier.value", json!(format!("{inn:014}")));
    entry
}

/// The whole way of one organisation, with one array.
async fn register(house: &House, number: u128) {
    let who = owner_of(number);
    let id = house.sent(&who, Procedure::RegisterHolder, None, holder(number)).await;
    house.granted(id).await;
    let id = house.sent(&who, Procedure::RegisterArray, None, samples::array()).await;
    house.granted(id).await;
}

async fn numbers(house: &House, kind: &str) -> Vec<String> {
    let sql = "SELECT number FROM record WHERE kind = $1 ORDER BY number";
    let rows = house.app.store().rows(sql, &[kind.into()]).await.unwrap();
    rows.iter().map(|row| row.get("number").unwrap()).collect()
}

fn one_to(count: u32, letter: char) -> Vec<String> {
    (1..=count).map(|n| format!("KG-{letter}-{n:06}")).collect()
}

on_both_engines! {
    async fn eight_at_once_get_numbers_of_their_own(house) {
        join_all((300..308).map(|number| register(house, number))).await;
        for (kind, letter) in [("holder", 'H'), ("data_array", 'A'), ("data_list", 'L')] {
            assert_eq!(numbers(house, kind).await, one_to(8, letter));
        }
        assert_eq!(numbers(house, "application").await, one_to(16, 'Z'));
        assert_eq!(house.gapless_feed().await, 24);
    }

    async fn of_eight_who_grant_one_application_one_does(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.take(id).await;
        let done = join_all((0..8).map(|_| house.grant(id))).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        for no in done.into_iter().filter_map(Result::err) {
            assert!(matches!(no, Error::Refused(_) | Error::Conflict { .. }), "{no:?}");
        }
        assert_eq!(house.gapless_feed().await, 1);
    }

    async fn of_eight_who_send_one_application_one_does(house) {
        let id = house.started(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        let caller = owner();
        let done = join_all((0..8).map(|_| application::submit(&house.app, &caller, id, None))).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        assert_eq!(house.count("notice").await, 1, "and it is told once");
        let next = house.sent(&owner_of(300), Procedure::RegisterHolder, None, holder(300)).await;
        let next = house.app.store().get::<domain::application::Application>(next).await.unwrap();
        assert_eq!(next.unwrap().record.number.as_deref(), Some("KG-Z-000002"), "no number was lost");
    }

    async fn of_eight_with_one_inn_one_is_registered(house) {
        let mut cases = Vec::new();
        for number in 300..308 {
            let id = house.sent(&owner_of(number), Procedure::RegisterHolder, None, holder(1)).await;
            house.take(id).await;
            cases.push(id);
        }
        let done = join_all(cases.into_iter().map(|id| house.grant(id))).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        for no in done.into_iter().filter_map(Result::err) {
            assert!(matches!(no, Error::Duplicate { .. }), "{no:?}");
        }
        assert_eq!(numbers(house, "holder").await, one_to(1, 'H'));
        assert_eq!(house.gapless_feed().await, 1);
    }
}
