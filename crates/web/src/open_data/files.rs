//! The files themselves: whole or in part, with their checksum.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderName, HeaderValue, header};
use tower_http::services::ServeFile;

use super::kinds::media_type;
use crate::shell::shelf::{MANIFEST, MadeFile, Manifest, REPR_DIGEST};
use crate::shell::{Problem, WebState};

/// What is read from the disk at once, in bytes.
const CHUNK: usize = 256 * 1024;

/// The file of the newest set: leads to its dated address, so that whoever goes on later goes on with
/// the same file.
pub async fn latest(
    State(state): State<WebState>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let set = state.open_data.as_ref().and_then(|shelf| shelf.newest());
    let set = set.filter(|set| has(set, &name)).ok_or(Problem::not_found())?;
    let address = format!("/open-data/{}/{name}", set.name);
    Ok(([(header::CACHE_CONTROL, "no-cache")], Redirect::temporary(&address)).into_response())
}

/// A file of a set; none, when the set was taken away.
pub async fn dated(
    State(state): State<WebState>,
    Path((set, name)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let shelf = state.open_data.as_ref().ok_or(Problem::not_found())?;
    let set = shelf.set(&set).filter(|set| has(set, &name)).ok_or(Problem::not_found())?;
    let path = shelf.path(&set, &name);
    let mut service = ServeFile::new(&path).with_buf_chunk_size(CHUNK);
    let served = service.try_call(request).await.map_err(Problem::internal)?;
    let mut response = served.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    // A set with a value that must be forgotten goes away: nobody may keep giving it from a cache.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    let disposition = format!("attachment; filename=\"{}-{name}\"", set.name);
    put(headers, header::CONTENT_DISPOSITION, &disposition);
    if let Some(digest) = set.file(&name).and_then(digest) {
        put(headers, REPR_DIGEST, &digest);
    }
    Ok(response)
}

fn has(set: &Manifest, name: &str) -> bool {
    name == MANIFEST || set.file(name).is_some()
}

fn digest(file: &MadeFile) -> Option<String> {
    let bytes = hex::decode(&file.sha256).ok()?;
    Some(format!("sha-256=:{}:", BASE64_STANDARD.encode(bytes)))
}

fn put(headers: &mut http::HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
