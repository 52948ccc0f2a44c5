//! The body of a request: a JSON object of a stated size.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::response::IntoResponse;
use domain::problem::Problem as Mistake;
use http::{StatusCode, header};
use serde_json::{Map, Value};

use crate::shell::Problem;

/// A JSON object, whatever is in it.
pub struct Sent(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let unread = |rejection: BytesRejection| Problem::new(rejection.into_response().status());
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(map)) => Ok(Self(map)),
            Ok(_) => Err(bad(Mistake::new("", "wrong_type"))),
            Err(error) => Err(bad(Mistake::new("", "not_json").with("value", error))),
        }
    }
}

fn bad(mistake: Mistake) -> Problem {
    Problem::invalid(StatusCode::BAD_REQUEST, vec![mistake])
}
