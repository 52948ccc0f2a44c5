//! The feed of changes for readers: nothing is left out of it, and nothing comes twice.

use app::register::{
    BLOCK, ChangesWanted, block_of_changes, latest_changes, newest_changes, older_blocks,
};
use domain::application::Procedure;
use domain::field::Of;
use jiff::civil::date;
use serde_json::json;

use crate::house::{House, OURS, owner};
use crate::on_both_engines;

/// Says so often that the entry is still true.
async fn confirmed(house: &House, times: usize) {
    for _ in 0..times {
        house.sent(&owner(), Procedure::ConfirmHolder, Some(OURS), json!({})).await;
    }
}

on_both_engines! {
    async fn blocks_and_newest_changes_are_the_whole_feed(house) {
        house.registered_holder().await;
        assert_eq!(older_blocks(&house.app).await.unwrap(), 0);
        assert!(block_of_changes(&house.app, 1).await.unwrap().is_none(), "it is not full");
        confirmed(house, 2 * usize::try_from(BLOCK).unwrap() + 4).await;
        let (newest, older) = newest_changes(&house.app).await.unwrap();
        assert_eq!(older, 1);
        let mut places: Vec<i64> = newest.iter().map(|change| change.line.change).collect();
        let block = block_of_changes(&house.app, 1).await.unwrap().unwrap();
        places.extend(block.iter().map(|change| change.line.change));
        assert_eq!(places, (1..=2 * BLOCK + 5).rev().collect::<Vec<_>>());
        assert_eq!(block_of_changes(&house.app, 2).await.unwrap().unwrap().len(), 100);
        for none in [0, -1, 3, i64::MAX] {
            assert!(block_of_changes(&house.app, none).await.unwrap().is_none(), "{none}");
        }
    }

    async fn changes_are_counted_by_kind_act_and_month(house) {
        let number = house.registered_holder().await;
        let array = house.registered_array().await;
        let month = house.app.moment().date().first_of_month();
        house.wait_days(40);
        confirmed(house, 3).await;
        let asked = |of, act, month| ChangesWanted { of, act, month, before: None, limit: 2 };
        for (wanted, total) in [
            (asked(None, None, None), 6),
            (asked(Some(Of::Holder), None, None), 4),
            (asked(Some(Of::DataArray), Some("registered"), Some(month)), 1),
            (asked(Some(Of::Holder), Some("confirmed"), Some(month)), 0),
            (asked(Some(Of::Holder), Some("confirmed"), None), 3),
            (asked(None, None, Some(date(2001, 1, 1))), 0),
        ] {
            let found = latest_changes(&house.app, &wanted).await.unwrap();
            assert_eq!(found.total, total, "{wanted:?}");
            assert_eq!(found.items.len() as i64, total.min(2), "{wanted:?}");
        }
        let mut wanted = asked(None, None, None);
        let mut seen = Vec::new();
        loop {
            let page = latest_changes(&house.app, &wanted).await.unwrap();
            seen.extend(page.items);
            wanted.before = page.next;
            if wanted.before.is_none() {
                break;
            }
        }
        let places: Vec<i64> = seen.iter().map(|change| change.line.change).collect();
        assert_eq!(places, [6, 5, 4, 3, 2, 1]);
        assert_eq!(seen[5].line.number, number);
        let unnamed = seen.iter().filter(|one| one.name.ky.is_empty());
        let unnamed: Vec<&str> = unnamed.map(|one| one.line.kind.as_str()).collect();
        assert_eq!(unnamed, ["data_list"]);
        let named = seen.iter().find(|one| one.line.number == array.record.number).unwrap();
        assert_eq!(named.name, array.record.entry.name);
    }
}
