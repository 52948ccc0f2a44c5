//! The whole way: an organisation registers itself and three arrays.

use app::{application, review};
use domain::application::{Procedure, State};
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::Holder;
use serde_json::json;

use crate::house::{OURS, head, owner, registrar};
use crate::{on_both_engines, samples};

on_both_engines! {
    async fn an_organisation_registers_itself_and_three_arrays(house) {
        let app = &house.app;
        let id = house.started(&owner(), Procedure::RegisterHolder, None, json!({})).await;
        for (branch, value) in samples::holder().as_object().unwrap() {
            house.save(&owner(), id, branch, value.clone()).await;
        }
        assert_eq!(application::read(app, &owner(), id).await.unwrap().problems, []);
        let sent = application::submit(app, &owner(), id, None).await.unwrap();
        assert_eq!(sent.record.number.as_deref(), Some("KG-Z-000001"));
        house.take(id).await;
        let remarks = vec![("phone".into(), "телефонду текшериңиз".into())];
        let back = review::send_back(app, &registrar(), id, None, remarks).await.unwrap();
        assert_eq!(back.record.state, State::Returned);
        house.save(&owner(), id, "phone", json!("0312 111111")).await;
        let again = application::submit(app, &owner(), id, None).await.unwrap();
        assert_eq!(again.record.number.as_deref(), Some("KG-Z-000001"), "it keeps its number");
        assert_eq!(house.grant(id).await.unwrap().record.state, State::Registered);
        let holder = app.store().get::<Holder>(OURS).await.unwrap().unwrap().record;
        assert_eq!((holder.number.as_str(), holder.entry.phone.as_str()), ("KG-H-000001", "0312 111111"));
        for number in ["000001", "000002", "000003"] {
            let array = house.registered_array().await;
            assert_eq!(array.record.number, format!("KG-A-{number}"));
            assert_eq!(array.record.list.number, format!("KG-L-{number}"));
            let list = app.store().get::<DataList>(array.record.list.id).await.unwrap().unwrap();
            assert_eq!((list.record.items.len(), list.record.data_array), (2, array.id));
            assert!(app.store().replay_equals_state::<DataArray>(array.id).await.unwrap());
        }
        assert_eq!(house.gapless_feed().await, 7, "a holder, three arrays, three lists");
        assert!(app.store().replay_equals_state::<Holder>(OURS).await.unwrap());
    }

    async fn a_number_is_not_given_again_after_a_refusal(house) {
        house.registered_holder().await;
        let id = house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        house.take(id).await;
        house.refuse(id).await.unwrap();
        let refused = review::confirm(&house.app, &head(), id, None).await.unwrap().record;
        assert_eq!((refused.state, refused.number.as_deref()), (State::Refused, Some("KG-Z-000002")));
        let next = house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        let next = house.granted(next).await.record;
        assert_eq!(next.number.as_deref(), Some("KG-Z-000003"));
        let array = house.app.store().get::<DataArray>(next.subject).await.unwrap().unwrap();
        assert_eq!(array.record.number, "KG-A-000001", "the refused one never had a register number");
        house.gapless_feed().await;
    }

    async fn an_array_waits_for_its_holder(house) {
        let id = house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        house.take(id).await;
        let no = house.grant(id).await;
        assert!(matches!(no, Err(app::Error::Refused(code)) if code == "holder_not_registered"));
        assert_eq!(house.gapless_feed().await, 0);
        house.registered_holder().await;
        house.grant(id).await.unwrap();
        assert_eq!(house.gapless_feed().await, 3);
    }
}
