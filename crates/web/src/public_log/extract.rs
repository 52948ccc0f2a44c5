//! Extracts of a version, to take away.

use std::sync::Arc;

use app::public_log::{self, seal_of};
use app::register::{Published, canonical, version};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use l10n::Language;

use super::sheet::sheet;
use crate::register::address;
use crate::register::entry_page::Shown;
use crate::shell::{Ctx, Problem, WebState};

/// The short address of a version leads to its page, in Kyrgyz: whoever scans paper has not chosen yet.
pub async fn short(
    State(state): State<WebState>,
    Path(hash): Path<String>,
) -> Result<Response, Problem> {
    let sealed = public_log::sealed_by(&state.app, &hash).await?;
    let of = sealed.of.ok_or(Problem::not_found())?;
    let version = i64::try_from(sealed.version).map_err(Problem::internal)?;
    let path = address::version(of, &sealed.number, version);
    Ok(Redirect::to(&format!("/{}{path}", Language::Ky)).into_response())
}

/// The extract as PDF, with everything to check it by inside.
pub async fn pdf<R: Shown>(
    ctx: Ctx,
    Path((typed, n)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let documents = ctx.state.documents.clone().ok_or(Problem::not_found())?;
    let number = number::<R>(&ctx, &typed)?;
    let app = &ctx.state.app;
    let view = version::<R>(app, &number, n).await?;
    let extract = public_log::extract::<R>(app, &number, n).await?;
    let seal = seal_of::<R>(app, view.id, n).await?;
    let document = Arc::new(sheet(&ctx, &view, &seal, &extract));
    let made = tokio::task::spawn_blocking(move || documents.pdf(&document)).await;
    let bytes = made.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let name = format!("{number}-v{n}-{}.pdf", ctx.lang);
    let disposition = format!("inline; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn number<R: Published>(ctx: &Ctx, typed: &str) -> Result<String, Problem> {
    let plain = |number: &String| number.chars().all(|c| c.is_ascii_graphic() && c != '"');
    canonical(&ctx.state.app, R::OF, typed).filter(plain).ok_or(Problem::not_found())
}
