//! Letters about a search: asked for, confirmed, told once, stopped.

use std::collections::BTreeMap;

use app::alert::{self, Wish};
use app::caller::Visit;
use app::mail::{Letter, Mailer, NotSent, Texts, work_once};
use app::register::Search;
use app::review::forgettable;
use app::{Caller, Error};
use domain::application::Procedure;
use domain::field::Of;
use domain::holder::Holder;
use domain::path;
use serde_json::json;
use std::sync::{Arc, Mutex};
use store::{BoxFuture, Fault, Hazard, JobFilter};

use crate::forgetting::{TOKEN, asked as asked_for, forgotten};
use crate::house::{House, OURS, owner, registrar};
use crate::searched::columns_with;
use crate::{on_both_engines, samples};

/// The id of each text with its values, so that a test sees what is told.
struct Plain;

impl Texts for Plain {
    fn words(&self, language: &str, id: &str, values: &BTreeMap<String, String>) -> String {
        format!("{language} {id} {values:?}")
    }
}

#[derive(Default)]
struct Box(Mutex<Vec<Letter>>);

impl Mailer for Box {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), NotSent>> {
        self.0.lock().unwrap().push(letter.clone());
        std::boxed::Box::pin(async { Ok(()) })
    }
}

/// Fails the first ordering of a letter as told.
#[derive(Debug)]
struct Once(Mutex<Option<Fault>>);

impl Hazard for Once {
    fn meets(&self, write: &str) -> Fault {
        let is_ours = write == "tell_alert";
        let mut fault = self.0.lock().unwrap();
        is_ours.then(|| fault.take()).flatten().unwrap_or(Fault::None)
    }
}

const ADDRESS: &str = "okurman@okuu.example";

fn wish(of: Option<Of>, text: &str) -> Wish {
    Wish {
        language: "ru".into(),
        search: Search { of, text: text.into(), ..Search::default() },
        address: format!("/register?q={text}"),
        title: format!("Поиск {text}"),
    }
}

fn reader() -> Caller {
    let visit = Visit { network: "203.0.113.0/24".into(), browser: String::new() };
    Caller { visit, ..Caller::default() }
}

/// Everything that is due goes out: the letters.
async fn sent(house: &House) -> Vec<Letter> {
    let mailer = Box::default();
    while work_once(&house.app, &mailer, &Plain).await.unwrap() {}
    let all = mailer.0.into_inner().unwrap();
    all.into_iter().filter(|letter| letter.address == ADDRESS).collect()
}

fn token(letter: &Letter) -> String {
    let link = letter.link.as_deref().unwrap();
    link.split("/alerts/").nth(1).unwrap().to_owned()
}

/// Asks for an alert; the token of its link.
async fn asked(house: &House, wish: &Wish) -> String {
    alert::ask(&house.app, &reader(), ADDRESS, wish).await.unwrap();
    token(sent(house).await.last().unwrap())
}

async fn confirmed(house: &House, wish: &Wish) -> String {
    let token = asked(house, wish).await;
    alert::confirm(&house.app, &reader(), &token).await.unwrap();
    token
}

/// Something new: a holder if there is none yet, else an array of it.
async fn register_array(house: &House) {
    if house.app.store().last_public().await.unwrap() == 0 {
        house.registered_holder().await;
    }
    house.registered_array().await;
}

async fn round(house: &House) -> u64 {
    alert::work(&house.app, &Plain).await.unwrap()
}

