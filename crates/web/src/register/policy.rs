//! The processing policy that a holder attached (art. 4 part 2), as everybody may take it.

use app::register::policy_file;
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};

use crate::shell::{Ctx, Problem};

/// The file, to be saved and never opened inside our pages: somebody else wrote it.
pub async fn file(ctx: Ctx, Path(number): Path<String>) -> Result<Response, Problem> {
    let (file, bytes) = policy_file(&ctx.state.app, &number).await?;
    let kind = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}
