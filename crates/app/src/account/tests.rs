//! What must hold at the door, with a clock that the test moves.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::law::Law;
use jiff::{SignedDuration, Timestamp};
use store::{BoxFuture, JobFilter, Store, StoreConfig};

use super::second_factor::tests::code_at;
use super::*;
use crate::mail::{Letter, Mailer, NotSent, Texts, work_once};
use crate::session::{self, Entry, NextStep, Second};
use crate::{
    Caller, Clock, Error, OrganisationRole, Randomness, Settings, StaffRole, organisation,
};

const PASSWORD: &str = "кыш жаз жай күз";

#[derive(Default)]
struct Watch(AtomicI64);

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-11-22T06:00:00Z".parse().unwrap();
        start + SignedDuration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Counted(AtomicU64);

impl Randomness for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            *byte = (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u8;
        }
    }
}

struct House {
    app: App,
    watch: Arc<Watch>,
    nobody: Caller,
}

impl House {
    async fn open() -> House {
        let store = Store::open(StoreConfig::new("sqlite::memory:", "unused")).await.unwrap();
        store.migrate().await.unwrap();
        let watch = Arc::<Watch>::default();
        let settings = Settings { public_url: "https://reestr.example".into(), is_demo: false };
        let law = Law::read(&domain::law::embedded()).unwrap();
        let app = App::new(store, law, watch.clone(), Arc::<Counted>::default(), settings);
        House { app, watch, nobody: Caller::stranger() }
    }

    fn wait(&self, seconds: i64) {
        self.watch.0.fetch_add(seconds, Ordering::Relaxed);
    }

    async fn applicant(&self, email: &str) -> Caller {
        self.ask(email).await.unwrap();
        let token = self.mailed_token().await;
        finish_sign_up(&self.app, &self.nobody, &token, PASSWORD, "test").await.unwrap();
        let token = self.enter(email).await.unwrap().token;
        session::caller_of_session(&self.app, &token).await.unwrap()
    }

    async fn ask(&self, email: &str) -> Result<()> {
        let form = SignUp {
            name: "Айгүл".into(),
            email: email.into(),
            organisation: "Үлгү".into(),
            ..SignUp::default()
        };
        ask_sign_up(&self.app, &self.nobody, &form).await
    }

    async fn registrar(&self) {
        let system = Caller {
            actor: Some(domain::record::Actor::system()),
            is_strong: true,
            staff: vec![StaffRole::Administrator],
            ..Caller::default()
        };
        let roles = [StaffRole::Registrar];
        let (email, name) = ("r@dpa.example", "Чолпон");
        add_staff(&self.app, &system, email, name, &roles, Some(PASSWORD), "ky").await.unwrap();
    }

    async fn enter(&self, email: &str) -> Result<session::SignedIn> {
        self.enter_from(email, &self.nobody).await
    }

    async fn enter_from(&self, email: &str, caller: &Caller) -> Result<session::SignedIn> {
        session::sign_in(&self.app, caller, email, PASSWORD, "test").await
    }

    async fn guess(&self, caller: &Caller) -> Result<session::SignedIn> {
        session::sign_in(&self.app, caller, "a@clinic.example", "wrong", "test").await
    }

    async fn newest_mail(&self) -> crate::mail::Mail {
        let filter = JobFilter { limit: 1, ..JobFilter::default() };
        let job = self.app.store().jobs(&filter).await.unwrap().remove(0);
        job.body.read("a mail").unwrap()
    }

    /// The token in the link of the newest mail.
    async fn mailed_token(&self) -> String {
        let mail = self.newest_mail().await;
        mail.link.rsplit('/').next().unwrap().to_owned()
    }
}

use crate::Result;

/// A stranger at some place, with or without a browser that somebody signed in from.
fn from(network: &str, browser: &str) -> Caller {
    let visit = crate::caller::Visit { network: network.into(), browser: browser.into() };
    Caller { visit, ..Caller::default() }
}

fn code(error: Error) -> String {
    match error {
        Error::Invalid(problems) => problems[0].code.clone(),
        error => error.to_string(),
    }
}

#[tokio::test]
async fn ten_wrong_passwords_close_the_door_for_ten_minutes_to_their_own_neighbourhood() {
    let house = House::open().await;
    house.applicant("a@clinic.example").await;
    let (thief, owner) = (from("203.0.113.0/24", ""), from("198.51.100.0/24", ""));
    for _ in 0..10 {
        assert_eq!(code(house.guess(&thief).await.unwrap_err()), "password_wrong");
    }
    let Err(Error::TooSoon(wait)) = house.guess(&thief).await else { panic!("still open") };
    assert_eq!(wait.as_mins(), 10);
    assert!(house.enter_from("a@clinic.example", &owner).await.is_ok(), "elsewhere it is open");
    house.wait(601);
    assert!(house.enter_from("a@clinic.example", &thief).await.is_ok());
}

