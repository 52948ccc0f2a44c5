//! What the machines ask: is it alive, is it ready, how is it doing.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing::get};
use http::{StatusCode, header};
use serde_json::json;
use std::time::Instant;

use crate::shell::WebState;

/// How people's requests are counted: by method, route and status, never by address.
const REQUESTS: &str = "http_requests_total";
const SECONDS: &str = "http_request_duration_seconds";

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
}

/// Ready when the database answers with the right schema and there is a law to decide by.
async fn ready(State(state): State<WebState>) -> Response {
    let law = state.app.law();
    let answer = match state.app.health().await {
        Ok(health) if health.schema < health.newest => unready("schema"),
        Ok(health) if !law.files().is_empty() => {
            let body = json!({
                "status": "ok",
                "database": {
                    "engine": health.engine, "version": health.version, "schema": health.schema,
                },
                "law": law.version(),
                "version": env!("CARGO_PKG_VERSION"),
            });
            (StatusCode::OK, Json(body)).into_response()
        }
        Ok(_) => unready("law"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            unready("database")
        }
    };
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}

fn unready(what: &str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"status": "not ready", "what": what})))
        .into_response()
}

/// Numbers for Prometheus; not found when the program keeps none.
async fn metrics(State(state): State<WebState>) -> Response {
    let Some(render) = &state.metrics else { return StatusCode::NOT_FOUND.into_response() };
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], render()).into_response()
}

/// Counts a request and its time under the template of its route, so that no number of a person or
/// an entry becomes a label.
#[expect(clippy::disallowed_methods, reason = "how long an answer took needs a clock")]
pub async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let (route, method) = (("route", route.to_owned()), ("method", request_method(&request)));
    let start = Instant::now();
    let response = next.run(request).await;
    let labels = [route, method, ("status", response.status().as_u16().to_string())];
    metrics::counter!(REQUESTS, &labels).increment(1);
    metrics::histogram!(SECONDS, &labels[..2]).record(start.elapsed().as_secs_f64());
    response
}

/// Known methods by name; what somebody invents is one label.
fn request_method(request: &Request) -> String {
    match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known.into(),
        _ => "other".into(),
    }
}
