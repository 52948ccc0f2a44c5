//! Single entries as linked data.

use app::register::{MOST_ENTRIES, Search, look_for};
use axum::extract::Path;
use axum::response::Response;
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::{Holder, Standing};
use http::HeaderMap;

use super::conditional::json_as;
use super::entries::seen;
use super::shapes::ProblemDocument;
use crate::register::linked::{self, JSON_LD};
use crate::shell::{Ctx, Problem};

/// A holder as JSON-LD, in the words of the Data Privacy Vocabulary, with its arrays in force (at most
/// the first page of them).
#[utoipa::path(get, path = "/holders/{number}/entry.jsonld", tag = "register",
    params(("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")),
    responses(
    (status = OK, body = serde_json::Value, content_type = "application/ld+json"),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn holder(
    ctx: Ctx,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let view = seen::<Holder>(&ctx, &number, None).await?;
    let search = Search {
        of: Some(Of::DataArray),
        holder: Some(view.id),
        standings: vec![Standing::Registered],
        order: Some(app::Order::Number),
        limit: MOST_ENTRIES,
        ..Search::default()
    };
    let found = look_for(&ctx.state.app, &search).await?;
    let numbers: Vec<String> = found.items.into_iter().map(|array| array.number).collect();
    let document = linked::holder(&ctx.state, &view, &numbers);
    json_as(JSON_LD, &headers, &document, None)
}

/// An array as JSON-LD, in the words of the Data Privacy Vocabulary.
#[utoipa::path(get, path = "/arrays/{number}/entry.jsonld", tag = "register",
    params(("number" = String, Path, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")),
    responses(
    (status = OK, body = serde_json::Value, content_type = "application/ld+json"),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn array(
    ctx: Ctx,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let view = seen::<DataArray>(&ctx, &number, None).await?;
    json_as(JSON_LD, &headers, &linked::array(&ctx.state, &view), None)
}
