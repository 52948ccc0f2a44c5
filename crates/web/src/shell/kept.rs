//! Answers to strangers are kept and given again until anything is committed.
//!
//! Only what everybody sees alike is kept: a page of the public Register, asked for without a cookie and
//! without a token. An answer is given again only while nothing was committed by any node that this one
//! has heard of, the index stands where it stood, and for a minute at most, since pages say how long
//! ago something was.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::Stand;
use app::policy::Deed;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use jiff::Timestamp;
use lru::LruCache;

use super::{WebState, language};
use crate::policy_routes::{ENTRANCES, without_language};

/// Bytes of answers that are kept.
const ROOM: usize = 48 * 1024 * 1024;
/// An answer that is longer, before it is compressed, is not kept.
const LONGEST: u64 = 512 * 1024;
/// How long an answer is given again.
const SHELF_LIFE: Duration = Duration::from_secs(60);

/// What two requests must have in common to get the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Question {
    address: String,
    /// What the browser remembers; it decides whether it is told to remember the language of the page.
    language: String,
    accept: String,
    encodings: String,
}

#[derive(Clone)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
    made: Timestamp,
}

/// The answers that still hold.
#[derive(Clone)]
pub struct Kept(Arc<Mutex<Shelf>>);

struct Shelf {
    answers: LruCache<Question, Answer>,
    bytes: usize,
    /// How things stood when they were made.
    stand: Option<Stand>,
}

impl Default for Kept {
    fn default() -> Self {
        let shelf = Shelf { answers: LruCache::unbounded(), bytes: 0, stand: None };
        Self(Arc::new(Mutex::new(shelf)))
    }
}

impl Kept {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An answer made as things stand; all others are forgotten.
    fn find(&self, question: &Question, stand: Stand, now: Timestamp) -> Option<Answer> {
        let mut shelf = self.shelf();
        if shelf.stand != Some(stand) {
            shelf.answers.clear();
            (shelf.bytes, shelf.stand) = (0, Some(stand));
        }
        let answer = shelf.answers.get(question)?;
        let age = now.duration_since(answer.made).unsigned_abs();
        (age < SHELF_LIFE).then(|| answer.clone())
    }

    /// Keeps an answer, unless something was committed while it was made.
    fn keep(&self, question: Question, answer: Answer, stand: Stand) {
        let mut shelf = self.shelf();
        if shelf.stand != Some(stand) {
            return;
        }
        shelf.bytes += weight(&question, &answer);
        if let Some((question, answer)) = shelf.answers.push(question, answer) {
            shelf.bytes -= weight(&question, &answer);
        }
        while shelf.bytes > ROOM {
            let Some((question, answer)) = shelf.answers.pop_lru() else { break };
            shelf.bytes -= weight(&question, &answer);
        }
    }
}

/// About the bytes that an answer takes.
fn weight(question: &Question, answer: &Answer) -> usize {
    const HEADERS: usize = 2000;
    question.address.len() + answer.body.len() + HEADERS
}

/// An answer of which all is there, and little.
#[derive(Clone, Copy)]
struct Short;

/// The layer inside of compression: behind it nobody knows how long an answer is.
pub async fn weigh(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.body().size_hint().exact().is_some_and(|length| length <= LONGEST) {
        response.extensions_mut().insert(Short);
    }
    response
}

