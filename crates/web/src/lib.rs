//! Pages, forms and the API over HTTP.
//!
//! `shell` is what every page stands in (address, language, layout, errors,
//! static files); `parts` are the pieces of a page. Every other module is a
//! slice with `routes()`, mounted under each language.

pub mod account;
pub mod admin;
mod alert;
pub mod api;
mod applicant;
mod desk;
pub mod entry;
mod health;
mod kept;
pub mod open_data;
pub mod parts;
pub mod policy_routes;
mod public_log;
mod reading;
pub mod register;
pub mod shell;
mod statistics;

#[cfg(debug_assertions)]
mod gallery;

use axum::{Router, middleware, routing::get};
pub use shell::{Contacts, Ctx, Page, Problem, Viewer, WebState};

/// The whole site. Slices add their pages in `pages`; what has no language
/// (API, health) is added beside them.
pub fn router(state: WebState) -> Router {
    let mut site = Router::new()
        .route("/", get(shell::language::front_door))
        .route("/assets/{name}", get(shell::assets::serve))
        .fallback(shell::error::not_found);
    for language in l10n::Language::all() {
        site = site.nest(&format!("/{language}"), pages());
    }
    let site = site.merge(api::routes()).merge(health::routes()).merge(public_log::routes());
    let site = site.merge(open_data::routes());
    let site = site.layer(middleware::from_fn_with_state(state.clone(), reading::note));
    let site = shell::layers::guard(site, &state);
    let site = site.layer(middleware::from_fn(api::open_to_all));
    // Outside `guard`: error pages then know who is signed in.
    let recognise = middleware::from_fn_with_state(state.clone(), shell::session::recognise);
    let site = site.layer(recognise).layer(middleware::from_fn(kept::weigh));
    let again = middleware::from_fn_with_state(state.clone(), kept::give_again);
    let site = shell::layers::carry(site, &state).layer(again);
    shell::layers::follow(site.layer(middleware::from_fn(health::count))).with_state(state)
}

/// Every page, with addresses as they stand after the language.
fn pages() -> Router<WebState> {
    let pages = Router::new()
        .merge(shell::notices::routes())
        .merge(account::routes())
        .merge(admin::routes())
        .merge(register::routes())
        .merge(alert::routes())
        .merge(statistics::routes())
        .merge(public_log::pages())
        .merge(open_data::pages())
        .merge(applicant::routes())
        .merge(desk::routes());
    #[cfg(debug_assertions)]
    let pages = pages.merge(gallery::routes());
    pages
}
