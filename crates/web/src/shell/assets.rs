//! Static files, carried in the binary. The address holds a hash of the
//! content, so a browser may keep a file for ever.

use super::Problem;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::header;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

/// The address of a file: `site.css` → `/assets/site.0a1b2c3d.css`.
pub fn address(name: &str) -> String {
    match (Files::get(name), name.rsplit_once('.')) {
        (Some(file), Some((stem, kind))) => format!("/assets/{stem}.{}.{kind}", mark(&file)),
        _ => format!("/assets/{name}"),
    }
}

fn mark(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// A file asked for under an old hash is answered too, but not kept: during a
/// change of version two nodes may hold two texts.
pub async fn serve(Path(asked): Path<String>) -> Result<Response, Problem> {
    let (name, hash) = plain_name(&asked);
    let file = Files::get(&name).ok_or(Problem::not_found())?;
    let caching =
        if hash == Some(mark(&file)) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [(header::CONTENT_TYPE, content_type(&name)), (header::CACHE_CONTROL, caching)];
    Ok((headers, file.data.into_owned()).into_response())
}

/// `site.0a1b2c3d.css` → `site.css` and its hash.
fn plain_name(asked: &str) -> (String, Option<String>) {
    let mut pieces: Vec<&str> = asked.split('.').collect();
    let at = pieces.len().saturating_sub(2);
    if pieces.len() < 3 || pieces[at].len() != 8 {
        return (asked.to_owned(), None);
    }
    let hash = pieces.remove(at).to_owned();
    (pieces.join("."), Some(hash))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
