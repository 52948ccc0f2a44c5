//! Letters over a real line, to a mail server of the test that can be busy, rude or dying.

mod alerts;
mod postbox;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use app::account::add_staff;
use app::mail::work_once;
use app::{App, Caller, Clock, Settings, StaffRole};
use domain::record::Actor;
use jiff::{SignedDuration, Timestamp};
use l10n::Translator;
use mail_parser::MessageParser;
use store::{JobFilter, JobStatus, JobView, Store, StoreConfig};
use web::WebState;

use self::postbox::{Fate, Postbox};
use super::{Smtp, encrypted};
use crate::adapters::MachineRandomness;
use crate::config::MailConfig;

#[derive(Default)]
struct SetByHand(AtomicI64);

impl Clock for SetByHand {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + self.0.load(Ordering::Relaxed)).unwrap()
    }
}

struct Office {
    app: App,
    clock: Arc<SetByHand>,
    smtp: Arc<Smtp>,
    texts: WebState,
    postbox: Postbox,
}

impl Office {
    async fn open() -> Office {
        let folder = std::env::temp_dir();
        let store = Store::open(StoreConfig::new("sqlite::memory:", folder)).await.unwrap();
        store.migrate().await.unwrap();
        let settings = Settings { public_url: "https://reestr.example".into(), is_demo: false };
        let clock = Arc::<SetByHand>::default();
        let law = crate::serve::law().unwrap();
        let app = App::new(store, law, clock.clone(), Arc::new(MachineRandomness), settings);
        let postbox = Postbox::open().await;
        let mail = MailConfig {
            url: postbox.url(),
            from: "Үлгү агенттик <reestr@reestr.example>".into(),
        };
        let smtp = Arc::new(Smtp::open(&mail).unwrap());
        let texts = WebState::new(Arc::new(Translator::load().unwrap()), app.clone());
        Office { app, clock, smtp, texts, postbox }
    }

    /// Somebody gets an account at the authority, and is to be told so.
    async fn told(&self, language: &str) {
        let caller = Caller {
            actor: Some(Actor::system()),
            is_strong: true,
            staff: vec![StaffRole::Administrator],
            ..Caller::default()
        };
        let (email, name) = (format!("{language}@clinic.example"), "Айгүл Үлгүкызы");
        let roles = [StaffRole::Registrar];
        add_staff(&self.app, &caller, &email, name, &roles, None, language).await.unwrap();
    }

    async fn work(&self) -> bool {
        work_once(&self.app, self.smtp.as_ref(), &self.texts).await.unwrap()
    }

    fn wait(&self, time: SignedDuration) {
        self.clock.0.fetch_add(time.as_secs(), Ordering::Relaxed);
    }

    async fn job(&self) -> JobView {
        let filter = JobFilter { limit: 10, ..JobFilter::default() };
        self.app.store().jobs(&filter).await.unwrap().remove(0)
    }
}

fn message_id(raw: &str) -> String {
    let message = MessageParser::default().parse(raw).unwrap();
    message.message_id().unwrap().to_owned()
}

#[tokio::test]
async fn a_letter_arrives_in_the_language_of_its_reader() {
    for (language, subject, greeting) in [
        ("ky", "Сырсөздү жаңыртуу", "Саламатсызбы, Айгүл Үлгүкызы!"),
        ("ru", "Смена пароля", "Здравствуйте, Айгүл Үлгүкызы!"),
        ("en", "A new password", "Dear Айгүл Үлгүкызы,"),
    ] {
        let office = Office::open().await;
        office.told(language).await;
        assert!(office.work().await);
        assert_eq!(office.job().await.status, JobStatus::Done);
        let taken = office.postbox.taken();
        assert!(taken[0].is_ascii(), "it passes any server, 8BITMIME or not");
        for header in ["MIME-Version: 1.0\r\n", "Auto-Submitted: auto-generated\r\n"] {
            assert!(taken[0].contains(header), "{header}");
        }
        let letter = MessageParser::default().parse(&taken[0]).unwrap();
        assert_eq!(letter.subject(), Some(subject));
        let to = letter.to().unwrap().first().unwrap();
        let address = format!("{language}@clinic.example");
        assert_eq!((to.name(), to.address()), (Some("Айгүл Үлгүкызы"), Some(address.as_str())));
        assert_eq!(letter.from().unwrap().first().unwrap().name(), Some("Үлгү агенттик"));
        assert!(letter.date().is_some());
        assert!(letter.message_id().unwrap().ends_with("@reestr.example"));
        let body = letter.body_text(0).unwrap();
        assert!(body.starts_with(greeting), "{body}");
        assert!(
            body.contains(&format!("https://reestr.example/{language}/reset-password/")),
            "{body}"
        );
        assert!(!body.contains(['\u{2068}', '\u{2069}']), "no invisible marks in a letter");
        assert_eq!(office.postbox.recipients(), [address]);
    }
}

