//! The public log for programs: its checkpoint, its tiles and its key, as C2SP tlog-tiles says.

use app::public_log;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};

use crate::shell::WebState;

/// A tile never changes once it is there.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/key", get(key))
        .route("/log/tile/{*path}", get(tile))
}

async fn checkpoint(State(state): State<WebState>) -> Response {
    match public_log::checkpoint(&state.app).await {
        Ok(signed) => text(signed.to_string(), "no-cache"),
        Err(error) => missing(&error),
    }
}

async fn key(State(state): State<WebState>) -> Response {
    match state.app.log() {
        Some(identity) => text(format!("{}\n", identity.key), "no-cache"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn tile(State(state): State<WebState>, Path(path): Path<String>) -> Response {
    match public_log::file(&state.app, &format!("tile/{path}")).await {
        Ok(bytes) => {
            let kind = "application/octet-stream";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOR_EVER)], bytes)
                .into_response()
        }
        Err(error) => missing(&error),
    }
}

fn text(text: String, cache: &'static str) -> Response {
    let kind = "text/plain; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], text).into_response()
}

fn missing(error: &app::Error) -> Response {
    if matches!(error, app::Error::NotFound) {
        return StatusCode::NOT_FOUND.into_response();
    }
    tracing::error!(%error, "the public log cannot be read");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
