//! The programs' side: the same use cases as the pages, as JSON.
//!
//! The document at `/api/openapi.json` is made from this code, the catalogue of fields and the
//! classifiers of the law, so it cannot fall behind them.

mod applications;
mod body;
mod changes;
mod classifiers;
mod document;
mod entries;
mod lines;
mod linked;
mod lists;
mod proofs;
mod question;
pub(crate) mod schema;
mod shapes;
mod statistics;

use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing::get};
use http::{HeaderValue, Method, StatusCode, header};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::shell::{WebState, conditional};

pub(crate) use shapes::Status;

/// Everything under `/api`.
pub fn routes() -> Router<WebState> {
    let (router, document) = described().split_for_parts();
    let document = serde_json::to_value(document).unwrap_or_default();
    router
        .route(
            "/api/openapi.json",
            get(async move |State(state): State<WebState>| Json(document::fill(document, &state))),
        )
        .layer(middleware::from_fn(say_how_to_sign_in))
}

fn described() -> OpenApiRouter<WebState> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(lists::holders))
        .routes(routes!(lists::arrays))
        .routes(routes!(entries::holder))
        .routes(routes!(entries::holder_versions))
        .routes(routes!(entries::holder_version))
        .routes(routes!(linked::holder))
        .routes(routes!(linked::array))
        .routes(routes!(entries::array))
        .routes(routes!(entries::array_versions))
        .routes(routes!(entries::array_version))
        .routes(routes!(proofs::holder_extract))
        .routes(routes!(proofs::holder_proof))
        .routes(routes!(proofs::array_extract))
        .routes(routes!(proofs::array_proof))
        .routes(routes!(changes::changes))
        .routes(routes!(statistics::statistics))
        .routes(routes!(statistics::statistics_csv))
        .routes(routes!(classifiers::classifiers))
        .routes(routes!(classifiers::classifier))
        .routes(routes!(applications::send))
        .routes(routes!(applications::read));
    OpenApiRouter::with_openapi(document::About::openapi()).nest("/api/v1", v1)
}

/// A program that has no token learns how to give one.
async fn say_how_to_sign_in(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::UNAUTHORIZED {
        let bearer = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, bearer);
    }
    response
}

/// What the Register publishes may be read from any site. This layer stands outside the one that
/// explains errors, so that they can be read too.
pub async fn open_to_all(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !["/api/", "/open-data/", "/catalog."].iter().any(|open| path.starts_with(open)) {
        return next.run(request).await;
    }
    let asks_first = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response =
        if asks_first { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    if is_reading {
        let put = |name, value| (name, HeaderValue::from_static(value));
        headers.extend([
            put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            put(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                "etag, last-modified, repr-digest, content-range",
            ),
        ]);
        if asks_first {
            headers.extend([
                put(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
                put(
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    "if-none-match, if-modified-since, if-range, range",
                ),
                put(header::ACCESS_CONTROL_MAX_AGE, "86400"),
            ]);
        }
        let cross = HeaderValue::from_static("cross-origin");
        headers.insert("cross-origin-resource-policy", cross);
    }
    response
}