on_both_engines! {
    async fn whoever_confirmed_is_told_once_of_what_is_new_and_what_has_changed(house) {
        confirmed(house, &wish(None, "")).await;
        assert_eq!(round(house).await, 0, "nothing has happened");
        let number = house.registered_holder().await;
        house.registered_array().await;
        assert_eq!(round(house).await, 1);
        assert_eq!(round(house).await, 0, "told is told");
        let letters = sent(house).await;
        assert_eq!(letters.len(), 1);
        let Letter { body, language, stop, link, .. } = &letters[0];
        assert_eq!(language, "ru");
        assert!(body.contains("ru notice-alert.body") && body.contains("\"total\": \"2\""), "{body}");
        assert!(body.contains("alert-line-new") && body.contains(&number), "{body}");
        assert_eq!(link.as_deref(), Some("https://example.test/ru/register?q="));
        assert!(stop.as_deref().unwrap().ends_with("/stop"));
        let changes = json!({"phone": "+996 312 11 11 11"});
        let id = house.started(&owner(), Procedure::AmendHolder, Some(OURS), json!({})).await;
        house.save(&owner(), id, "phone", changes["phone"].clone()).await;
        app::application::submit(&house.app, &owner(), id, None).await.unwrap();
        house.granted(id).await;
        assert_eq!(round(house).await, 0, "not twice a day");
        house.wait_hours(24);
        assert_eq!(round(house).await, 1);
        assert!(sent(house).await[0].body.contains("alert-line-changed"));
    }

    async fn what_does_not_fit_is_not_told_and_neither_is_what_says_nothing_new(house) {
        confirmed(house, &wish(Some(Of::DataArray), "")).await;
        house.registered_holder().await;
        house.sent(&owner(), Procedure::ConfirmHolder, Some(OURS), json!({})).await;
        assert_eq!(round(house).await, 0);
        house.registered_array().await;
        assert_eq!(round(house).await, 1, "what did not fit kept nobody waiting");
        let token = confirmed(house, &wish(None, "zzzz")).await;
        house.wait_hours(25);
        let id = house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        house.granted(id).await;
        assert_eq!(round(house).await, 1, "only whom it fits");
        let changed = Wish { language: "ky".into(), ..wish(Some(Of::DataArray), "") };
        alert::change(&house.app, &reader(), &token, &changed).await.unwrap();
        assert_eq!(alert::seen(&house.app, &reader(), &token).await.unwrap().language, "ky");
    }

    async fn two_who_go_round_at_once_order_one_letter(house) {
        confirmed(house, &wish(None, "")).await;
        house.registered_holder().await;
        let other = house.opened_again().await;
        let (one, two) = futures_util::join!(round(house), alert::work(&other, &Plain));
        assert_eq!(one + two.unwrap(), 1);
        assert_eq!(sent(house).await.len(), 1);
        other.store().close().await;
    }

    async fn a_round_that_breaks_off_loses_no_letter_and_orders_none_twice(house) {
        confirmed(house, &wish(None, "")).await;
        for fault in [Fault::Lost, Fault::Unsaid] {
            house.wait_hours(25);
            register_array(house).await;
            let once = Arc::new(Once(Mutex::new(Some(fault))));
            let dying = house.opened_again().await.at_risk(once);
            alert::work(&dying, &Plain).await.unwrap_err();
            dying.store().close().await;
            round(house).await;
            assert_eq!(sent(house).await.len(), 1, "{fault:?}");
            assert_eq!(round(house).await, 0, "{fault:?}");
        }
    }

    async fn nobody_is_written_to_who_did_not_confirm(house) {
        let token = asked(house, &wish(None, "")).await;
        house.registered_holder().await;
        assert_eq!(round(house).await, 0);
        house.wait_hours(48);
        let late = alert::confirm(&house.app, &reader(), &token).await;
        assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
        assert_eq!(alert::forget_unconfirmed(&house.app).await.unwrap(), 1);
        assert_eq!(columns_with(house, ADDRESS).await, Vec::<String>::new());
    }

    async fn who_stops_is_forgotten_with_every_letter(house) {
        let token = confirmed(house, &wish(None, "")).await;
        house.registered_holder().await;
        assert_eq!(round(house).await, 1);
        assert!(!columns_with(house, ADDRESS).await.is_empty());
        alert::stop(&house.app, &reader(), &token).await.unwrap();
        alert::stop(&house.app, &reader(), &token).await.unwrap();
        assert!(sent(house).await.is_empty(), "the letter that waited is gone too");
        for word in [ADDRESS, token.as_str()] {
            assert_eq!(columns_with(house, word).await, Vec::<String>::new(), "{word}");
        }
    }

    async fn strangers_fill_no_mailbox_and_learn_nothing(house) {
        for n in 0..5 {
            alert::ask(&house.app, &reader(), ADDRESS, &wish(None, &format!("{n}"))).await.unwrap();
        }
        assert_eq!(sent(house).await.len(), 3);
        let bad = alert::ask(&house.app, &reader(), "nobody", &wish(None, "")).await;
        assert!(matches!(bad, Err(Error::Invalid(_))), "{bad:?}");
        for _ in 0..20 {
            alert::ask(&house.app, &reader(), "a@b.example", &wish(None, "")).await.ok();
        }
        let many = alert::ask(&house.app, &reader(), "c@b.example", &wish(None, "")).await;
        assert!(matches!(many, Err(Error::TooSoon(_))), "{many:?}");
    }

    async fn the_same_search_of_the_same_address_is_told_once(house) {
        let first = confirmed(house, &wish(None, "")).await;
        let second = confirmed(house, &wish(None, "")).await;
        assert!(matches!(alert::seen(&house.app, &reader(), &first).await, Err(Error::NotFound)));
        alert::seen(&house.app, &reader(), &second).await.unwrap();
        house.registered_holder().await;
        assert_eq!(round(house).await, 1);
    }

    async fn a_register_that_was_set_back_is_followed_from_there(house) {
        confirmed(house, &wish(None, "")).await;
        house.alter("UPDATE alert SET position = 1000").await;
        assert_eq!(round(house).await, 0);
        house.registered_holder().await;
        assert_eq!(round(house).await, 1);
    }

    async fn a_forgotten_name_goes_out_of_a_letter_that_waits(house) {
        confirmed(house, &wish(None, "")).await;
        let mut entry = samples::holder();
        for language in ["ky", "ru"] {
            path::set(&mut entry, &format!("name.{language}"), json!(format!("«{TOKEN}» коому")));
        }
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, entry).await;
        house.granted(id).await;
        assert_eq!(round(house).await, 1);
        assert!(columns_with(house, TOKEN).await.contains(&"outbox.body".to_owned()));
        let found = forgettable::<Holder>(&house.app, &registrar(), "KG-H-000001").await.unwrap();
        forgotten::<Holder>(house, OURS, &asked_for(&found)).await;
        assert_eq!(columns_with(house, TOKEN).await, Vec::<String>::new());
        let letters = sent(house).await;
        assert!(letters.len() == 1 && letters[0].body.contains("KG-H-000001"), "{letters:?}");
    }

    async fn no_letter_names_who_is_shown_to_nobody(house) {
        let token = confirmed(house, &wish(None, "")).await;
        house.registered_holder().await;
        round(house).await;
        let jobs = house.app.store().jobs(&JobFilter { limit: 50, ..JobFilter::default() }).await;
        for job in jobs.unwrap() {
            let body = format!("{:?}", job.body);
            assert!(!body.contains(ADDRESS), "the address stands in one place: {body}");
        }
        let seen = alert::seen(&house.app, &reader(), &token).await.unwrap();
        assert!(!format!("{seen:?}").contains(ADDRESS));
    }
}
