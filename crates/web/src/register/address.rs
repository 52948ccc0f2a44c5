//! Addresses inside the public Register.

use app::register::ChangeLine;
use domain::field::Of;

/// The folder in which entries stand.
pub fn folder(of: Of) -> &'static str {
    match of {
        Of::Holder => "holders",
        Of::DataArray => "arrays",
    }
}

/// The address of an entry, after the language.
pub fn entry(of: Of, number: &str) -> String {
    format!("/register/{}/{}", folder(of), escaped(number))
}

/// The address of the list of its versions.
pub fn versions(of: Of, number: &str) -> String {
    format!("{}/versions", entry(of, number))
}

/// The address of one version.
pub fn version(of: Of, number: &str, version: i64) -> String {
    format!("{}/{version}", versions(of, number))
}

/// The page of the version that a change made; a list of data has none.
pub fn of_change(line: &ChangeLine) -> Option<String> {
    let of = [Of::Holder, Of::DataArray].into_iter().find(|of| of.as_str() == line.kind)?;
    Some(version(of, &line.number, line.version))
}

/// The same for programs: today's entry, or one version.
pub fn data(of: Of, number: &str, version: Option<i64>) -> String {
    let path = version.map_or_else(|| entry(of, number), |n| self::version(of, number, n));
    path.replacen("/register", "/api/v1", 1)
}

/// The short address of a version, by the hash of its leaf; it has no language.
pub fn short(hash: &str) -> String {
    format!("/t/{hash}")
}

/// A number may hold a slash or a blank when its pattern says so.
fn escaped(number: &str) -> String {
    form_urlencoded::byte_serialize(number.as_bytes()).collect::<String>().replace('+', "%20")
}
