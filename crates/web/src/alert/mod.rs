//! Letters about a search: asked for with an address, confirmed by a link, stopped by one click.

mod ask;
mod own;

use app::alert::Wish;
use axum::Router;
use axum::routing::{get, post};
use l10n::Language;
use maud::{Markup, html};

use crate::register::chips;
use crate::register::wanted::Wanted;
use crate::shell::{Ctx, WebState};

pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/register/alert", get(ask::page).post(ask::send))
        .route("/alerts/{token}", get(own::page).post(own::confirm))
        .route("/alerts/{token}/change", post(own::change))
        .route("/alerts/{token}/stop", get(own::stop_page).post(own::stop))
}

/// What somebody wants to be told of, in a language: the search without its order and its page.
fn wish(ctx: &Ctx, wanted: &Wanted, language: Language) -> Wish {
    let plain = Wanted { sort: None, ..wanted.first_page() };
    let mut in_language = ctx.clone();
    in_language.lang = language;
    Wish {
        language: language.code().to_owned(),
        search: plain.search(),
        address: plain.address(),
        title: chips::words(&in_language, &plain),
    }
}

/// The search, as a link to its page.
fn search(ctx: &Ctx, wanted: &Wanted) -> Markup {
    html! {
        p {
            strong { (ctx.t("alert-search")) } " "
            a href=(ctx.url(&wanted.address())) { (chips::words(ctx, wanted)) }
        }
    }
}
