//! Extracts and proofs of versions.

use app::public_log;
use app::register::{Published, canonical};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::data_array::DataArray;
use domain::holder::Holder;
use http::header;

use super::shapes::ProblemDocument;
use crate::shell::{Ctx, Problem};

/// Newer heads and more witnesses come: the same proof is not the same bytes for ever.
const CACHE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-cache");

async fn extract<R: Published>(ctx: &Ctx, typed: &str, n: i32) -> Result<Response, Problem> {
    let number = canonical(&ctx.state.app, R::OF, typed).ok_or(Problem::not_found())?;
    let extract = public_log::extract::<R>(&ctx.state.app, &number, n.into()).await?;
    Ok(([(header::CONTENT_TYPE, "application/json"), CACHE], extract.to_string()).into_response())
}

async fn proof<R: Published>(ctx: &Ctx, typed: &str, n: i32) -> Result<Response, Problem> {
    let number = canonical(&ctx.state.app, R::OF, typed).ok_or(Problem::not_found())?;
    let proof = public_log::proof::<R>(&ctx.state.app, &number, n.into()).await?;
    let kind = "text/plain; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind), CACHE], proof.to_string()).into_response())
}

/// Everything to check a version of a holder by, in one file (`korgoo/extract/v1`). Not found for the moment
/// between an act and its seal, code `refusal-not_sealed`.
#[utoipa::path(get, path = "/holders/{number}/versions/{version}/extract.json", tag = "log",
    params(
        ("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
        ("version" = i32, Path, minimum = 1),
    ),
    responses(
    (status = OK, body = serde_json::Value, content_type = "application/json"),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holder_extract(
    ctx: Ctx,
    Path((number, version)): Path<(String, i32)>,
) -> Result<Response, Problem> {
    extract::<Holder>(&ctx, &number, version).await
}

/// The proof that a version of a holder is in the public log (C2SP tlog-proof); its `extra` is the leaf.
#[utoipa::path(get, path = "/holders/{number}/versions/{version}/proof", tag = "log",
    params(
        ("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
        ("version" = i32, Path, minimum = 1),
    ),
    responses(
    (status = OK, body = String, content_type = "text/plain"),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holder_proof(
    ctx: Ctx,
    Path((number, version)): Path<(String, i32)>,
) -> Result<Response, Problem> {
    proof::<Holder>(&ctx, &number, version).await
}

/// Everything to check a version of an array by, in one file (`korgoo/extract/v1`). Not found for the moment
/// between an act and its seal, code `refusal-not_sealed`.
#[utoipa::path(get, path = "/arrays/{number}/versions/{version}/extract.json", tag = "log",
    params(
        ("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
        ("version" = i32, Path, minimum = 1),
    ),
    responses(
    (status = OK, body = serde_json::Value, content_type = "application/json"),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn array_extract(
    ctx: Ctx,
    Path((number, version)): Path<(String, i32)>,
) -> Result<Response, Problem> {
    extract::<DataArray>(&ctx, &number, version).await
}

/// The proof that a version of an array is in the public log (C2SP tlog-proof); its `extra` is the leaf.
#[utoipa::path(get, path = "/arrays/{number}/versions/{version}/proof", tag = "log",
    params(
        ("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
        ("version" = i32, Path, minimum = 1),
    ),
    responses(
    (status = OK, body = String, content_type = "text/plain"),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn array_proof(
    ctx: Ctx,
    Path((number, version)): Path<(String, i32)>,
) -> Result<Response, Problem> {
    proof::<DataArray>(&ctx, &number, version).await
}
