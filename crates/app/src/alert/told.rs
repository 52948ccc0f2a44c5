//! What a letter tells: the entries that fit, in words.

use std::collections::BTreeMap;

use domain::field::Of;
use domain::holder::Standing;
use uuid::Uuid;

use super::round::Due;
use crate::mail::Texts;
use crate::register::{Found, Search, look_for};
use crate::{App, Order, Result};

/// Entries that are asked about together.
const TOGETHER: usize = 500;
/// Most entries that a letter names; the page of the search has the rest.
const MOST_NAMED: usize = 20;

/// The values of a letter.
pub(super) struct Told {
    pub params: BTreeMap<String, String>,
}

/// What of the news fits; none if nothing does. Words are understood as on the page of the search,
/// but an entry that has only some of them is no news.
pub(super) async fn told(
    app: &App,
    texts: &dyn Texts,
    due: &Due,
    news: &[Uuid],
) -> Result<Option<Told>> {
    let (mut total, mut lines) = (0, Vec::new());
    for some in news.chunks(TOGETHER) {
        let results = look_for(app, &among(&due.search, some)).await?;
        if results.has_all_words {
            total += results.total;
            lines.extend(results.items.iter().map(|found| line(app, texts, due, found)));
        }
    }
    lines.truncate(MOST_NAMED);
    let site = app.settings().public_url.trim_end_matches('/');
    let own = format!("{site}/{}/alerts/{}", due.language, due.token);
    let params = [
        ("search", due.title.clone()),
        ("total", total.to_string()),
        ("entries", lines.join("\n")),
        ("own", own),
    ];
    let params = params.map(|(name, value)| (name.to_owned(), value)).into();
    Ok((total > 0).then_some(Told { params }))
}

fn among(search: &Search, some: &[Uuid]) -> Search {
    let ids = Some(some.to_vec());
    let limit = u32::try_from(MOST_NAMED).unwrap_or(u32::MAX);
    Search { ids, limit, order: Some(Order::Newest), cursor: None, ..search.clone() }
}

/// One entry: what happened to it, its name, its page.
fn line(app: &App, texts: &dyn Texts, due: &Due, found: &Found) -> String {
    let message = match (found.standing, found.version) {
        (Standing::Excluded, _) => "alert-line-excluded",
        (_, 1) => "alert-line-new",
        _ => "alert-line-changed",
    };
    let folder = match found.of {
        Of::Holder => "holders",
        Of::DataArray => "arrays",
    };
    let site = app.settings().public_url.trim_end_matches('/');
    let url = format!("{site}/{}/register/{folder}/{}", due.language, found.number);
    let values = [
        ("name", found.name.in_language(&due.language)),
        ("number", found.number.as_str()),
        ("url", url.as_str()),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    texts.words(&due.language, message, &values)
}