/// The layer, outside of compression: what is kept is what goes over the wire.
pub async fn give_again(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let Some((question, at)) = question(&request).zip(state.app.stand()) else {
        return next.run(request).await;
    };
    if let Some(answer) = state.kept.find(&question, at, state.app.now()) {
        metrics::counter!("answers_given_again_total").increment(1);
        let mut response = Response::new(Body::from(answer.body));
        *response.headers_mut() = answer.headers;
        return response;
    }
    let response = next.run(request).await;
    if !may_be_kept(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let answer =
        Answer { headers: parts.headers.clone(), body: body.clone(), made: state.app.now() };
    state.kept.keep(question, answer, at);
    Response::from_parts(parts, Body::from(body))
}

/// What is asked, if everybody gets the same answer.
fn question(request: &Request) -> Option<Question> {
    let headers = request.headers();
    let language = only_language(headers)?;
    let names_somebody = headers.contains_key(header::AUTHORIZATION);
    let is_partial =
        headers.contains_key(header::RANGE) || headers.contains_key(header::IF_NONE_MATCH);
    let route = request.extensions().get::<MatchedPath>()?.as_str();
    if request.method() != Method::GET || names_somebody || is_partial || !is_public(route) {
        return None;
    }
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Some(Question {
        address: request.uri().path_and_query()?.as_str().to_owned(),
        language,
        accept: said(header::ACCEPT).to_owned(),
        encodings: said(header::ACCEPT_ENCODING).to_owned(),
    })
}

/// The language that a browser remembers, which says nothing of its user; none if there is another cookie.
fn only_language(headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let is_language = |cookie: &Cookie<'_>| cookie.name() == language::COOKIE;
    let only = jar.iter().all(is_language);
    only.then(|| jar.get(language::COOKIE).map_or("", Cookie::value).to_owned())
}

/// Routes of the public Register that only read.
fn is_public(route: &str) -> bool {
    static PUBLIC: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let all = ENTRANCES.iter().flat_map(|some| some.iter());
        let public = all.filter(|it| it.method == "GET" && it.deed == Deed::ReadRegister);
        public.map(|entrance| entrance.path).collect()
    });
    PUBLIC.contains(without_language(route).as_str())
}

fn may_be_kept(response: &Response) -> bool {
    let headers = response.headers();
    let begins = format!("{}=", language::COOKIE);
    let remembers = |value: &HeaderValue| value.as_bytes().starts_with(begins.as_bytes());
    let is_for_one = !headers.get_all(header::SET_COOKIE).iter().all(remembers)
        || headers.get(header::CACHE_CONTROL).is_some_and(|value| value == "no-store");
    response.status() == StatusCode::OK
        && response.extensions().get::<Short>().is_some()
        && !is_for_one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(address: &str) -> Question {
        Question {
            address: address.into(),
            language: String::new(),
            accept: String::new(),
            encodings: String::new(),
        }
    }

    fn answer(bytes: usize, second: i64) -> Answer {
        let made = Timestamp::from_second(second).unwrap();
        Answer { headers: HeaderMap::new(), body: vec![b'a'; bytes].into(), made }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    const NOW: Stand = Stand { commits: 3, position: 7 };

    #[test]
    fn an_answer_is_given_again_until_something_changes_or_a_minute_is_over() {
        let kept = Kept::default();
        assert!(kept.find(&question("/a"), NOW, at(0)).is_none());
        kept.keep(question("/a"), answer(10, 0), NOW);
        assert!(kept.find(&question("/a"), NOW, at(59)).is_some());
        assert!(kept.find(&question("/b"), NOW, at(59)).is_none());
        assert!(kept.find(&question("/a"), NOW, at(60)).is_none());
        for other in [Stand { commits: 4, ..NOW }, Stand { position: 8, ..NOW }] {
            assert!(kept.find(&question("/a"), other, at(1)).is_none());
            assert_eq!(
                kept.shelf().bytes,
                0,
                "what was forgotten in the register is not kept here"
            );
            kept.keep(question("/a"), answer(10, 0), other);
        }
    }

    #[test]
    fn an_answer_made_while_something_was_committed_is_not_kept() {
        let kept = Kept::default();
        assert!(kept.find(&question("/a"), NOW, at(0)).is_none());
        let later = Stand { commits: 4, ..NOW };
        assert!(kept.find(&question("/b"), later, at(0)).is_none());
        kept.keep(question("/a"), answer(10, 0), NOW);
        assert!(kept.find(&question("/a"), later, at(0)).is_none());
    }

    #[test]
    fn the_oldest_answers_make_room() {
        let kept = Kept::default();
        assert!(kept.find(&question("/0"), NOW, at(0)).is_none());
        for n in 0..60 {
            kept.keep(question(&format!("/{n}")), answer(1024 * 1024, 0), NOW);
            kept.keep(question(&format!("/{n}")), answer(1024 * 1024, 0), NOW);
        }
        assert!(kept.shelf().bytes <= ROOM);
        let sum: usize = kept.shelf().answers.iter().map(|(q, a)| weight(q, a)).sum();
        assert_eq!(kept.shelf().bytes, sum);
        assert!(kept.find(&question("/0"), NOW, at(0)).is_none());
        assert!(kept.find(&question("/59"), NOW, at(0)).is_some());
    }
}
