//! Answers that are given again: never one that is out of date, never to somebody who is known.

use crate::house::{House, text};
use crate::sample::{page, register};
use app::register::{Counts, Finder, Results, Sought};
use axum::body::Body;
use http::{Request, header};
use store::{Store, StoreConfig};

/// An index that is always whole, and empty.
pub struct Whole;

impl Finder for Whole {
    fn position(&self) -> Option<i64> {
        Some(0)
    }

    fn find(&self, _: &Sought<'_>) -> app::Result<(Results, Counts)> {
        let none = Results { items: Vec::new(), total: 0, has_all_words: true, next: None };
        Ok((none, Counts::default()))
    }
}

const PATH: &str = "/en/register/holders/KG-H-000001";

/// Another node gives the holder another name.
async fn renamed(house: &House, name: &str) {
    let other = StoreConfig::new("sqlite:test.db", house.folder());
    let other = Store::open(other).await.unwrap();
    rename(&other, name).await;
    other.close().await;
}

async fn rename(store: &Store, name: &str) {
    let done = store.write("rename", |tx| {
        let name = name.to_owned();
        Box::pin(async move {
            let sql = "UPDATE record SET state = json_set(state, '$.entry.name.en', $1) \
                       WHERE kind = 'holder' AND number = 'KG-H-000001'";
            assert_eq!(tx.put_rows(sql, &[name.as_str().into()]).await?, 1);
            tx.put_rows("UPDATE counter SET value = value + 1 WHERE name = 'public'", &[]).await
        })
    });
    let done: Result<u64, store::StoreError> = done.await;
    done.unwrap();
}

async fn with_cookie(house: &House) -> String {
    let asked = Request::get(PATH).header(header::COOKIE, "session=nobody");
    text(house.send(asked.body(Body::empty()).unwrap()).await).await
}

#[tokio::test]
async fn an_answer_is_given_again_until_the_register_changes() {
    let house = House::indexed(Whole).await;
    register(&house).await;
    house.app.store().look().await.unwrap();
    assert!(page(&house, PATH).await.contains("Den-Sooluk Ulgu LLC"));

    renamed(&house, "Second Name").await;
    assert!(page(&house, PATH).await.contains("Den-Sooluk Ulgu LLC"), "it was kept");
    assert!(
        with_cookie(&house).await.contains("Second Name"),
        "who may be somebody is answered anew"
    );
    house.app.store().look().await.unwrap();
    assert!(page(&house, PATH).await.contains("Second Name"), "another node's change was heard of");

    rename(house.app.store(), "Third Name").await;
    assert!(page(&house, PATH).await.contains("Third Name"), "a change of its own shows at once");
}

#[tokio::test]
async fn every_form_of_an_answer_is_its_own() {
    let house = House::indexed(Whole).await;
    register(&house).await;
    let asked = |encoding: &'static str| {
        let request = Request::get(PATH).header(header::ACCEPT_ENCODING, encoding);
        house.send(request.body(Body::empty()).unwrap())
    };
    for encoding in ["gzip", "br", "gzip", "br"] {
        let answer = asked(encoding).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], encoding);
        assert!(answer.headers().contains_key("x-request-id"));
        assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    }
    let remembering = |language: &'static str| {
        let request = Request::get(PATH).header(header::COOKIE, language);
        house.send(request.body(Body::empty()).unwrap())
    };
    for _ in 0..2 {
        let known = remembering("lang=en").await;
        assert!(!known.headers().contains_key(header::SET_COOKIE));
        let told = remembering("lang=ky").await;
        assert!(told.headers()[header::SET_COOKIE].as_bytes().starts_with(b"lang=en"));
    }
    let plain = page(&house, PATH).await;
    assert!(plain.contains("Den-Sooluk Ulgu LLC"));
    assert_eq!(plain, page(&house, PATH).await);
}
