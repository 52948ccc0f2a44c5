//! Statistics of the Register: charts, a map of tiles, and tables whose numbers lead to what they count.

mod chart;
mod map;
mod page;
mod part;

use app::statistics::{Figure, Group};
use axum::{Router, routing::get};
use domain::field::Of;

use crate::register::changes_page;
use crate::shell::WebState;

/// Where the page is, after the language.
pub const PATH: &str = "/statistics";

pub fn routes() -> Router<WebState> {
    Router::new()
        .route(PATH, get(page::newest))
        .route(&format!("{PATH}/{{day}}"), get(page::of_day))
}

/// The page, after the language, whose total is this number; none for applications, which are not
/// public.
pub fn source(figure: &Figure) -> Option<String> {
    let of = figure.of?;
    let code = &figure.code;
    Some(match (figure.group, figure.group.axis()) {
        (Group::Registered, _) => changes_page::of_month(of, "registered", code),
        (Group::Fresh, _) => search(of, &format!("&fresh={code}")),
        (_, Some(axis)) => search(of, &format!("&{axis}={code}")),
        _ => search(of, ""),
    })
}

fn search(of: Of, filter: &str) -> String {
    format!("/register?of={}{filter}&status=registered", of.as_str())
}
