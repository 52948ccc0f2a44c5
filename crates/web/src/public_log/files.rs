//! The log for programs: its checkpoint, tiles, key and policy, and the values beside it.

use app::public_log;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::shell::WebState;

/// A tile never changes once it is there.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub async fn checkpoint(State(state): State<WebState>) -> Response {
    match public_log::checkpoint(&state.app).await {
        Ok(signed) => text(signed.to_string(), "no-cache"),
        Err(error) => missing(&error),
    }
}

pub async fn key(State(state): State<WebState>) -> Response {
    match state.app.log() {
        Some(identity) => text(format!("{}\n", identity.key), "no-cache"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub async fn tile(State(state): State<WebState>, Path(path): Path<String>) -> Response {
    match public_log::file(&state.app, &format!("tile/{path}")).await {
        Ok(bytes) => {
            let kind = "application/octet-stream";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOR_EVER)], bytes)
                .into_response()
        }
        Err(error) => missing(&error),
    }
}

/// Whom to believe: the log's key, its witnesses, how many of them.
pub async fn policy(State(state): State<WebState>) -> Response {
    match state.app.log() {
        Some(identity) => text(identity.policy.to_string(), "no-cache"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The public values of a bundle of leaves with their salts, one line a leaf. Unlike a bundle, they
/// change: what is forgotten goes.
pub async fn openings(State(state): State<WebState>, Path(path): Path<String>) -> Response {
    match public_log::openings_at(&state.app, &path).await {
        Ok(lines) => text(lines, "no-cache"),
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
