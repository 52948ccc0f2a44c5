//! «Take it away»: the Register as files, a catalogue of them for programs, single entries as linked data.

mod catalogue;
mod columns;
mod feed;
mod files;
mod kinds;
mod line;
mod page;
mod rdf;
mod record;
mod sheet;

use axum::{Router, routing::get};
use domain::data_array::DataArray;
use domain::holder::Holder;

use crate::register::entry_page::Shown;
use crate::shell::WebState;

pub use crate::shell::shelf::{LogHead, MANIFEST, MadeFile, Manifest, Shelf};
pub use columns::{Column, cells, columns, csv_metadata};
pub use kinds::{DATA, DESCRIPTIONS};
pub use line::{line, line_schema};

/// What has no language.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/open-data/latest/{file}", get(files::latest))
        .route("/open-data/{set}/{file}", get(files::dated))
        .route("/catalog.ttl", get(catalogue::turtle))
        .route("/catalog.jsonld", get(catalogue::json))
}

/// Pages, with addresses as they stand after the language.
pub fn pages() -> Router<WebState> {
    Router::new()
        .route(page::PATH, get(page::page))
        .merge(of_entry::<Holder>("holders"))
        .merge(of_entry::<DataArray>("arrays"))
}

fn of_entry<R: Shown>(folder: &str) -> Router<WebState> {
    let entry = format!("/register/{folder}/{{number}}");
    Router::new()
        .route(&format!("{entry}/entry.xlsx"), get(sheet::entry::<R>))
        .route(&format!("{entry}/record-of-processing"), get(record::page::<R>))
        .route(&format!("{entry}/record-of-processing.xlsx"), get(record::sheet::<R>))
}
