//! The Register remembers: every version, any two compared, any day in the past.

use app::register::{as_of, current, version, versions};
use app::{Error, application};
use domain::application::Procedure;
use domain::data_array::DataArray;
use domain::difference;
use domain::field::Of;
use domain::holder::Holder;
use serde_json::json;

use crate::house::owner;
use crate::{on_both_engines, samples};

on_both_engines! {
    async fn every_version_is_kept_and_any_day_can_be_asked_for(house) {
        let app = &house.app;
        let number = house.registered_holder().await;
        let array = house.registered_array().await;
        let first_day = app.moment().date();
        house.wait_days(10);
        let id = house.started(&owner(), Procedure::AmendArray, Some(array.id), json!({})).await;
        let mut items = samples::array()["items"].clone();
        items[0]["words"] = json!("толук аты-жөнү");
        house.save(&owner(), id, "items", items).await;
        house.save(&owner(), id, "measures", json!({"codes": ["training"], "words": "жашыруун"})).await;
        application::submit(app, &owner(), id, None).await.unwrap();
        house.granted(id).await;
        let of = array.record.number.as_str();
        let lines = versions::<DataArray>(app, of).await.unwrap();
        let lines: Vec<_> = lines.iter().map(|l| (l.version, l.act.as_str(), l.change)).collect();
        assert_eq!(lines, [(2, "amended", Some(5)), (1, "registered", Some(3))]);
        let then = as_of::<DataArray>(app, of, first_day).await.unwrap();
        assert_eq!((then.version, &then.entry["items"][0]["words"]), (1, &json!("аты-жөнү")));
        let now = current::<DataArray>(app, of).await.unwrap();
        assert_eq!((now.version, &now.entry["items"][0]["words"]), (2, &json!("толук аты-жөнү")));
        let first = version::<DataArray>(app, of, 1).await.unwrap();
        let changes = difference::between(Of::DataArray, &first.entry, &now.entry);
        let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["items.d1.words", "measures.codes"]);
        assert!(!format!("{now:?}{changes:?}").contains("жашыруун"));
        let day_before = first_day.yesterday().unwrap();
        assert!(matches!(as_of::<DataArray>(app, of, day_before).await, Err(Error::NotFound)));
        assert!(matches!(version::<DataArray>(app, of, 3).await, Err(Error::NotFound)));
        assert!(matches!(current::<Holder>(app, "KG-H-999999").await, Err(Error::NotFound)));
        assert_eq!(current::<Holder>(app, &number).await.unwrap().number, number);
    }

    async fn nobody_reads_in_the_register_what_is_not_published(house) {
        let number = house.registered_holder().await;
        let array = house.registered_array().await.record.number;
        let holder = current::<Holder>(&house.app, &number).await.unwrap();
        let array = current::<DataArray>(&house.app, &array).await.unwrap();
        let shown = format!("{holder:?}{array:?}");
        for never in ["Үлгүбек", "Үлгүкан", "сейф", "1-кабинет", "№ 1"] {
            assert!(!shown.contains(never), "{never}");
        }
        for shown in [json!(holder.entry["head"]), json!(array.entry["responsible"])] {
            assert_eq!(shown.get("name"), None);
        }
    }
}
