//! The staff audit log: acts in their transaction, readings before their answer, heads in the public
//! log, and files of a case that anybody can check.

use app::audit::{
    About, Anchored, Asked, AuditError, AuditFault, Reading, anchor, case as case_of, case_leaves,
    check, entries, read, state,
};
use app::policy::Deed;
use app::public_log::{PublicLog, advance};
use app::{Caller, Error, StaffRole, account};
use domain::audit_anchor::AuditAnchor;
use jiff::SignedDuration;
use tlog::leaf::Leaf;
use tlog::{AuditCase, AuditCaseError, Policy};
use uuid::Uuid;

use crate::house::{House, OURS, administrator, auditor, owner, registrar};
use crate::on_both_engines;
use crate::sealing::TestSigner;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn of_application(id: Uuid) -> Reading {
    Reading {
        deed: Deed::ReadQueue,
        method: "GET".into(),
        path: "/{language}/desk/applications/{id}".into(),
        parameters: vec![("id".into(), id.to_string())],
        about: About::Application(id),
    }
}

/// A sent application that the registrar has read, under an anchor that the public log has signed.
async fn anchored(house: &House) -> (String, Policy) {
    let id = house.registered_by_application().await;
    read(&house.app, &registrar(), &of_application(id)).await.unwrap();
    assert!(matches!(anchor(&house.app, "node", HOUR).await.unwrap(), Anchored::To(_)));
    let signer = TestSigner::new();
    advance(&house.app, &PublicLog::new(signer.clone(), Vec::new()), "node").await.unwrap();
    (format!("application/{id}"), signer.policy())
}

async fn file(house: &House, subject: &str) -> String {
    let auditor = &auditor();
    let case = case_of(&house.app, auditor, subject).await.unwrap();
    let (mut text, mut place) = (case.before, 0);
    while place < case.size {
        let (leaves, last) = case_leaves(&house.app, auditor, place, case.size).await.unwrap();
        text.push_str(&leaves);
        place = last;
    }
    text + case.after
}

async fn words(house: &House, subject: &str) -> Vec<String> {
    let asked = Asked { case: subject.into(), ..Asked::default() };
    let found = entries(&house.app, &auditor(), &asked).await.unwrap();
    found.entries.into_iter().rev().map(|entry| entry.word).collect()
}

fn verified(text: &[u8], policy: &Policy) -> Result<usize, AuditCaseError> {
    Ok(AuditCase::read(text)?.verify(policy)?.entries.len())
}

