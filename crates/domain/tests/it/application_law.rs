//! The law of applications, a sentence at a time.

use domain::application::{Outcome, Procedure, State, Whose};
use domain::application_act::{ApplicationAct, ApplicationRefusal};
use domain::record::Record;
use serde_json::{Map, json};

use crate::application_table::{
    APPLICANT, HEAD, REGISTRAR, Way, grant, object, refuse, save, send_back, submit, take,
};
use crate::samples;

#[test]
fn a_draft_cannot_be_reviewed() {
    let wrong = ApplicationRefusal::WrongState(State::Draft);
    for act in [take(), send_back("телефон"), grant(), refuse("not_subject", "себеп")] {
        assert_eq!(Way::complete().refused(act, REGISTRAR), wrong);
    }
}

#[test]
fn a_refusal_without_ground_is_not_accepted() {
    for ground in ["", "no_such_ground", "liquidation", "consent"] {
        let no = Way::complete().taken().refused(refuse(ground, "себеп"), REGISTRAR);
        assert_eq!(no, ApplicationRefusal::GroundMissing, "{ground}");
    }
}

#[test]
fn a_refusal_without_reasons_is_not_accepted() {
    let no = Way::complete().taken().refused(refuse("not_subject", " \n"), REGISTRAR);
    assert_eq!(no, ApplicationRefusal::ReasonsMissing);
}

#[test]
fn a_return_without_remarks_is_not_accepted() {
    let no = Way::complete().taken().refused(send_back("  "), REGISTRAR);
    assert_eq!(no, ApplicationRefusal::RemarksMissing);
}

#[test]
fn only_whoever_has_it_in_hand_decides_or_sends_back() {
    for act in [grant(), refuse("not_subject", "себеп"), send_back("телефон")] {
        assert_eq!(Way::complete().taken().refused(act, HEAD), ApplicationRefusal::NotAssignee);
    }
}

#[test]
fn the_second_person_is_another_person() {
    let proposed = Way::complete().taken().and(refuse("not_subject", "себеп"), REGISTRAR);
    for act in [ApplicationAct::Confirm, object("себеп")] {
        assert_eq!(proposed.refused(act, REGISTRAR), ApplicationRefusal::SamePerson);
    }
    let refused = proposed.and(ApplicationAct::Confirm, HEAD);
    let decision = refused.it().decision.clone().unwrap();
    assert_eq!(decision.proposed_by, samples::person(REGISTRAR));
    assert_eq!(decision.confirmed_by, Some(samples::person(HEAD)));
}

#[test]
fn whoever_objects_says_why() {
    let proposed = Way::complete().taken().and(refuse("not_subject", "себеп"), REGISTRAR);
    assert_eq!(proposed.refused(object(" "), HEAD), ApplicationRefusal::ReasonsMissing);
    assert_eq!(proposed.and(object("себеп"), HEAD).it().decision, None);
}

#[test]
fn an_exclusion_needs_a_ground_and_a_second_person() {
    let bare = Way::start(Procedure::ExcludeHolder, json!({"ground": "no_such"}));
    assert_eq!(bare.refused(submit(), APPLICANT), ApplicationRefusal::GroundMissing);
    let entry = json!({"ground": "liquidation", "words": "жоюлду"});
    let proposed = Way::start(Procedure::ExcludeHolder, entry).taken().and(grant(), REGISTRAR);
    assert_eq!(proposed.it().state, State::Proposed);
    assert_eq!(proposed.and(ApplicationAct::Confirm, HEAD).it().state, State::Registered);
}

#[test]
fn a_confirmation_takes_effect_at_once() {
    let way = Way::start(Procedure::ConfirmHolder, json!({})).submitted();
    assert_eq!(way.it().state, State::Registered);
    assert_eq!(way.it().decision.as_ref().map(|d| d.outcome), Some(Outcome::Grant));
    assert_eq!(way.it().term, None, "nobody waits");
}

#[test]
fn an_incomplete_description_cannot_be_sent() {
    let no = Way::start(Procedure::RegisterHolder, json!({})).refused(submit(), APPLICANT);
    assert!(matches!(no, ApplicationRefusal::Faulty(problems) if !problems.is_empty()));
}

#[test]
fn a_returned_application_keeps_its_number_and_comes_back_to_the_same_registrar() {
    let back = Way::complete().taken().and(send_back("телефон"), REGISTRAR).and(save(), APPLICANT);
    let again = back.and(
        ApplicationAct::Submit { number: "KG-Z-000002".into(), whose: Whose::default() },
        APPLICANT,
    );
    assert_eq!(again.it().number.as_deref(), Some("KG-Z-000001"));
    assert_eq!(again.it().state, State::UnderReview);
    assert_eq!(again.it().assignee, Some(samples::person(REGISTRAR)));
    assert_eq!(again.it().round, 2);
    assert_eq!(again.it().open_remarks().count(), 0, "the remarks belong to the round before");
}

