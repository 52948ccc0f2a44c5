//! Each step that a person waits for is told in its own transaction, once, and never when refused.

use app::caller::Caller;
use app::{application, notice, review};
use domain::application::Procedure;

use crate::house::{House, head, owner, registrar};
use crate::{on_both_engines, samples};

async fn keys(house: &House, who: &Caller) -> Vec<String> {
    let mut notices = notice::mine(&house.app, who, 50).await.unwrap();
    notices.sort_by_key(|notice| notice.id);
    notices.into_iter().map(|notice| notice.key).collect()
}

on_both_engines! {
    async fn each_side_learns_what_it_waits_for(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.take(id).await;
        let remarks = vec![("phone".into(), "телефон".into())];
        review::send_back(&house.app, &registrar(), id, None, remarks).await.unwrap();
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.refuse(id).await.unwrap();
        review::object(&house.app, &head(), id, None, "негиз жок".into()).await.unwrap();
        house.refuse(id).await.unwrap();
        review::confirm(&house.app, &head(), id, None).await.unwrap();
        let told = [
            "application_submitted", "application_taken", "application_returned",
            "application_submitted", "application_refused",
        ];
        assert_eq!(keys(house, &owner()).await, told);
        assert_eq!(keys(house, &registrar()).await, ["application_resubmitted", "decision_objected"]);
        assert_eq!(keys(house, &head()).await, ["decision_proposed", "decision_proposed"]);
        assert_eq!(house.count("outbox").await, house.count("notice").await, "a mail for each notice");
        let last = notice::mine(&house.app, &owner(), 1).await.unwrap().remove(0);
        assert_eq!(last.params["number"], "KG-Z-000001");
        assert_eq!(last.link, format!("/applications/{id}"));
    }

    async fn a_refused_step_tells_nobody(house) {
        let id = house.started(&owner(), Procedure::RegisterHolder, None, serde_json::json!({})).await;
        application::submit(&house.app, &owner(), id, None).await.unwrap_err();
        assert_eq!((house.count("notice").await, house.count("outbox").await), (0, 0));
        let id = house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        house.take(id).await;
        let before = (house.count("notice").await, house.count("outbox").await, house.count("event").await);
        house.grant(id).await.unwrap_err();
        review::send_back(&house.app, &registrar(), id, None, vec![]).await.unwrap_err();
        review::confirm(&house.app, &head(), id, None).await.unwrap_err();
        let after = (house.count("notice").await, house.count("outbox").await, house.count("event").await);
        assert_eq!(before, after);
    }

    async fn notices_are_read_by_their_person_only(house) {
        house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        notice::read_all(&house.app, &registrar()).await.unwrap();
        assert!(notice::mine(&house.app, &owner(), 9).await.unwrap()[0].read_at.is_none());
        notice::read_all(&house.app, &owner()).await.unwrap();
        assert!(notice::mine(&house.app, &owner(), 9).await.unwrap()[0].read_at.is_some());
        assert!(notice::mine(&house.app, &Caller::stranger(), 9).await.is_err());
    }
}