on_both_engines! {
    async fn every_act_of_a_case_and_every_reading_of_it_is_there_in_order(house) {
        let id = house.registered_by_application().await;
        read(&house.app, &registrar(), &of_application(id)).await.unwrap();
        let said = words(house, &format!("application/{id}")).await;
        let (first, last) = (said.first().unwrap().as_str(), said.last().unwrap().as_str());
        assert_eq!((first, last), ("started", "read-queue"), "{said:?}");
        assert!(said.iter().any(|word| word == "submitted"), "{said:?}");
        let by_number = words(house, "kg-h-1").await;
        assert_eq!(by_number, ["registered"], "the entry is found by its number");
    }

    async fn who_reads_as_a_member_or_without_a_role_leaves_no_entry(house) {
        let reading = Reading { about: About::Organisation(OURS), deed: Deed::ReadOrganisation, ..of_application(OURS) };
        let before = house.app.store().audit_size().await.unwrap();
        read(&house.app, &owner(), &reading).await.unwrap();
        let both = Caller { memberships: owner().memberships, ..registrar() };
        read(&house.app, &both, &reading).await.unwrap();
        let public = Reading { deed: Deed::ReadRegister, ..reading.clone() };
        read(&house.app, &registrar(), &public).await.unwrap();
        assert_eq!(house.app.store().audit_size().await.unwrap(), before);
        read(&house.app, &registrar(), &reading).await.unwrap();
        assert_eq!(house.app.store().audit_size().await.unwrap(), before + 1);
    }

    async fn a_right_that_is_given_has_an_entry_with_the_name_of_who_gave_it(house) {
        let person = Uuid::from_u128(8);
        let roles = [StaffRole::Registrar, StaffRole::Auditor];
        account::set_roles(&house.app, &administrator(), person, &roles).await.unwrap();
        let asked = Asked { case: "8@example.kg".into(), ..Asked::default() };
        let found = entries(&house.app, &auditor(), &asked).await.unwrap();
        let entry = found.entries.iter().find(|entry| entry.word == "roles_set").unwrap();
        assert_eq!(entry.by.name, administrator().actor.unwrap().name);
        assert_eq!(entry.details["parameter.roles"], "registrar auditor");
    }

    async fn only_an_auditor_asks(house) {
        for caller in [Caller::stranger(), owner(), registrar(), administrator()] {
            let asked = entries(&house.app, &caller, &Asked::default()).await;
            assert!(matches!(asked, Err(Error::Forbidden | Error::SignIn)));
            assert!(case_of(&house.app, &caller, "queue").await.is_err());
            assert!(case_leaves(&house.app, &caller, 0, 1).await.is_err());
            assert!(state(&house.app, &caller).await.is_err());
        }
    }

    async fn an_anchor_is_a_public_act_once_an_hour_and_calls_for_no_other(house) {
        house.registered_holder().await;
        let size = house.app.store().audit_size().await.unwrap();
        assert_eq!(anchor(&house.app, "node", HOUR).await.unwrap(), Anchored::To(size));
        assert_eq!(house.app.store().audit_size().await.unwrap(), size, "no entry of its own");
        house.wait_hours(2);
        assert_eq!(anchor(&house.app, "node", HOUR).await.unwrap(), Anchored::Nothing);
        read(&house.app, &registrar(), &of_application(OURS)).await.unwrap();
        assert_eq!(anchor(&house.app, "node", HOUR).await.unwrap(), Anchored::To(size + 1));
        read(&house.app, &registrar(), &of_application(OURS)).await.unwrap();
        assert_eq!(anchor(&house.app, "node", HOUR).await.unwrap(), Anchored::Nothing, "too young");
        assert_eq!(anchor(&house.app, "other", HOUR).await.unwrap(), Anchored::NotOurs);
        let heads = house.app.store().newest_audit_heads(9).await.unwrap();
        let leaf = house.app.store().leaf_of(domain::record::Kind::AuditAnchor, heads[0].record, heads[0].revision).await;
        let leaf = Leaf::read(&leaf.unwrap().unwrap().body).unwrap();
        assert_eq!((leaf.kind().as_str(), leaf.event().as_str()), ("audit-anchor", "anchor"));
        let record = house.app.store().get::<AuditAnchor>(heads[0].record).await.unwrap().unwrap();
        assert_eq!(record.record.root, heads[0].root.to_string());
        // The feed of the Register leaves anchors out; the log's own has no gap.
        house.gapless_feed().await;
        let changes = app::register::changes(&house.app, 0, 500).await.unwrap();
        assert!(changes.iter().all(|line| line.kind == "holder"), "{changes:?}");
        assert_eq!(app::register::last_change(&house.app).await.unwrap(), changes.last().unwrap().change);
    }

    async fn the_check_finds_every_row_that_was_altered_or_taken_out(house) {
        let (subject, _) = anchored(house).await;
        let whole = check(&house.app).await.unwrap();
        assert!(whole.faults.is_empty() && whole.anchors == 1, "{whole:?}");
        let middle = whole.entries / 2;
        house.alter(&format!("UPDATE audit SET actor_name = 'Башка' WHERE seq = {middle}")).await;
        assert_eq!(check(&house.app).await.unwrap().faults, [AuditFault::Row(middle)]);
        house.alter(&format!("UPDATE audit SET word = 'saved' WHERE subject = '{subject}'")).await;
        assert!(check(&house.app).await.unwrap().faults.len() > 1);
        house.alter(&format!("DELETE FROM audit WHERE seq = {middle}")).await;
        let faults = check(&house.app).await.unwrap().faults;
        assert!(faults.contains(&AuditFault::Missing(middle)), "{faults:?}");
        assert!(faults.contains(&AuditFault::Anchor(whole.entries)), "{faults:?}");
    }

    async fn the_last_entries_cannot_be_taken_off_unseen(house) {
        let (_, _) = anchored(house).await;
        let size = house.app.store().audit_size().await.unwrap();
        house.alter(&format!("DELETE FROM audit WHERE seq = {size}")).await;
        assert_eq!(check(&house.app).await.unwrap().faults, [AuditFault::Anchor(size)]);
        house.wait_hours(2);
        let error = anchor(&house.app, "node", HOUR).await.unwrap_err();
        assert!(matches!(error, AuditError::WentBack { .. }) && error.is_alarm(), "{error}");
    }

    async fn a_file_of_a_case_proves_that_every_entry_of_it_is_there(house) {
        let (subject, policy) = anchored(house).await;
        let text = file(house, &subject).await;
        let case = AuditCase::read(text.as_bytes()).unwrap();
        let seen = case.verify(&policy).unwrap();
        let said: Vec<_> = seen.entries.iter().map(|entry| entry.event.to_string()).collect();
        assert_eq!(said, words(house, &subject).await);
        let last = seen.entries.last().unwrap();
        let name = registrar().actor.unwrap().name;
        assert!(last.fields.contains(&("actor.name".into(), name)), "{last:?}");
        let nobody = file(house, "application/untouched").await;
        assert_eq!(verified(nobody.as_bytes(), &policy), Ok(0), "that there is none is proved too");
        let stranger = TestSigner::of(9).policy();
        assert!(matches!(verified(text.as_bytes(), &stranger), Err(AuditCaseError::Anchor(_))));
    }

    async fn a_file_with_an_entry_left_out_or_a_byte_flipped_is_refused(house) {
        let (subject, policy) = anchored(house).await;
        let text = file(house, &subject).await;
        assert!(verified(text.as_bytes(), &policy).unwrap() > 3);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        for place in 0..json["entries"].as_array().unwrap().len() {
            let index = json["entries"][place]["index"].as_u64().unwrap();
            let leaf = json["leaves"][usize::try_from(index).unwrap()].to_string();
            let closed = without_entry(&text, place);
            assert_eq!(verified(closed.as_bytes(), &policy), Err(AuditCaseError::Missing(index)));
            let gone = closed.replacen(&format!("{leaf},"), "", 1);
            assert!(verified(gone.as_bytes(), &policy).is_err(), "leaf {index} left out");
        }
        let mut dice = 7_u64;
        for _ in 0..100 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut bytes = text.clone().into_bytes();
            let place = usize::try_from(dice >> 16).unwrap() % bytes.len();
            bytes[place] ^= 1 << (dice % 8);
            assert!(verified(&bytes, &policy).is_err(), "byte {place}");
        }
    }

    async fn without_an_anchor_there_is_no_proof_yet(house) {
        house.registered_holder().await;
        let refused = case_of(&house.app, &auditor(), "queue").await;
        assert!(matches!(refused, Err(Error::Refused(code)) if code == "not_anchored"));
        assert!(matches!(case_of(&house.app, &auditor(), "no word").await, Err(Error::NotFound)));
    }
}

/// The file with one opened entry closed again, in its one spelling.
fn without_entry(text: &str, place: usize) -> String {
    let begin = text.find("\"entries\":[").unwrap() + "\"entries\":[".len();
    let end = text.find("],\"leaves\":").unwrap();
    let entries: Vec<&str> = text[begin..end].split(",{\"index\"").collect();
    let whole = |(n, entry): (usize, &&str)| {
        if n == 0 { (*entry).to_owned() } else { format!("{{\"index\"{entry}") }
    };
    let mut entries: Vec<String> = entries.iter().enumerate().map(whole).collect();
    entries.remove(place);
    format!("{}{}{}", &text[..begin], entries.join(","), &text[end..])
}

#[test]
fn the_word_of_a_deed_is_a_word_of_a_leaf() {
    for deed in Deed::ALL {
        assert!(deed.word().parse::<tlog::leaf::Name>().is_ok(), "{deed:?}");
        assert!(deed.place().parse::<tlog::leaf::Subject>().is_ok(), "{deed:?}");
    }
}