#[test]
fn the_term_of_review_ends_after_ten_working_days() {
    let way = Way::complete().submitted();
    let term = way.it().term.as_ref().unwrap();
    assert_eq!(term.rule_key, "application_review");
    assert_eq!(term.due_on().to_string(), "2026-12-07", "from Monday 23 November 2026");
}

#[test]
fn typing_the_same_again_is_no_event() {
    let way = Way::complete();
    let phone = way.it().entry["phone"].clone();
    let changes = Map::from_iter([("phone".to_owned(), phone)]);
    let act = ApplicationAct::Save { changes };
    let by = samples::person(APPLICANT);
    let events =
        domain::application::Application::decide(way.0.as_ref(), act, &by, &samples::moment(0));
    assert_eq!(events, Ok(vec![]));
}

#[test]
fn what_is_typed_is_kept_even_when_the_draft_began_as_no_tree() {
    for beginning in [json!(null), json!("текст"), json!([1])] {
        let way = Way::start(Procedure::RegisterHolder, beginning).and(save(), APPLICANT);
        assert_eq!(way.it().entry["phone"], "0312 999999");
    }
}

#[test]
fn a_withdrawn_application_has_no_decision() {
    let proposed = Way::complete().taken().and(refuse("not_subject", "себеп"), REGISTRAR);
    let withdrawn = proposed.and(ApplicationAct::Withdraw, APPLICANT);
    assert_eq!(withdrawn.it().decision, None);
}

#[test]
fn a_purge_leaves_only_the_fact() {
    let purged = Way::complete()
        .taken()
        .and(send_back("сыр"), REGISTRAR)
        .and(ApplicationAct::Purge, REGISTRAR);
    let kept = serde_json::to_string(purged.it()).unwrap();
    for secret in ["Үлгүбек", "клиникасы", "сыр", "example.kg"] {
        assert!(!kept.contains(secret), "{secret} is left");
    }
    assert_eq!(purged.it().number.as_deref(), Some("KG-Z-000001"), "the number is not given again");
    assert_eq!(purged.it().title(), "Ден-Соолук Үлгү", "whose it was is still known");
}

#[test]
fn what_was_granted_cannot_be_purged() {
    let granted = Way::complete().taken().and(grant(), REGISTRAR);
    let no = granted.refused(ApplicationAct::Purge, REGISTRAR);
    assert_eq!(no, ApplicationRefusal::WrongState(State::Registered));
}

#[test]
fn only_an_open_application_claims_its_subject() {
    let claims = |way: &Way| way.it().facets().unique.len();
    let way = Way::complete().taken();
    assert_eq!(claims(&way), 1);
    assert_eq!(claims(&way.clone().and(grant(), REGISTRAR)), 0);
    assert_eq!(claims(&way.and(ApplicationAct::Withdraw, APPLICANT)), 0);
}

#[test]
fn a_case_that_its_registrar_let_go_comes_back_to_everybody() {
    let way = Way::complete().taken().and(ApplicationAct::Release, HEAD);
    assert_eq!((way.it().state, &way.it().assignee), (State::Submitted, &None));
    let mended = Way::complete()
        .taken()
        .and(send_back("телефон"), REGISTRAR)
        .and(ApplicationAct::Release, HEAD)
        .and(submit(), APPLICANT);
    assert_eq!(mended.it().state, State::Submitted, "mended, it waits for whoever takes it");
    let objected = Way::complete()
        .taken()
        .and(refuse("not_subject", "себеп"), REGISTRAR)
        .and(ApplicationAct::Release, HEAD)
        .and(object("себеп"), HEAD);
    assert_eq!(objected.it().state, State::Submitted, "objected to, likewise");
}

#[test]
fn the_desk_knows_region_and_sector_of_a_holder_and_of_its_arrays() {
    let tags = |way: &Way| {
        let tags = way.it().facets().tags;
        let of = |axis| tags.iter().find(|(a, _)| *a == axis).map(|(_, v)| v.clone());
        (of("region"), of("sector"))
    };
    let own = Way::complete();
    let (region, sector) =
        (samples::holder()["address"]["region"].clone(), samples::holder()["sector"].clone());
    assert_eq!(
        tags(&own),
        (region.as_str().map(str::to_owned), sector.as_str().map(str::to_owned))
    );
    let whose = Whose { region: "osh".into(), sector: "health".into() };
    let sent = ApplicationAct::Submit { number: "KG-Z-000003".into(), whose };
    let array = Way::start(Procedure::RegisterArray, samples::array()).and(sent, APPLICANT);
    assert_eq!(tags(&array), (Some("osh".into()), Some("health".into())));
}
