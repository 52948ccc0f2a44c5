//! Who calls: the cookie of a session, or the token of a program. The layer puts the `Caller` into
//! the request; `Ctx` reads it there.

use super::{Problem, WebState, language};
use app::{Caller, session};
use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};

/// The token of the session a request belongs to, and what the browser calls itself.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// Empty when there is none.
    pub token: String,
    /// For the list of one's own sessions.
    pub user_agent: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Session>().cloned().unwrap_or_default())
    }
}

impl WebState {
    pub(super) fn is_secure(&self) -> bool {
        self.base_url.starts_with("https:")
    }

    /// With the prefix a browser refuses the cookie from a neighbouring host or over plain HTTP.
    fn session_cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-session" } else { "session" }
    }

    /// Keeps the session in the browser until that is closed, and out of reach of scripts.
    pub fn session_cookie(&self, token: &str) -> Cookie<'static> {
        Cookie::build((self.session_cookie_name(), token.to_owned()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_secure())
            .build()
    }

    /// Makes the browser forget the session.
    pub fn no_session_cookie(&self) -> Cookie<'static> {
        let mut cookie = self.session_cookie("");
        cookie.make_removal();
        cookie
    }
}

/// The layer. It stands outside `guard`, so that error pages know who is signed in.
pub async fn recognise(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let mut request = request;
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let visit = state.visit(request.headers(), request.extensions());
    let caller = match caller(&state, &mut request).await {
        Ok(caller) => Caller { visit, ..caller },
        Err(error) => {
            tracing::error!(%error, "a session could not be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let is_stranger = caller.actor.is_none();
    request.extensions_mut().insert(caller);
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = next.run(request).await;
    if is_stranger && response.status() == StatusCode::UNAUTHORIZED {
        return to_sign_in(&method, &uri, response);
    }
    response
}

async fn caller(state: &WebState, request: &mut Request) -> app::Result<Caller> {
    let headers = request.headers();
    if request.uri().path().starts_with("/api/") {
        // A program shows its token; a browser's cookie opens nothing here.
        return match bearer(headers) {
            Some(token) => app::organisation::caller_of_api_token(&state.app, token).await,
            None => Ok(Caller::stranger()),
        };
    }
    let jar = CookieJar::from_headers(headers);
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let session = Session {
        token: jar.get(state.session_cookie_name()).map_or("", Cookie::value).to_owned(),
        user_agent: agent.unwrap_or_default().to_owned(),
    };
    let caller = match session.token.as_str() {
        // Tests put a caller into the request themselves.
        "" => request.extensions().get::<Caller>().cloned().unwrap_or_default(),
        token => session::caller_of_session(&state.app, token).await?,
    };
    request.extensions_mut().insert(session);
    Ok(caller)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// A page that needs an account leads to the sign-in page and from there back.
fn to_sign_in(method: &Method, uri: &Uri, response: Response) -> Response {
    let is_page = matches!(*method, Method::GET | Method::HEAD);
    match language::in_address(uri.path()) {
        Some((language, path)) if is_page && !path.starts_with("/sign-in") => {
            let here = uri.path_and_query().map_or("/", |place| place.as_str());
            let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
            let mut answer =
                Redirect::to(&format!("/{language}/sign-in?next={next}")).into_response();
            let caching = HeaderValue::from_static("no-store");
            answer.headers_mut().insert(header::CACHE_CONTROL, caching);
            answer
        }
        _ => response,
    }
}

/// Where to go after signing in: only a page of this site.
pub fn local_path(next: &str) -> Option<&str> {
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    (is_local && !next.chars().any(char::is_control)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn signing_in_leads_to_pages_of_this_site_only() {
        assert_eq!(local_path("/ky/desk?a=1"), Some("/ky/desk?a=1"));
        let elsewhere = [
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "",
            "ky",
            "/a\r\nb",
            "/\t/evil.test",
        ];
        for next in elsewhere {
            assert_eq!(local_path(next), None, "{next:?}");
        }
    }
}
