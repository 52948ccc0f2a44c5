//! Answers to strangers are kept and given again until anything is committed.
//!
//! Only what everybody sees alike is kept: a page of the public Register, asked for without a cookie and
//! without a token. An answer is given again only while nothing was committed by any node that this one
//! has heard of, the index stands where it stood, and for a minute at most, since pages say how long
//! ago something was.

use std::collections::HashSet;
use std::sync::LazyLock;

use app::policy::Deed;
use axum::body::{Body, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::policy_routes::{ENTRANCES, without_language};
use crate::shell::WebState;
use crate::shell::kept::{Answer, Question};
use crate::shell::language;

/// An answer that is longer, before it is compressed, is not kept.
const LONGEST: u64 = 512 * 1024;

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

/// Routes of the public Register that only read. What a secret link opens is for its owner alone.
fn is_public(route: &str) -> bool {
    static PUBLIC: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let all = ENTRANCES.iter().flat_map(|some| some.iter());
        let public = all.filter(|it| it.method == "GET" && it.deed == Deed::ReadRegister);
        public.map(|entrance| entrance.path).filter(|path| !path.contains("{token}")).collect()
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
    use super::is_public;

    #[test]
    fn only_what_everybody_may_read_is_kept() {
        assert!(is_public("/ky/register/arrays/{number}") && is_public("/api/v1/arrays"));
        for route in ["/ky/alerts/{token}", "/ky/alerts/{token}/stop", "/ky/desk", "/ky/account"] {
            assert!(!is_public(route), "{route}");
        }
    }
}
