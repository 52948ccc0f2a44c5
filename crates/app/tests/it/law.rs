//! What the use cases refuse, and what one act takes with it.

use app::review::{Filter, Hands};
use app::{Error, account, application, review};
use domain::application::{Outcome, Procedure, State};
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::{Holder, Standing};
use serde_json::{Value, json};

use crate::house::{OURS, administrator, another_owner, another_registrar, head, owner, registrar};
use crate::{on_both_engines, samples};

fn with(mut entry: Value, place: &str, value: Value) -> Value {
    assert!(domain::path::set(&mut entry, place, value));
    entry
}

on_both_engines! {
    async fn an_amendment_of_what_has_changed_meanwhile_is_a_conflict(house) {
        house.registered_holder().await;
        let id = house.started(&owner(), Procedure::AmendHolder, None, json!({})).await;
        house.save(&owner(), id, "phone", json!("0312 222222")).await;
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.take(id).await;
        // The register changes past it, as by an import at the command line.
        let (by, moment) = (&samples::person(2), &house.app.moment());
        house.app.store().write("meanwhile", |tx| Box::pin(async move {
            let basis = domain::holder_entry::Basis::Import { source: "Үлгү".into(), key: "1".into() };
            let act = domain::holder::HolderAct::Confirm { basis };
            tx.act::<Holder>(OURS, store::Expected::Any, act, by, moment).await?;
            Ok::<_, Error>(())
        })).await.unwrap();
        assert!(matches!(house.grant(id).await, Err(Error::Conflict { current: 2 })));
        let view = application::read(&house.app, &registrar(), id).await.unwrap();
        assert_eq!(view.loaded.record.state, State::UnderReview, "nothing was decided");
        assert_eq!(house.gapless_feed().await, 2);
    }

    async fn an_amendment_makes_a_version_and_the_list_its_own(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        let id = house.started(&owner(), Procedure::AmendArray, Some(array.id), json!({})).await;
        house.save(&owner(), id, "items", samples::array()["items"].as_array().unwrap()[..1].into()).await;
        let recipients = with(samples::array(), "cross_border.transfers.0.items", json!([]))["recipients"].clone();
        house.save(&owner(), id, "recipients", recipients).await;
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.granted(id).await;
        let amended = house.app.store().get::<DataArray>(array.id).await.unwrap().unwrap();
        assert_eq!((amended.revision, amended.record.list.version), (2, 2));
        assert!(!amended.record.special);
        assert_eq!(amended.record.number, array.record.number);
    }

    async fn an_amendment_that_changes_nothing_is_not_sent(house) {
        house.registered_holder().await;
        let array = house.registered_array().await;
        for (procedure, about) in [(Procedure::AmendHolder, None), (Procedure::AmendArray, Some(array.id))] {
            let id = house.started(&owner(), procedure, about, json!({})).await;
            let no = application::submit(&house.app, &owner(), id, None).await;
            assert!(matches!(no, Err(Error::Refused(code)) if code == "nothing_changed"), "{procedure:?}");
        }
    }

    async fn what_is_registered_is_not_registered_again(house) {
        house.registered_holder().await;
        let no = application::start(&house.app, &owner(), OURS, Procedure::RegisterHolder, None, json!({})).await;
        assert!(matches!(no, Err(Error::Refused(code)) if code == "already_registered"));
    }

    async fn a_holder_leaves_with_its_arrays(house) {
        house.registered_holder().await;
        let (first, second) = (house.registered_array().await, house.registered_array().await);
        let id = house.started(&owner(), Procedure::ExcludeHolder, None, json!({})).await;
        house.save(&owner(), id, "ground", json!("liquidation")).await;
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.take(id).await;
        assert_eq!(house.grant(id).await.unwrap().record.state, State::Proposed);
        assert_eq!(house.gapless_feed().await, 5, "nothing happens before the second person");
        review::confirm(&house.app, &head(), id, None).await.unwrap();
        let store = house.app.store();
        for array in [first, second] {
            let array = store.get::<DataArray>(array.id).await.unwrap().unwrap().record;
            assert_eq!(array.standing, Standing::Excluded);
            let list = store.get::<DataList>(array.list.id).await.unwrap().unwrap().record;
            assert_eq!(list.standing, Standing::Excluded);
        }
        let holder = store.get::<Holder>(OURS).await.unwrap().unwrap().record;
        assert_eq!(holder.exclusion.unwrap().ground, "liquidation");
        assert_eq!(house.gapless_feed().await, 10);
        let no = application::start(&house.app, &owner(), OURS, Procedure::AmendHolder, None, json!({})).await;
        assert!(matches!(no, Err(Error::Refused(code)) if code == "already_excluded"));
    }

    async fn the_second_person_is_another_person_with_the_role(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.take(id).await;
        house.refuse(id).await.unwrap();
        let both = app::Caller { staff: vec![app::StaffRole::Registrar, app::StaffRole::Head], ..registrar() };
        let same = review::confirm(&house.app, &both, id, None).await;
        assert!(matches!(same, Err(Error::Refused(code)) if code == "same_person"));
        let no_role = review::confirm(&house.app, &registrar(), id, None).await;
        assert!(matches!(no_role, Err(Error::Forbidden)));
        let objected = review::object(&house.app, &head(), id, None, "негиз жок".into()).await.unwrap();
        assert_eq!((objected.record.state, objected.record.decision), (State::UnderReview, None));
        assert_eq!(house.grant(id).await.unwrap().record.state, State::Registered);
    }

    async fn nobody_decides_in_a_case_of_their_own_organisation(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        let both = app::Caller { memberships: owner().memberships, ..registrar() };
        let no = review::assign(&house.app, &both, id, None).await;
        assert!(matches!(no, Err(Error::Refused(code)) if code == "own_organisation"));
        house.take(id).await;
    }

    async fn a_case_is_given_only_to_a_registrar(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        for nobody in [1, 3, 4] {
            let to = Some(samples::person(nobody));
            let no = review::assign(&house.app, &registrar(), id, to).await;
            assert!(matches!(no, Err(Error::Invalid(p)) if p[0].code == "role_unknown"), "{nobody}");
        }
        let given = review::assign(&house.app, &registrar(), id, Some(samples::person(8))).await.unwrap();
        assert_eq!(given.record.assignee.unwrap().person, samples::person(8).person);
    }

    async fn cases_of_a_registrar_who_leaves_wait_for_the_others(house) {
        let first = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.take(first).await;
        let nobodys = async || {
            let filter = Filter { hands: Hands::Nobody, limit: 10, ..Filter::default() };
            review::queue(&house.app, &head(), &filter).await.unwrap().total
        };
        assert_eq!(nobodys().await, 0);
        let roles = [app::StaffRole::Registrar, app::StaffRole::Head];
        account::set_roles(&house.app, &administrator(), samples::person(2).person, &roles).await.unwrap();
        assert_eq!(nobodys().await, 0, "a registrar who becomes more is still one");
        account::set_roles(&house.app, &administrator(), samples::person(2).person, &[]).await.unwrap();
        assert_eq!(nobodys().await, 1);
        let story = review::story(&house.app, &head(), first).await.unwrap();
        assert_eq!(story.steps.last().unwrap().act, "released");
        assert!(matches!(
            review::assign(&house.app, &registrar(), first, None).await,
            Err(Error::Invalid(_))
        ), "an old session's registrar is none");
        review::assign(&house.app, &another_registrar(), first, None).await.unwrap();
        account::block(&house.app, &administrator(), samples::person(8).person).await.unwrap();
        assert_eq!(nobodys().await, 1, "so it is with a blocked one");
    }

    async fn the_queue_counts_and_filters_by_region_and_sector_of_the_holder(house) {
        let holder = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        let entry = samples::holder();
        let (region, sector) = (entry["address"]["region"].as_str().unwrap(), entry["sector"].as_str().unwrap());
        let ask = async |regions: &[&str], sectors: &[&str]| {
            let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
            let filter = Filter { regions: words(regions), sectors: words(sectors), limit: 10, ..Filter::default() };
            review::queue(&house.app, &registrar(), &filter).await.unwrap()
        };
        let all = ask(&[], &[]).await;
        assert_eq!(all.counts.regions, [(region.to_owned(), 2)], "the array goes by its holder's application");
        assert_eq!(all.counts.sectors, [(sector.to_owned(), 2)]);
        assert_eq!(ask(&[region], &[sector]).await.total, 2);
        assert_eq!(ask(&["nowhere"], &[]).await.total, 0);
        // Once the holder stands in the Register, the Register says where.
        house.granted(holder).await;
        house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        assert_eq!(ask(&[region], &[]).await.total, 2);
    }

    async fn two_applications_on_one_record_are_not_open_at_once(house) {
        house.registered_holder().await;
        let first = house.started(&owner(), Procedure::AmendHolder, None, json!({})).await;
        let no = application::start(&house.app, &owner(), OURS, Procedure::ExcludeHolder, None, json!({})).await;
        assert!(matches!(no, Err(Error::Duplicate { scope, id, .. }) if scope == "open_subject" && id == first));
        application::withdraw(&house.app, &owner(), first).await.unwrap();
        house.started(&owner(), Procedure::ExcludeHolder, None, json!({})).await;
    }

    async fn two_holders_do_not_share_an_inn(house) {
        house.registered_holder().await;
        let id = house.sent(&another_owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.take(id).await;
        let no = house.grant(id).await;
        assert!(matches!(no, Err(Error::Duplicate { scope, id, .. }) if scope == "identifier" && id == OURS));
        assert_eq!(house.gapless_feed().await, 1);
        house.refuse(id).await.unwrap();
    }

    async fn a_decision_on_what_was_read_before_a_change_is_a_conflict(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        house.take(id).await;
        let seen = Some(1);
        let words = || String::new();
        let no = review::decide(&house.app, &registrar(), id, seen, Outcome::Grant, words(), words()).await;
        assert!(matches!(no, Err(Error::Conflict { .. })));
    }

    async fn a_confirmation_refreshes_at_once(house) {
        house.registered_holder().await;
        house.wait_days(14);
        house.sent(&owner(), Procedure::ConfirmHolder, None, json!({})).await;
        let holder = house.app.store().get::<Holder>(OURS).await.unwrap().unwrap().record;
        assert_eq!(holder.confirmed_at, store::truncated(house.app.now()));
        assert_ne!(holder.registered_at, holder.confirmed_at);
    }

    async fn rows_keep_their_keys_and_new_ones_get_new_ones(house) {
        let id = house.started(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        let rows = json!([{"key": "p2", "words": "эсеп"}, {"words": "жаңы"}, {"words": "  "}]);
        house.save(&owner(), id, "purposes", rows).await;
        let view = application::read(&house.app, &owner(), id).await.unwrap();
        let rows = view.loaded.record.entry["purposes"].clone();
        assert_eq!(rows, json!([{"key": "p2", "words": "эсеп"}, {"key": "p3", "words": "жаңы"}]));
        house.save(&owner(), id, "secret_branch", json!("x")).await;
        let view = application::read(&house.app, &owner(), id).await.unwrap();
        assert_eq!(view.loaded.record.entry.get("secret_branch"), None);
    }
}
