//! An alert from the form to the letter and to its end, over a real line to a mail server.

use app::alert::{self, Wish};
use app::register::Search;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use mail_parser::MessageParser;
use tower::ServiceExt;

use super::Office;
use super::postbox::Fate;
use app::Caller;

const READER: &str = "okurman@okuu.example";

impl Office {
    async fn alerted(&self) -> u64 {
        alert::work(&self.app, &self.texts).await.unwrap()
    }

    /// The newest letter as it came: its headers and its text.
    fn newest(&self) -> (String, String) {
        let raw = self.postbox.taken().pop().unwrap();
        let letter = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(letter.to().unwrap().first().unwrap().address(), Some(READER));
        let body = letter.body_text(0).unwrap().into_owned();
        // Long headers are folded.
        let head = raw.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        (head, body)
    }
}

fn path(body: &str, upto: &str) -> String {
    let (_, rest) = body.split_once("https://reestr.example").unwrap();
    let path: String = rest.chars().take_while(|c| !c.is_whitespace()).collect();
    assert!(path.contains(upto), "{path}");
    path
}

#[tokio::test]
async fn an_alert_arrives_and_is_stopped_by_the_button_of_a_mail_program() {
    let office = Office::open().await;
    app::account::seed_demo(&office.app).await.unwrap();
    let (search, address) = (Search::default(), "/register?q=".to_owned());
    let wish = Wish { language: "ky".into(), search, address, title: "Баары".into() };
    alert::ask(&office.app, &Caller::stranger(), READER, &wish).await.unwrap();
    assert!(office.work().await);
    let (head, body) = office.newest();
    assert!(!head.contains("List-Unsubscribe"), "nothing to stop yet");
    let token = path(&body, "/ky/alerts/").rsplit('/').next().unwrap().to_owned();
    alert::confirm(&office.app, &Caller::stranger(), &token).await.unwrap();
    // The demonstration's organisations are registered, with all that follows.
    crate::demo::fill(&office.app, false).await.unwrap();
    while office.work().await {}
    let before = office.postbox.taken().len();
    assert_eq!(office.alerted().await, 1);
    office.postbox.will(&[Fate::Busy]);
    assert!(office.work().await);
    assert_eq!(office.postbox.taken().len(), before, "the server was busy");
    office.wait(jiff::SignedDuration::from_mins(1));
    assert!(office.work().await);
    let (head, body) = office.newest();
    assert!(body.contains("KG-A-0000") && body.contains("жаңы"), "{body}");
    let stop = format!("https://reestr.example/ky/alerts/{token}/stop");
    assert!(head.contains(&format!("List-Unsubscribe: <{stop}>")), "{head}");
    assert!(head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{head}");
    let request = Request::post(stop.replace("https://reestr.example", ""))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"));
    let answer = web::router(office.texts.clone()).oneshot(request.unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let rows = office.app.store().rows("SELECT id FROM alert", &[]).await.unwrap();
    assert!(rows.is_empty(), "the address is forgotten");
    assert!(!office.work().await);
}
