//! What every request passes on its way in and out.

use super::{Problem, WebState, error, shelf::REPR_DIGEST};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use std::{any::Any, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate},
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

/// The largest form. A route that takes files raises it for itself with
/// `DefaultBodyLimit::max`.
const FORM_LIMIT: usize = 2 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// Everything a page needs comes from this site; nothing may frame it.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";
/// Two years; a browser that came once by TLS never comes without it again.
const ONLY_TLS: &str = "max-age=63072000; includeSubDomains";

/// Guards against forged, oversized, endless and crashing requests; whatever
/// fails leaves as an explained error.
pub fn guard(site: Router<WebState>, state: &WebState) -> Router<WebState> {
    let forged = CsrfLayer::new().with_rejection_response(|_| Problem::forbidden().into_response());
    site.layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(forged)
        .layer(middleware::from_fn(from_a_page))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(crashed))
        .layer(middleware::from_fn_with_state(state.clone(), error::explain))
}

/// A form comes from a page of ours, and every browser says so in one of two headers; what says
/// nothing is no browser (OWASP, cross-site request forgery). Programs show a token instead.
async fn from_a_page(request: Request, next: Next) -> Response {
    if is_from_a_page(&request) {
        next.run(request).await
    } else {
        Problem::forbidden().into_response()
    }
}

fn is_from_a_page(request: &Request) -> bool {
    let says = |name: &str| request.headers().contains_key(name);
    let path = request.uri().path();
    let is_safe = request.method().is_safe() || path.starts_with("/api/");
    is_safe || is_one_click(path) || says("sec-fetch-site") || says("origin")
}

/// Where a mail program stops letters by a button of its own (RFC 8058): the secret in the address is
/// all that it shows, and all that is needed.
fn is_one_click(path: &str) -> bool {
    matches!(path.split('/').collect::<Vec<_>>()[..], ["", _, "alerts", _, "stop"])
}

/// Compression and the headers of every answer.
pub fn carry(site: Router<WebState>, state: &WebState) -> Router<WebState> {
    let tls = state.is_secure().then_some(ONLY_TLS);
    let fixed = move |response: Response| async move { with_fixed(response, tls) };
    let site = site.layer(middleware::map_response(fixed));
    let packing = CompressionLayer::new().compress_when(DefaultPredicate::new().and(
        |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| may_be_packed(headers),
    ));
    site.layer(packing)
}

/// The headers that every answer has, unless it has its own. One layer for all of them: each layer costs
/// every request its share.
fn with_fixed(mut response: Response, tls: Option<&'static str>) -> Response {
    let tls = tls.map(|value| (header::STRICT_TRANSPORT_SECURITY, value));
    for (name, value) in FIXED.iter().cloned().chain(tls) {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Request number and log.
pub fn follow(site: Router<WebState>) -> Router<WebState> {
    site.layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

/// Whether an answer may be packed on its way: not what names the checksum of its bytes, for a part of
/// it must fit a part fetched before.
fn may_be_packed(headers: &HeaderMap) -> bool {
    !headers.contains_key(&REPR_DIGEST)
}

static FIXED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// A crash while answering: the transaction was rolled back, nothing is half done.
fn crashed(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    Problem::internal(text.unwrap_or("panic")).into_response()
}