#[tokio::test]
async fn a_crowd_of_guessers_does_not_shut_out_the_owner_at_a_known_browser() {
    let house = House::open().await;
    let person = house.applicant("a@clinic.example").await.actor.unwrap().person;
    let kept = remember_browser(&house.app, &house.nobody, person).await.unwrap().unwrap();
    for network in 0..31 {
        let _ = house.guess(&from(&format!("192.0.{network}.0/24"), "")).await;
    }
    let elsewhere = from("198.51.100.0/24", "");
    assert!(matches!(house.guess(&elsewhere).await, Err(Error::TooSoon(_))), "slowed down");
    let home = from("198.51.100.0/24", &kept);
    assert!(house.enter_from("a@clinic.example", &home).await.is_ok(), "never shut out");
    let forged = from("198.51.100.0/24", "made up");
    assert!(matches!(house.guess(&forged).await, Err(Error::TooSoon(_))));
}

#[tokio::test]
async fn tries_at_the_same_moment_are_each_counted() {
    let house = House::open().await;
    let knocks = [limit::Knock::new(limit::LETTERS, "x")];
    let tries = (0..8).map(|_| limit::knock(&house.app, &knocks));
    let refused = futures_util::future::join_all(tries).await.into_iter().filter(Result::is_err);
    assert_eq!(refused.count(), 5);
}

#[tokio::test]
async fn asking_for_an_account_tells_nobody_whether_the_address_has_one() {
    let house = House::open().await;
    house.applicant("a@clinic.example").await;
    house.ask("A@clinic.example").await.unwrap();
    assert_eq!(house.newest_mail().await.key, "sign_up_known");
    house.ask("new@clinic.example").await.unwrap();
    let mail = house.newest_mail().await;
    assert_eq!((mail.key.as_str(), mail.params.len()), ("sign_up", 0), "nothing of the form");
    assert!(house.enter("new@clinic.example").await.is_err(), "no account before the link");
    let token = house.mailed_token().await;
    finish_sign_up(&house.app, &house.nobody, &token, PASSWORD, "test").await.unwrap();
    let again = finish_sign_up(&house.app, &house.nobody, &token, PASSWORD, "test").await;
    assert_eq!(code(again.unwrap_err()), "token_expired", "the link works once");
}

