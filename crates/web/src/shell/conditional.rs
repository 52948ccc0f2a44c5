//! Answers that a program may keep: `ETag`, `Last-Modified`, and "not modified" when they still hold.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Problem;

/// The document as JSON, or 304 when the caller has it already.
pub fn answer(
    asked: &HeaderMap,
    document: &impl Serialize,
    changed_at: Option<Timestamp>,
) -> Result<Response, Problem> {
    json_as("application/json", asked, document, changed_at)
}

/// The same in another form of JSON.
pub fn json_as(
    media_type: &'static str,
    asked: &HeaderMap,
    document: &impl Serialize,
    changed_at: Option<Timestamp>,
) -> Result<Response, Problem> {
    let body = serde_json::to_vec(document).map_err(Problem::internal)?;
    answer_as(media_type, asked, body, changed_at)
}

/// The same of a document of another kind.
pub fn answer_as(
    kind: &'static str,
    asked: &HeaderMap,
    body: Vec<u8>,
    changed_at: Option<Timestamp>,
) -> Result<Response, Problem> {
    let hash = hex::encode(&Sha256::digest(&body)[..12]);
    // Weak: the same document may travel compressed or not.
    let tag = format!("W/\"{hash}\"");
    let mut response = if is_known(asked, &tag, changed_at) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Problem::internal)?);
    if let Some(date) = changed_at.and_then(http_date) {
        headers.insert(header::LAST_MODIFIED, date);
    }
    Ok(response)
}

/// The tag goes before the date (RFC 9110 §13.2.2).
fn is_known(asked: &HeaderMap, tag: &str, changed_at: Option<Timestamp>) -> bool {
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    if let Some(tags) = text(header::IF_NONE_MATCH) {
        let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        return tags.trim() == "*" || tags.split(',').any(|known| plain(known) == plain(tag));
    }
    let since = text(header::IF_MODIFIED_SINCE)
        .and_then(|date| jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok());
    matches!((since, changed_at), (Some(since), Some(at)) if at.as_second() <= since.as_second())
}

fn http_date(at: Timestamp) -> Option<HeaderValue> {
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?;
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_caller_has_is_not_sent_again() {
        let at: Option<Timestamp> = "2026-11-22T06:00:00.5Z".parse().ok();
        let asked = |name: header::HeaderName, value: &'static str| {
            HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
        };
        let tag = "W/\"abc\"";
        assert!(is_known(&asked(header::IF_NONE_MATCH, "\"x\", \"abc\""), tag, at));
        assert!(!is_known(&asked(header::IF_NONE_MATCH, "\"x\""), tag, at));
        let since = |date| asked(header::IF_MODIFIED_SINCE, date);
        assert!(is_known(&since("Sun, 22 Nov 2026 06:00:00 GMT"), tag, at));
        assert!(!is_known(&since("Sun, 22 Nov 2026 05:59:59 GMT"), tag, at));
        assert!(!is_known(&since("yesterday"), tag, at));
        assert!(!is_known(&HeaderMap::new(), tag, at));
    }
}
