//! The query of a request: known parameters only, each of its kind.

use axum::extract::FromRequestParts;
use axum_extra::extract::Query;
use domain::problem::Problem as Mistake;
use http::{StatusCode, request::Parts};
use serde::de::DeserializeOwned;

use crate::shell::Problem;

/// The query as a structure; a parameter that is not in it is a mistake, not ignored.
pub struct Question<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Question<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if let Some(name) = left_empty(parts.uri.query().unwrap_or_default()) {
            let mistake = Mistake::new(name, "empty");
            return Err(Problem::invalid(StatusCode::BAD_REQUEST, vec![mistake]));
        }
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(question)) => Ok(Self(question)),
            Err(rejection) => {
                let mistake = Mistake::new("query", "bad_parameter");
                let mistake = mistake.with("value", rejection.body_text());
                Err(Problem::invalid(StatusCode::BAD_REQUEST, vec![mistake]))
            }
        }
    }
}

/// A parameter that is named and says nothing. Only the words to search for may be none.
fn left_empty(query: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (name, _) = pairs.find(|(name, value)| value.is_empty() && name != "q")?;
    Some(name.chars().take(60).collect())
}

/// Says that a parameter is wrong although it is of the right kind.
pub fn wrong(name: &str, code: &str) -> Problem {
    Problem::invalid(StatusCode::UNPROCESSABLE_ENTITY, vec![Mistake::new(name, code)])
}
