//! Whatever a member of staff is shown of what is not public is noted before it is sent. The one layer
//! stands around every route, so no page can forget it; `policy_routes` says which deed a route is.

use crate::policy_routes::{ENTRANCES, Entrance, Relation, without_language};
use crate::shell::{Problem, WebState};
use app::Caller;
use app::audit::{About, Reading};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::record::Kind;
use http::header;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A request as far as its entry needs it.
struct Asked {
    method: String,
    path: String,
    parameters: Vec<(String, String)>,
}

/// The layer. It stands inside `guard`: if the entry cannot be kept, an error page says so.
pub async fn note(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>().cloned().unwrap_or_default();
    let asked = if caller.is_any_staff() { asked(&request) } else { None };
    let response = next.run(request).await;
    let Some(asked) = asked.filter(|_| shows_something(&response)) else { return response };
    let Some(reading) = reading(asked) else {
        return Problem::internal("a route that is not in the policy table").into_response();
    };
    match app::audit::read(&state.app, &caller, &reading).await {
        Ok(()) => response,
        Err(error) => {
            tracing::error!(%error, "a reading could not be noted, so nothing was shown");
            Problem::unavailable().into_response()
        }
    }
}

/// A page or a file; also a form that comes back with its mistakes. An explained error or a way to
/// somewhere else shows nothing.
fn shows_something(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let is_form = response.status().is_client_error() && is_page;
    let is_problem = response.extensions().get::<Problem>().is_some();
    (response.status().is_success() || is_form) && !is_problem
}

fn asked(request: &Request) -> Option<Asked> {
    let matched = request.extensions().get::<MatchedPath>()?.as_str();
    let (path, actual) = (without_language(matched), request.uri().path());
    Some(Asked {
        method: request.method().as_str().to_owned(),
        parameters: parameters(matched, actual),
        path,
    })
}

/// What stands in the places of a route.
fn parameters(matched: &str, actual: &str) -> Vec<(String, String)> {
    let mut rest = actual;
    let mut found = Vec::new();
    for place in matched.split('/') {
        let (here, after) = rest.split_once('/').unwrap_or((rest, ""));
        if let Some(name) = place.strip_prefix("{*").and_then(|place| place.strip_suffix('}')) {
            found.push((name.to_owned(), rest.to_owned()));
        } else if let Some(name) = place.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            found.push((name.to_owned(), here.to_owned()));
        }
        rest = after;
    }
    found
}

/// The policy table by method and route.
static TABLE: LazyLock<HashMap<(&str, &str), Entrance>> = LazyLock::new(|| {
    let all = ENTRANCES.iter().copied().flatten();
    all.map(|entrance| ((entrance.method, entrance.path), *entrance)).collect()
});

fn reading(asked: Asked) -> Option<Reading> {
    // A HEAD is answered by the route of the GET.
    let method = if asked.method == "HEAD" { "GET" } else { asked.method.as_str() };
    let entrance = *TABLE.get(&(method, asked.path.as_str()))?;
    let about = about(&entrance, &asked.parameters);
    let Asked { method, path, parameters } = asked;
    Some(Reading { deed: entrance.deed, method, path, parameters, about })
}

fn about(entrance: &Entrance, parameters: &[(String, String)]) -> About {
    let value = |wanted: &str| {
        let found = parameters.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let id = || value("id").and_then(|id| id.parse().ok());
    let number = |kind| value("number").map(|number| About::Entry(kind, number.to_owned()));
    let about = match entrance.relation {
        Relation::Application => id().map(About::Application),
        Relation::Organisation => id().map(About::Organisation),
        Relation::Nothing if entrance.path.contains("/holders/") => number(Kind::Holder),
        Relation::Nothing if entrance.path.contains("/arrays/") => number(Kind::DataArray),
        Relation::Nothing if entrance.path.contains("/people/") => id().map(About::Person),
        Relation::Nothing => None,
    };
    about.unwrap_or(About::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_places_of_a_route_is_found() {
        let found = parameters("/ky/desk/audit/proof/{*subject}", "/ky/desk/audit/proof/a/b");
        assert_eq!(found, [("subject".to_owned(), "a/b".to_owned())]);
        let found = parameters("/en/a/{id}/{section}", "/en/a/7/contacts");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(found, [pair("id", "7"), pair("section", "contacts")]);
    }

    #[test]
    fn only_the_language_is_taken_out_of_a_route() {
        assert_eq!(without_language("/ru/desk/{id}"), "/{language}/desk/{id}");
        assert_eq!(without_language("/en"), "/{language}");
        assert_eq!(without_language("/api/v1/holders"), "/api/v1/holders");
    }
}
