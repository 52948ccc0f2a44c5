//! Arrays are found by what their holder is today; what a version says of the holder stays.

use app::register::{
    Counts, Found, Search, all_findable, filter_counts, findable, look_for, vocabulary,
};
use app::{application, refacet};
use domain::application::{Procedure, State};
use domain::data_array::DataArray;
use domain::field::Of;
use serde_json::json;

use crate::house::{House, OURS, owner};
use crate::{on_both_engines, samples};

async fn arrays(house: &House, text: &str) -> Vec<Found> {
    let text = text.to_owned();
    let search = Search { of: Some(Of::DataArray), text, limit: 10, ..Search::default() };
    look_for(&house.app, &search).await.unwrap().items
}

async fn regions(house: &House) -> Vec<(String, i64)> {
    let search = Search { of: Some(Of::DataArray), ..Search::default() };
    let Counts { axes, .. } = filter_counts(&house.app, &search, &["region"]).await.unwrap();
    axes["region"].clone()
}

/// The holder moves to another region and takes another name.
async fn amend_holder(house: &House) {
    let id = house.started(&owner(), Procedure::AmendHolder, Some(OURS), json!({})).await;
    let mut address = samples::holder()["address"].clone();
    address["region"] = json!("chuy");
    address["district"] = json!("alamudun");
    house.save(&owner(), id, "address", address).await;
    house.save(&owner(), id, "name", json!({"ky": "Жаңы Үлгү", "ru": "Новый Образец"})).await;
    application::submit(&house.app, &owner(), id, None).await.unwrap();
    house.granted(id).await;
}

async fn confirm(house: &House, array: uuid::Uuid) {
    let id = house.sent(&owner(), Procedure::ConfirmArray, Some(array), json!({})).await;
    let loaded = application::read(&house.app, &owner(), id).await.unwrap().loaded;
    assert_eq!(loaded.record.state, State::Registered, "a confirmation needs no review");
}

/// What of an entry only the holder and the authority may read.
fn closed(of: Of, entry: &serde_json::Value) -> Vec<String> {
    let fields = domain::field::Catalogue::embedded();
    let hidden = fields.of(of).filter(|field| !fields.shows(of, &field.path));
    let places = hidden.flat_map(|field| domain::path::expand(entry, &field.path));
    let values =
        places.filter_map(|place| domain::path::get(entry, &place)?.as_str().map(str::to_owned));
    values.filter(|value| !value.is_empty()).collect()
}

on_both_engines! {
    async fn an_index_is_told_only_what_is_published(house) {
        let holder = house.registered_holder().await;
        let array = house.registered_array().await;
        let (holders, next) = all_findable(&house.app, Of::Holder, 10, None).await.unwrap();
        assert_eq!((holders.len(), next), (1, None));
        let (arrays, next) = all_findable(&house.app, Of::DataArray, 10, None).await.unwrap();
        assert_eq!((arrays.len(), next), (1, None));
        let told = format!("{holders:?} {arrays:?}");
        let secrets = [closed(Of::Holder, &samples::holder()), closed(Of::DataArray, &samples::array())];
        let mut secrets = secrets.concat();
        // What is another word for a code that the entry shows besides.
        secrets.retain(|secret| secret != "сейф");
        assert_eq!(secrets.len(), 4, "{secrets:?}");
        for secret in secrets {
            assert!(!told.contains(&format!("{secret}\"")), "{secret}");
        }
        let one = findable(&house.app, vec![array.id]).await.unwrap().remove(0);
        assert_eq!(one.holder, Some(array.record.holder.id));
        assert_eq!(one.numbers[0], array.record.number);
        assert!(one.numbers.contains(&holder), "{:?}", one.numbers);
        let says = |text: &str| one.words.iter().any(|words| words.text == text);
        assert!(says("дарылоо"), "its own words");
        let names = vocabulary(&house.app);
        let mut names = one.named.iter().flat_map(|key| &names[key]);
        assert!(names.any(|words| words.text == "диагноз"), "the names of its codes");
        assert!(one.owner.iter().any(|words| words.text == "Sample Clinic"));
    }

    async fn an_array_follows_its_holder(house) {
        house.registered_holder().await;
        let before = house.registered_array().await;
        assert_eq!(arrays(house, "ден-соолук").await.len(), 1);
        amend_holder(house).await;
        assert!(arrays(house, "ден-соолук").await.is_empty());
        let found = arrays(house, "жаңы").await;
        assert_eq!(found[0].holder.as_ref().unwrap().name.in_language("ky"), "Жаңы Үлгү");
        assert_eq!(found[0].place.region, "chuy");
        assert_eq!(regions(house).await, [("chuy".to_owned(), 1)]);
        let store = house.app.store();
        assert_eq!(store.get::<DataArray>(before.id).await.unwrap().unwrap(), before);
        assert!(store.replay_equals_state::<DataArray>(before.id).await.unwrap());
        confirm(house, before.id).await;
        assert_eq!(arrays(house, "жаңы").await.len(), 1, "a confirmation does not bring the old name back");
    }

    async fn facets_are_computed_anew_from_the_states(house) {
        house.registered_holder().await;
        house.registered_array().await;
        amend_holder(house).await;
        let spoil = "UPDATE record SET text = 'x', title = 'x', title_key = 'x'";
        for sql in [spoil, "DELETE FROM tag", "DELETE FROM unique_key"] {
            let done: app::Result<()> = house.app.store().write("spoil", |tx| Box::pin(async move {
                tx.put_rows(sql, &[]).await?;
                Ok(())
            })).await;
            done.unwrap();
        }
        assert!(arrays(house, "жаңы").await.is_empty());
        let events = house.count("event").await;
        let done = refacet::all(&house.app).await.unwrap();
        assert_eq!((done.records, done.lost.len()), (6, 0), "holder, array, list, three applications");
        assert_eq!(house.count("event").await, events);
        assert_eq!(arrays(house, "жаңы").await.len(), 1);
        assert_eq!(regions(house).await, [("chuy".to_owned(), 1)]);
        let kept = (house.count("tag").await, house.count("unique_key").await);
        refacet::all(&house.app).await.unwrap();
        assert_eq!((house.count("tag").await, house.count("unique_key").await), kept);
    }
}