#[tokio::test]
async fn a_busy_server_gets_the_letter_later_and_once() {
    let office = Office::open().await;
    office.postbox.will(&[Fate::Busy, Fate::Busy]);
    office.told("ky").await;
    for (wait, attempts) in [(1, 1), (5, 2)] {
        assert!(office.work().await);
        let job = office.job().await;
        assert_eq!((job.status, job.attempts), (JobStatus::Ready, attempts));
        assert!(job.last_error.unwrap().contains("try again later"));
        office.wait(SignedDuration::from_mins(wait) - SignedDuration::from_secs(1));
        assert!(!office.work().await, "not before its time");
        office.wait(SignedDuration::from_secs(1));
    }
    assert!(office.work().await);
    assert_eq!(office.job().await.status, JobStatus::Done);
    office.wait(SignedDuration::from_hours(1000));
    assert!(!office.work().await);
    assert_eq!(office.postbox.taken().len(), 1);
}

#[tokio::test]
async fn a_refused_address_is_given_up_until_somebody_sends_it_again() {
    let office = Office::open().await;
    office.postbox.will(&[Fate::Refuse]);
    office.told("ky").await;
    assert!(office.work().await);
    let job = office.job().await;
    assert_eq!((job.status, job.attempts), (JobStatus::Failed, 1));
    assert!(job.last_error.unwrap().contains("no such box"));
    office.wait(SignedDuration::from_hours(1000));
    assert!(!office.work().await);
    assert!(office.app.store().retry_job(job.id, office.app.now()).await.unwrap());
    assert!(office.work().await);
    assert_eq!((office.job().await.status, office.postbox.taken().len()), (JobStatus::Done, 1));
}

#[tokio::test]
async fn a_server_that_is_never_there_is_tried_eight_times() {
    let office = Office::open().await;
    let mail = MailConfig { url: "smtp://127.0.0.1:9".into(), from: "a@reestr.example".into() };
    let nobody = Smtp::open(&mail).unwrap();
    office.told("ky").await;
    let mut tries = 0;
    while work_once(&office.app, &nobody, &office.texts).await.unwrap() {
        tries += 1;
        office.wait(SignedDuration::from_hours(24));
    }
    let job = office.job().await;
    assert_eq!((job.status, job.attempts, tries), (JobStatus::Failed, 8, 8));
    assert!(job.last_error.unwrap().to_lowercase().contains("refused"), "the reason is told");
}

/// The server died with the letter in its hands: nobody knows whether it arrived.
#[tokio::test]
async fn a_letter_of_unknown_fate_goes_again_under_the_same_name() {
    let office = Office::open().await;
    office.postbox.will(&[Fate::DieAfterData]);
    office.told("ky").await;
    assert!(office.work().await);
    assert_eq!(office.job().await.status, JobStatus::Ready);
    office.wait(SignedDuration::from_mins(1));
    assert!(office.work().await);
    let taken = office.postbox.taken();
    assert_eq!((taken.len(), office.job().await.status), (2, JobStatus::Done));
    assert_eq!(message_id(&taken[0]), message_id(&taken[1]));
}

/// The program died between the server's "yes" and the note of it.
#[tokio::test]
async fn a_worker_that_died_is_followed_under_the_same_name() {
    let office = Arc::new(Office::open().await);
    office.postbox.will(&[Fate::TakeAndDream]);
    office.told("ky").await;
    let worker = tokio::spawn({
        let office = office.clone();
        async move { office.work().await }
    });
    while office.postbox.taken().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    assert!(!office.work().await, "while its lease holds, nobody else sends it");
    office.wait(SignedDuration::from_mins(2));
    assert!(office.work().await);
    let (job, taken) = (office.job().await, office.postbox.taken());
    assert_eq!((job.status, job.attempts, taken.len()), (JobStatus::Done, 2, 2));
    assert_eq!(message_id(&taken[0]), message_id(&taken[1]));
}

#[test]
fn a_password_never_goes_to_a_mail_server_in_the_clear() {
    for (given, used) in [
        ("smtp://u:p@mail.example:587", "smtp://u:p@mail.example:587?tls=required"),
        ("smtp://u:p@localhost.example", "smtp://u:p@localhost.example?tls=required"),
        ("smtp://u:p@127.0.0.1.example:25", "smtp://u:p@127.0.0.1.example:25?tls=required"),
        ("smtps://u:p@mail.example", "smtps://u:p@mail.example"),
        ("smtp://localhost:25", "smtp://localhost:25"),
        ("smtp://[::1]:25", "smtp://[::1]:25"),
    ] {
        assert_eq!(encrypted(given), used);
    }
}
