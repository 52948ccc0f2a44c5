//! Which language a visitor reads: the address says it; at the front door the
//! choice made before, then the browser, and Kyrgyz first.

use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use http::{HeaderMap, header};
use l10n::Language;

/// The cookie that keeps the choice.
pub const COOKIE: &str = "lang";

/// `/` leads to the front page in the visitor's language.
pub async fn front_door(headers: HeaderMap) -> Redirect {
    Redirect::temporary(&format!("/{}", preferred(&headers)))
}

/// The language of `/ky/register` and what stands after it.
pub(super) fn in_address(path: &str) -> Option<(Language, &str)> {
    let path = path.strip_prefix('/')?;
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    let language = Language::all().into_iter().find(|l| l.code() == first)?;
    Some((language, if rest.is_empty() { "/" } else { rest }))
}

pub(super) fn remembered(headers: &HeaderMap) -> Option<Language> {
    let jar = CookieJar::from_headers(headers);
    Language::parse(jar.get(COOKIE)?.value())
}

pub(super) fn preferred(headers: &HeaderMap) -> Language {
    remembered(headers)
        .or_else(|| accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// Kyrgyz wherever the browser names it at all, for most browsers in the
/// country are set up with Russian before it.
fn accepted(header: &str) -> Option<Language> {
    let mut wanted: Vec<(f32, Language)> = header.split(',').filter_map(weighed).collect();
    if wanted.iter().any(|(_, l)| *l == Language::Ky) {
        return Some(Language::Ky);
    }
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map(|(_, language)| *language)
}

fn weighed(range: &str) -> Option<(f32, Language)> {
    let (tag, quality) = range.split_once(';').unwrap_or((range, "q=1"));
    let weight = quality.trim().strip_prefix("q=")?.parse().ok()?;
    (weight > 0.0).then_some((weight, Language::parse(tag.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kyrgyz_comes_first_wherever_it_is_accepted() {
        assert_eq!(accepted("ru-RU,ru;q=0.9,ky;q=0.4"), Some(Language::Ky));
        assert_eq!(accepted("ru,ky;q=0"), Some(Language::Ru));
        assert_eq!(accepted("de,en;q=0.4,ru;q=0.6"), Some(Language::Ru));
        assert_eq!(accepted("de, fr"), None);
        assert_eq!(preferred(&HeaderMap::new()), Language::Ky);
    }

    #[test]
    fn the_address_names_the_language() {
        assert_eq!(in_address("/ky/register"), Some((Language::Ky, "/register")));
        assert_eq!(in_address("/en"), Some((Language::En, "/")));
        assert_eq!(in_address("/kyx"), None);
        assert_eq!(in_address("/"), None);
    }
}
