//! Addresses of the site as files of a folder, and links from file to file.

use sha2::{Digest, Sha256};

/// The file of an address, if the archive has it: what everybody may read, in no need of an answer.
pub fn file_of(address: &str) -> Option<String> {
    let (path, query) = address.split_once('?').map_or((address, ""), |(p, q)| (p, q));
    let path = decoded(path.strip_prefix('/')?)?;
    let pieces: Vec<&str> = path.split('/').collect();
    if pieces.iter().any(|piece| matches!(*piece, "" | "." | "..")) {
        return None;
    }
    match pieces.as_slice() {
        ["assets", _] | ["api", "v1", .., "extract.json" | "proof"] | ["log", ..] => Some(path),
        ["api", "v1", "holders" | "arrays", _] => Some(format!("{path}.json")),
        ["api", "v1", folder @ ("holders" | "arrays"), number, "versions", n] => {
            Some(format!("api/v1/{folder}/{number}/versions/{n}.json"))
        }
        [language, rest @ ..] if is_language(language) && is_page(rest) => {
            Some(format!("{path}/{}", name_of(query)))
        }
        _ => None,
    }
}

fn is_language(word: &str) -> bool {
    l10n::Language::all().into_iter().any(|language| language.to_string() == word)
}

fn is_page(pieces: &[&str]) -> bool {
    matches!(
        pieces,
        [] | ["register"
            | "rights"
            | "published"
            | "verify"
            | "contacts"
            | "accessibility"
            | "licence"]
            | ["register", "holders" | "arrays", _]
            | ["register", "holders" | "arrays", _, "versions"]
            | ["register", "holders" | "arrays", _, "versions", _]
    )
}

fn name_of(query: &str) -> String {
    if query.is_empty() {
        return "index.html".into();
    }
    format!("{}.html", hex::encode(&Sha256::digest(query)[..8]))
}

/// A path without its escapes; none if it is no text.
fn decoded(path: &str) -> Option<String> {
    let as_value = format!("x={}", path.replace('+', "%2B"));
    form_urlencoded::parse(as_value.as_bytes()).next().map(|(_, value)| value.into_owned())
}

/// How to get from one file to another.
pub fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folder = &here[..here.len() - 1];
    let shared = folder.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let shared = shared.min(there.len() - 1);
    let up = std::iter::repeat_n("..", folder.len() - shared);
    let down = there[shared..].iter().map(|piece| escaped(piece));
    up.map(str::to_owned).chain(down).collect::<Vec<_>>().join("/")
}

/// A piece of a path as an address writes it; also in a file's address `%` stands for itself only so.
fn escaped(piece: &str) -> String {
    form_urlencoded::byte_serialize(piece.as_bytes()).collect::<String>().replace('+', "%20")
}

/// A page with its links turned to files; addresses that the archive does not have lead to the living
/// site. Also gives the addresses that it has.
pub fn turned(page: &str, file: &str, site: &str) -> (String, Vec<String>) {
    let (mut turned, mut found) = (String::with_capacity(page.len()), Vec::new());
    let mut rest = page;
    while let Some((before, after)) = next_link(rest) {
        let (link, tail) = after.split_once('"').unwrap_or((after, ""));
        let address = link.replace("&amp;", "&");
        let (bare, mark) =
            address.split_once('#').map_or((address.as_str(), None), |(b, m)| (b, Some(m)));
        turned.push_str(before);
        match file_of(bare) {
            Some(to) => {
                turned.push_str(&relative(file, &to));
                turned.extend(mark.iter().flat_map(|mark| ["#", mark]));
                found.push(bare.to_owned());
            }
            None => {
                turned.push_str(site);
                turned.push_str(link);
            }
        }
        turned.push('"');
        rest = tail;
    }
    turned.push_str(rest);
    (turned, found)
}

/// Splits before the next address inside the site.
fn next_link(page: &str) -> Option<(&str, &str)> {
    let places = [" href=\"/", " src=\"/"]
        .iter()
        .filter_map(|word| page.find(word).map(|at| at + word.len() - 1));
    places.min().map(|at| page.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_may_read_has_a_file_and_the_rest_has_none() {
        for (address, file) in [
            ("/ky", "ky/index.html"),
            ("/ru/register/arrays/KG-A-000001", "ru/register/arrays/KG-A-000001/index.html"),
            ("/en/register/holders/A%2FB/versions", "en/register/holders/A/B/versions/index.html"),
            ("/assets/site.0a1b2c3d.css", "assets/site.0a1b2c3d.css"),
            ("/api/v1/arrays/N/versions/1/proof", "api/v1/arrays/N/versions/1/proof"),
            ("/api/v1/arrays/N", "api/v1/arrays/N.json"),
            ("/log/checkpoint", "log/checkpoint"),
        ] {
            let expected = (!address.contains("%2F")).then(|| file.to_owned());
            assert_eq!(file_of(address), expected, "{address}");
        }
        for address in ["/", "/ky/desk", "/ky/sign-in", "/de", "//evil", "/log/../x", "https://x"] {
            assert_eq!(file_of(address), None, "{address}");
        }
        assert_ne!(file_of("/ky/register?of=holder"), file_of("/ky/register?of=data_array"));
    }

    #[test]
    fn links_lead_from_file_to_file() {
        assert_eq!(relative("ky/a/index.html", "ky/b/index.html"), "../b/index.html");
        assert_eq!(relative("ky/index.html", "assets/x.css"), "../assets/x.css");
        assert_eq!(relative("ky/index.html", "ky/index.html"), "index.html");
        let page = "<a href=\"/ky/register?a=1&amp;b=2#r\">x</a><a href=\"/ky/desk?a&amp;b\">y</a>\
                    <a href=\"https://z.example/\">z</a>";
        let (turned, found) = turned(page, "ky/index.html", "https://live.example");
        let name = name_of("a=1&b=2");
        assert_eq!(
            turned,
            format!(
                "<a href=\"register/{name}#r\">x</a><a href=\"https://live.example/ky/desk?a&amp;b\">\
                 y</a><a href=\"https://z.example/\">z</a>"
            )
        );
        assert_eq!(found, ["/ky/register?a=1&b=2"]);
    }
}