#[tokio::test]
async fn nobody_fills_the_mailbox_of_another() {
    let house = House::open().await;
    for _ in 0..9 {
        house.ask("a@clinic.example").await.unwrap();
    }
    let filter = JobFilter { limit: 100, ..JobFilter::default() };
    assert_eq!(house.app.store().jobs(&filter).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_recovery_code_stands_for_the_phone_once_and_new_ones_replace_the_old() {
    let house = House::open().await;
    let app = &house.app;
    house.registrar().await;
    let half = house.enter("r@dpa.example").await.unwrap().token;
    let secret = enrolment(app, &half).await.unwrap().secret;
    let digits = code_at(&secret, app.now());
    let codes = confirm_enrolment(app, &half, &digits, "test").await.unwrap().recovery_codes;
    assert_eq!(codes.len(), 10);

    let give = async |code: &str| {
        let half = house.enter("r@dpa.example").await.unwrap().token;
        session::give_second(app, &half, Second::Recovery(code), "test").await
    };
    assert_eq!(code(give("AAAA-AAAA-AAAA-AAAA").await.unwrap_err()), "recovery_code_wrong");
    let (open, _) = give(&codes[0].to_lowercase()).await.unwrap();
    assert_eq!(house.newest_mail().await.key, "recovery_code_used");
    assert_eq!(code(give(&codes[0]).await.unwrap_err()), "recovery_code_wrong");
    let caller = session::caller_of_session(app, &open).await.unwrap();
    assert_eq!(recovery_codes_left(app, &caller).await.unwrap(), 9);

    let refused = new_recovery_codes(app, &caller, "wrong").await;
    assert_eq!(code(refused.unwrap_err()), "old_password_wrong");
    let fresh = new_recovery_codes(app, &caller, PASSWORD).await.unwrap();
    assert!(give(&codes[1]).await.is_err(), "the older codes are gone");
    assert!(give(&fresh[1]).await.is_ok());
}

#[tokio::test]
async fn staff_who_take_the_second_factor_off_must_set_it_up_again_at_once() {
    let house = House::open().await;
    let app = &house.app;
    house.registrar().await;
    let half = house.enter("r@dpa.example").await.unwrap().token;
    let secret = enrolment(app, &half).await.unwrap().secret;
    let digits = code_at(&secret, app.now());
    let open = confirm_enrolment(app, &half, &digits, "test").await.unwrap().token;
    let caller = session::caller_of_session(app, &open).await.unwrap();
    remove_second_factor(app, &caller, PASSWORD).await.unwrap();
    let entry = session::entry(app, &open).await.unwrap();
    assert!(matches!(entry, Entry::Half { has_second_factor: false, .. }));
}

#[tokio::test]
async fn staff_come_in_by_password_and_a_code_that_works_once() {
    let house = House::open().await;
    house.registrar().await;
    let half = house.enter("r@dpa.example").await.unwrap();
    assert_eq!(half.next, NextStep::Enrol);
    let caller = session::caller_of_session(&house.app, &half.token).await.unwrap();
    assert_eq!(caller, Caller::stranger(), "a password alone opens nothing for staff");

    let secret = enrolment(&house.app, &half.token).await.unwrap().secret;
    let digits = code_at(&secret, house.app.now());
    let open = confirm_enrolment(&house.app, &half.token, &digits, "test").await.unwrap().token;
    let caller = session::caller_of_session(&house.app, &open).await.unwrap();
    assert!(caller.is_staff(StaffRole::Registrar));
    assert!(matches!(session::entry(&house.app, &half.token).await.unwrap(), Entry::Stranger));

    let half = house.enter("r@dpa.example").await.unwrap();
    assert_eq!(half.next, NextStep::Code);
    let again = session::give_second(&house.app, &half.token, Second::Code(&digits), "test").await;
    assert_eq!(code(again.unwrap_err()), "code_used", "seen over a shoulder, worth nothing");
    house.wait(30);
    let digits = code_at(&secret, house.app.now());
    assert!(
        session::give_second(&house.app, &half.token, Second::Code(&digits), "test").await.is_ok()
    );
}

#[tokio::test]
async fn a_session_ends_after_an_idle_hour_and_after_a_day_whatever_happens() {
    let house = House::open().await;
    house.applicant("a@clinic.example").await;
    let token = house.enter("a@clinic.example").await.unwrap().token;
    let is_in =
        async || session::caller_of_session(&house.app, &token).await.unwrap().actor.is_some();
    for _ in 0..24 {
        house.wait(3590);
        assert!(is_in().await, "a sign of life keeps it awake");
    }
    house.wait(600);
    assert!(!is_in().await, "a day is the longest");

    let token = house.enter("a@clinic.example").await.unwrap().token;
    house.wait(3601);
    let caller = session::caller_of_session(&house.app, &token).await.unwrap();
    assert!(caller.actor.is_none());
}

#[tokio::test]
async fn the_last_owner_cannot_leave_and_an_invitation_works_once() {
    let house = House::open().await;
    let owner = house.applicant("a@clinic.example").await;
    let id = owner.memberships[0].organisation;
    let left = organisation::leave(&house.app, &owner, id).await;
    assert_eq!(code(left.unwrap_err()), "last_owner");

    let role = OrganisationRole::Owner;
    organisation::invite(&house.app, &owner, id, "B@clinic.example", role).await.unwrap();
    let token = house.mailed_token().await;
    let colleague = house.applicant("b@clinic.example").await;
    let third = house.applicant("c@clinic.example").await;
    organisation::accept(&house.app, &colleague, &token).await.unwrap();
    let again = organisation::accept(&house.app, &third, &token).await;
    assert_eq!(code(again.unwrap_err()), "token_expired");
    organisation::leave(&house.app, &owner, id).await.unwrap();
}

#[tokio::test]
async fn a_link_for_a_new_password_works_once_and_ends_all_sessions() {
    let house = House::open().await;
    let (app, nobody) = (&house.app, &house.nobody);
    house.applicant("a@clinic.example").await;
    let old = house.enter("a@clinic.example").await.unwrap().token;
    ask_reset(app, nobody, "nobody@clinic.example").await.unwrap();
    ask_reset(app, nobody, "A@clinic.example").await.unwrap();
    let token = house.mailed_token().await;
    finish_reset(app, nobody, &token, "токой тоо көл дарыя").await.unwrap();
    assert!(session::caller_of_session(app, &old).await.unwrap().actor.is_none());
    assert!(house.enter("a@clinic.example").await.is_err(), "the old password is gone");
    let again = finish_reset(app, nobody, &token, "токой тоо көл дарыя").await;
    assert_eq!(code(again.unwrap_err()), "token_expired");
}

struct Keys;

impl Texts for Keys {
    fn words(&self, language: &str, id: &str, _: &BTreeMap<String, String>) -> String {
        format!("{language} {id}")
    }
}

#[derive(Default)]
struct Postman(std::sync::Mutex<Vec<Letter>>);

impl Mailer for Postman {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, std::result::Result<(), NotSent>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0.lock().unwrap().push(letter.clone());
            Ok(())
        })
    }
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let house = House::open().await;
    for email in ["a@clinic.example", "b@clinic.example", "c@clinic.example"] {
        house.applicant(email).await;
    }
    let postman = Postman::default();
    let work = || async {
        let mut taken = 0;
        while work_once(&house.app, &postman, &Keys).await.unwrap() {
            taken += 1;
        }
        taken
    };
    let taken = tokio::join!(work(), work());
    assert_eq!(taken.0 + taken.1, 6, "a link and a welcome for each");
    let mut letters = postman.0.into_inner().unwrap();
    letters.dedup_by_key(|letter| letter.message_id.clone());
    assert_eq!(letters.len(), 6);
    assert!(letters.iter().any(|letter| letter.subject == "ky notice-welcome.subject"));
    assert!(letters[0].body.contains("ky mail-greeting"));
}
