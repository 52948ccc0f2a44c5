//! The public log: for programs as C2SP tlog-tiles says, for people as seals, extracts and how to
//! check them.

mod check;
mod extract;
mod files;
pub mod seal;
mod sheet;

use axum::Router;
use axum::routing::get;
use domain::data_array::DataArray;
use domain::holder::Holder;

use crate::register::entry_page::Shown;
use crate::shell::WebState;

/// What has no language.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/log/checkpoint", get(files::checkpoint))
        .route("/log/key", get(files::key))
        .route("/log/policy", get(files::policy))
        .route("/log/tile/{*path}", get(files::tile))
        .route("/log/verify.html", get(check::file))
        .route("/log/openings/{*path}", get(files::openings))
        .route("/t/{hash}", get(extract::short))
}

/// Pages, with addresses as they stand after the language.
pub fn pages() -> Router<WebState> {
    Router::new()
        .route("/verify", get(check::page))
        .merge(of_entry::<Holder>("holders"))
        .merge(of_entry::<DataArray>("arrays"))
}

fn of_entry<R: Shown>(folder: &str) -> Router<WebState> {
    let version = format!("/register/{folder}/{{number}}/versions/{{n}}");
    Router::new().route(&format!("{version}/extract.pdf"), get(extract::pdf::<R>))
}
