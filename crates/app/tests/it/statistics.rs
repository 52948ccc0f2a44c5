//! The numbers of the Register: counted when it changed, kept by day, the same as a search finds.

use app::Error;
use app::register::{Freshness, Search, look_for};
use app::statistics::{self, Group, Statistics};
use domain::application::Procedure;
use domain::field::Of;
use domain::holder::Standing;
use futures_util::future::join_all;
use serde_json::json;

use crate::house::{House, owner_of};
use crate::{on_both_engines, samples};

async fn register(house: &House, number: u128, days: i64) {
    let mut entry = samples::holder();
    domain::path::set(&mut entry, "identifier.value", json!(format!("{number:014}")));
    let who = owner_of(number);
    let id = house.sent(&who, Procedure::RegisterHolder, None, entry).await;
    house.wait_days(days);
    house.granted(id).await;
}

async fn total(house: &House, search: Search) -> i64 {
    look_for(&house.app, &search).await.unwrap().total
}

fn of_reviews(statistics: &Statistics) -> Vec<(Group, i64)> {
    let groups = [Group::Decided, Group::MedianDays, Group::NinetiethDays];
    let figures = groups.into_iter().flat_map(|group| statistics.of_group(group));
    figures.map(|figure| (figure.group, figure.value)).collect()
}

on_both_engines! {
    async fn every_number_is_the_total_of_a_search(house) {
        house.registered_holder().await;
        house.registered_array().await;
        register(house, 300, 0).await;
        let found = statistics::newest(&house.app).await.unwrap();
        assert_eq!(found.position, house.app.store().last_public().await.unwrap());
        let counted = found.figures.iter().filter(|figure| figure.of.is_some());
        for figure in counted.filter(|figure| figure.group != Group::Registered) {
            let filters = figure.group.axis().map(|axis| (axis.to_owned(), vec![figure.code.clone()]));
            let freshness = match (figure.group, figure.code.as_str()) {
                (Group::Fresh, "in_time") => Some(Freshness::InTime),
                (Group::Fresh, _) => Some(Freshness::Overdue),
                _ => None,
            };
            let standings = vec![Standing::Registered];
            let filters = filters.into_iter().collect();
            let search = Search { of: figure.of, filters, standings, freshness, ..Search::default() };
            assert_eq!(total(house, search).await, figure.value, "{figure:?}");
        }
        let of = |of| found.value(Group::Total, "", Some(of));
        assert_eq!([of(Of::Holder), of(Of::DataArray)], [2, 1]);
        let months: i64 = found.of_group(Group::Registered).map(|figure| figure.value).sum();
        assert_eq!((months, found.of_group(Group::Registered).count()), (3, 24));
        assert!(of_reviews(&found).is_empty(), "too few to be told");
    }

    async fn a_day_is_kept_and_counted_anew_only_when_there_is_something(house) {
        assert!(statistics::keep(&house.app).await.unwrap(), "the first");
        let empty = statistics::newest(&house.app).await.unwrap();
        assert_eq!((empty.position, empty.value(Group::Total, "", Some(Of::Holder))), (0, 0));
        assert!(!statistics::keep(&house.app).await.unwrap(), "nothing is new");
        house.registered_holder().await;
        assert!(!statistics::keep(&house.app).await.unwrap(), "not at every act");
        house.wait_hours(1);
        assert!(statistics::keep(&house.app).await.unwrap());
        assert!(!statistics::keep(&house.app).await.unwrap());
        let first = statistics::newest(&house.app).await.unwrap();
        assert_eq!(first.value(Group::Total, "", Some(Of::Holder)), 1);
        house.wait_days(1);
        assert!(statistics::keep(&house.app).await.unwrap(), "every day has its own");
        assert_eq!(statistics::of_day(&house.app, first.day).await.unwrap(), first);
        let days = statistics::days(&house.app, 9).await.unwrap();
        assert_eq!(days.len(), 2);
        assert!(days[0] > days[1]);
        let never = statistics::of_day(&house.app, "1999-01-01".parse().unwrap()).await;
        assert!(matches!(never, Err(Error::NotFound)), "{never:?}");
    }

    async fn times_are_told_of_groups_that_hide_each_application(house) {
        for number in 0..4 {
            register(house, 300 + number, 0).await;
        }
        house.wait_days(1);
        statistics::keep(&house.app).await.unwrap();
        assert!(of_reviews(&statistics::newest(&house.app).await.unwrap()).is_empty());
        register(house, 310, 7).await;
        statistics::keep(&house.app).await.unwrap();
        let told = of_reviews(&statistics::newest(&house.app).await.unwrap());
        assert_eq!(told[..2], [(Group::Decided, 5), (Group::MedianDays, 0)]);
        let (group, days) = told[2];
        assert!(group == Group::NinetiethDays && (3..=5).contains(&days), "a week: {days}");
    }

    async fn many_who_count_at_once_keep_one(house) {
        house.registered_holder().await;
        join_all((0..6).map(|_| statistics::keep(&house.app))).await.into_iter().for_each(|done| {
            done.unwrap();
        });
        assert_eq!(house.count("statistics").await, 1);
    }
}
