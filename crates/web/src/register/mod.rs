//! What everybody may read: the start page, the search, holders, arrays, their versions.

mod about_me;
pub mod address;
mod array_page;
mod atom;
pub(crate) mod changes_page;
pub(crate) mod chips;
mod compare;
pub(crate) mod entry_page;
pub(crate) mod feeds;
pub(crate) mod filters;
mod holder_page;
pub(crate) mod linked;
mod policy;
mod results;
mod rights;
mod search_page;
mod start;
mod tied;
mod versions;
pub(crate) mod wanted;

use axum::{Router, routing::get};

use crate::shell::WebState;
use domain::data_array::DataArray;
use domain::holder::Holder;

pub use about_me::situation_name;
pub use wanted::classifier as classifier_of;

/// The public pages.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/", get(start::page))
        .route("/rights", get(rights::rights))
        .route("/published", get(rights::published))
        .route("/register", get(search_page::page))
        .route("/register/search.atom", get(feeds::search))
        .route(changes_page::PATH, get(changes_page::page))
        .route(feeds::CHANGES, get(feeds::changes))
        .route(about_me::PATH, get(about_me::page))
        .route("/register/holders/{number}/policy", get(policy::file))
        .merge(entry::<Holder>("holders"))
        .merge(entry::<DataArray>("arrays"))
}

fn entry<R: entry_page::Shown>(folder: &str) -> Router<WebState> {
    Router::new()
        .route(&format!("/register/{folder}/{{number}}"), get(entry_page::page::<R>))
        .route(&format!("/register/{folder}/{{number}}/versions"), get(versions::page::<R>))
        .route(&format!("/register/{folder}/{{number}}/versions/{{n}}"), get(versions::one::<R>))
}
