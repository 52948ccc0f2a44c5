//! Single entries and their versions.

use app::register::{EntryView, Published, canonical, current, version, versions};
use axum::extract::Path;
use axum::response::Response;
use domain::data_array::DataArray;
use domain::holder::Holder;
use http::HeaderMap;
use jiff::Timestamp;

use super::conditional::answer;
use super::shapes::{ArrayDocument, HolderDocument, ProblemDocument, Version, VersionList};
use crate::shell::{Ctx, Problem};

/// The number as the Register writes it.
fn number<R: Published>(ctx: &Ctx, typed: &str) -> Result<String, Problem> {
    canonical(&ctx.state.app, R::OF, typed).ok_or(Problem::not_found())
}

pub(super) async fn seen<R: Published>(
    ctx: &Ctx,
    typed: &str,
    n: Option<i64>,
) -> Result<EntryView, Problem> {
    let number = number::<R>(ctx, typed)?;
    match n {
        None => Ok(current::<R>(&ctx.state.app, &number).await?),
        Some(n) => Ok(version::<R>(&ctx.state.app, &number, n).await?),
    }
}

async fn history<R: Published>(
    ctx: &Ctx,
    typed: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let lines = versions::<R>(&ctx.state.app, &number::<R>(ctx, typed)?).await?;
    let changed_at = lines.first().map(|line| line.at);
    let items: Vec<Version> = lines.into_iter().map(Into::into).collect();
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    answer(headers, &VersionList { items, total, next: None }, changed_at)
}

/// A holder as it stands.
#[utoipa::path(get, path = "/holders/{number}", tag = "register",
    params(("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")),
    responses(
    (status = OK, body = HolderDocument),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holder(
    ctx: Ctx,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    one_holder(&ctx, &number, None, &headers).await
}

async fn one_holder(
    ctx: &Ctx,
    number: &str,
    n: Option<i64>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let view = seen::<Holder>(ctx, number, n).await?;
    let changed_at = newest(&view, None);
    answer(headers, &HolderDocument::from(view), changed_at)
}

/// Every version of a holder.
#[utoipa::path(get, path = "/holders/{number}/versions", tag = "register",
    params(("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")),
    responses(
    (status = OK, body = VersionList),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holder_versions(
    ctx: Ctx,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    history::<Holder>(&ctx, &number, &headers).await
}

/// A holder in one of its versions.
#[utoipa::path(get, path = "/holders/{number}/versions/{version}", tag = "register",
    params(
        ("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
        ("version" = i32, Path, minimum = 1),
    ),
    responses(
    (status = OK, body = HolderDocument),
    (status = NOT_MODIFIED),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holder_version(
    ctx: Ctx,
    Path((number, version)): Path<(String, i32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    one_holder(&ctx, &number, Some(version.into()), &headers).await
}

/// An array as it stands.
#[utoipa::path(get, path = "/arrays/{number}", tag = "register",
    params(("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")),
    responses(
    (status = OK, body = ArrayDocument),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn array(
    ctx: Ctx,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    one_array(&ctx, &number, None, &headers).await
}

async fn one_array(
    ctx: &Ctx,
    number: &str,
    n: Option<i64>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let view = seen::<DataArray>(ctx, number, n).await?;
    // The document carries the holder's name of today.
    let holder = view.held_by.as_ref().map(|holder| holder.recorded_at);
    let changed_at = newest(&view, holder);
    answer(headers, &ArrayDocument::from(view), changed_at)
}

/// Every version of an array.
#[utoipa::path(get, path = "/arrays/{number}/versions", tag = "register",
    params(("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")),
    responses(
    (status = OK, body = VersionList),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn array_versions(
    ctx: Ctx,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    history::<DataArray>(&ctx, &number, &headers).await
}

/// An array in one of its versions.
#[utoipa::path(get, path = "/arrays/{number}/versions/{version}", tag = "register",
    params(
        ("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
        ("version" = i32, Path, minimum = 1),
    ),
    responses(
    (status = OK, body = ArrayDocument),
    (status = NOT_MODIFIED),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn array_version(
    ctx: Ctx,
    Path((number, version)): Path<(String, i32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    one_array(&ctx, &number, Some(version.into()), &headers).await
}

/// When the document last changed. An old version still tells how many versions there are, so only
/// the newest one has a date.
fn newest(view: &EntryView, holder: Option<Timestamp>) -> Option<Timestamp> {
    let is_newest = view.version == view.versions;
    is_newest.then(|| holder.map_or(view.recorded_at, |at| at.max(view.recorded_at)))
}
