//! What a visitor sees when something cannot be done: what happened, in their
//! language, and what to do next. Handlers return a `Problem`; one layer turns
//! it into a page, or into RFC 9457 JSON under `/api`.

use super::{Ctx, WebState};
use app::Caller;
use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, StatusCode, Uri, header};
use maud::html;
use serde_json::json;

/// Why a request has no ordinary answer.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    /// For the log only, never shown.
    cause: Option<String>,
    /// A translated sentence that says more than the general text.
    detail: Option<String>,
    /// The message that says more, not yet in the visitor's language.
    code: Option<String>,
    /// Mistakes at their places, for programs.
    problems: Vec<domain::problem::Problem>,
}

impl Problem {
    pub const fn new(status: StatusCode) -> Self {
        Self { status, cause: None, detail: None, code: None, problems: Vec::new() }
    }

    /// A refusal whose reason is a message of its own.
    pub fn coded(status: StatusCode, code: String) -> Self {
        Self { code: Some(code), ..Self::new(status) }
    }

    /// Mistakes of a program's request, each at its place.
    pub fn invalid(status: StatusCode, problems: Vec<domain::problem::Problem>) -> Self {
        Self { problems, ..Self::new(status) }
    }

    /// Also for what must not be known to exist.
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }

    pub const fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN)
    }

    /// Somebody else changed the record meanwhile.
    pub const fn conflict() -> Self {
        Self::new(StatusCode::CONFLICT)
    }

    pub const fn gone() -> Self {
        Self::new(StatusCode::GONE)
    }

    pub const fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE)
    }

    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR) }
    }

    /// Adds a translated sentence for the visitor.
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.detail = Some(text.into());
        self
    }

    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Which of the prepared texts fits.
    fn text_id(&self) -> &'static str {
        match self.status.as_u16() {
            401 => "error-sign-in",
            403 => "error-forbidden",
            404 => "error-not-found",
            405 => "error-method",
            408 | 503 | 504 => "error-unavailable",
            409 | 412 => "error-conflict",
            410 => "error-gone",
            413 => "error-too-large",
            429 => "error-too-many",
            400..=499 => "error-bad-request",
            _ => "error-internal",
        }
    }
}

/// What a use case refuses, for pages that have no field to show it at.
impl From<app::Error> for Problem {
    fn from(error: app::Error) -> Self {
        use app::Error;
        match error {
            Error::NotFound => Self::not_found(),
            Error::SignIn => Self::new(StatusCode::UNAUTHORIZED),
            Error::Forbidden => Self::forbidden(),
            Error::Conflict { .. } => Self::conflict(),
            Error::TooMany | Error::TooSoon(_) => Self::new(StatusCode::TOO_MANY_REQUESTS),
            Error::Refused(code) => Self::coded(StatusCode::CONFLICT, format!("refusal-{code}")),
            Error::Duplicate { scope, .. } => {
                Self::coded(StatusCode::CONFLICT, format!("refusal-duplicate_{scope}"))
            }
            Error::Invalid(problems) => {
                Self { problems, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY) }
            }
            // No fault of ours: there is nothing here yet.
            Error::NotSealed => Self::coded(StatusCode::NOT_FOUND, "refusal-not_sealed".into()),
            Error::Internal(cause) => Self::internal(cause),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An address nobody knows. A slash too many is mended silently.
pub async fn not_found(uri: Uri) -> Response {
    let trimmed = uri.path().trim_end_matches('/');
    if trimmed.len() < uri.path().len() && trimmed.starts_with("/") && !trimmed.starts_with("//") {
        return Redirect::permanent(trimmed).into_response();
    }
    Problem::not_found().into_response()
}

/// The layer: whatever failed inside leaves as a page that helps.
pub(super) async fn explain(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let caller = request.extensions().get::<Caller>().cloned().unwrap_or_default();
    let ctx = Ctx::of(&state, request.uri(), request.headers(), caller);
    let reference = reference(&request);
    let for_programs = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let Some(problem) = problem_in(&response) else {
        return response;
    };
    note(&problem, &reference, &ctx);
    let explained = if for_programs {
        json_answer(&ctx, &problem, &reference)
    } else {
        page_answer(&ctx, &problem, &reference)
    };
    keep_headers(explained, &response)
}

/// Ready-made answers (pages, JSON) stay; bare statuses and plain texts of the
/// framework are explained.
fn problem_in(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let bare = kind.is_none_or(|k| k.as_bytes().starts_with(b"text/plain"));
    (failed && bare).then(|| Problem::new(response.status()))
}

fn reference(request: &Request) -> String {
    let id = request.headers().get("x-request-id");
    id.and_then(|v| v.to_str().ok()).unwrap_or_default().chars().take(64).collect()
}

fn note(problem: &Problem, reference: &str, ctx: &Ctx) {
    if problem.status.is_server_error() {
        let cause = problem.cause.as_deref().unwrap_or("unknown");
        tracing::error!(reference, path = %ctx.path, cause, "a request failed");
    }
}

fn page_answer(ctx: &Ctx, problem: &Problem, reference: &str) -> Response {
    let id = problem.text_id();
    let title = ctx.t(id);
    let body = html! {
        h1 { (title) }
        @if let Some(detail) = detail(ctx, problem) { p .lead { (detail) } }
        p { (ctx.t(&format!("{id}.what"))) }
        p { (ctx.t(&format!("{id}.next"))) }
        @if problem.status.is_server_error() {
            p { (ctx.t("error-reference")) " " code { (reference) } }
        }
        @if problem.status == StatusCode::UNAUTHORIZED {
            p { a href=(ctx.url("/sign-in")) { (ctx.t("nav-sign-in")) } }
        }
        p { a href=(ctx.url("/")) { (ctx.t("error-home")) } }
    };
    ctx.page(title.clone(), body).status(problem.status).into_response()
}

fn detail(ctx: &Ctx, problem: &Problem) -> Option<String> {
    problem.detail.clone().or_else(|| problem.code.as_ref().map(|code| ctx.t(code)))
}

fn json_answer(ctx: &Ctx, problem: &Problem, reference: &str) -> Response {
    let mut answer = json!({
        "type": "about:blank",
        "title": problem.status.canonical_reason().unwrap_or("Error"),
        "status": problem.status.as_u16(),
        "detail": detail(ctx, problem).unwrap_or_else(|| ctx.t(problem.text_id())),
        "code": problem.code.as_deref().unwrap_or(problem.text_id()),
    });
    if !problem.problems.is_empty() {
        answer["errors"] = json!(problem.problems);
    }
    if problem.status.is_server_error() {
        answer["instance"] = json!(reference);
    }
    let kind = HeaderValue::from_static("application/problem+json");
    (problem.status, [(header::CONTENT_TYPE, kind)], Json(answer).into_response().into_body())
        .into_response()
}

/// `Allow` of a 405, `Retry-After` of a 429 and the like belong to the answer.
fn keep_headers(mut explained: Response, original: &Response<Body>) -> Response {
    for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
        if let Some(value) = original.headers().get(&name) {
            explained.headers_mut().insert(name, value.clone());
        }
    }
    for cookie in original.headers().get_all(header::SET_COOKIE) {
        explained.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    explained
}
